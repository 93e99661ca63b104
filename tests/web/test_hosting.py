"""The host steers: steps, what is shown, the phone as remote."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

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


@pytest.fixture
def host(app: Flask) -> FlaskClient:
    return app.test_client()


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
