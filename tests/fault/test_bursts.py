"""Everybody answers at once, each of them twice: nothing lost, nothing double. Invariants 1, 3."""

import asyncio
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pytest

from quizapp.core.rules import Rules
from quizapp.store import games
from quizapp.store.database import Database
from tests.asynchronous import run
from tests.fault.crowds import classes, send_answer, stored
from tests.serving import serving
from tests.world import NOW, advance, form_for, seconds

SIZES = (30, 60, 100, 200)
RULES = Rules(limit_s=None, closes_early=False)


@pytest.fixture(scope="module")
def school(tmp_path_factory):
    """The real server with a class of each size whose round is open."""
    folder = tmp_path_factory.mktemp("school")
    found = classes(folder, list(SIZES), RULES)
    with serving(folder) as server:
        yield folder, int(server.url.rsplit(":", 1)[1]), dict(zip(SIZES, found, strict=True))


@pytest.mark.parametrize("size", SIZES)
def test_a_class_that_answers_at_once_over_http_is_stored_once_each(school, size):
    folder, port, found = school
    players = list(found[size].cookies)

    async def burst():
        sending = [send_answer(port, found[size], p, "a1") for p in (*players, *players)]
        return await asyncio.gather(*sending)

    replies = run(burst())

    assert Counter(status for status, _ in replies) == {200: 2 * size}
    assert replies[:size] == replies[size:]  # the second one gets the first one's receipt
    assert sorted(stored(folder, found[size].id)) == sorted((p, 1, "1-a1") for p in players)


@pytest.mark.parametrize("size", SIZES)
def test_a_burst_of_answers_is_stored_once_each_on_both_databases(live, database_url, size):
    room = live.rooms.room(live.rooms.create("test-ban", None, RULES, NOW).id)
    players = [live.door.join(room.id, f"P{n}", seconds(n)) for n in range(size)]
    advance(live, room, "opened")
    form = form_for(room, right=True)

    with ThreadPoolExecutor(16) as pool:
        jobs = list(pool.map(lambda p: live.answers.take(room, p, 1, "a1", form, NOW), players * 2))
    receipts = [job.result(20) for job in jobs]

    elsewhere = Database(database_url)
    with elsewhere.reading() as session:
        rows = [(n, row.player_id) for n, row in games.answers_of(session, room.id)]
    elsewhere.close()
    assert Counter(rows) == {(1, player): 1 for player in players}
    assert Counter(r.nickname for r in receipts) == {f"P{n}": 2 for n in range(size)}
    assert live.rooms.crowd(room).answered == size
