"""What the host changes during play: the rules, and the quiz that comes next."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from quizapp.services.live.room import Room
from quizapp.services.site import Site
from tests.web.surfing import HIDDEN, host_game, join_game, press, submit

RULE = re.compile(r'name="(seen|quiz|question)"[^>]*value="([^"]*)"')
CHANGE = {
    "scoring": "accuracy", "gives_part": "y", "ranking": "top", "timer": "question",
    "limit_s": "30", "quiz_s": "600", "weight": "1",
}  # fmt: skip


@pytest.fixture
def host(app: Flask) -> FlaskClient:
    return app.test_client()


def change(host: FlaskClient, room: Room, page: str | None = None, **fields: str) -> TestResponse:
    """Send the form of rules, as it is on `page` (now, where none is given)."""
    page = page or host.get(f"/host/{room.id}/rules").text
    token = HIDDEN.search(page)
    assert token
    known = {m[1]: m[2] for m in RULE.finditer(page)}
    data = {"csrf_token": token[1], **known, **CHANGE, **fields}
    return host.post(f"/host/{room.id}/rules", data=data)


def next_quiz(host: FlaskClient, room: Room, **fields: str) -> TestResponse:
    page = f"/host/{room.id}/next"
    seq = str(room.table.game.seq)
    return submit(host, page, page, {"seq": seq, "count": "5", **fields})


# Rules during play


def test_rules_change_during_play_and_points_are_counted_anew(
    app: Flask, host: FlaskClient, site: Site
) -> None:
    room = host_game(host, site)
    press(host, room, "opened")

    response = change(
        host, room, scoring="kahoot", has_streaks="y", ranking="end", timer="off", weight="3"
    )

    rules = room.table.game.rules
    assert response.location == f"/host/{room.id}"
    assert "Points are counted anew" in host.get(response.location).text
    assert (rules.scoring, rules.has_streaks, rules.ranking) == ("kahoot", True, "end")
    assert (rules.limit_s, rules.weights) == (None, ((1, 3),))


def test_rules_sent_twice_change_once(host: FlaskClient, site: Site) -> None:
    room = host_game(host, site)
    page = host.get(f"/host/{room.id}/rules").text

    first = change(host, room, page, scoring="speed")
    seq = room.table.game.seq
    again = change(host, room, page, scoring="speed")

    assert (first.status_code, again.status_code) == (303, 303)
    assert room.table.game.seq == seq


def test_a_clock_that_moved_on_meanwhile_is_in_nobodys_way(host: FlaskClient, site: Site) -> None:
    room = host_game(host, site)
    press(host, room, "opened")
    page = host.get(f"/host/{room.id}/rules").text
    for kind in ("closed", "revealed", "opened"):
        press(host, room, kind)

    change(host, room, page, weight="0")

    assert room.table.game.rules.weights == ((1, 0),)  # the question that the page was about
    assert room.table.game.question == 2


# The next quiz


def test_the_room_goes_on_with_another_quiz_and_everybody_stays(
    app: Flask, host: FlaskClient, site: Site
) -> None:
    room = host_game(host, site)
    join_game(app.test_client(), room, "Ada")
    press(host, room, "opened")
    change(host, room, weight="2")
    press(host, room, "skipped")

    next_quiz(host, room, slug="a-first-game")

    table = room.table
    assert (table.bank.id, table.game.phase, table.game.questions) == ("a-first-game", "lobby", 5)
    assert list(room.players.values()) == ["Ada"]
    assert table.game.rules.weights == ()  # they were of the last quiz's questions


# Refusals


def test_who_changes_rules_that_somebody_changed_first_is_told(
    host: FlaskClient, site: Site
) -> None:
    room = host_game(host, site)
    page = host.get(f"/host/{room.id}/rules").text
    change(host, room, page, scoring="speed")

    response = change(host, room, page, scoring="kahoot")

    assert response.status_code == 409
    assert "changed elsewhere meanwhile" in response.text
    assert room.table.game.rules.scoring == "speed"


@pytest.mark.parametrize(
    "fields",
    [{"scoring": "luck"}, {"weight": "9"}, {"timer": "x"}, {"limit_s": "1"}, {"ranking": ""}],
)
def test_rules_that_are_none_are_refused(
    host: FlaskClient, site: Site, fields: dict[str, str]
) -> None:
    room = host_game(host, site)
    press(host, room, "opened")

    response = change(host, room, **fields)

    assert response.status_code == 422
    assert "Pick one of these." in response.text
    assert room.table.game.rules.scoring == "accuracy"


def test_a_game_that_is_over_keeps_its_rules(host: FlaskClient, site: Site) -> None:
    room = host_game(host, site)
    press(host, room, "ended")

    assert change(host, room, scoring="speed").status_code == 409


@pytest.mark.parametrize("fields", [{"slug": "no-such-bank"}, {}, {"slug": "../x", "seq": "y"}])
def test_a_quiz_that_is_none_is_not_chosen(
    host: FlaskClient, site: Site, fields: dict[str, str]
) -> None:
    room = host_game(host, site)

    response = next_quiz(host, room, **fields)

    assert response.status_code == 422
    assert room.table.game.leg == 1


def test_no_quiz_is_chosen_while_a_question_is_on(host: FlaskClient, site: Site) -> None:
    room = host_game(host, site)
    press(host, room, "opened")

    response = next_quiz(host, room, slug="a-first-game")

    assert "Nothing was changed" in host.get(response.location).text
    assert (room.table.game.leg, room.table.game.phase) == (1, "open")
