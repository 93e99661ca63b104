"""What a device takes along and brings back, and the worker's files, asked without a browser."""

import json
import re
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from quizapp.services.site import Site
from tests.web.surfing import start_attempt
from tests.web.test_reviews import begin, rows
from tests.web.test_study import start_test

ADDRESS = re.compile(r'"(/[^"]+)"')


def send(client: FlaskClient, address: str, body: object, token: str | None = None) -> TestResponse:
    """Send JSON as our script does, with a token of its own."""
    token = client.get("/offline/token").get_json()["token"] if token is None else token
    return client.post(address, json=body, headers={"X-CSRFToken": token, "X-Fragment": "true"})


def pack(client: FlaskClient) -> list[dict[str, Any]]:
    response = send(client, "/offline/pack", {})
    assert response.status_code == 200, response.text
    found: list[dict[str, Any]] = response.get_json()["items"]
    return found


def kept(item: dict[str, Any], fields: dict[str, list[str]] | None = None) -> dict[str, Any]:
    """An answer of the device to this item: the key, unless other fields are given."""
    typed = {name: words[:1] for name, words in item["typed"].items()}
    return {
        "name": item["name"],
        "turn": item["turn"],
        "fields": item["exact"] | typed if fields is None else fields,
        "ago_s": 60.5,
        "elapsed_s": 4,
    }


def test_a_week_comes_along_with_questions_and_answers_made_ready(client: FlaskClient) -> None:
    begin(client)

    items = pack(client)

    assert len(items) > 10
    for item in items:
        assert item["kind"] == "review"
        assert "data-form" in item["asked"]
        assert 'class="citation"' in item["told"]
        assert "<script" not in item["asked"] + item["told"]
        assert "explanation" not in item["asked"]
        assert "href=" not in item["told"]


def test_what_a_device_answered_is_stored_once(client: FlaskClient, site: Site) -> None:
    begin(client)
    item = next(i for i in pack(client) if not i["typed"])

    for _ in range(2):
        response = send(client, "/offline/answers", {"answers": [kept(item)]})
        assert response.get_json() == {"stored": [item["name"]], "refused": {}}

    assert len(rows(site, "review")) == 1
    assert "1 answer, 100 points" in client.get("/review").text


def test_practice_comes_along_and_a_test_does_not(client: FlaskClient, site: Site) -> None:
    attempt = start_attempt(client).rsplit("/", 1)[-1]
    tested = start_test(client).rsplit("/", 1)[-1]

    practice = [item for item in pack(client) if item["kind"] == "practice"]
    named = {item["name"].partition("/")[0] for item in practice}
    response = send(client, "/offline/answers", {"answers": [kept(practice[0])]})

    assert named == {attempt}
    assert tested not in json.dumps(practice)
    assert response.get_json()["stored"] == [practice[0]["name"]]
    assert len(rows(site, "attempt_answer")) == 1


def test_what_cannot_count_is_said_and_holds_nothing_up(client: FlaskClient, site: Site) -> None:
    begin(client)
    bad, good = [i for i in pack(client) if not i["typed"]][:2]

    response = send(client, "/offline/answers", {"answers": [kept(bad, {}), kept(good)]})

    assert response.get_json()["stored"] == [good["name"]]
    assert list(response.get_json()["refused"]) == [bad["name"]]
    assert len(rows(site, "review")) == 1


def test_the_worker_keeps_whatever_the_page_needs(client: FlaskClient) -> None:
    page, worker = client.get("/offline").text, client.get("/sw.js")
    addresses = set(ADDRESS.findall(worker.text.split("const SHELL")[1].split("];")[0]))
    needed = set(re.findall(r'(?:href|src)="(/static/(?:css|js|vendor)/[^"]+)"', page))

    assert worker.headers["Content-Type"].startswith("text/javascript")
    assert worker.headers["Cache-Control"] == "no-cache"
    assert needed <= addresses
    assert {client.get(address).status_code for address in addresses} == {200}


def test_the_kept_page_is_the_same_for_everybody(client: FlaskClient) -> None:
    before = client.get("/offline").text

    begin(client)

    assert client.get("/offline").text == before
    assert "csrf" not in before


def test_the_app_says_how_it_is_called_and_where_it_begins(client: FlaskClient) -> None:
    response = client.get("/app.webmanifest")
    found = json.loads(response.data)

    assert response.headers["Content-Type"] == "application/manifest+json"
    assert (found["name"], found["start_url"]) == ("Trust but Verify", "/review")
    assert all(client.get(icon["src"]).status_code == 200 for icon in found["icons"])
    assert '<link rel="manifest" href="/app.webmanifest">' in client.get("/").text


def test_the_days_are_those_of_where_the_device_is(client: FlaskClient) -> None:
    send(client, "/offline/pack", {"zone": "Europe/Helsinki"})
    send(client, "/offline/pack", {"zone": "Nowhere/Else"})
    send(client, "/offline/pack", ["zone"])

    assert "Europe/Helsinki" in client.get("/progress/choices").text


def test_a_mark_tells_one_profile_from_another(client: FlaskClient, app: Flask) -> None:
    def mark(someone: FlaskClient) -> str:
        return str(someone.get("/offline/token").get_json()["mark"])

    other = app.test_client()
    assert mark(client) == ""
    begin(client)
    begin(other)

    assert mark(client)
    assert mark(client) != mark(other)


def test_looking_at_the_page_makes_no_profile(client: FlaskClient) -> None:
    for page in ("/offline", "/offline/token", "/sw.js", "/app.webmanifest"):
        assert "learner" not in client.get(page).headers.get("Set-Cookie", "")


# Refusals


@pytest.mark.parametrize("address", ["/offline/pack", "/offline/answers"])
def test_another_site_cannot_ask_for_it(client: FlaskClient, address: str) -> None:
    assert send(client, address, {}, token="").status_code == 400
    assert send(client, address, {}, token="forged").status_code == 400


@pytest.mark.parametrize("body", [{}, [], {"answers": [{}]}, {"answers": [None] * 21}])
def test_what_is_no_answer_is_refused_in_a_sentence(client: FlaskClient, body: object) -> None:
    response = send(client, "/offline/answers", body)

    assert response.status_code == 400
    assert "could not be read" in response.get_json()["words"]


def test_the_answers_of_another_learner_count_for_nobody(client: FlaskClient, site: Site) -> None:
    begin(client)
    item = pack(client)[0]
    client.delete_cookie("learner")

    response = send(client, "/offline/answers", {"answers": [kept(item)]})

    assert list(response.get_json()["refused"]) == [item["name"]]
    assert rows(site, "review") == []
