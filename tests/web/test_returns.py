"""A lost phone: the new one shows a code, the host lets it back."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from quizapp import clock
from quizapp.services.live.room import Room
from quizapp.services.site import Site
from tests.web.playing import SAME_SITE, a_room, as_host, fields_now, go
from tests.web.surfing import join_game, submit

CODE = re.compile(r'<bdi dir="ltr">(\d{4})</bdi>')


def ask(client: FlaskClient, room: Room, name: str) -> str:
    """Ask to come back; the page that waits."""
    page = f"/join/{room.pin}/return"
    response = submit(client, page, page, {"nickname": name})
    assert response.status_code == 303
    return response.location


def answer(host: FlaskClient, room: Room, part: str, value: str) -> None:
    page = f"/host/{room.id}"
    assert submit(host, page, f"{page}/returns", {part: value}).status_code == 303


def come_back(client: FlaskClient, host: FlaskClient, room: Room, name: str) -> None:
    """Ask, be let back, and go in."""
    waits = ask(client, room, name)
    answer(host, room, "let_back", waits.rsplit("/", 1)[-1])
    assert client.get(waits).location == f"/play/{room.pin}"


def test_the_host_lets_a_player_back_on_another_phone(app: Flask, site: Site) -> None:
    room = a_room(site)
    old, new = app.test_client(), app.test_client()
    host = as_host(app.test_client(), site, room)
    join_game(old, room, "Ada")
    waits = ask(new, room, " ada ")
    code = CODE.findall(new.get(waits).text)[0]
    assert f'<bdi dir="ltr">{code}</bdi>' in host.get(f"/host/{room.id}").text

    answer(host, room, "let_back", waits.rsplit("/", 1)[-1])

    assert new.get(waits).location == f"/play/{room.pin}"
    assert "Ada" in new.get(f"/play/{room.pin}/plain").text
    assert len(room.players) == 1
    assert "asks to come back" not in host.get(f"/host/{room.id}").text


def test_the_old_phone_is_told_kindly_where_its_place_is_and_may_ask_for_it(
    app: Flask, site: Site
) -> None:
    room = a_room(site)
    old, new = app.test_client(), app.test_client()
    host = as_host(app.test_client(), site, room)
    join_game(old, room, "Ada")
    come_back(new, host, room, "Ada")

    told = [old.get(f"/play/{room.pin}{page}") for page in ("", "/state", "/plain")]
    told.append(old.post(f"/play/{room.pin}/answers", data={"round": "1"}, headers=SAME_SITE))

    assert {page.status_code for page in told} == {403}
    assert all("played on another device now" in page.text for page in told)
    assert f'href="/join/{room.pin}/return"' in told[0].text

    come_back(old, host, room, "Ada")

    assert old.get(f"/play/{room.pin}").status_code == 200
    assert new.get(f"/play/{room.pin}").status_code == 403


@pytest.mark.parametrize("way", ["answers", "plain"])
def test_on_the_other_phone_an_answer_may_be_changed(app: Flask, site: Site, way: str) -> None:
    room = a_room(site, may_change=True)
    old, new = app.test_client(), app.test_client()
    host = as_host(app.test_client(), site, room)
    join_game(old, room, "Ada")
    come_back(new, host, room, "Ada")
    go(site, room, "opened")
    new.environ_base["HTTP_SEC_FETCH_SITE"] = "same-origin"

    for answer_id, right in (("a", False), ("b", True)):
        form = fields_now(room, right=right, answer_id=answer_id)
        submit(new, f"/play/{room.pin}/plain", f"/play/{room.pin}/{way}", form)
    go(site, room, "closed", "revealed")

    assert site.live.rooms.own(room, next(iter(room.players))).total == 100


def test_a_code_that_another_device_came_after_opens_nothing_any_more(
    app: Flask, site: Site
) -> None:
    room = a_room(site)
    first, second = app.test_client(), app.test_client()
    host = as_host(app.test_client(), site, room)
    join_game(app.test_client(), room, "Ada")
    waits = ask(first, room, "Ada")
    answer(host, room, "let_back", waits.rsplit("/", 1)[-1])
    come_back(second, host, room, "Ada")

    first.get(waits)

    assert first.get(f"/play/{room.pin}").status_code == 403
    assert second.get(f"/play/{room.pin}").status_code == 200


def test_a_host_may_say_no(app: Flask, site: Site) -> None:
    room = a_room(site)
    old, new = app.test_client(), app.test_client()
    host = as_host(app.test_client(), site, room)
    join_game(old, room, "Ada")
    waits = ask(new, room, "Ada")

    answer(host, room, "turn_down", waits.rsplit("/", 1)[-1])

    assert new.get(waits).status_code == 410
    assert new.get(f"/play/{room.pin}").status_code == 403


def test_nobody_learns_by_asking_which_names_are_in(app: Flask, site: Site) -> None:
    room = a_room(site)
    join_game(app.test_client(), room, "Ada")
    host = as_host(app.test_client(), site, room)
    pages = []

    for name in ("Ada", "Nobody", "", "x" * 500):
        guest = app.test_client()
        page = guest.get(ask(guest, room, name))
        pages.append((page.status_code, CODE.sub("", page.text)))

    assert len(set(pages)) == 1
    assert host.get(f"/host/{room.id}").text.count("asks to come back") == 1


def test_a_request_of_another_game_opens_nothing(app: Flask, site: Site) -> None:
    here, there = a_room(site), a_room(site)
    site.live.door.join(there.id, "Ada", clock.now())
    guest = app.test_client()
    waits = ask(guest, there, "Ada")
    site.live.returns.let_back(there, waits.rsplit("/", 1)[-1], clock.now())

    response = guest.get(waits.replace(there.pin, here.pin))

    assert response.status_code == 410


def test_only_the_host_lets_anybody_back(app: Flask, site: Site) -> None:
    room, ada = a_room(site), app.test_client()
    join_game(ada, room, "Ada")

    response = submit(ada, "/join", f"/host/{room.id}/returns", {"let_back": "x"})

    assert response.status_code == 404
