"""Which requests are hot, and whose they are.

Read and answered by hand: objects for request and response would cost more than an answer does.
"""

import logging
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Literal

from starlette.types import Scope, Send

from quizapp.services.live.answers import Stored
from quizapp.services.live.faults import NoSeat
from quizapp.services.live.room import NoSuchGame, Room
from quizapp.services.live.turns import Turns
from quizapp.services.refusals import REFUSALS, STATUS
from quizapp.services.site import Site
from quizapp.services.tokens import Seat
from quizapp.services.unavailable import NotStored, StorageFailed
from quizapp.wire.gate import Headers

STREAM = re.compile(
    r"^/(?:play/(?P<pin>[0-9]{6})|host/(?P<game>[\w-]+)|screen/(?P<token>[^/]+))/stream$"
)
ANSWER = re.compile(r"^/play/(?P<pin>[0-9]{6})/answers$")
POLL = re.compile(r"^/play/(?P<pin>[0-9]{6})/state$")
FAULTS: tuple[type[Exception], ...] = (*REFUSALS, StorageFailed)
"""What a hot route answers with a sentence."""
OPENED_AT_A_TIME = 4
"""Streams in one round of the event loop."""
NO_STORE = (b"cache-control", b"no-store")
_TYPES = {
    kind: (b"content-type", f"text/{kind}; charset=utf-8".encode()) for kind in ("html", "plain")
}


log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Hot:
    """What the hot routes work with: the site, and what the pages lend them.

    A seat's fragment at an address comes in two parts, its own and the one that it shares with
    others; for a poll it is whole, and None where it is the one `seen`. `headers` are those of
    every answer.
    """

    site: Site
    of_seat: Callable[[Room, Seat, str], tuple[str, str]]
    of_poll: Callable[[Room, str, str], tuple[str | None, str]]
    stored: Callable[[Room, Stored], str]
    headers: Headers
    openings: Turns = field(default_factory=lambda: Turns(OPENED_AT_A_TIME))

    async def reply(
        self,
        send: Send,
        text: str,
        kind: Literal["html", "plain"],
        status: int = 200,
        *,
        more: Iterable[tuple[bytes, bytes]] = (),
    ) -> None:
        """Send a whole response."""
        body = text.encode()
        length = (b"content-length", b"%d" % len(body))
        headers = [_TYPES[kind], length, NO_STORE, *more, *self.headers]
        await send({"type": "http.response.start", "status": status, "headers": headers})
        await send({"type": "http.response.body", "body": body})

    async def refuse(self, fault: Exception, send: Send) -> None:
        """Say a refusal in its own words, and that the database failed in ours."""
        if isinstance(fault, StorageFailed):
            log.error("the database failed: %s", fault.orig)
            fault = NotStored()
        assert isinstance(fault, REFUSALS)
        await self.reply(send, str(fault), "plain", STATUS[type(fault)])


class Head:
    """The headers of a request that a hot route looks at."""

    __slots__ = ("_cookies", "fetch_site", "host", "origin")

    def __init__(self, scope: Scope) -> None:
        self._cookies: list[str] = []
        self.host: str | None = None
        self.origin: str | None = None
        self.fetch_site: str | None = None
        for name, value in scope["headers"]:
            if name == b"cookie":  # HTTP/2 may send several
                self._cookies += value.decode("latin-1").split(";")
            elif name == b"host":
                self.host = value.decode("latin-1")
            elif name == b"origin":
                self.origin = value.decode("latin-1")
            elif name == b"sec-fetch-site":
                self.fetch_site = value.decode("latin-1")

    def cookie(self, name: str) -> str | None:
        """The cookie's value; our tokens have nothing quoted."""
        for part in self._cookies:
            key, _, value = part.strip().partition("=")
            if key == name:
                return value
        return None


async def seated(scope: Scope, head: Head, site: Site) -> tuple[Room, Seat]:
    """The room and the seat that a hot request is for. Raises NoSuchGame, NoSeat.

    Whether a player's seat is still this device's is for whoever serves it, once it is up to date.
    """
    path, tokens = scope["path"], site.tokens
    if found := ANSWER.match(path) or POLL.match(path):
        return await _of_player(found["pin"], head, site)
    found = STREAM.match(path)
    assert found
    parts = found.groupdict()
    if pin := parts["pin"]:
        return await _of_player(pin, head, site)
    if game := parts["game"]:
        seat = tokens.seat(head.cookie(tokens.cookie("host", game)))
        if seat != Seat("host", game):
            raise NoSuchGame
    else:
        seat = tokens.seat(parts["token"])
        if seat is None or seat.role != "screen":
            raise NoSuchGame
    return await site.live.rooms.room_async(seat.game), seat


async def _of_player(pin: str, head: Head, site: Site) -> tuple[Room, Seat]:
    rooms, tokens = site.live.rooms, site.tokens
    room = await rooms.room_async(rooms.game_of_pin(pin))
    seat = tokens.seat(head.cookie(tokens.cookie("player", room.id)))
    if not seat or seat.role != "player" or seat.game != room.id:
        raise NoSeat
    return room, seat


def base_url(scope: Scope, head: Head) -> str:
    """The address that the request was sent to, for links."""
    return f"{scope['scheme']}://{head.host or 'localhost'}"
