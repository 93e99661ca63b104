"""Proposed questions in a browser without script: gone through one by one, and several at once."""

import html
import re
from urllib.parse import parse_qs, urlsplit

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.web.noting import note_five
from tests.web.surfing import HIDDEN, submit

SCRIPT = {"HX-Request": "true"}


@pytest.fixture
def proposals(anna: FlaskClient, source: str) -> str:
    """The address of what is proposed for a new bank."""
    note_five(anna, source)
    page = f"{source}/propose"
    return str(submit(anna, page, page, {"title": "On the talks"}).location)


def keys(page: str) -> list[str]:
    """The questions that can be accepted, in order."""
    return re.findall(r'name="key" value="([^"]+)"', page)


def ticked(page: str) -> list[str]:
    return re.findall(r'name="key" value="([^"]+)" checked', page)


def fields(proposals: str, do: str, *ticks: str) -> dict[str, str | list[str]]:
    source = parse_qs(urlsplit(proposals).query)["source"]
    return {"source": source, "do": do, "key": list(ticks)}


def do(client: FlaskClient, proposals: str, deed: str, *ticks: str) -> TestResponse:
    return submit(client, proposals, proposals, fields(proposals, deed, *ticks))


def by_script(client: FlaskClient, proposals: str, deed: str, *ticks: str) -> TestResponse:
    token = HIDDEN.search(client.get(proposals).text)
    assert token
    sent = {**fields(proposals, deed, *ticks), "csrf_token": token[1]}
    return client.post(proposals, data=sent, headers=SCRIPT)


@pytest.mark.parametrize("deed", ["accept", "dismiss"])
def test_a_card_that_is_done_leads_to_the_next_and_keeps_the_other_ticks(
    anna: FlaskClient, proposals: str, deed: str
) -> None:
    before = keys(anna.get(proposals).text)

    back = do(anna, proposals, f"{deed} {before[3]}", before[1], before[3], before[6]).location
    page = anna.get(back).text

    assert back.endswith(f"#proposal-{before[4]}")
    assert f'id="proposal-{before[4]}"' in page
    assert ticked(page) == [before[1], before[6]]
    assert keys(page)[:-1] == before[:3] + before[4:]


def test_after_the_last_card_comes_the_one_before(anna: FlaskClient, proposals: str) -> None:
    last = 0
    while "Later" in anna.get(f"{proposals}&page={last + 1}").text:
        last += 1
    address = f"{proposals}&page={last + 1}"
    before = keys(anna.get(address).text)

    back = do(anna, address, f"dismiss {before[-1]}").location

    assert back.endswith(f"#proposal-{before[-2]}")


def test_a_script_gets_the_list_and_what_is_told_with_the_next_card_marked(
    anna: FlaskClient, proposals: str
) -> None:
    first = anna.get(proposals).text
    before = keys(first)
    count = int(re.search(r"(\d+) questions", first)[1])  # type: ignore[index]

    page = by_script(anna, proposals, f"dismiss {before[0]}", before[2]).text

    assert page.lstrip().startswith('<section id="proposals"')
    assert f"{count - 1} questions are left." in page
    assert re.findall(r'id="proposal-([^"]+)" data-next', page) == [before[1]]
    assert ticked(page) == [before[2]]


def test_a_script_is_led_to_the_form_of_what_is_to_be_edited(
    anna: FlaskClient, proposals: str
) -> None:
    first = keys(anna.get(proposals).text)[0]

    reply = by_script(anna, proposals, f"edit {first}")

    assert reply.headers["HX-Redirect"].endswith(f"/questions/{first}")


def test_a_button_that_is_pressed_twice_accepts_once(anna: FlaskClient, proposals: str) -> None:
    bank = proposals.split("/proposals", maxsplit=1)[0]
    first = keys(anna.get(proposals).text)[0]

    by_script(anna, proposals, f"accept {first}")
    again = by_script(anna, proposals, f"accept {first}")

    assert "Tick the questions first" not in again.text
    assert "1 question<" in anna.get(f"{bank}/questions").text


# Refusals


@pytest.mark.parametrize("deed", ["accept", "dismiss"])
def test_nothing_ticked_is_told(anna: FlaskClient, proposals: str, deed: str) -> None:
    before = keys(anna.get(proposals).text)

    assert "Tick the questions first." in by_script(anna, proposals, deed).text
    page = anna.get(do(anna, proposals, deed).location).text

    assert "Tick the questions first." in html.unescape(page)
    assert keys(page) == before
