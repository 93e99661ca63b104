"""The fragments of the live game, rendered alike for pages, polls and streams.

What all players share is rendered once for each state of the game and kept; a player's own part
is added to it. A stream has no request, so one is made up for its `url_for`, at the address that
the stream was asked at.
"""

import hashlib
from dataclasses import dataclass
from functools import lru_cache
from weakref import WeakKeyDictionary

import segno
from flask import Flask, render_template, request, url_for
from markupsafe import Markup

from quizapp import clock
from quizapp.core.seats import Shared, seen_by_host, written
from quizapp.services.live.answers import Stored
from quizapp.services.live.people import people_of
from quizapp.services.live.room import Room
from quizapp.services.site import Site
from quizapp.services.tokens import Seat
from quizapp.web.live.buttons import can_choose_quiz, ending_buttons, more_buttons, next_button


@dataclass
class _Kept:
    """The last shared part of a game that was rendered."""

    shared: Shared
    html: str


class Fragments:
    """What fills the `#room` of each seat's page."""

    def __init__(self, app: Flask, site: Site) -> None:
        self._app = app
        self._site = site
        self._stages: WeakKeyDictionary[Room, _Kept] = WeakKeyDictionary()

    def of_seat(self, room: Room, seat: Seat, base_url: str) -> str:
        """The fragment for a stream: the seat's full state now. Raises NoSeat."""
        with self._app.test_request_context(base_url=base_url):
            if seat.player is not None:
                return self.of_player(room, seat.player)
            return self.of_host(room) if seat.role == "host" else self.of_screen(room)

    def of_player(self, room: Room, player_id: str) -> str:
        """The player's own part, then the part that all share. Raises NoSeat, WasTakenOut.

        Who is not let in yet gets nothing of the game.
        """
        rooms = self._site.live.rooms
        member = rooms.member(room, player_id)
        if not member.is_admitted:
            return render_template("live/_waiting.html", nickname=member.nickname)
        shared, own = rooms.shared(room), rooms.own(room, player_id)
        mine = render_template("live/_mine.html", shared=shared, own=own, pin=room.pin)
        return mine + self._stage(room, shared)

    def of_host(self, room: Room) -> str:
        """The host's state with its buttons."""
        live, game = self._site.live, room.table.game
        return render_template(
            "live/_host.html",
            shared=live.rooms.shared(room),
            crowd=live.rooms.crowd(room),
            people=people_of(room, live.hub.present(room.id)),
            spread=seen_by_host(room.table),
            written=written(room.table),
            returns=self._site.live.returns.waiting(room, clock.now()),
            game=room.id,
            next_button=next_button(game),
            more_buttons=more_buttons(game),
            ending_buttons=ending_buttons(game),
            can_choose_quiz=can_choose_quiz(game),
            **self._way_in(room),
        )

    def of_screen(self, room: Room) -> str:
        """The projector's poster."""
        rooms = self._site.live.rooms
        return render_template(
            "live/_screen.html",
            shared=rooms.shared(room),
            crowd=rooms.crowd(room),
            **self._way_in(room),
        )

    def stored(self, room: Room, stored: Stored, base_url: str) -> str:
        """The receipt that replaces the player's own part."""
        with self._app.test_request_context(base_url=base_url):
            shared = self._site.live.rooms.shared(room)
            return render_template("live/_stored.html", stored=stored, shared=shared)

    def screen_token(self, room: Room) -> str:
        """What opens the projector's screen: a link to look, never to steer."""
        return self._site.tokens.for_seat(Seat("screen", room.id))

    def _stage(self, room: Room, shared: Shared) -> str:
        kept = self._stages.get(room)
        if kept is None or kept.shared is not shared:
            html = render_template("live/_stage.html", shared=shared, pin=room.pin)
            kept = self._stages[room] = _Kept(shared, html)
        return kept.html

    def _way_in(self, room: Room) -> dict[str, str | bool]:
        join_url = public_address(self._site) + url_for("live.name", pin=room.pin)
        return {
            "pin": room.pin,
            "join_url": join_url,
            "qr": qr(join_url),
            "is_locked": room.is_locked,
        }


def public_address(site: Site) -> str:
    """What links for phones begin with: the operator's address, else the one asked at."""
    return site.settings.public_url or request.host_url.rstrip("/")


def tag(html: str) -> str:
    """A short name of a state, by which a poll asks whether anything changed."""
    return hashlib.sha256(html.encode()).hexdigest()[:16]


@lru_cache(maxsize=256)
def qr(address: str) -> Markup:
    """The address as a QR code: an SVG element without any style of its own."""
    return Markup(
        segno.make(address, error="m").svg_inline(
            border=2, omitsize=True, svgclass="qr", lineclass=None, light="#fff", dark="#111"
        )
    )
