"""Streams whose reader is slow, gone or taken out at the worst moment; by hand, without sockets."""

import asyncio
from typing import Any

import pytest

from quizapp import clock
from quizapp.asgi import create_asgi
from quizapp.core.rules import Rules
from quizapp.services.live.room import Room
from quizapp.services.site import Site
from quizapp.services.tokens import Seat
from tests.asynchronous import run
from tests.world import advance

SOON_S = 5.0


class Reader:
    """The other side of a stream, which reads only while `reads` is set."""

    def __init__(self, site: Site, room: Room, player: str) -> None:
        self.told = b""
        self.heard = asyncio.Event()
        self.reads = asyncio.Event()
        self.went = asyncio.Event()
        cookie = f"{site.tokens.cookie('player', room.id)}="
        cookie += site.tokens.for_seat(Seat("player", room.id, player))
        self.scope: dict[str, Any] = {
            "type": "http", "method": "GET", "path": f"/play/{room.pin}/stream",
            "query_string": b"", "scheme": "http", "server": ("localhost", 80), "root_path": "",
            "headers": [(b"host", b"localhost"), (b"cookie", cookie.encode())],
        }  # fmt: skip

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


@pytest.fixture
def room(site: Site) -> Room:
    made = site.live.rooms.create("which-treaty", 3, Rules(limit_s=None), clock.now())
    return site.live.rooms.room(made.id)


def streaming(site: Site, room: Room, names: list[str], scenario: Any) -> None:
    """A reader and the task that serves it for each name, on a loop that the hub serves."""
    players = [site.live.door.join(room.id, name, clock.now()) for name in names]
    app = create_asgi(site)

    async def on_loop() -> None:
        site.live.hub.attach(asyncio.get_running_loop())
        readers = [Reader(site, room, player) for player in players]
        served: list[asyncio.Task[None]] = [
            asyncio.create_task(app(r.scope, r.receive, r.send))  # type: ignore[arg-type]
            for r in readers
        ]
        await asyncio.sleep(0.05)
        try:
            async with asyncio.timeout(4 * SOON_S):
                await scenario(players, readers, served)
        finally:
            for reader in readers:
                reader.went.set()
                reader.reads.set()
            await asyncio.gather(*served, return_exceptions=True)

    run(on_loop())


async def until(reader: Reader, told: bytes) -> None:
    """Wait until the reader was told this."""
    async with asyncio.timeout(SOON_S):
        while told not in reader.told:
            reader.heard.clear()
            await reader.heard.wait()


async def aside(work: Any, *args: Any) -> None:
    """What waits for the disk, off the loop."""
    await asyncio.get_running_loop().run_in_executor(None, lambda: work(*args))


def test_who_is_taken_out_before_the_first_state_has_arrived_is_cut_off(
    site: Site, room: Room
) -> None:
    async def scenario(players: list[str], readers: list[Reader], served: list[Any]) -> None:
        await aside(site.live.door.remove, room.id, players, clock.now())
        await asyncio.wait_for(served[0], SOON_S)

        assert readers[0].told == b""  # its page comes back, and hears why

    streaming(site, room, ["Ada"], scenario)


def test_what_changed_while_the_first_state_was_under_way_is_told_after_it(
    site: Site, room: Room
) -> None:
    async def scenario(_players: list[str], readers: list[Reader], _served: list[Any]) -> None:
        await aside(lambda: advance(site.live, room, "opened", at=clock.now()))
        readers[0].reads.set()
        await until(readers[0], b'data-phase="open"')

        assert readers[0].told.count(b"id: ") == 2

    streaming(site, room, ["Ada"], scenario)


def test_a_reader_that_takes_nothing_more_is_cut_off_and_the_others_go_on(
    site: Site, room: Room
) -> None:
    async def scenario(_players: list[str], readers: list[Reader], served: list[Any]) -> None:
        stuck, quick = readers
        for reader in readers:
            reader.reads.set()
        for reader in readers:
            await until(reader, b"id: ")
        stuck.reads.clear()
        await aside(lambda: advance(site.live, room, "opened", at=clock.now()))
        await until(quick, b'data-phase="open"')

        await asyncio.wait_for(served[0], SOON_S)
        assert not served[1].done()

    streaming(site, room, ["Ada", "Ben"], scenario)


def test_the_server_stops_though_a_reader_has_not_taken_its_first_state(
    site: Site, room: Room
) -> None:
    async def scenario(_players: list[str], readers: list[Reader], served: list[Any]) -> None:
        site.live.hub.end_all()
        await asyncio.wait_for(served[0], SOON_S)

        assert readers[0].told == b""

    streaming(site, room, ["Ada"], scenario)


def test_nothing_of_a_stream_is_left_once_it_ended(site: Site, room: Room) -> None:
    async def scenario(_players: list[str], readers: list[Reader], served: list[Any]) -> None:
        readers[0].reads.set()
        await until(readers[0], b"id: ")
        readers[0].went.set()
        await asyncio.wait_for(served[0], SOON_S)

        assert site.live.hub._players == {}

    streaming(site, room, ["Ada"], scenario)
