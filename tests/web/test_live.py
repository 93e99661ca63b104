"""A class plays, without script: host, projector and players by ordinary forms."""

import csv
import io

import pytest
from flask import Flask
from flask.testing import FlaskClient

from quizapp.services.live.room import Room
from quizapp.services.site import Site
from tests.web.surfing import host_game, join_game, press, some_answer, submit


@pytest.fixture
def host(app: Flask) -> FlaskClient:
    return app.test_client()


def answer_now(client: FlaskClient, room: Room, slot: int = 1) -> int:
    """Answer the present question by the plain page's form; the status."""
    table = room.table
    assert table.question
    fields = {"round": str(table.game.round)}
    fields |= some_answer(table.question, table.round_seed, slot)  # type: ignore[arg-type]
    page = f"/play/{room.pin}/plain"
    return submit(client, page, page, fields).status_code  # type: ignore[arg-type]


def test_a_whole_game_without_script(app: Flask, host: FlaskClient, site: Site) -> None:
    ada, bob = app.test_client(), app.test_client()
    room = host_game(host, site)
    join_game(ada, room, "Ada")
    join_game(bob, room, "Bob")
    assert "Ada" in host.get(f"/host/{room.id}").text

    for number in range(1, 6):
        press(host, room, "opened")
        assert answer_now(ada, room, 1) == 303
        assert answer_now(bob, room, 2) == 303
        press(host, room, "closed")
        press(host, room, "revealed")
        assert 'class="verdict' in ada.get(f"/play/{room.pin}/plain").text
        press(host, room, "board_shown" if number < 5 else "podium_shown")
    press(host, room, "ended")

    assert room.table.game.phase == "ended"
    assert "Ada" in host.get(f"/host/{room.id}/result").text


def test_the_csv_holds_what_the_table_shows(app: Flask, host: FlaskClient, site: Site) -> None:
    ada = app.test_client()
    room = host_game(host, site)
    join_game(ada, room, "=Ada")
    press(host, room, "opened")
    answer_now(ada, room)
    press(host, room, "closed")
    press(host, room, "revealed")

    response = host.get(f"/host/{room.id}/result.csv")

    rows = list(csv.reader(io.StringIO(response.text.removeprefix("\ufeff"))))
    assert rows[0][:3] == ["Rank", "Nickname", "Points"]
    assert rows[1][1] == "'=Ada"
    assert response.headers["Content-Type"] == "text/csv; charset=utf-8"


def test_before_the_reveal_no_page_says_what_is_right(
    app: Flask, host: FlaskClient, site: Site
) -> None:
    ada = app.test_client()
    room = host_game(host, site)
    join_game(ada, room, "Ada")
    press(host, room, "opened")
    answer_now(ada, room)
    press(host, room, "closed")

    for page in (f"/play/{room.pin}/state", f"/play/{room.pin}/plain"):
        text = ada.get(page).text
        assert 'class="verdict' not in text
        assert 'class="citation"' not in text


def test_an_answer_to_a_closed_round_is_told_so(app: Flask, host: FlaskClient, site: Site) -> None:
    ada = app.test_client()
    room = host_game(host, site)
    join_game(ada, room, "Ada")
    press(host, room, "opened")
    table = room.table
    assert table.question
    press(host, room, "closed")

    response = submit(
        ada, "/join", f"/play/{room.pin}/plain",
        {"round": "1", **some_answer(table.question, table.round_seed)},
    )  # fmt: skip

    assert response.status_code == 303
    assert "could not be counted" in ada.get(response.location).text


def test_the_players_page_is_the_same_bytes_for_everyone(
    app: Flask, host: FlaskClient, site: Site
) -> None:
    ada, bob = app.test_client(), app.test_client()
    room = host_game(host, site)
    join_game(ada, room, "Ada")
    join_game(bob, room, "Bob")

    assert ada.get(f"/play/{room.pin}").data == bob.get(f"/play/{room.pin}").data


