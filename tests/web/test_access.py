"""Every route says who may use it, and looking at a page changes nothing."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from quizapp.services.site import Site
from quizapp.services.tokens import Seat
from tests.web.surfing import host_game, join_game, press, start_attempt
from tests.web.teaching import enrol, make_bank, publish
from tests.world import BANK

DECLARATIONS = {"public", "hosting", "teacher", "learner", "host", "screen", "player"}


def test_every_route_declares_its_access(app: Flask) -> None:
    undeclared = {
        rule.endpoint
        for rule in app.url_map.iter_rules()
        if rule.endpoint != "static"
        and getattr(app.view_functions[rule.endpoint], "access", None) not in DECLARATIONS
    }

    assert undeclared == set()


def test_no_get_writes_to_the_database(client: FlaskClient, site: Site) -> None:
    attempt = start_attempt(client)
    room = host_game(client, site, limit_s="")  # a clock that runs is noted
    join_game(client, room, "Ada")
    press(client, room, "opened")
    screen = site.tokens.for_seat(_screen(room.id))
    bank = make_bank(enrol(client, site), BANK.replace("sources: [wire]", "sources: [none]"))
    publish(client, bank)
    before = _dump(site)

    for page in (
        "/", "/banks/which-treaty", "/healthz", "/progress", "/practice", "/join",
        f"/join/{room.pin}",
        "/sources/missile-offer", "/sources/missile-offer?speaker=putin",
        "/sources/missile-offer/claims/C07", f"{attempt}/1", attempt, f"{attempt}/result",
        f"/host/{room.id}", f"/host/{room.id}/state", f"/host/{room.id}/result",
        f"/host/{room.id}/result.csv", "/host/recover", "/banks/which-treaty/host",
        f"/host/{room.id}/people", f"/host/{room.id}/rules", f"/host/{room.id}/next",
        f"/host/{room.id}/people/{next(iter(room.players))}", f"/host/{room.id}/remote",
        f"/remote/{site.tokens.for_remote(room.id)}", f"/screen/{screen}",
        f"/screen/{screen}/state", f"/play/{room.pin}", f"/play/{room.pin}/state",
        f"/play/{room.pin}/plain", "/review", "/review/now", "/daily", "/progress/choices",
        "/progress/file", "/carry",

        "/sign-in", "/account", "/workspace", bank, f"{bank}/edit", f"{bank}/versions",
        f"{bank}/versions/1", f"{bank}/versions/1/file", f"{bank}/sharing",
        f"{bank}/questions", f"{bank}/questions/who-said", f"{bank}/proposals",
        f"{bank}/questions/who-said/as/host/open", "/workspace/texts",
        "/workspace/search?words=talks",
    ):  # fmt: skip
        assert client.get(page).status_code in (200, 303), page

    assert _dump(site) == before


@pytest.mark.parametrize(
    "page",
    [
        "", "/state", "/result", "/result.csv", "/people", "/people/x", "/rules", "/next",
        "/remote",
    ],
)  # fmt: skip
def test_only_the_host_opens_the_hosts_pages(app: Flask, site: Site, page: str) -> None:
    room = host_game(app.test_client(), site)
    stranger = app.test_client()

    response = stranger.get(f"/host/{room.id}{page}")

    assert response.status_code == 404


def test_a_player_cannot_steer_the_game(app: Flask, site: Site) -> None:
    host, player = app.test_client(), app.test_client()
    room = host_game(host, site)
    join_game(player, room, "Ada")
    cookie = player.get_cookie(f"player-{room.id}")
    assert cookie
    player.set_cookie(f"host-{room.id}", cookie.value)

    response = player.get(f"/host/{room.id}")

    assert response.status_code == 404


def test_the_projectors_link_cannot_steer_the_game(app: Flask, site: Site) -> None:
    room = host_game(app.test_client(), site)
    stranger = app.test_client()
    stranger.set_cookie(f"host-{room.id}", site.tokens.for_seat(_screen(room.id)))

    assert stranger.get(f"/host/{room.id}").status_code == 404


@pytest.mark.parametrize("page", ["", "/state", "/plain"])
def test_a_forged_seat_is_told_to_join(client: FlaskClient, site: Site, page: str) -> None:
    room = host_game(client, site)
    client.set_cookie(f"player-{room.id}", "forged.token")

    response = client.get(f"/play/{room.pin}{page}")

    assert response.status_code == 403
    assert "Join with the PIN" in response.text


def test_a_forged_profile_starts_a_new_one_and_says_so(client: FlaskClient) -> None:
    client.set_cookie("learner", "forged.token")

    response = client.get("/")

    assert response.status_code == 200
    assert "could not read the profile" in response.text


def test_somebody_elses_attempt_looks_like_none(app: Flask) -> None:
    attempt = start_attempt(app.test_client())

    response = app.test_client().get(f"{attempt}/1")

    assert response.status_code == 404


def _screen(game: str) -> Seat:
    return Seat("screen", game)


def _dump(site: Site) -> list[str]:
    """All rows; but the beat of a clock that runs comes by itself, once a second."""
    with site.database.engine.connect() as connection:
        raw = connection.connection.driver_connection
        assert raw
        raw.execute("BEGIN")
        raw.execute("UPDATE game SET alive_at = NULL")
        rows = list(raw.iterdump())
        raw.execute("ROLLBACK")
        return rows
