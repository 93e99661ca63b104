"""The way in: names to pick, teams, and one kind sentence where nobody may come in."""

import re
from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from quizapp import clock, paths
from quizapp.services.live import arrivals
from quizapp.services.live.room import Room
from quizapp.services.site import Site, open_site
from quizapp.services.tokens import Seat
from quizapp.settings import Settings
from quizapp.web.app import create_app
from tests.web.playing import a_room, as_host, go
from tests.web.surfing import join_game, submit
from tests.world import SECRET_KEY

NAMES = ("Bot 1", "Bot 2", "Bot 3", "Bot 4", "Bot 5")
OFFER = re.compile(r'name="offer" value="([^"]+)"')
BUTTON = re.compile(r"<button [^>]*type=\"submit\"[^>]*>")


def test_three_names_are_offered_and_one_press_is_enough(client: FlaskClient, site: Site) -> None:
    room = a_room(site)
    page = f"/join/{room.pin}"
    offered = OFFER.findall(client.get(page).text)

    response = submit(client, page, page, {"offer": offered[1], "nickname": ""})

    assert len(offered) == 3
    assert response.status_code == 303
    assert list(room.players.values()) == [offered[1]]


def test_enter_in_the_field_sends_what_was_typed(client: FlaskClient, site: Site) -> None:
    """A browser presses the first button of the form, wherever it stands on the page."""
    page = client.get(f"/join/{a_room(site).pin}").text
    buttons = [b for b in BUTTON.findall(page) if 'form="name"' in b]

    assert 'name="offer"' not in buttons[0]
    assert "formnovalidate" not in buttons[0]
    assert [b for b in buttons[1:] if 'name="offer"' in b] == buttons[1:]


def test_each_look_offers_other_names(client: FlaskClient, site: Site) -> None:
    page = f"/join/{a_room(site).pin}"

    looks = [tuple(OFFER.findall(client.get(page).text)) for _ in range(4)]

    assert len(set(looks)) > 1


def test_where_names_are_not_free_only_offered_ones_come_in(
    client: FlaskClient, site: Site
) -> None:
    room = a_room(site, free_names=False)
    page = f"/join/{room.pin}"

    typed = submit(client, page, page, {"nickname": "Ada"})
    pressed = submit(client, page, page, {"offer": OFFER.findall(client.get(page).text)[0]})

    assert 'name="nickname"' not in client.get("/join").text
    assert (typed.status_code, pressed.status_code) == (422, 303)
    assert "Pick one of the names" in typed.text


def test_a_team_is_picked_by_its_name(client: FlaskClient, site: Site) -> None:
    room = a_room(site, teams=3, picks_team=True)
    page = f"/join/{room.pin}"

    submit(client, page, page, {"nickname": "Ada", "team": "3"})

    assert "Cedar" in client.get(f"/play/{room.pin}/plain").text
    assert list(room.table.teams.values()) == [3]


def test_without_a_pick_the_smallest_team_takes_a_player(client: FlaskClient, site: Site) -> None:
    room = a_room(site, teams=2, picks_team=True)
    site.live.door.join(room.id, "Bob", clock.now(), team=1)
    page = f"/join/{room.pin}"

    submit(client, page, page, {"nickname": "Ada"})

    assert list(room.table.teams.values()) == [1, 2]


def test_whoever_joins_twice_keeps_the_first_seat(client: FlaskClient, site: Site) -> None:
    room = a_room(site)
    join_game(client, room, "Ada")

    again = submit(client, "/join", f"/join/{room.pin}", {"nickname": "Eve"})

    assert again.location == f"/play/{room.pin}"
    assert list(room.players.values()) == ["Ada"]


# Refusals


