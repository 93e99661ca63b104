"""The other side of a stream or an answer, by hand: the whole server, without sockets."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any
from urllib.parse import urlencode

from quizapp.asgi import create_asgi
from quizapp.services.live.room import Room
from quizapp.services.site import Site
from quizapp.services.tokens import Seat
from tests.asynchronous import run

SOON_S = 5.0


class Reader:
    """The other side of a stream, which reads only while `reads` is set."""

    def __init__(self, site: Site, room: Room, player: str) -> None:
        self.told = b""
        self.heard = asyncio.Event()
        self.reads = asyncio.Event()
        self.went = asyncio.Event()
        self.scope = scope_of(site, room, player, "GET", "stream")

    async def send(self, message: dict[str, Any]) -> None:
        """Take a part, once the reader reads."""
        await self.reads.wait()
        self.told += message.get("body", b"")
        self.heard.set()
        if message["type"] == "http.response.body" and not message.get("more_body"):
            self.went.set()

    async def receive(self) -> dict[str, Any]:
        """Nothing but the farewell."""
        await self.went.wait()
        return {"type": "http.disconnect"}


Scenario = Callable[[list[Reader], "list[asyncio.Task[None]]"], Awaitable[None]]


def streaming(
    site: Site, room: Room, players: list[str], scenario: Scenario, *, reads: bool = True
) -> None:
    """A reader and the task that serves it for each player, on a loop that the hub serves.

    With `reads` each has its first state before the scenario begins.
    """
    app = create_asgi(site)

    async def on_loop() -> None:
        site.live.hub.attach(asyncio.get_running_loop())
        readers = [Reader(site, room, player) for player in players]
        served = [serve(app, reader) for reader in readers]
        await asyncio.sleep(0.05)
        try:
            async with asyncio.timeout(4 * SOON_S):
                for reader in readers if reads else ():
                    reader.reads.set()
                    await until(reader, b"id: ")
                await scenario(readers, served)
        finally:
            for reader in readers:
                reader.went.set()
                reader.reads.set()
            await asyncio.gather(*served, return_exceptions=True)

    run(on_loop())


def serve(app: Any, reader: Reader) -> "asyncio.Task[None]":
    """The server serves this stream."""
    return asyncio.create_task(app(reader.scope, reader.receive, reader.send))


async def until(reader: Reader, told: bytes) -> None:
    """Wait until the reader was told this."""
    async with asyncio.timeout(SOON_S):
        while told not in reader.told:
            reader.heard.clear()
            await reader.heard.wait()


async def aside(work: Any, *args: Any) -> None:
    """What waits for the disk, off the loop."""
    await asyncio.get_running_loop().run_in_executor(None, lambda: work(*args))


def scope_of(  # noqa: PLR0917
    site: Site, room: Room, player: str, method: str, path: str, device: int = 0
) -> dict[str, Any]:
    """A request of that player's page, on that device."""
    cookie = f"{site.tokens.cookie('player', room.id)}="
    cookie += site.tokens.for_seat(Seat("player", room.id, player, device))
    return {
        "type": "http", "method": method, "path": f"/play/{room.pin}/{path}",
        "query_string": b"", "scheme": "http", "server": ("localhost", 80), "root_path": "",
        "headers": [
            (b"host", b"localhost"), (b"cookie", cookie.encode()),
            (b"sec-fetch-site", b"same-origin"),
        ],
    }  # fmt: skip


async def ask(app: Any, scope: dict[str, Any], form: dict[str, Any]) -> tuple[int, str]:
    """The status and words of the reply to a form."""
    body = urlencode(form, doseq=True).encode()
    sent: list[dict[str, Any]] = []

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": body, "more_body": False}

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    await app(scope, receive, send)
    return sent[0]["status"], b"".join(m.get("body", b"") for m in sent).decode()
