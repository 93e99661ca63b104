"""A hall of 200, all at once: nothing lost, nothing double, in order, and nothing left over.

Only what is right is looked at here; how fast it is, with up to 10,000, `./quiz bench` measures.
"""

import asyncio
import re
from collections import Counter
from typing import Any

import pytest

from quizapp import clock
from quizapp.asgi import create_asgi
from quizapp.core.rules import Rules
from quizapp.services.live.hub import STREAMS_LIMIT
from quizapp.services.live.room import Room
from quizapp.services.site import Site
from quizapp.store import games
from quizapp.store.database import Session
from tests.store.playing import add_players
from tests.wire.readers import Reader, aside, ask, scope_of, serve, streaming, until
from tests.world import advance, form_for

HALL = 200
RULES = Rules(limit_s=None, closes_early=False)
STATE = re.compile(rb"^id: ([0-9]+)$", re.MULTILINE)


@pytest.fixture
def room(site: Site) -> Room:
    return hall(site, HALL)


def hall(site: Site, size: int) -> Room:
    """A game with so many players, who were let in beforehand."""
    made = site.live.rooms.create("which-treaty", 3, RULES, clock.now())
    with site.database.transaction() as session:  # by the door each would be a commit
        add_players(session, *(f"{made.pin}-{n}" for n in range(size)), game_id=made.id)
    return site.live.rooms.room(made.id)


def step(site: Site, room: Room, *kinds: Any) -> None:
    advance(site.live, room, *kinds, at=clock.now())


async def everybody_answers(site: Site, app: Any, *rooms: Room) -> Counter[int]:
    """All players of these rooms answer the first round in the same instant, each twice."""
    asked = [
        ask(app, scope_of(site, room, p, "POST", "answers"), {"round": "1", "answer_id": "a", **f})
        for room in rooms
        for f in [form_for(room, right=True)]
        for p in [*room.players] * 2
    ]
    return Counter(status for status, _ in await asyncio.gather(*asked))


def rows_of(session: Session, room: Room) -> list[tuple[int, str]]:
    return sorted((n, row.player_id) for n, row in games.answers_of(session, room.id))


def assert_stored_once_each(site: Site, *rooms: Room) -> None:
    with site.database.reading() as session:
        for room in rooms:
            assert rows_of(session, room) == sorted((1, player) for player in room.players)


def hears(site: Site, room: Room, scenario: Any) -> None:
    """Everybody listens while the scenario plays."""
    streaming(site, room, list(room.players), scenario)


def test_all_of_a_hall_answer_in_the_same_instant(site: Site, room: Room) -> None:
    async def scenario(readers: list[Reader], _served: list[Any]) -> None:
        await aside(step, site, room, "opened")
        replies = await everybody_answers(site, create_asgi(site), room)

        assert replies == {200: 2 * HALL}

    hears(site, room, scenario)
    assert_stored_once_each(site, room)


def test_ten_classes_at_once_do_not_mix(site: Site) -> None:
    rooms = [hall(site, 20) for _ in range(10)]
    for room in rooms:
        step(site, room, "opened")

    async def scenario(_readers: list[Reader], _served: list[Any]) -> None:
        replies = await everybody_answers(site, create_asgi(site), *rooms)

        assert replies == {200: 2 * HALL}

    hears(site, rooms[0], scenario)
    assert_stored_once_each(site, *rooms)


def test_every_stream_tells_each_state_once_in_order_and_the_own_result(
    site: Site, room: Room
) -> None:
    async def scenario(readers: list[Reader], _served: list[Any]) -> None:
        for phase, kind in (("open", "opened"), ("closed", "closed"), ("revealed", "revealed")):
            await aside(step, site, room, kind)
            for reader in readers:
                await until(reader, f'data-phase="{phase}"'.encode())

        for player, reader in zip(room.players, readers, strict=True):
            told = STATE.findall(reader.told)
            assert told == [b"0", b"1", b"2", b"3"]
            last = reader.told.rpartition(b"id: ")[2].decode()
            assert set(re.findall(r"<bdi>([^<]+)</bdi>", last)) == {player}

    hears(site, room, scenario)


