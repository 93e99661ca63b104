"""The host minds the people in the room: who waits, who is called what, who has more time."""

from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from quizapp.services.live.room import Room
from quizapp.services.site import Site
from quizapp.web.live.people import PAGE
from tests.web.surfing import host_game, join_game, press, set_up_game, submit
from tests.world import seconds


@pytest.fixture
def host(app: Flask) -> FlaskClient:
    return app.test_client()


def people(host: FlaskClient, room: Room, **fields: str) -> TestResponse:
    """Press a button of the list."""
    page = f"/host/{room.id}/people"
    return submit(host, page, page, fields)  # type: ignore[arg-type]


def person(host: FlaskClient, room: Room, name: str, **fields: str) -> TestResponse:
    """Press a button on somebody's page."""
    page = f"/host/{room.id}/people/{id_of(room, name)}"
    return submit(host, page, page, fields)  # type: ignore[arg-type]


def id_of(room: Room, name: str) -> str:
    return next(m.id for m in room.members.values() if m.nickname == name)


def test_the_host_sees_who_is_here_and_who_is_away(
    app: Flask, host: FlaskClient, site: Site
) -> None:
    room = host_game(host, site)
    join_game(app.test_client(), room, "Ada")
    site.live.door.join(room.id, "Bob", seconds(1))
    site.live.hub.presence.forget(room.id)
    site.live.hub.presence.note(room.id, id_of(room, "Ada"))

    page = host.get(f"/host/{room.id}/state").text

    assert "<b>1</b> here" in page
    assert "<b>1</b> away" in page


def test_who_waits_is_let_in_one_by_one_or_all_at_once(
    app: Flask, host: FlaskClient, site: Site
) -> None:
    room = set_up_game(host, site, approves="y")
    for name in ("Ada", "Bob", "Cy"):
        join_game(app.test_client(), room, name)
    assert "<b>3</b> wait to be let in" in host.get(f"/host/{room.id}").text

    people(host, room, admit=id_of(room, "Bob"))
    assert list(room.players.values()) == ["Bob"]

    people(host, room, admit_all="y")
    assert set(room.players.values()) == {"Ada", "Bob", "Cy"}


def test_a_locked_room_lets_nobody_in_until_it_is_unlocked(
    app: Flask, host: FlaskClient, site: Site
) -> None:
    room = host_game(host, site)

    people(host, room, lock="on")
    refused = submit(app.test_client(), "/join", f"/join/{room.pin}", {"nickname": "Ada"})
    people(host, room, lock="off")
    join_game(app.test_client(), room, "Ada")

    assert refused.status_code == 409
    assert "Ada" in room.players.values()


def test_a_name_is_changed_hidden_and_taken_out(app: Flask, host: FlaskClient, site: Site) -> None:
    room, ada = host_game(host, site), app.test_client()
    join_game(ada, room, "Adaa")

    renamed = person(host, room, "Adaa", do="rename", nickname="Ada")
    assert "Adaa is now called Ada." in host.get(renamed.location).text
    person(host, room, "Ada", do="hide")
    (hidden,) = room.players.values()
    assert hidden != "Ada"
    person(host, room, hidden, do="remove")

    assert not room.members
    assert ada.get(f"/play/{room.pin}").status_code == 403


def test_who_is_taken_out_of_a_room_locked_in_the_same_tap_comes_in_under_no_name(
    app: Flask, host: FlaskClient, site: Site
) -> None:
    room = host_game(host, site)
    join_game(app.test_client(), room, "Troll")
    assert (
        'value="remove_and_lock"' in host.get(f"/host/{room.id}/people/{id_of(room, 'Troll')}").text
    )

    out = person(host, room, "Troll", do="remove_and_lock")
    with_cleared_cookies = app.test_client()
    again = submit(with_cleared_cookies, "/join", f"/join/{room.pin}", {"nickname": "Lamb"})

    assert "Troll is out. The room is locked." in host.get(out.location).text
    assert again.status_code == 409
    assert not room.members


def test_in_a_locked_room_nothing_is_offered_but_to_take_out(
    app: Flask, host: FlaskClient, site: Site
) -> None:
    room = host_game(host, site)
    join_game(app.test_client(), room, "Ada")
    people(host, room, lock="on")

    page = host.get(f"/host/{room.id}/people/{id_of(room, 'Ada')}").text

    assert 'value="remove"' in page
    assert "remove_and_lock" not in page


