"""The stream: a seat's state now, and again whenever the game moves on (Server-Sent Events).

The first event is the full state, so a reconnect costs no page view; each has the sequence number
of the game as its id. Every second or two a beat
carries the server's time: by it a page sets its countdown, and notices a dead line.
"""

import asyncio
import contextlib
from collections.abc import Callable

from starlette.requests import HTTPConnection
from starlette.types import Receive, Scope, Send

from quizapp import clock
from quizapp.services.live.faults import NoSeat, WasTakenOut
from quizapp.services.live.hub import Listener
from quizapp.services.site import Site
from quizapp.wire.routes import FAULTS, Renderer, base_url, refuse, seated

BEAT_S = 1.5
"""So that a page notices within two seconds that nothing comes any more, and asks."""
RETRY_MS = 500
SEND_WAIT_S = 15.0
"""A reader that takes nothing for as long is let go; its page comes back by itself."""


async def stream(scope: Scope, receive: Receive, send: Send, site: Site, render: Renderer) -> None:
    """Serve one stream until the other side goes, or loses its seat."""
    connection = HTTPConnection(scope)
    try:
        room, seat = await seated(connection, site)
    except FAULTS as fault:
        await refuse(fault, scope, receive, send)
        return

    def show() -> bytes:
        seq = room.table.game.seq  # before it looks: what is shown is never older than its id
        return _state(render.of_seat(room, seat, base_url(connection)), seq)

    # It listens before it looks, so that no change in between is missed.
    with site.live.hub.listen(room.id, player=seat.player) as listener:
        try:
            first = show()
        except FAULTS as fault:
            await refuse(fault, scope, receive, send)
            return
        await send({"type": "http.response.start", "status": 200, "headers": _HEADERS})
        await _send(send, _beat() + f"retry: {RETRY_MS}\n\n".encode() + first)
        with contextlib.suppress(TimeoutError):  # nobody reads any more
            await _follow(receive, send, site, listener, show)
            await send({"type": "http.response.body", "body": b""})


async def _follow(
    receive: Receive, send: Send, site: Site, listener: Listener, show: Callable[[], bytes]
) -> None:
    """Tell of every change, until the other side goes, the seat is lost or the server stops."""
    gone = asyncio.create_task(_gone(receive))
    gone.add_done_callback(lambda _: listener.notify())
    try:
        while True:
            moved = await listener.moved(BEAT_S)
            if gone.done() or listener.is_over or site.closing.is_set():
                return
            await _send(send, show() if moved else _beat())
    except (NoSeat, WasTakenOut):
        await _send(send, b"event: unseated\ndata: \n\n")
    finally:
        gone.cancel()


async def _gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


async def _send(send: Send, body: bytes) -> None:
    async with asyncio.timeout(SEND_WAIT_S):
        await send({"type": "http.response.body", "body": body, "more_body": True})


def _beat() -> bytes:
    return f"event: beat\ndata: {round(clock.now().timestamp() * 1000)}\n\n".encode()


def _state(html: str, seq: int) -> bytes:
    lines = "".join(f"data: {line}\n" for line in html.splitlines())
    return f"id: {seq}\n{lines}\n".encode()


_HEADERS = [
    (b"content-type", b"text/event-stream; charset=utf-8"),
    (b"cache-control", b"no-store"),
    (b"x-accel-buffering", b"no"),
]
