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

from starlette.types import Message, Receive, Scope, Send

from quizapp import clock
from quizapp.services.live.faults import NoSeat, WasTakenOut
from quizapp.services.live.hub import tell
from quizapp.services.live.returns import refuse_old_device
from quizapp.services.live.room import Room
from quizapp.services.tokens import Seat
from quizapp.wire.gate import Headers
from quizapp.wire.routes import FAULTS, NO_STORE, Head, Hot, base_url, seated

RETRY_MS = 500
RETRY_MS_A_LINE = 0.4
"""A page whose line broke comes back at a moment of its own within the time that the last state
gave: at once in a class, within some seconds where thousands would come back as one."""
RETRY_LIMIT_MS = 10_000


async def stream(scope: Scope, receive: Receive, send: Send, hot: Hot) -> None:
    """Serve one stream until the other side goes, or loses its seat."""
    await hot.openings.wait()
    try:
        room, seat, show = await _place(scope, hot)
        state = show()
    except FAULTS as fault:
        await hot.refuse(fault, send)
        return
    line = _SseLine(send, show, asyncio.current_task())
    # It listens before it looks again, so that no change in between is missed.
    is_host = seat.role == "host"
    with hot.site.live.hub.listen(room.id, line, player=seat.player, is_host=is_host):
        try:
            await line.begin(state, [*_HEADERS, *hot.headers])
            del state  # some kilobytes, which each stream would keep for as long as it lasts
            while (await receive())["type"] != "http.disconnect":
                pass
        except asyncio.CancelledError:
            if not line.is_over:
                raise


async def _place(scope: Scope, hot: Hot) -> tuple[Room, Seat, Callable[[], bytes]]:
    """The room, the seat and what shows it. Raises a refusal where there is none."""
    head = Head(scope)
    room, seat = await seated(scope, head, hot.site)
    if seat.player is not None:
        await hot.site.live.rooms.meet_async(room, seat.player)
    address, hub = base_url(scope, head), hot.site.live.hub

    def show() -> bytes:
        refuse_old_device(room, seat.player or "", seat.device)
        seq = room.table.game.seq  # before it looks: what is shown is never older than its id
        own, shared = hot.of_seat(room, seat, address)
        head = b"id: %d\nretry: %d\n" % (seq, _retry_ms(hub.lines))
        return head + lines(own) + _shared_lines(room, shared) + b"\n"

    return room, seat, show


def _retry_ms(count: int) -> int:
    """Within how long pages come back, with so many lines open."""
    return min(RETRY_LIMIT_MS, max(RETRY_MS, round(RETRY_MS_A_LINE * count)))


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
        self._is_old = False

    async def begin(self, state: bytes, headers: Headers) -> None:
        """Give the head and the first state, and what changed while it was under way."""
        await self._send({"type": "http.response.start", "status": 200, "headers": headers})
        await self._send(_part(_beat(clock.now()) + state))
        self._is_begun = True
        if self._is_old:
            tell(self)

    def tell(self) -> bool:
        """Give the present state. Raises NoSeat or WasTakenOut, which is told too."""
        try:
            state = self._show()
        except (NoSeat, WasTakenOut):
            self._push(b"event: unseated\ndata: \n\n")
            raise
        self._is_old = not self._is_begun
        return self._push(state)

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
    NO_STORE,
    (b"x-accel-buffering", b"no"),
]
