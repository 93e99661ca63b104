"""Which requests are hot, and whose they are."""

import logging
import re
from collections.abc import Callable
from dataclasses import dataclass

from starlette.requests import HTTPConnection
from starlette.responses import PlainTextResponse
from starlette.types import Receive, Scope, Send

from quizapp.services.live.answers import Stored
from quizapp.services.live.faults import NoSeat
from quizapp.services.live.room import NoSuchGame, Room
from quizapp.services.refusals import REFUSALS, STATUS
from quizapp.services.site import Site
from quizapp.services.tokens import Seat
from quizapp.services.unavailable import NotStored, StorageFailed

STREAM = re.compile(
    r"^/(?:play/(?P<pin>[0-9]{6})|host/(?P<game>[\w-]+)|screen/(?P<token>[^/]+))/stream$"
)
ANSWER = re.compile(r"^/play/(?P<pin>[0-9]{6})/answers$")
FAULTS: tuple[type[Exception], ...] = (*REFUSALS, StorageFailed)
"""What a hot route answers with a sentence."""
HEADERS = {"Cache-Control": "no-store"}


log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Renderer:
    """What the pages lend to the hot routes: fragments of a room, at an address.

    A seat's fragment comes in two parts, its own and the one that it shares with others.
    """

    of_seat: Callable[[Room, Seat, str], tuple[str, str]]
    stored: Callable[[Room, Stored], str]


async def seated(connection: HTTPConnection, site: Site) -> tuple[Room, Seat]:
    """The room and the seat that a hot request is for. Raises NoSuchGame or NoSeat."""
    path = connection.scope["path"]
    found = STREAM.match(path) or ANSWER.match(path)
    assert found
    parts = found.groupdict()
    if pin := parts.get("pin"):
        room = await site.live.rooms.room_async(site.live.rooms.game_of_pin(pin))
        seat = site.tokens.seat(connection.cookies.get(site.tokens.cookie("player", room.id)))
        if not seat or seat.role != "player" or seat.game != room.id:
            raise NoSeat
        return room, seat
    if game := parts.get("game"):
        seat = site.tokens.seat(connection.cookies.get(site.tokens.cookie("host", game)))
        if seat != Seat("host", game):
            raise NoSuchGame
    else:
        seat = site.tokens.seat(parts.get("token"))
        if seat is None or seat.role != "screen":
            raise NoSuchGame
    return await site.live.rooms.room_async(seat.game), seat


async def refuse(fault: Exception, scope: Scope, receive: Receive, send: Send) -> None:
    """Say a refusal in its own words, and that the database failed in ours."""
    if isinstance(fault, StorageFailed):
        log.error("the database failed: %s", fault.orig)
        fault = NotStored()
    assert isinstance(fault, REFUSALS)
    response = PlainTextResponse(str(fault), STATUS[type(fault)], HEADERS)
    await response(scope, receive, send)


def base_url(connection: HTTPConnection) -> str:
    """The address that the request was sent to, for links."""
    return f"{connection.url.scheme}://{connection.headers.get('host', 'localhost')}"
