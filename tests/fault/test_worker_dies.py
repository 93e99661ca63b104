"""Two processes over PostgreSQL and Valkey, one of which dies in an open round. Invariant 1, 3, 7.

Players keep their streams open and answer by script, as phones do. Whoever was at the process that
died is back at another one within seconds, and every acknowledged answer is there once.
"""

import asyncio
import os
import signal
import sys
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from quizapp.core.rules import Rules
from quizapp.store import games
from quizapp.store.database import Database
from tests.asynchronous import run
from tests.fault.crowds import Class, Receipts, answer_until_stored, classes
from tests.serving import free_port, serving

PLAYERS = 60
ANSWERS_WITHIN_S = 3.0
DIES_AFTER_S = 1.0

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="asks /proc which process is which")


@pytest.fixture
def database_kind():
    """SQLite has one process."""
    return "postgresql"


@dataclass
class Streams:
    """When each player's stream was last opened, and when it was cut, on the loop's clock."""

    opened: dict[str, float] = field(default_factory=dict)
    cut: dict[str, float] = field(default_factory=dict)


async def stay(port: int, found: Class, player: str, streams: Streams) -> None:
    """What a phone does: hold a stream open, and open it anew when it is cut."""
    head = (
        f"GET /play/{found.pin}/stream HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n"
        f"Cookie: {found.cookies[player]}\r\n\r\n"
    )
    loop = asyncio.get_running_loop()
    while True:
        try:
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
        except OSError:
            await asyncio.sleep(0.1)
            continue
        try:
            writer.write(head.encode())
            await reader.readuntil(b"data: ")  # its state has come
            streams.opened[player] = loop.time()
            while await reader.read(65536):
                pass
        except (OSError, EOFError):
            pass
        finally:
            writer.close()
        streams.cut[player] = loop.time()
        await asyncio.sleep(0.1)


async def until(condition, within_s: float) -> bool:
    """Whether it holds in the end."""
    end = asyncio.get_running_loop().time() + within_s
    while not condition() and asyncio.get_running_loop().time() < end:  # noqa: ASYNC110
        await asyncio.sleep(0.02)
    return bool(condition())


def busiest(workers: list[int]) -> int:
    """The process with the most connections."""
    return max(workers, key=lambda pid: len(os.listdir(f"/proc/{pid}/fd")))


async def play(server, found: Class) -> tuple[Receipts, Streams]:
    """Everybody answers while one process is killed, and all come back."""
    assert await until(lambda: len(server.workers()) == 2, 60)
    port, receipts, streams = int(server.url.rsplit(":", 1)[1]), Receipts(), Streams()
    players = list(found.cookies)
    staying = [asyncio.create_task(stay(port, found, p, streams)) for p in players]
    assert await until(lambda: len(streams.opened) == len(players), 60)
    answering = [
        answer_until_stored(port, found, p, receipts, ANSWERS_WITHIN_S * n / len(players))
        for n, p in enumerate(players)
    ]
    answers = asyncio.gather(*answering)
    await asyncio.sleep(DIES_AFTER_S)
    os.kill(busiest(server.workers()), signal.SIGKILL)
    assert await until(lambda: streams.cut, 60)
    assert await until(lambda: all(streams.opened[p] > streams.cut[p] for p in streams.cut), 60)
    await answers
    for task in staying:
        task.cancel()
    return receipts, streams


def test_when_a_process_dies_no_acknowledged_answer_is_lost_and_all_come_back(
    tmp_path: Path, database_url: str, valkey_url: str
):
    rules = Rules(limit_s=None, closes_early=False)
    [found] = classes(tmp_path, [PLAYERS], rules, database_url)
    variables = {"QUIZ_DATABASE_URL": database_url, "QUIZ_BUS_URL": valkey_url}

    with serving(tmp_path, free_port(), "--workers", "2", variables=variables) as server:
        receipts, streams = run(play(server, found))
        server.process.terminate()
        stopped = server.process.wait(timeout=60)

    assert stopped == 0
    assert len(streams.cut) > 0
    assert receipts.refused == []
    database = Database(database_url)
    with database.reading() as session:
        rows = games.answers_of(session, found.id)
        assert Counter(row.player_id for _, row in rows) == dict.fromkeys(found.cookies, 1)
    database.close()
    assert set(receipts.given) == set(found.cookies)
