"""The stream: a seat's state now, and again whenever the game moves on (Server-Sent Events).

The first event is the full state, so a reconnect costs no page view; each has the sequence number
of the game as its id. Every second or two a beat
carries the server's time: by it a page sets its countdown, and notices a dead line.
"""

import asyncio
from collections.abc import Callable, Coroutine
from datetime import datetime
from functools import lru_cache
from typing import Any, cast
from weakref import WeakKeyDictionary

from starlette.requests import HTTPConnection
from starlette.types import Message, Receive, Scope, Send

from quizapp import clock
from quizapp.services.live.faults import NoSeat, WasTakenOut
from quizapp.services.live.hub import tell
from quizapp.services.live.room import Room
from quizapp.services.site import Site
from quizapp.services.tokens import Seat
from quizapp.wire.routes import FAULTS, Renderer, base_url, refuse, seated

RETRY_MS = 500


async def stream(scope: Scope, receive: Receive, send: Send, site: Site, render: Renderer) -> None:
    """Serve one stream until the other side goes, or loses its seat."""
    try:
        room, seat, show = await _place(scope, site, render)
        state = show()
    except FAULTS as fault:
        await refuse(fault, scope, receive, send)
        return
    line = _SseLine(send, show, asyncio.current_task())
    # It listens before it looks again, so that no change in between is missed.
    with site.live.hub.listen(room.id, line, player=seat.player):
        try:
            await line.begin(state)
            tell(line)
            while (await receive())["type"] != "http.disconnect":
                pass
        except asyncio.CancelledError:
            if not line.is_over:
                raise


async def _place(
    scope: Scope, site: Site, render: Renderer
) -> tuple[Room, Seat, Callable[[], bytes]]:
    """The room, the seat and what shows it. Raises a refusal where there is none."""
    connection = HTTPConnection(scope)
    room, seat = await seated(connection, site)
    if seat.player is not None:
        await site.live.rooms.meet_async(room, seat.player)
    address = base_url(connection)

    def show() -> bytes:
        seq = room.table.game.seq  # before it looks: what is shown is never older than its id
        own, shared = render.of_seat(room, seat, address)
        return b"id: %d\n" % seq + lines(own) + _shared_lines(room, shared) + b"\n"

    return room, seat, show


class _SseLine:
    """A line of the hub as Server-Sent Events; `task` serves it, and is stopped at the end."""

    def __init__(
        self, send: Send, show: Callable[[], bytes], task: "asyncio.Task[Any] | None"
    ) -> None:
        self.is_over = False
        self._send = send
        self._show = show
        self._task = task
        self._is_begun = False
        self._begun_with: bytes | None = None

    async def begin(self, state: bytes) -> None:
        """Give the head and the first state."""
        await self._send({"type": "http.response.start", "status": 200, "headers": _HEADERS})
        first = _beat(clock.now()) + f"retry: {RETRY_MS}\n\n".encode() + state
        await self._send(_part(first))
        self._begun_with = state
        self._is_begun = True

    def tell(self) -> bool:
        """Give the present state. Raises NoSeat or WasTakenOut, which is told too."""
        begun_with, self._begun_with = self._begun_with, None
        try:
            state = self._show()
            return state == begun_with or self._push(state)
        except (NoSeat, WasTakenOut):
            self._push(b"event: unseated\ndata: \n\n")
            raise

    def beat(self, now: datetime) -> bool:
        """Give the server's time."""
        return self._push(_beat(now))

    def end(self) -> None:
        """End the response; who takes nothing more is cut off."""
        if self.is_over:
            return
        self.is_over = True
        is_ended = self._is_begun and _take(self._send, _part(b"", more=False))
        if not is_ended and self._task is not None:
            self._task.cancel()

    def _push(self, body: bytes) -> bool:
        if not self._is_begun or self.is_over:
            return True  # the first state is on its way, or nothing comes any more
        return _take(self._send, _part(body))


def _take(send: Send, message: Message) -> bool:
    """Hand over a part of the response; False where the connection cannot take it at once.

    A server's `send` waits only while its buffer is full, so the first step of the coroutine
    either ends it or shows that the reader is too far behind.
    """
    sending = cast("Coroutine[Any, Any, None]", send(message))
    try:
        sending.send(None)
    except StopIteration:
        return True
    sending.close()
    return False


def _part(body: bytes, *, more: bool = True) -> Message:
    return {"type": "http.response.body", "body": body, "more_body": more}


@lru_cache(maxsize=1)
def _beat(now: datetime) -> bytes:
    return b"event: beat\ndata: %d\n\n" % round(now.timestamp() * 1000)


def lines(html: str) -> bytes:
    """A fragment as the lines of an event."""
    return ("data: " + html.replace("\n", "\ndata: ") + "\n").encode() if html else b""


_SHARED: WeakKeyDictionary[Room, tuple[str, bytes]] = WeakKeyDictionary()


def _shared_lines(room: Room, html: str) -> bytes:
    """The same, made once for a part that many get; it goes with its room, for it has names."""
    known = _SHARED.get(room)
    if known is None or known[0] != html:
        known = _SHARED[room] = (html, lines(html))
    return known[1]


_HEADERS = [
    (b"content-type", b"text/event-stream; charset=utf-8"),
    (b"cache-control", b"no-store"),
    (b"x-accel-buffering", b"no"),
]