def test_a_locked_game_says_so_and_lets_nobody_in(client: FlaskClient, site: Site) -> None:
    room = a_room(site)
    site.live.door.lock(room.id, is_locked=True)

    page = client.get(f"/join/{room.pin}")
    sent = submit(client, "/join", f"/join/{room.pin}", {"nickname": "Ada"})

    assert (page.status_code, sent.status_code) == (409, 409)
    assert "locked" in page.text
    assert 'name="nickname"' not in page.text
    assert "I was in this game already" in page.text


def test_nobody_joins_late_where_the_host_does_not_want_it(client: FlaskClient, site: Site) -> None:
    room = a_room(site, joins_late=False)
    go(site, room, "opened")

    page = client.get(f"/join/{room.pin}")

    assert page.status_code == 409
    assert "has begun" in page.text


def test_a_full_game_says_so(
    client: FlaskClient, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(arrivals, "PLAYERS_LIMIT", 0)

    page = client.get(f"/join/{a_room(site).pin}")

    assert page.status_code == 409
    assert "full" in page.text


def test_a_game_that_is_over_says_so(client: FlaskClient, site: Site) -> None:
    room = a_room(site)
    go(site, room, "ended")

    page = client.get(f"/join/{room.pin}")

    assert page.status_code == 410
    assert "over" in page.text


@pytest.mark.parametrize("address", ["/play/{}", "/play/{}/plain", "/join/{}/return"])
def test_a_game_that_is_over_says_so_wherever_one_comes_in(
    client: FlaskClient, site: Site, address: str
) -> None:
    room = a_room(site)
    go(site, room, "ended")

    response = client.get(address.format(room.pin))

    assert response.status_code == 410
    assert "This game is over" in response.text


def test_who_played_still_sees_a_game_that_is_over(client: FlaskClient, site: Site) -> None:
    room = a_room(site)
    join_game(client, room, "Ada")
    go(site, room, "ended")

    assert client.get(f"/play/{room.pin}").status_code == 200
    assert client.get(f"/join/{room.pin}/return").location == f"/play/{room.pin}"


def test_a_pin_that_no_game_has_is_told_beside_the_field(client: FlaskClient) -> None:
    response = submit(client, "/join", "/join", {"pin": "000 000"})

    assert response.status_code == 422
    assert "No game is running under that PIN" in response.text


def test_a_removed_device_is_told_so_and_stays_out(app: Flask, site: Site) -> None:
    ada, room = app.test_client(), a_room(site)
    join_game(ada, room, "Ada")
    site.live.door.remove(room.id, list(room.players), clock.now())

    answers = [
        ada.get(f"/join/{room.pin}"),
        submit(ada, "/join", f"/join/{room.pin}", {"nickname": "Eve"}),
        ada.get(f"/join/{room.pin}/return"),
        ada.get(f"/play/{room.pin}"),
        ada.get(f"/play/{room.pin}/state"),
        ada.get(f"/play/{room.pin}/plain"),
    ]

    assert {a.status_code for a in answers} == {403}
    assert all("You were taken out of this game" in a.text for a in answers)
    assert not room.players


@pytest.fixture
def narrow(tmp_path: Path) -> Iterator[Site]:
    """A site where an address brings three players into a game at once."""
    chosen = Settings(tmp_path, f"sqlite:///{tmp_path / 'quiz.db'}", SECRET_KEY, joins_limit=3)
    with closing(open_site(chosen, paths.questions_dir())) as site:
        yield site


def knock(app: Flask, room: Room, address: str, **fields: str) -> TestResponse:
    """A new device at that address asks to come in."""
    client = app.test_client()
    client.environ_base["REMOTE_ADDR"] = address
    return submit(client, "/join", f"/join/{room.pin}", dict(fields))


def statuses(app: Flask, room: Room, names: Iterable[str], address: str = "127.0.0.1") -> list[int]:
    return [knock(app, room, address, nickname=name).status_code for name in names]


def test_one_address_fills_no_game_and_takes_none_from_others(narrow: Site) -> None:
    app, room, other = create_app(narrow), a_room(narrow), a_room(narrow)

    assert statuses(app, room, NAMES) == [303] * 3 + [429] * 2
    assert statuses(app, room, ["Ada"], "192.0.2.2") == [303]
    assert statuses(app, other, ["Bob"]) == [303]
    assert len(room.players) == 4


def test_whoever_can_take_a_new_address_each_time_is_one_all_the_same(narrow: Site) -> None:
    app, room = create_app(narrow), a_room(narrow)

    came = [
        statuses(app, room, [name], f"2001:db8::{n}")[0] for n, name in enumerate(NAMES, start=1)
    ]

    assert came == [303] * 3 + [429] * 2
    assert statuses(app, room, ["Ada"], "2001:db8:0:1::1") == [303]


def test_only_who_comes_in_counts_for_an_address(narrow: Site) -> None:
    app, room = create_app(narrow), a_room(narrow)
    assert statuses(app, room, ["Ada"]) == [303]

    assert statuses(app, room, ["Ada"] * 5) == [422] * 5
    narrow.live.door.lock(room.id, is_locked=True)
    assert statuses(app, room, ["Bob"] * 5) == [409] * 5
    narrow.live.door.lock(room.id, is_locked=False)

    assert statuses(app, room, ["Bob", "Cem", "Dora"]) == [303, 303, 429]


def test_who_comes_with_many_others_is_asked_kindly_to_press_again(narrow: Site) -> None:
    app, room = create_app(narrow), a_room(narrow)
    statuses(app, room, NAMES)

    typed = knock(app, room, "127.0.0.1", nickname="Zoë")
    pressed = knock(app, room, "127.0.0.1", offer="Swift Otter")

    for page in (typed, pressed):
        assert page.status_code == 429
        assert "Many came in from your network at once. Wait a second, then press again." in (
            page.text
        )
    assert 'value="Zoë"' in typed.text
    assert OFFER.findall(pressed.text)[0] == "Swift Otter"


@pytest.mark.parametrize("token", ["", "x", "WyJwbGF5ZXIiXQ.x", "ä", "a" * 4000])
def test_a_forged_seat_is_no_seat(client: FlaskClient, site: Site, token: str) -> None:
    room = a_room(site)
    client.set_cookie(site.tokens.cookie("player", room.id), token)

    assert client.get(f"/play/{room.pin}").status_code == 403
    assert client.get(f"/join/{room.pin}").status_code == 200


def test_a_seat_of_another_game_is_none_here(client: FlaskClient, site: Site) -> None:
    here, there = a_room(site), a_room(site)
    player = site.live.door.join(there.id, "Ada", clock.now())
    token = site.tokens.for_seat(Seat("player", there.id, player))
    client.set_cookie(site.tokens.cookie("player", here.id), token)

    assert client.get(f"/play/{here.pin}").status_code == 403


@pytest.mark.parametrize(
    "name", ["", "   ", "\u200b\u2800", "<b>", "🙂", "x" * 21, "\u202e", "a" + "\u0301" * 300]
)
def test_no_name_breaks_anybodys_page(app: Flask, site: Site, name: str) -> None:
    ada, room = app.test_client(), a_room(site)
    screen = site.tokens.for_seat(Seat("screen", room.id))
    page = f"/join/{room.pin}"

    response = submit(ada, page, page, {"nickname": name})

    assert response.status_code in (303, 422)
    host = as_host(app.test_client(), site, room).get(f"/host/{room.id}")
    wall = app.test_client().get(f"/screen/{screen}")
    assert (host.status_code, wall.status_code) == (200, 200)
    for page in (host.text, wall.text):
        assert "<b></bdi>" not in page
        assert "\u202e" not in page
        assert "\u0301" * 4 not in page


def test_a_name_of_a_megabyte_is_refused_in_a_sentence(client: FlaskClient, site: Site) -> None:
    room = a_room(site)

    response = client.post(f"/join/{room.pin}", data={"nickname": "x" * 1_000_000})

    assert response.status_code == 413
    assert not room.players
