"""A class of 30 whose server dies in the middle of an open round. DESIGN.md, invariants 1 and 7.

Nobody does anything but what a phone does by itself: open the stream again, send the answer again.
"""

import asyncio
import html
import sqlite3
import time
from contextlib import ExitStack
from datetime import datetime

from quizapp import clock
from quizapp.core.rules import Rules
from quizapp.services.live import log
from quizapp.store import games
from quizapp.store.database import Database
from tests.asynchronous import run
from tests.fault.crowds import Class, Receipts, answer_until_stored, classes, stored
from tests.serving import free_port, serving

PLAYERS = 30
LIMIT_S = 300
PATIENCE_S = 60
BEAT_S = 1.0
SLACK_S = 3.0
"""A beat may wait for the commit of answers before it."""


async def follow(port: int, found: Class, player: str, seen: dict[str, list[float]]):
    """A phone's stream: when each connection showed the question; opened again on any fault."""
    while True:
        writer = None
        try:
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
            request = f"GET /play/{found.pin}/stream HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n"
            writer.write(f"{request}Cookie: {found.cookies[player]}\r\n\r\n".encode())
            shown = ""
            while chunk := await reader.read(65536):
                shown += html.unescape(chunk.decode(errors="replace"))
                if found.stem in shown:
                    seen[player].append(time.monotonic())
                    shown = ""
                    while await reader.read(65536):  # what else it brings, until it ends
                        pass
        except OSError:
            pass
        finally:
            if writer:
                writer.close()
        await asyncio.sleep(0.5)  # as the stream says in `retry`


async def until(condition, timeout_s):
    """Wait for the condition; False where it does not hold within that time."""
    end = time.monotonic() + timeout_s
    while not condition():
        if time.monotonic() > end:
            return False
        await asyncio.sleep(0.02)
    return True


async def in_the_class(port, found, kill, restart):
    """The story: when the server died, what was acknowledged by then and at last."""
    seen: dict[str, list[float]] = {player: [] for player in found.cookies}
    receipts, loop = Receipts(), asyncio.get_running_loop()
    phones = [asyncio.create_task(follow(port, found, player, seen)) for player in found.cookies]
    assert await until(lambda: all(seen.values()), PATIENCE_S), "not all got in"
    answers = [
        asyncio.create_task(answer_until_stored(port, found, player, receipts, 0.05 * n))
        for n, player in enumerate(found.cookies)
    ]
    assert await until(lambda: len(receipts.given) >= PLAYERS // 3, PATIENCE_S)
    kill()
    died, acknowledged = clock.now(), dict(receipts.given)
    await asyncio.sleep(2.5)
    await loop.run_in_executor(None, restart)
    assert await until(lambda: all(len(s) >= 2 for s in seen.values()), PATIENCE_S)
    await asyncio.wait_for(asyncio.gather(*answers), PATIENCE_S)
    for phone in phones:
        phone.cancel()
    return died, acknowledged, receipts


def game_of(data_dir, game_id):
    """The events of the game and what they add up to, read beside the server."""
    database = Database(f"sqlite:///{data_dir / 'quiz.db'}")
    with database.reading() as session:
        events = log.events_of(session, game_id)
        game = log.game_of(session.get_one(games.GameRow, game_id), events)
    database.close()
    return events, game


def test_a_class_goes_on_after_its_server_was_killed_in_an_open_round(tmp_path):
    rules = Rules(limit_s=LIMIT_S, closes_early=False)
    (found,) = classes(tmp_path, [PLAYERS], rules)
    port = free_port()

    with ExitStack() as stack:
        server = stack.enter_context(serving(tmp_path, port))
        _, before = game_of(tmp_path, found.id)
        died, acknowledged, receipts = run(
            in_the_class(
                port, found, server.kill, lambda: stack.enter_context(serving(tmp_path, port))
            )
        )
        events, after = game_of(tmp_path, found.id)
        rows = stored(tmp_path, found.id)

    assert PLAYERS // 3 <= len(acknowledged) < PLAYERS
    assert receipts.refused == []
    assert sorted(rows) == sorted((player, 1, "1-a1") for player in found.cookies)
    assert (after.phase, after.round, after.question) == ("open", before.round, before.question)
    held, went_on = events[-2:]
    assert (held.kind, went_on.kind) == ("paused", "resumed")
    assert 0 <= seconds_between(held.at, died) <= BEAT_S + SLACK_S
    left_before = seconds_between(died, before.deadline())
    left_after = seconds_between(went_on.at, after.deadline())
    assert 0 <= left_after - left_before <= BEAT_S + SLACK_S


def seconds_between(first: datetime, last: datetime | None) -> float:
    assert last
    return (last - first).total_seconds()


def test_the_file_is_whole_after_a_kill(tmp_path):
    (found,) = classes(tmp_path, [PLAYERS], Rules(limit_s=None, closes_early=False))
    port = free_port()
    receipts = Receipts()

    async def burst_until_killed(kill):
        tasks = [
            asyncio.create_task(answer_until_stored(port, found, player, receipts, 0.01 * n))
            for n, player in enumerate(found.cookies)
        ]
        assert await until(lambda: len(receipts.given) >= 5, 10)
        kill()
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    with serving(tmp_path, port) as server:
        run(burst_until_killed(server.kill))
    with sqlite3.connect(tmp_path / "quiz.db") as connection:
        found_whole = connection.execute("PRAGMA integrity_check").fetchone()

    assert found_whole == ("ok",)
    rows = {player for player, _, _ in stored(tmp_path, found.id)}
    assert set(receipts.given) <= rows
