"""Streams whose reader is slow, gone or taken out at the worst moment; by hand, without sockets."""

import asyncio
from typing import Any

import pytest

from quizapp import clock
from quizapp.core.rules import Rules
from quizapp.services.live.room import Room
from quizapp.services.site import Site
from tests.wire.readers import SOON_S, Reader, aside, streaming, until
from tests.world import advance


@pytest.fixture
def room(site: Site) -> Room:
    made = site.live.rooms.create("which-treaty", 3, Rules(limit_s=None), clock.now())
    return site.live.rooms.room(made.id)


def joined(site: Site, room: Room, *names: str) -> list[str]:
    return [site.live.door.join(room.id, name, clock.now()) for name in names]


def test_who_is_taken_out_before_the_first_state_has_arrived_is_cut_off(
    site: Site, room: Room
) -> None:
    async def scenario(readers: list[Reader], served: list[Any]) -> None:
        await aside(site.live.door.remove, room.id, list(room.players), clock.now())
        await asyncio.wait_for(served[0], SOON_S)

        assert readers[0].told == b""  # its page comes back, and hears why

    streaming(site, room, joined(site, room, "Ada"), scenario, reads=False)


def test_what_changed_while_the_first_state_was_under_way_is_told_after_it(
    site: Site, room: Room
) -> None:
    async def scenario(readers: list[Reader], _served: list[Any]) -> None:
        await aside(lambda: advance(site.live, room, "opened", at=clock.now()))
        readers[0].reads.set()
        await until(readers[0], b'data-phase="open"')

        assert readers[0].told.count(b"id: ") == 2

    streaming(site, room, joined(site, room, "Ada"), scenario, reads=False)


def test_a_reader_that_takes_nothing_more_is_cut_off_and_the_others_go_on(
    site: Site, room: Room
) -> None:
    async def scenario(readers: list[Reader], served: list[Any]) -> None:
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

    streaming(site, room, joined(site, room, "Ada", "Ben"), scenario, reads=False)


def test_the_server_stops_though_a_reader_has_not_taken_its_first_state(
    site: Site, room: Room
) -> None:
    async def scenario(readers: list[Reader], served: list[Any]) -> None:
        site.live.hub.end_all()
        await asyncio.wait_for(served[0], SOON_S)

        assert readers[0].told == b""

    streaming(site, room, joined(site, room, "Ada"), scenario, reads=False)


def test_nothing_of_a_stream_is_left_once_it_ended(site: Site, room: Room) -> None:
    async def scenario(readers: list[Reader], served: list[Any]) -> None:
        readers[0].reads.set()
        await until(readers[0], b"id: ")
        readers[0].went.set()
        await asyncio.wait_for(served[0], SOON_S)

        assert site.live.hub._players == {}

    streaming(site, room, joined(site, room, "Ada"), scenario, reads=False)
