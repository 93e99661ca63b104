"""Bad input gets one clear sentence, and never a trace of the machine."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from quizapp.services.site import Site
from tests.web.surfing import host_game, join_game, press, start_attempt, submit


@pytest.mark.parametrize(
    ("page", "sentence"),
    [
        ("/banks/no-such-bank", "There is no bank called “no-such-bank”"),
        ("/attempts/nothing/1", "could not find that page of your practice"),
        ("/sources/nothing", "There is no report called"),
        ("/sources/nothing/claims/C01", "There is no report called"),
        ("/sources/missile-offer/claims/C99", "There is no claim “C99” in this report"),
        ("/nothing", "There is no page here"),
        ("/join/000000", "No game is running under that PIN"),
        ("/play/000000", "No game is running under that PIN"),
        ("/host/nothing", "No game is running under that PIN"),
        ("/screen/forged", "No game is running under that PIN"),
    ],
)
def test_what_does_not_exist_is_said_kindly(client: FlaskClient, page: str, sentence: str) -> None:
    response = client.get(page)

    assert response.status_code == 404
    assert sentence in response.text


def test_a_form_without_its_token_is_refused(client: FlaskClient) -> None:
    response = client.post("/banks/which-treaty/attempts", data={"length": "5"})

    assert response.status_code == 400
    assert "reload the page and try again" in response.text


def test_a_wrong_pin_is_said_beside_the_field(client: FlaskClient) -> None:
    response = submit(client, "/join", "/join", {"pin": "12"})

    assert response.status_code == 422
    assert "No game is running under that PIN" in response.text


@pytest.mark.parametrize(
    ("nickname", "sentence"),
    [
        ("", "Type a nickname"),
        ("   ", "Type a nickname"),
        ("x" * 21, "at most 20 characters"),
        ("\u202e\u202e", "Type a nickname"),
    ],
)
def test_an_unusable_nickname_is_explained(
    client: FlaskClient, site: Site, nickname: str, sentence: str
) -> None:
    page = f"/join/{host_game(client, site).pin}"

    response = submit(client, page, page, {"nickname": nickname})

    assert response.status_code == 422
    assert sentence in response.text


def test_a_huge_form_is_refused(client: FlaskClient, site: Site) -> None:
    room = host_game(client, site)

    response = client.post(f"/join/{room.pin}", data={"nickname": "x" * 1_000_000})

    assert response.status_code == 413
    assert "Send less" in response.text


def test_a_name_twice_is_refused(app: Flask, site: Site) -> None:
    room = host_game(app.test_client(), site)
    join_game(app.test_client(), room, "Ada")
    page = f"/join/{room.pin}"

    response = submit(app.test_client(), page, page, {"nickname": "ADA"})

    assert response.status_code == 422
    assert "already called “ADA”" in response.text


def test_nobody_joins_a_game_that_is_over(app: Flask, site: Site) -> None:
    host = app.test_client()
    room = host_game(host, site)
    press(host, room, "ended")

    response = app.test_client().get(f"/join/{room.pin}")

    assert response.status_code == 410
    assert "This game is over" in response.text


@pytest.mark.parametrize(
    "step", ["", "x:opened", "0", "0:nonsense", "-1:opened", "99999999999:opened"]
)
def test_a_malformed_step_of_the_host_is_refused(
    client: FlaskClient, site: Site, step: str
) -> None:
    room = host_game(client, site)

    response = submit(client, f"/host/{room.id}", f"/host/{room.id}/step", {"step": step})

    assert response.status_code == 400
    assert room.table.game.phase == "lobby"


@pytest.mark.parametrize("kind", ["closed", "revealed", "board_shown", "podium_shown"])
def test_a_step_that_is_not_next_does_nothing(client: FlaskClient, site: Site, kind: str) -> None:
    room = host_game(client, site)

    response = press(client, room, kind)

    assert response.status_code == 303
    assert room.table.game.phase == "lobby"


@pytest.mark.parametrize("fields", [{}, {"choice": "99"}, {"choice": "x"}, {"choice": ["1", "99"]}])
def test_a_malformed_answer_stores_nothing_and_says_how_to_mend_it(
    client: FlaskClient, fields: dict[str, str | list[str]]
) -> None:
    page = f"{start_attempt(client, 'which-treaty', length='5')}/1"

    response = submit(client, page, page, fields)

    assert response.status_code == 422
    assert "step" in response.text


def test_an_unusable_choice_of_the_host_makes_no_game(client: FlaskClient) -> None:
    page = "/banks/which-treaty"

    response = submit(client, page, f"{page}/games", {"count": "3", "limit_s": "1"})

    assert response.status_code == 303
    assert response.location == page


def test_a_host_form_of_a_game_that_is_unknown_is_not_found(client: FlaskClient) -> None:
    response = submit(client, "/banks/which-treaty", "/host/nothing/step", {"step": "0:opened"})

    assert response.status_code == 404