def test_a_hall_that_was_cut_off_comes_back_while_it_answers(site: Site, room: Room) -> None:
    async def scenario(readers: list[Reader], served: list[Any]) -> None:
        await aside(step, site, room, "opened")
        for reader in readers:
            reader.went.set()  # the lines break
        app = create_asgi(site)
        again = [Reader(site, room, player) for player in room.players]
        for reader in again:
            reader.reads.set()
        tasks = [serve(app, reader) for reader in again]
        replies = await everybody_answers(site, app, room)
        for reader in again:
            await until(reader, b'data-phase="open"')
        await asyncio.wait(served)

        assert replies == {200: 2 * HALL}
        assert site.live.hub.lines == HALL
        for reader in again:
            reader.went.set()
        await asyncio.wait(tasks)

    hears(site, room, scenario)
    assert_stored_once_each(site, room)
    assert site.live.hub.lines == 0
    assert site.live.hub._players == {}


def test_while_nothing_happens_a_hall_holds_one_task_a_stream(site: Site, room: Room) -> None:
    async def scenario(readers: list[Reader], _served: list[Any]) -> None:
        await aside(step, site, room, "opened")
        for reader in readers:
            await until(reader, b'data-phase="open"')

        assert len(asyncio.all_tasks()) <= HALL + 5

    hears(site, room, scenario)


def test_a_thousand_streams_with_one_token_leave_a_few_and_the_others_alone(
    site: Site, room: Room
) -> None:
    async def scenario(readers: list[Reader], served: list[Any]) -> None:
        app, (greedy, *_) = create_asgi(site), room.players
        many = [Reader(site, room, greedy) for _ in range(1000)]
        for reader in many:
            reader.reads.set()
        tasks = [serve(app, reader) for reader in many]
        for reader in many:
            await until(reader, b"id: 0")
        await asyncio.wait([*tasks[: -STREAMS_LIMIT[False]], served[0]])

        assert site.live.hub.lines == HALL - 1 + STREAMS_LIMIT[False]
        await aside(step, site, room, "opened")
        for reader in readers[1:]:
            await until(reader, b'data-phase="open"')
        for reader in many:
            reader.went.set()
        await asyncio.wait(tasks)

    hears(site, room, scenario)


def test_the_stream_of_a_device_ends_when_the_place_is_played_on_another(
    site: Site, room: Room
) -> None:
    async def scenario(readers: list[Reader], served: list[Any]) -> None:
        app, (player, *_) = create_asgi(site), room.players
        returns, name = site.live.returns, room.players[player]

        def come_back() -> None:
            now = clock.now()
            returns.let_back(room, returns.ask(room, name, now).id, now)

        await aside(come_back)
        await until(readers[0], b"event: unseated")
        await asyncio.wait([served[0]])

        await aside(step, site, room, "opened")
        form = {"round": "1", **form_for(room, right=True)}
        old = scope_of(site, room, player, "POST", "answers")
        new = scope_of(site, room, player, "POST", "answers", device=1)
        status, words = await ask(app, old, form)
        assert (status, "on another device" in words) == (403, True)
        status, _ = await ask(app, new, form)
        assert status == 200

    hears(site, room, scenario)


def test_answers_without_a_token_store_nothing_and_hold_up_nobody(site: Site, room: Room) -> None:
    async def scenario(_readers: list[Reader], _served: list[Any]) -> None:
        await aside(step, site, room, "opened")
        app, form = create_asgi(site), form_for(room, right=True)
        stranger = scope_of(site, room, "nobody", "POST", "answers")
        stranger["headers"] = [(n, v) for n, v in stranger["headers"] if n != b"cookie"]
        flood = [ask(app, stranger, {"round": "1", **form}) for _ in range(1000)]
        refused, replies = await asyncio.gather(
            asyncio.gather(*flood), everybody_answers(site, app, room)
        )

        assert Counter(status for status, _ in refused) == {403: 1000}
        assert replies == {200: 2 * HALL}

    hears(site, room, scenario)
    assert_stored_once_each(site, room)
