"""Teachers sign in and out, and mind their password and sessions, without script."""

from dataclasses import replace

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from quizapp import clock
from quizapp.services import accounts
from quizapp.services.site import Site
from quizapp.services.transaction import transaction
from quizapp.web.app import create_app
from tests.web.surfing import submit
from tests.web.teaching import PASSWORD, enrol, link_for

OTHER = "lantern gravel eleven oats"


def sign_in(client: FlaskClient, name: str = "Anna", password: str = PASSWORD, **more: str):
    return submit(client, "/sign-in", "/sign-in", {"name": name, "password": password, **more})


def is_signed_in(client: FlaskClient) -> bool:
    return client.get("/account").status_code == 200


def test_the_first_teacher_chooses_name_and_password(client: FlaskClient, site: Site) -> None:
    with transaction(site.database) as session:
        link = f"/set-up/{accounts.first_link(session, clock.now())}"

    response = submit(client, link, link, {"name": "anna@school.example", "password": PASSWORD})

    assert response.status_code == 303
    assert "You are in." in client.get(response.location).text
    assert "signed in as <b><bdi>anna@school.example</bdi></b>" in client.get("/account").text


def test_a_link_for_a_colleague_asks_for_the_password_alone(
    client: FlaskClient, site: Site
) -> None:
    page = client.get(link_for(site, "Boris")).text

    assert "You are <b><bdi>Boris</bdi></b> here." in page
    assert 'type="text"' not in page


def test_the_cookie_is_for_this_server_and_no_script(client: FlaskClient, site: Site) -> None:
    enrol(client, site)

    cookie = client.get_cookie("teacher")

    assert cookie
    assert cookie.http_only
    assert cookie.same_site == "Lax"


def test_whoever_signs_in_goes_on_where_they_were(app: Flask, site: Site) -> None:
    enrol(app.test_client(), site)
    client = app.test_client()
    asked = client.get("/account?a=b")

    assert asked.location == "/sign-in?next=/account?a%3Db"
    response = sign_in(client, next="/account?a=b")

    assert response.location == "/account?a=b"
    assert is_signed_in(client)


@pytest.mark.parametrize(
    "elsewhere",
    ["//evil.example", "https://evil.example", "/\\evil.example", "/\t/evil.example", "\\", ""],
)
def test_nobody_is_sent_to_another_site(app: Flask, site: Site, elsewhere: str) -> None:
    enrol(app.test_client(), site)

    assert sign_in(app.test_client(), next=elsewhere).location == "/workspace"


def test_signing_out_ends_the_session_on_the_server_too(client: FlaskClient, site: Site) -> None:
    enrol(client, site)
    token = client.get_cookie("teacher")
    assert token

    submit(client, "/account", "/sign-out")

    assert not is_signed_in(client)
    client.set_cookie("teacher", token.value)
    assert not is_signed_in(client)


def test_another_device_is_listed_and_signed_out(app: Flask, site: Site) -> None:
    here, there = enrol(app.test_client(), site), app.test_client()
    there.environ_base["HTTP_USER_AGENT"] = "Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0"
    sign_in(there)
    page = here.get("/account").text

    assert "Firefox on Linux" in page
    action = page.split('action="/account/sessions/')[1].split('"')[0]
    submit(here, "/account", f"/account/sessions/{action}")

    assert is_signed_in(here)
    assert not is_signed_in(there)


def test_a_new_password_signs_other_devices_out(app: Flask, site: Site) -> None:
    here, there = enrol(app.test_client(), site), app.test_client()
    sign_in(there)

    response = submit(here, "/account", "/account/password", {"old": PASSWORD, "new": OTHER})

    assert response.status_code == 303
    assert is_signed_in(here)
    assert not is_signed_in(there)


def test_pages_say_who_may_go_where(client: FlaskClient, site: Site) -> None:
    assert "Sign in as a teacher" in client.get("/").text

    enrol(client, site)

    page = client.get("/").text
    assert "Your banks" in page
    assert "Sign in as a teacher" not in page


@pytest.mark.parametrize("page", ["/", "/workspace", "/account", "/banks/which-treaty"])
def test_one_signs_out_from_any_page(client: FlaskClient, site: Site, page: str) -> None:
    enrol(client, site)
    header = client.get(page).text.split("<header", 1)[1].split("</header>", 1)[0]
    assert 'action="/sign-out"' in header

    response = submit(client, page, "/sign-out")

    assert response.status_code == 303
    assert not is_signed_in(client)
    assert "/sign-out" not in client.get("/").text


# Refusals


@pytest.mark.parametrize(("name", "password"), [("Anna", OTHER), ("Nobody", PASSWORD)])
def test_a_wrong_try_keeps_the_name_and_not_the_password(
    app: Flask, site: Site, name: str, password: str
) -> None:
    enrol(app.test_client(), site)

    response = sign_in(app.test_client(), name, password)

    assert response.status_code == 422
    assert "do not fit together" in response.text
    assert f'value="{name}"' in response.text
    assert password not in response.text


def test_too_many_tries_have_to_wait(client: FlaskClient) -> None:
    replies: list[TestResponse] = [sign_in(client, "Nobody") for _ in range(11)]

    assert [r.status_code for r in replies] == [422] * 10 + [429]
    assert "Wait a minute" in replies[-1].text


def test_one_address_cannot_try_name_after_name(app: Flask, site: Site) -> None:
    known = enrol(app.test_client(), site)
    submit(known, "/account", "/sign-out")
    client = app.test_client()
    for _ in range(60):
        site.making.spend("sign-in 127.0.0.1")

    assert sign_in(client, "Somebody").status_code == 429
    assert sign_in(known).status_code == 303


def test_a_used_link_says_whom_to_ask(client: FlaskClient, site: Site) -> None:
    link = link_for(site)
    submit(client, link, link, {"password": PASSWORD})

    response = client.get(link)

    assert response.status_code == 410
    assert "Ask whoever runs the server" in response.text


def test_a_common_password_is_refused_at_its_field(client: FlaskClient, site: Site) -> None:
    link = link_for(site)

    response = submit(client, link, link, {"password": "password1234"})

    assert response.status_code == 422
    assert "first that are guessed" in response.text
    assert client.get(link).status_code == 200


@pytest.mark.parametrize("page", ["/account", "/workspace", "/workspace/banks/x/edit"])
def test_a_stranger_is_asked_to_sign_in(client: FlaskClient, page: str) -> None:
    assert client.get(page).location.startswith("/sign-in?next=")


def test_a_forged_session_opens_nothing(client: FlaskClient, site: Site) -> None:
    enrol(client, site)
    client.set_cookie("teacher", "forged")

    assert not is_signed_in(client)


def test_where_hosting_is_off_a_teacher_still_hosts(site: Site) -> None:
    app = create_app(replace(site, settings=replace(site.settings, allows_hosting=False)))
    stranger, teacher = app.test_client(), enrol(app.test_client(), site)

    assert "Hosting is switched off" in stranger.get("/banks/which-treaty").text
    assert stranger.get("/banks/which-treaty/host").status_code == 403
    assert teacher.get("/banks/which-treaty/host").status_code == 200
