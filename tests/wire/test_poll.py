"""The poll: the state to who has not seen it, nothing to who has, at no cost."""

import asyncio
from collections import Counter
from typing import Any

import pytest
from flask import template_rendered

from quizapp import clock
from quizapp.asgi import create_asgi
from quizapp.core.rules import Rules
from quizapp.services.live.room import Room
from quizapp.services.site import Site
from tests.asynchronous import run
from tests.wire.readers import scope_of
from tests.world import advance, give, two_players


@pytest.fixture
def room(site: Site) -> Room:
    made = site.live.rooms.create("which-treaty", 3, Rules(limit_s=None), clock.now())
    two_players(site.live, made.id)
    return site.live.rooms.room(made.id)


class Page:
    """A player's page that polls."""

    def __init__(self, site: Site, room: Room, player: str) -> None:
        self.scope = scope_of(site, room, player, "GET", "state")
        self.app: Any = create_asgi(site)
        self.seen = ""
        self.html = ""

    def poll(self) -> int:
        """Ask for what is new; the status."""
        sent: list[dict[str, Any]] = []
        scope = {**self.scope, "query_string": f"seen={self.seen}".encode()}

        async def send(message: dict[str, Any]) -> None:
            sent.append(message)

        async def ask() -> None:
            await self.app(scope, asyncio.Event().wait, send)  # nothing more is said

        run(ask())
        headers = dict(sent[0]["headers"])
        self.seen = headers.get(b"x-state", self.seen.encode()).decode()
        self.html = b"".join(m.get("body", b"") for m in sent).decode()
        return int(sent[0]["status"])


def test_a_poll_gets_each_state_once(site: Site, room: Room) -> None:
    anna = Page(site, room, next(iter(room.players)))

    assert [anna.poll(), anna.poll()] == [200, 204]
    assert anna.html == ""

    advance(site.live, room, "opened", at=clock.now())
    assert anna.poll() == 200
    assert 'data-phase="open"' in anna.html
    assert [anna.poll(), anna.poll()] == [204, 204]


def test_a_poll_sees_what_changed_for_its_player_alone(site: Site, room: Room) -> None:
    anna, boris = room.players
    pages = [Page(site, room, anna), Page(site, room, boris)]
    advance(site.live, room, "opened", at=clock.now())
    assert [page.poll() for page in pages] == [200, 200]

    give(site.live, room, anna, right=True, at=clock.now())

    assert [page.poll() for page in pages] == [200, 204]
    assert 'data-answered="true"' in pages[0].html


def test_a_poll_sees_a_new_name(site: Site, room: Room) -> None:
    anna = next(iter(room.players))
    page = Page(site, room, anna)
    page.poll()

    site.live.door.rename(room.id, anna, "Antonia")

    assert page.poll() == 200
    assert "Antonia" in page.html


def test_a_page_that_saw_another_state_gets_this_one(site: Site, room: Room) -> None:
    page = Page(site, room, next(iter(room.players)))
    page.seen = "0123456789abcdef"

    assert page.poll() == 200


def test_a_poll_that_has_seen_the_state_renders_nothing(site: Site, room: Room) -> None:
    page = Page(site, room, next(iter(room.players)))
    page.poll()
    rendered: Counter[str] = Counter()

    def count(_app: Any, template: Any, **_more: Any) -> None:
        rendered[template.name] += 1

    with template_rendered.connected_to(count):
        statuses = {page.poll() for _ in range(20)}

    assert statuses == {204}
    assert not rendered


def test_who_polls_counts_as_here(site: Site, room: Room) -> None:
    anna, _ = room.players
    site.live.hub.presence.forget(room.id)

    Page(site, room, anna).poll()

    assert site.live.hub.present(room.id) == {anna}


def test_who_has_no_seat_is_refused(site: Site, room: Room) -> None:
    stranger = Page(site, room, "nobody")
    stranger.scope["headers"] = [(b"host", b"localhost")]

    assert stranger.poll() == 403
    assert stranger.html == "This device has no seat in the game. Join with the PIN."


def test_who_was_taken_out_is_told_so(site: Site, room: Room) -> None:
    anna = next(iter(room.players))
    page = Page(site, room, anna)
    page.poll()

    site.live.door.remove(room.id, [anna], clock.now())

    assert page.poll() == 403
    assert "taken out" in page.html
