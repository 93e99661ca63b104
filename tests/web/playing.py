"""A game with any rules behind the pages: made, hosted and moved on without its host's page."""

import re
from typing import Any

from flask.testing import FlaskClient

from quizapp import clock
from quizapp.core.rules import Rules
from quizapp.services.live.room import Room
from quizapp.services.site import Site
from quizapp.services.tokens import Seat
from tests.web.surfing import submit
from tests.world import advance, form_for

SAME_SITE = {"Sec-Fetch-Site": "same-origin"}


def a_room(site: Site, slug: str = "which-treaty", **rules: Any) -> Room:
    """A game of three questions with these rules, without a clock unless they set one."""
    game = site.live.rooms.create(slug, 3, Rules(**{"limit_s": None, **rules}), clock.now())
    return site.live.rooms.room(game.id)


def as_host(client: FlaskClient, site: Site, room: Room) -> FlaskClient:
    """The browser, holding the host's seat."""
    token = site.tokens.for_seat(Seat("host", room.id))
    client.set_cookie(site.tokens.cookie("host", room.id), token)
    return client


def go(site: Site, room: Room, *kinds: str) -> None:
    """Let these things happen now."""
    advance(site.live, room, *kinds, at=clock.now())


def fields_now(room: Room, *, right: bool = True, **more: str) -> dict[str, Any]:
    """What a form sends that answers the present question."""
    return {"round": str(room.table.game.round), **form_for(room, right=right), **more}


def answer_plainly(client: FlaskClient, room: Room, *, right: bool = True, **more: str) -> int:
    """Answer by the plain page; the status."""
    page = f"/play/{room.pin}/plain"
    found = re.search(r'name="answer_id" value="([^"]+)"', client.get(page).text)
    more |= {"answer_id": found[1]} if found else {}
    return submit(client, page, page, fields_now(room, right=right, **more)).status_code
