"""The host steers: steps, rules during play, the next quiz, what is shown, the phone as remote."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from quizapp.services.live.room import Room
from quizapp.services.site import Site
from quizapp.services.tokens import Tokens
from tests.web.surfing import (
    HIDDEN,
    host_game,
    join_game,
    press,
    set_up_game,
    some_answer,
    submit,
)
from tests.world import write

OPEN = """\
schema: 1
id: your-words
title: In your words
description: One question that nobody can get wrong.
sources: [missile-offer]
questions:
  - {id: ask, type: open, stem: What would you ask the speaker?}
"""
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


# Steps


def test_two_votes_with_talk_between_or_straight_to_the_reveal(
    host: FlaskClient, site: Site
) -> None:
    room = set_up_game(host, site, mode="twice", reading_s="5")

    for kind, phase in (
        ("asked", "intro"), ("opened", "open"), ("closed", "closed"), ("discussed", "discuss"),
        ("opened", "open"), ("closed", "closed"), ("revealed", "revealed"),
        ("board_shown", "board"), ("asked", "intro"), ("opened", "open"), ("closed", "closed"),
        ("revealed", "revealed"),
    ):  # fmt: skip
        assert f":{kind}" in host.get(f"/host/{room.id}").text
        press(host, room, kind)
        assert room.table.game.phase == phase


def test_the_clock_is_held_let_go_and_given_ten_seconds(host: FlaskClient, site: Site) -> None:
    room = host_game(host, site)
    press(host, room, "opened")

    press(host, room, "paused")
    assert room.table.game.is_paused
    assert "Paused. No answer is taken" in host.get(f"/host/{room.id}").text
    press(host, room, "resumed")
    before = room.table.game.deadline()
    press(host, room, "extended")

    after = room.table.game.deadline()
    assert before
    assert after
    assert (after - before).total_seconds() == 10


def test_a_question_is_skipped_and_the_room_goes_back_to_its_lobby(
    host: FlaskClient, site: Site
) -> None:
    room = host_game(host, site)
    press(host, room, "opened")

    press(host, room, "skipped")
    assert "It counts for nobody" in host.get(f"/host/{room.id}").text
    press(host, room, "lobby_shown")

    assert room.table.game.phase == "lobby"
    assert room.table.game.counted == ()


def test_every_state_of_a_game_has_its_page(app: Flask, host: FlaskClient, site: Site) -> None:
    room = set_up_game(host, site, mode="twice", reading_s="3", teams="2")
    join_game(app.test_client(), room, "Ada")

    for kind in (
        "asked", "paused", "resumed", "opened", "paused", "resumed", "closed", "discussed",
        "opened", "closed", "revealed", "board_shown", "asked", "skipped", "podium_shown", "ended",
    ):  # fmt: skip
        press(host, room, kind)
        assert host.get(f"/host/{room.id}").status_code == 200, kind


def test_a_form_sent_twice_is_one_step(host: FlaskClient, site: Site) -> None:
    room = host_game(host, site)
    step = {"step": f"{room.table.game.seq}:opened"}

    for _ in range(2):
        submit(host, f"/host/{room.id}", f"/host/{room.id}/step", step)  # type: ignore[arg-type]

    assert (room.table.game.phase, room.table.game.round) == ("open", 1)


def test_htmx_gets_the_new_state_at_once(host: FlaskClient, site: Site) -> None:
    room = host_game(host, site)
    token = HIDDEN.search(host.get(f"/host/{room.id}").text)
    assert token

    response = host.post(
        f"/host/{room.id}/step",
        data={"csrf_token": token[1], "step": f"{room.table.game.seq}:opened"},
        headers={"HX-Request": "true"},
    )

    assert 'data-phase="open"' in response.text
    assert "<html" not in response.text


def test_while_a_question_is_open_the_host_can_see_how_answers_spread_without_the_key(
    app: Flask, host: FlaskClient, site: Site
) -> None:
    room, ada = host_game(host, site), app.test_client()
    join_game(ada, room, "Ada")
    press(host, room, "opened")
    table = room.table
    assert table.question
    fields = {"round": "1", **some_answer(table.question, table.round_seed)}
    submit(ada, f"/play/{room.pin}/plain", f"/play/{room.pin}/plain", fields)

    page = host.get(f"/host/{room.id}").text

    if table.question.type in {"single", "multiple", "true_false"}:
        assert "keep this page off the wall" in page
    assert "Right answer" not in page


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


# What was written


def test_what_was_written_is_shown_when_the_host_says_so(
    app: Flask, host: FlaskClient, site: Site
) -> None:
    room, ada = open_question(host, site), app.test_client()
    join_game(ada, room, "Ada")
    press(host, room, "opened")
    fields: dict[str, str | list[str]] = {"round": "1", "text": "How do you know?"}
    submit(ada, f"/play/{room.pin}/plain", f"/play/{room.pin}/plain", fields)
    press(host, room, "closed")
    press(host, room, "revealed")
    player = next(iter(room.players))
    page = f"/host/{room.id}"
    assert "How do you know?" in host.get(page).text

    submit(host, page, f"{page}/written", {"show": player})
    shown = room.shared.reveal
    submit(host, page, f"{page}/written", {"hide": player})

    assert shown
    assert shown.shown == ("How do you know?",)
    assert room.shared.reveal
    assert room.shared.reveal.shown == ()


def open_question(host: FlaskClient, site: Site) -> Room:
    """A survey of one question, to be answered freely."""
    write(site.settings.data_dir / "questions" / "banks" / "your-words.yaml", OPEN)
    return set_up_game(host, site, "your-words", count="", mode="survey")


# The phone as remote


def test_the_hosts_own_phone_becomes_a_remote(app: Flask, host: FlaskClient, site: Site) -> None:
    room, phone = host_game(host, site), app.test_client()
    page = host.get(f"/host/{room.id}/remote").text
    link = "/remote/" + page.split("/remote/")[1].split("<")[0]

    looked = phone.get(link)
    before = phone.get(f"/host/{room.id}").status_code
    taken = submit(phone, link, link)

    assert (looked.status_code, before) == (200, 404)  # to look is not to take
    assert taken.location == f"/host/{room.id}"
    assert phone.get(taken.location).status_code == 200


# Refusals


@pytest.mark.parametrize("kind", ["revealed", "closed", "resumed", "extended", "podium_shown"])
def test_a_step_out_of_order_is_told_and_changes_nothing(
    host: FlaskClient, site: Site, kind: str
) -> None:
    room = host_game(host, site)
    seq = room.table.game.seq

    response = press(host, room, kind)

    assert "That cannot be done now" in host.get(response.location).text
    assert room.table.game.seq == seq


@pytest.mark.parametrize("kind", ["rules_changed", "quiz_chosen"])
def test_a_step_that_needs_more_than_a_press_is_none(
    host: FlaskClient, site: Site, kind: str
) -> None:
    room = host_game(host, site)

    press(host, room, kind)

    assert room.table.game.seq == 0


@pytest.mark.parametrize("step", ["", "1", ":opened", "1:", "x:opened", "1:fly", "9" * 50])
def test_what_is_no_step_is_refused(host: FlaskClient, site: Site, step: str) -> None:
    room = host_game(host, site)

    response = submit(host, f"/host/{room.id}", f"/host/{room.id}/step", {"step": step})

    assert response.status_code == 400
    assert room.table.game.seq == 0


def test_htmx_is_told_to_load_the_page_that_says_why(host: FlaskClient, site: Site) -> None:
    room = host_game(host, site)
    token = HIDDEN.search(host.get(f"/host/{room.id}").text)
    assert token

    response = host.post(
        f"/host/{room.id}/step",
        data={"csrf_token": token[1], "step": "0:revealed"},
        headers={"HX-Request": "true"},
    )

    assert response.headers["HX-Refresh"] == "true"
    assert "That cannot be done now" in host.get(f"/host/{room.id}").text


@pytest.mark.parametrize("path", ["step", "people", "rules", "next", "written"])
def test_a_form_without_its_token_changes_nothing(host: FlaskClient, site: Site, path: str) -> None:
    room = host_game(host, site)

    response = host.post(f"/host/{room.id}/{path}", data={"step": "0:opened", "lock": "on"})

    assert response.status_code == 400
    assert room.table.game.seq == 0
    assert not room.is_locked


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


def test_nothing_of_a_stranger_is_shown(host: FlaskClient, site: Site) -> None:
    room = host_game(host, site)

    response = submit(host, f"/host/{room.id}", f"/host/{room.id}/written", {"show": "nobody"})

    assert "not in this game any more" in host.get(response.location).text


@pytest.mark.parametrize("token", ["x", "a.b.c", "%00"])
def test_a_forged_remote_is_told_so(client: FlaskClient, token: str) -> None:
    response = client.get(f"/remote/{token}")

    assert response.status_code == 410
    assert "15 minutes" in response.text


def test_a_players_token_is_no_remote(app: Flask, host: FlaskClient, site: Site) -> None:
    room, ada = host_game(host, site), app.test_client()
    join_game(ada, room, "Ada")
    cookie = ada.get_cookie(f"player-{room.id}")
    assert cookie

    assert ada.get(f"/remote/{cookie.value}").status_code == 410


def test_a_remote_of_another_server_is_refused(client: FlaskClient) -> None:
    other = Tokens("another key", is_https=False)

    assert client.get(f"/remote/{other.for_remote('g1')}").status_code == 410
