"""The fragments of the live game, rendered alike for pages, polls and streams.

What all players share is rendered once for each state of the game and kept; a player's own part
is added to it. A stream has no request, so one is made up for its `url_for`, at the address that
the stream was asked at.
"""

import hashlib
import re
import threading
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from functools import lru_cache, partial
from weakref import WeakKeyDictionary

import segno
from flask import Flask, get_template_attribute, render_template, request, url_for
from markupsafe import Markup

from quizapp import clock
from quizapp.core.seats import Own, Shared, seen_by_host, written
from quizapp.core.table import Answer
from quizapp.services.live.answers import Stored
from quizapp.services.live.people import people_of
from quizapp.services.live.room import Member, Room
from quizapp.services.site import Site
from quizapp.services.tokens import Seat
from quizapp.web.live.buttons import can_choose_quiz, ending_buttons, more_buttons, next_button
from quizapp.web.live.figures import BLANKS, Figures, blank, figures_of, filled

KEPT = 2_000
"""Own parts that are kept of a state; what is typed freely differs from player to player."""


@dataclass
class _Kept:
    """What was rendered of the last state of a game: the shared part, and own parts with blanks.

    `tags` has, for each player who polls, what the state came from, and its tag.
    """

    shared: Shared
    stage: str
    own: dict[Hashable, str] = field(default_factory=dict)
    tags: dict[str, tuple[Member | None, Answer | None, str]] = field(default_factory=dict)

    def part(self, of: Hashable, render: Callable[[], str]) -> str:
        """The own part of this, rendered where it is not kept."""
        html = self.own.get(of)
        if html is None:
            html = render()
            if len(self.own) < KEPT:
                self.own[of] = html
        return html


class Fragments:
    """What fills the `#room` of each seat's page."""

    def __init__(self, app: Flask, site: Site) -> None:
        self._app = app
        self._site = site
        self._rooms: WeakKeyDictionary[Room, _Kept] = WeakKeyDictionary()
        self._is_warm = False

    def warm_up(self) -> None:
        """Read every template of the game while people join, on a thread of its own.

        Jinja reads a template when it is first wanted, and all of them take a second: the first
        answer of a class would wait for it.
        """
        if not self._is_warm:
            self._is_warm = True
            threading.Thread(target=self._read_templates, name="warm up", daemon=True).start()

    def _read_templates(self) -> None:
        for name in self._app.jinja_env.list_templates():
            if name.startswith(("live/", "macros/")):
                self._app.jinja_env.get_template(name)

    def of_seat(self, room: Room, seat: Seat, base_url: str) -> tuple[str, str]:
        """The two parts of a stream's fragment: the seat's own, and what it shares with others.

        Raises NoSeat, WasTakenOut.
        """
        if seat.player is not None:
            return self.of_player(room, seat.player)
        with self._app.test_request_context(base_url=base_url):
            return (self.of_host(room) if seat.role == "host" else self.of_screen(room)), ""

    def of_player(self, room: Room, player_id: str) -> tuple[str, str]:
        """The player's own part, and the part that all share. Raises NoSeat, WasTakenOut.

        Who is not let in yet gets nothing of the game.
        """
        rooms = self._site.live.rooms
        member = rooms.member(room, player_id)
        if not member.is_admitted:
            with self._app.test_request_context():
                return render_template("live/_waiting.html", nickname=member.nickname), ""
        shared = rooms.shared(room)
        kept, own = self._kept(room, shared), rooms.own(room, player_id)
        alike = blank(own)

        def render() -> str:
            with self._app.test_request_context():
                values = {"shared": shared, "own": alike, "figures": BLANKS}
                return _tight(render_template("live/_mine.html", **values))

        figures = figures_of(own, self.review(room, own))
        return filled(kept.part(alike, render), figures), kept.stage

    def of_poll(self, room: Room, player_id: str, seen: str) -> tuple[str | None, str]:
        """The player's whole state and its tag; no state where that is the tag `seen`.

        To look again costs no more than to compare. Raises NoSeat, WasTakenOut.
        """
        member, answer = room.members.get(player_id), room.table.answers.get(player_id)
        tags = self._kept(room, room.shared).tags
        known = tags.get(player_id)
        if known and known[0] is member and known[1] is answer and known[2] == seen:
            return None, seen
        html = "".join(self.of_player(room, player_id))
        name = tag(html)
        tags[player_id] = (member, answer, name)
        return (None if name == seen else html), name

    def review(self, room: Room, own: Own) -> str:
        """How each scored question went for a player; empty until the game has ended."""
        lines = [line for line in own.review if line.verdict != "unscored"]
        if not lines or room.table.game.phase != "ended":
            return ""
        kept, right = self._kept(room, room.shared), sum(x.verdict == "right" for x in lines)

        def render(name: str, *values: object) -> str:
            with self._app.test_request_context():
                return _tight(get_template_attribute("macros/review.html", name)(*values))

        told = "".join(kept.part(line, partial(render, "line", line)) for line in lines)
        whole = partial(render, "review", right, len(lines), room.pin, BLANKS.review)
        return kept.part(("review", right, len(lines)), whole).replace(BLANKS.review, told)

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

    def stored(self, room: Room, stored: Stored) -> str:
        """The receipt that replaces the player's own part."""
        shared = self._site.live.rooms.shared(room)
        kept = self._kept(room, shared)

        def render() -> str:
            with self._app.test_request_context():
                values = {"shared": shared, "stored": stored, "figures": BLANKS}
                return _tight(render_template("live/_stored.html", **values))

        alike = stored._replace(nickname="")
        return filled(kept.part(alike, render), Figures(stored.nickname))

    def screen_token(self, room: Room) -> str:
        """What opens the projector's screen: a link to look, never to steer."""
        return self._site.tokens.for_seat(Seat("screen", room.id))

    def _kept(self, room: Room, shared: Shared) -> _Kept:
        """What is rendered of this state, begun anew where it is another one."""
        kept = self._rooms.get(room)
        if kept is None or kept.shared is not shared:
            self.warm_up()  # a game that was brought back after a restart
            with self._app.test_request_context():
                html = _tight(render_template("live/_stage.html", shared=shared, pin=room.pin))
            kept = self._rooms[room] = _Kept(shared, html)
        return kept

    def _way_in(self, room: Room) -> dict[str, str | bool]:
        join_url = public_address(self._site) + url_for("live.name", pin=room.pin)
        return {
            "pin": room.pin,
            "join_url": join_url,
            "qr": qr(join_url),
            "is_locked": room.is_locked,
        }


def _tight(html: str) -> str:
    """The same without its indents: every line costs some bytes more on each of all streams.

    A passage keeps its line ends, which are shown.
    """
    return html if 'class="passage' in html else _INDENTS.sub("> <", html)


_INDENTS = re.compile(r">\s+<")


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
