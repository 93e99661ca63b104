"""A hall of 200 at two processes, over PostgreSQL and Valkey. Invariants 1, 3, 7.

Nothing lost, nothing double, in order, and nothing left over; how fast it is, with up to 10,000,
`python -m bench.live.processes` measures.
"""

import asyncio
import gc
import re
import sys
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import replace

import pytest

from quizapp import clock, paths
from quizapp.core.rules import Rules
from quizapp.services.library import Library
from quizapp.services.live.arrivals import Knock
from quizapp.services.live.live import open_live
from quizapp.services.site import open_site
from quizapp.settings import load
from quizapp.store import games
from quizapp.store.bus import Bus
from quizapp.store.database import Database
from quizapp.store.journal import Entry, Receipt
from quizapp.store.promise import Promise
from tests.asynchronous import run
from tests.fault.crowds import classes, send_answer
from tests.lines import NotedLine
from tests.processes import game_at, until
from tests.sameness import is_the_same
from tests.serving import free_port, serving
from tests.world import advance, form_for

HALL = 200
RULES = Rules(limit_s=None, closes_early=False)
STATE = re.compile(rb"^id: ([0-9]+)$", re.MULTILINE)
SOON_S = 20


@pytest.fixture
def database_kind():
    """SQLite has one process."""
    return "postgresql"


@pytest.fixture
def processes(database_url, valkey_url):
    """Two processes on one bus, with their own connections, content and games in memory."""
    with ExitStack() as stack:

        def start():
            database = Database(database_url)
            stack.callback(database.close)
            live = open_live(database, Library((paths.questions_dir(),)), Bus(valkey_url))
            stack.callback(live.close)
            return live

        yield start(), start()


def rows_of(database_url, game_id):
    database = Database(database_url)
    with database.reading() as session:
        found = [(number, row.player_id) for number, row in games.answers_of(session, game_id)]
    database.close()
    return sorted(found)


def in_progress():
    """What one answer or one who joins needs for a moment, as far as it is in memory."""
    gc.collect()
    return sum(isinstance(o, Entry | Receipt | Knock | Promise) for o in gc.get_objects())


# By the parts


def line_to(room):
    """A line that notes how far the game is whenever it is told."""
    return NotedLine(lambda: room.table.game.seq)


def everybody_answers(places, players, number, form):
    """In the same moment, each at both processes; what each was acknowledged."""
    now = clock.now()
    with ThreadPoolExecutor(16) as pool:
        sent = [
            pool.submit(live.answers.take, room, player, number, "a", form, now)
            for player in players
            for live, room in places
        ]
        return Counter(job.result().result(SOON_S).nickname for job in sent)


def test_a_hall_at_two_processes_plays_with_nothing_lost_double_or_left_over(
    processes, database_url
):
    a, b = processes
    here, there = game_at(a, b, slug="which-treaty", closes_early=False)
    places = (a, here), (b, there)
    with ThreadPoolExecutor(16) as pool:
        names = [(places[n % 2][0], f"P{n}") for n in range(HALL)]
        players = list(pool.map(lambda n: n[0].door.join(here.id, n[1], clock.now()), names))
    before = in_progress()
    lines = [line_to(room) for _, room in places * (HALL // 2)]

    def play():
        for number in (1, 2, 3):
            host = places[number % 2]
            advance(*host, "opened", at=clock.now())
            form = form_for(host[1], right=True)
            acknowledged = everybody_answers(places, players, number, form)
            assert acknowledged == {f"P{n}": 2 for n in range(HALL)}
            advance(*host, "closed", "revealed", at=clock.now())
            assert until(lambda: here.table.game.seq == there.table.game.seq == 3 * number)  # noqa: B023

    async def listen():
        loop = asyncio.get_running_loop()
        with ExitStack() as stack:
            for live in processes:
                live.hub.attach(loop)
            for n, (line, player) in enumerate(zip(lines, players, strict=True)):
                stack.enter_context(processes[n % 2].hub.listen(here.id, line, player=player))
            await loop.run_in_executor(None, play)
            assert await loop.run_in_executor(
                None, until, lambda: all(line.states[-1:] == [9] for line in lines)
            )

    run(listen())

    assert rows_of(database_url, here.id) == sorted((n, p) for n in (1, 2, 3) for p in players)
    assert is_the_same(there, here)
    heard = [[str(seq) for seq in line.states] for line in lines]
    assert heard == [sorted(each) for each in heard]
    assert in_progress() - before < HALL  # however many answers there were


# By HTTP


async def listen(port, found, player, told):
    """What a phone hears, until its line ends."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    head = (
        f"GET /play/{found.pin}/stream HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n"
        f"Cookie: {found.cookies[player]}\r\n\r\n"
    )
    writer.write(head.encode())
    while more := await reader.read(65536):
        told[player] += more
    writer.close()


async def all_told(told, mark):
    """Wait until everybody was told that."""
    async with asyncio.timeout(SOON_S):
        while not all(mark in each for each in told.values()):  # noqa: ASYNC110
            await asyncio.sleep(0.02)


@pytest.mark.skipif(sys.platform != "linux", reason="asks /proc which process is which")
def test_every_phone_at_two_processes_is_told_each_state_once_in_order(
    tmp_path, database_url, valkey_url
):
    [found] = classes(tmp_path, [HALL], RULES, database_url)
    players = list(found.cookies)
    variables = {"QUIZ_DATABASE_URL": database_url, "QUIZ_BUS_URL": valkey_url}
    chosen = replace(
        load(tmp_path, default_dir=tmp_path), database_url=database_url, bus_url=valkey_url
    )

    async def play(server, site):
        port, told = int(server.url.rsplit(":", 1)[1]), dict.fromkeys(players, b"")
        tasks = [asyncio.create_task(listen(port, found, p, told)) for p in players]
        await all_told(told, b'data-phase="open"')
        sent = [send_answer(port, found, player, "a1") for player in players * 2]
        replies = await asyncio.gather(*sent)
        room = site.live.rooms.room_now(found.id)
        for kind, phase in (("closed", b"closed"), ("revealed", b"revealed")):
            await asyncio.to_thread(advance, site.live, room, kind, at=clock.now())
            await all_told(told, b'data-phase="%s"' % phase)
        for task in tasks:
            task.cancel()
        return replies, told, len(server.workers())

    site = open_site(chosen, paths.questions_dir())  # the host is at a third process
    with serving(tmp_path, free_port(), "--workers", "2", variables=variables) as server:
        replies, told, workers = run(play(server, site))
    site.close()

    assert workers == 2
    assert Counter(status for status, _ in replies) == {200: 2 * HALL}
    assert replies[:HALL] == replies[HALL:]  # the second one gets the first one's receipt
    assert rows_of(database_url, found.id) == sorted((1, player) for player in players)
    heard = Counter(tuple(STATE.findall(each)) for each in told.values())
    assert heard == {(b"1", b"2", b"3"): HALL}