def test_more_time_is_kept_and_stays_off_the_wall(
    app: Flask, host: FlaskClient, site: Site
) -> None:
    room = host_game(host, site)
    join_game(app.test_client(), room, "Ada")
    screen = site.live.rooms.shared(room)

    person(host, room, "Ada", do="time", factor="1.5")
    assert room.table.factors[id_of(room, "Ada")] == 1.5
    person(host, room, "Ada", do="time", factor="none")

    assert room.table.factors[id_of(room, "Ada")] is None
    assert site.live.rooms.shared(room) == screen


def test_whoever_came_in_lately_is_taken_out_at_once(host: FlaskClient, site: Site) -> None:
    room = host_game(host, site)
    long_ago = room.created_at - timedelta(hours=1)
    site.live.door.join(room.id, "Ada", long_ago)
    site.live.door.join(room.id, "Stranger", room.created_at)

    response = people(host, room, since="300")

    assert list(room.players.values()) == ["Ada"]
    assert "Taken out: 1." in host.get(response.location).text


def test_a_long_list_is_shown_in_pages_and_searched(host: FlaskClient, site: Site) -> None:
    room = host_game(host, site)
    for number in range(PAGE + 5):
        site.live.door.join(room.id, f"Guest {number}", seconds(number))

    first = host.get(f"/host/{room.id}/people").text
    second = host.get(f"/host/{room.id}/people?page=2").text
    found = host.get(f"/host/{room.id}/people?find=guest+3").text

    assert first.count('class="person-chip') > second.count('class="person-chip') > 0
    assert "Page 1 of 2" in first
    assert "<bdi>Guest 3</bdi>" in found
    assert "<bdi>Guest 4</bdi>" not in found
    assert "and 45 more" in host.get(f"/host/{room.id}").text


def test_who_has_answered_is_said_while_a_question_is_open(
    app: Flask, host: FlaskClient, site: Site
) -> None:
    room, ada = host_game(host, site), app.test_client()
    join_game(ada, room, "Ada")
    press(host, room, "opened")

    assert "answered</span>" not in host.get(f"/host/{room.id}/people").text


# Refusals


@pytest.mark.parametrize(
    "fields",
    [{}, {"lock": "maybe"}, {"since": "999999"}, {"since": "-1"}, {"nonsense": "1"}],
)
def test_a_button_that_we_never_showed_does_nothing(
    app: Flask, host: FlaskClient, site: Site, fields: dict[str, str]
) -> None:
    room = host_game(host, site)
    join_game(app.test_client(), room, "Ada")

    response = people(host, room, **fields)

    assert "Nothing was changed" in host.get(response.location).text
    assert list(room.players.values()) == ["Ada"]


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"do": "rename", "nickname": ""}, "Type a nickname"),
        ({"do": "rename", "nickname": "x" * 60_000}, "too long"),
        ({"do": "rename", "nickname": "Bob"}, "Somebody is already called"),
        ({"do": "time", "factor": "9"}, "Pick one of the choices"),
        ({"do": "time"}, "Pick one of the choices"),
        ({"do": "crown"}, "Pick one of the choices"),
        ({}, "Pick one of the choices"),
    ],
)
def test_what_cannot_be_done_to_a_player_is_told_and_changes_nothing(
    app: Flask, host: FlaskClient, site: Site, fields: dict[str, str], words: str
) -> None:
    room = host_game(host, site)
    join_game(app.test_client(), room, "Ada")
    join_game(app.test_client(), room, "Bob")
    before = dict(room.members)

    response = person(host, room, "Ada", **fields)

    assert response.status_code == 422
    assert words in response.text
    assert room.members == before


@pytest.mark.parametrize("do", ["admit", "hide", "rename", "time", "remove", "remove_and_lock"])
def test_a_player_of_another_game_is_nobody_here(
    app: Flask, host: FlaskClient, site: Site, do: str
) -> None:
    room, other = host_game(host, site), host_game(app.test_client(), site)
    join_game(app.test_client(), other, "Ada")
    stranger = id_of(other, "Ada")

    response = submit(
        host, f"/host/{room.id}", f"/host/{room.id}/people/{stranger}",
        {"do": do, "factor": "2.0", "nickname": "X"},
    )  # fmt: skip
    admitted = people(host, room, admit=stranger)

    assert (response.status_code, admitted.status_code) == (404, 404)
    assert "not in this game any more" in response.text
    assert list(other.players.values()) == ["Ada"]


def test_a_stranger_minds_nobody(app: Flask, host: FlaskClient, site: Site) -> None:
    room = host_game(host, site)
    join_game(app.test_client(), room, "Ada")

    response = submit(app.test_client(), "/join", f"/host/{room.id}/people", {"since": "300"})

    assert response.status_code == 404
    assert list(room.players.values()) == ["Ada"]