def test_a_browser_keeps_the_players_page_for_as_long_as_it_has_the_seat(
    app: Flask, host: FlaskClient, site: Site
) -> None:
    ada = app.test_client()
    room = host_game(host, site)
    join_game(ada, room, "Ada")
    first = ada.get(f"/play/{room.pin}")

    again = ada.get(f"/play/{room.pin}", headers={"If-None-Match": first.headers["ETag"]})
    elsewhere = app.test_client().get(
        f"/play/{room.pin}", headers={"If-None-Match": first.headers["ETag"]}
    )

    assert first.headers["Cache-Control"] == "private, no-cache"
    assert (again.status_code, again.text) == (304, "")
    assert elsewhere.status_code == 403


def test_a_script_answer_from_another_site_is_refused(
    app: Flask, host: FlaskClient, site: Site
) -> None:
    ada = app.test_client()
    room = host_game(host, site)
    join_game(ada, room, "Ada")
    press(host, room, "opened")

    for headers in ({}, {"Origin": "http://evil.example"}, {"Sec-Fetch-Site": "cross-site"}):
        response = ada.post(f"/play/{room.pin}/answers", data={"round": "1"}, headers=headers)
        assert response.status_code == 403


def test_a_script_answer_gets_its_receipt_and_the_same_one_again(
    app: Flask, host: FlaskClient, site: Site
) -> None:
    ada = app.test_client()
    room = host_game(host, site)
    join_game(ada, room, "Ada")
    press(host, room, "opened")
    table = room.table
    assert table.question
    fields = {"round": "1", "answer_id": "abc"}
    fields |= some_answer(table.question, table.round_seed)  # type: ignore[arg-type]
    headers = {"Sec-Fetch-Site": "same-origin"}

    first = ada.post(f"/play/{room.pin}/answers", data=fields, headers=headers)
    again = ada.post(f"/play/{room.pin}/answers", data=fields, headers=headers)

    assert first.status_code == again.status_code == 200
    assert first.text == again.text
    assert 'data-answered="true"' in first.text


def test_a_poll_that_has_seen_the_state_gets_nothing(host: FlaskClient, site: Site) -> None:
    room = host_game(host, site)
    first = host.get(f"/host/{room.id}/state")

    again = host.get(f"/host/{room.id}/state?seen={first.headers['X-State']}")

    assert again.status_code == 204


def test_a_removed_player_loses_the_seat(app: Flask, host: FlaskClient, site: Site) -> None:
    ada = app.test_client()
    room = host_game(host, site)
    join_game(ada, room, "Ada")
    player = next(iter(room.players))

    page = f"/host/{room.id}/people/{player}"
    submit(host, page, page, {"do": "remove"})

    assert ada.get(f"/play/{room.pin}").status_code == 403


def test_whoever_has_a_seat_goes_straight_to_it(app: Flask, host: FlaskClient, site: Site) -> None:
    ada = app.test_client()
    room = host_game(host, site)
    join_game(ada, room, "Ada")

    assert ada.get(f"/join/{room.pin}").location == f"/play/{room.pin}"


def test_the_recovery_code_brings_the_host_back(app: Flask, host: FlaskClient, site: Site) -> None:
    room = host_game(host, site)
    with host.session_transaction() as session:
        code = dict(session["codes"])[room.id]
    other = app.test_client()

    wrong = submit(other, "/host/recover", "/host/recover", {"pin": room.pin, "code": "AAAA"})
    right = submit(other, "/host/recover", "/host/recover", {"pin": room.pin, "code": code.lower()})

    assert wrong.status_code == 422
    assert right.location == f"/host/{room.id}"
    assert other.get(f"/host/{room.id}").status_code == 200


def test_the_projector_shows_and_has_no_form(app: Flask, host: FlaskClient, site: Site) -> None:
    room = host_game(host, site)
    page = host.get(f"/host/{room.id}").text
    link = "/screen/" + page.split("/screen/")[1].split('"')[0]

    screen = app.test_client().get(link)

    assert screen.status_code == 200
    assert room.pin in screen.text.replace(" ", "").replace("\u00a0", "")
    assert "<form" not in screen.text


def test_a_quiz_is_hosted_whole_and_with_its_time(client: FlaskClient, site: Site) -> None:
    page = client.get("/banks/twelve-minutes").text

    room = host_game(client, site, "twelve-minutes", count="", limit_s="45")

    assert '<option selected value="45">' in page
    assert (room.table.game.questions, room.table.game.rules.limit_s) == (8, 45)
