"""What a bored, clever student tries: other people's words, other people's buttons, floods."""

import logging
import re
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from quizapp import clock
from quizapp.services.live.room import Room
from quizapp.services.site import Site
from quizapp.services.tokens import Seat
from quizapp.store import journal
from quizapp.web.live import fragments
from quizapp.web.live.figures import BLANKS
from quizapp.web.live.fragments import Fragments
from tests.web.playing import SAME_SITE, a_room, as_host, fields_now, go
from tests.web.surfing import join_game, submit

NAMES = ("\ue000", "</bdi><script>", '" onload="', "&amp;", "{{ own }}", "%s\\1\\g<0>")


def send(client: FlaskClient, room: Room, answer_id: str, **fields: object):
    """An answer as the script sends it."""
    data = {**fields_now(room), "answer_id": answer_id, **fields}
    return client.post(f"/play/{room.pin}/answers", data=data, headers=SAME_SITE)


# Own parts that are kept


@pytest.mark.parametrize("name", [n for n in NAMES if n != "\ue000"])
def test_nobodys_name_is_on_anybody_elses_phone(app: Flask, site: Site, name: str) -> None:
    room = a_room(site)
    players = {"Ada": app.test_client(), name: app.test_client(), "Zed": app.test_client()}
    for nickname, client in players.items():
        join_game(client, room, nickname[:20])
    go(site, room, "opened")

    for nickname, client in players.items():
        stored = send(client, room, "x").text
        page = client.get(f"/play/{room.pin}/state").text
        for part in (stored, page):
            shown = re.findall(r"<bdi>(.*?)</bdi>", part)
            assert not {"Ada", "Zed"} - {nickname} & set(shown)
            assert "<script>" not in part
            assert BLANKS.nickname not in part
            assert "\ue000" not in part


def test_what_is_kept_of_a_state_has_a_bound(
    app: Flask, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fragments, "KEPT", 2)
    room = a_room(site, may_change=True)
    clients = [app.test_client() for _ in range(3)]
    for number, client in enumerate(clients):
        join_game(client, room, f"Guest {number}")
    go(site, room, "opened")

    for number, client in enumerate(clients):
        send(client, room, "a", choice=str(number % 2 + 1))
        assert f"Guest {number}" in client.get(f"/play/{room.pin}/state").text

    kept = app.extensions["fragments"]._rooms[room]
    assert len(kept.own) <= 2


def test_a_change_too_many_leaves_the_last_one_standing(
    app: Flask, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(journal, "CHANGES_LIMIT", 3)
    room, ada = a_room(site, may_change=True), app.test_client()
    join_game(ada, room, "Ada")
    go(site, room, "opened")

    replies = [send(ada, room, str(n)).status_code for n in range(6)]

    assert set(replies) == {200}
    with site.database.engine.connect() as connection:
        count = connection.exec_driver_sql("SELECT count(*) FROM answer").scalar_one()
    assert count == 4


# Other people's buttons


def posts(app: Flask, room: Room, site: Site) -> list[str]:
    """Every address that takes a form."""
    values = {
        "pin": room.pin, "game": room.id, "player": "x", "asked": "x", "slug": "which-treaty",
        "token": site.tokens.for_remote(room.id), "attempt": "x", "position": "1",
        "source": "missile-offer", "claim": "C07",
    }  # fmt: skip
    found = []
    for rule in app.url_map.iter_rules():
        if "POST" in (rule.methods or ()):
            path = re.sub(r"<(?:\w+:)?(\w+)>", lambda m: values.get(m[1], "1"), rule.rule)
            found.append(path)
    return found


def test_no_form_is_taken_without_its_token_or_from_another_site(app: Flask, site: Site) -> None:
    room, client = a_room(site), app.test_client()
    as_host(client, site, room)
    join_game(client, room, "Ada")
    before = room.table.game, dict(room.members)

    for path in posts(app, room, site):
        response = client.post(
            path,
            data={"step": "0:opened", "lock": "on", "do": "remove", "nickname": "Eve"},
            headers={"Sec-Fetch-Site": "cross-site", "Origin": "https://evil.example"},
        )
        assert response.status_code in (400, 403), path

    assert (room.table.game, dict(room.members), room.is_locked) == (*before, False)


@pytest.mark.parametrize("role", ["player", "screen", "host of another game"])
def test_no_other_seat_presses_the_hosts_buttons(app: Flask, site: Site, role: str) -> None:
    room, other = a_room(site), a_room(site)
    client = as_host(app.test_client(), site, other)
    join_game(client, room, "Ada")
    (ada,) = room.players
    token = site.tokens.for_seat(
        {
            "player": Seat("player", room.id, ada),
            "screen": Seat("screen", room.id),
            "host of another game": Seat("host", other.id),
        }[role]
    )
    client.set_cookie(site.tokens.cookie("host", room.id), token)

    for path in posts(app, room, site):
        if path.startswith(f"/host/{room.id}"):
            fields: dict[str, str | list[str]] = {
                "step": "0:opened", "lock": "on", "do": "remove", "let_back": "x", "seq": "0",
            }  # fmt: skip
            assert submit(client, f"/host/{other.id}", path, fields).status_code == 404, path

    assert room.table.game.seq == 0
    assert list(room.members) == [ada]
    assert not room.is_locked


def test_a_remote_is_no_more_after_its_quarter_of_an_hour(
    client: FlaskClient, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    room = a_room(site)
    link = f"/remote/{site.tokens.for_remote(room.id)}"
    token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', client.get(link).text)
    assert token
    later = clock.now() + timedelta(minutes=15, seconds=2)
    monkeypatch.setattr("itsdangerous.timed.time.time", later.timestamp)

    response = client.post(link, data={"csrf_token": token[1]})

    assert response.status_code == 410
    assert client.get_cookie(f"host-{room.id}") is None


# Logs


@pytest.mark.parametrize("path", ["/screen/{screen}", "/play/{pin}/state"])
def test_a_fault_of_ours_is_noted_without_token_pin_or_name(
    app: Flask,
    site: Site,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    path: str,
) -> None:
    room, ada = a_room(site), app.test_client()
    join_game(ada, room, "Adalbert")
    screen = site.tokens.for_seat(Seat("screen", room.id))

    def broken(*_: object) -> str:
        raise RuntimeError

    app.config["PROPAGATE_EXCEPTIONS"] = False
    monkeypatch.setattr(Fragments, "of_screen", broken)
    monkeypatch.setattr(Fragments, "of_player", broken)

    with caplog.at_level(logging.INFO):
        reply = ada.get(path.format(screen=screen, pin=room.pin))

    assert reply.status_code == 500

    assert "a page broke: GET /" in caplog.text
    for secret in (screen, room.pin, "Adalbert"):
        assert secret not in caplog.text
