"""Ours beside the limit and beside another transport: same client, same cores, same commit."""

import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from functools import partial
from pathlib import Path

from bench.live.crowd import Game, once
from bench.live.measures import fan_out, lost_of
from bench.live.phones import Phones
from bench.live.report import Outcome, percentile, timed
from bench.live.served import Served, free_port, running
from bench.live.sockets import SocketIo
from bench.live.wire import Address, Reply, request

PLAYERS = 10_000
WITHIN_S = 10.0
AT_ONCE = 64
"""Answers under way at a time where the most that goes through is looked for."""
FLOOD = 6_000
FLOODS = 3
TIMES = 50

MakeHall = Callable[[int], AbstractContextManager[tuple[Served, Game]]]


def against_bare(make_hall: MakeHall) -> Iterator[Outcome]:
    """The most answers that go through a bare app, and through ours; each the best of some floods.

    A machine that is shared is now and then slower for a while, which must not hit one of them.
    """
    with _baseline("bare") as (server, phones):
        bare, found = max(_flood(phones, _bare_answers(server, turn)) for turn in range(FLOODS))
        yield Outcome(
            "bare-asgi", FLOOD, "the limit", True, **timed(found), memory_mb=server.memory_mb,
            note=f"{bare:.0f} answers/s, {AT_ONCE} under way at a time, no streams",
        )  # fmt: skip
    with make_hall(FLOOD) as (server, game):
        _flood_round(game)  # the first one proves every seat's token
        ours, found = max(_flood_round(game) for _ in range(FLOODS))
        yield Outcome(
            "ours-against-bare", FLOOD, "at least 60 % of its throughput", ours >= 0.6 * bare,
            **timed(found), memory_mb=server.memory_mb,
            note=f"{ours:.0f} answers/s: {100 * ours / bare:.0f} % of the bare app",
        )  # fmt: skip


def _bare_answers(server: Served, turn: int) -> list[bytes]:
    form = {"round": "1", "choice": "2", "answer_id": "r1"}
    players = [f"{turn}-{n:094}" for n in range(FLOOD)]
    return [
        request(server.address, "POST", "/", cookies={"player-x": player}, form=form)
        for player in players
    ]


def _flood_round(game: Game) -> tuple[float, list[float]]:
    """Everybody in the hall answers one more question."""
    game.press("opened")
    found = _flood(
        game.phones, [p.answering(game.round, 1 + n % 4) for n, p in enumerate(game.players)]
    )
    game.close()
    game.press("revealed")
    game.phones.rest(1)
    return found


def against_socketio(make_hall: MakeHall) -> Iterator[Outcome]:
    """10,000 answers in 10 s by python-socketio, and by us."""
    with _baseline("socketio_server") as (server, phones):
        theirs = _by_sockets(phones)
        yield Outcome(
            "socketio-10s", PLAYERS, "the other transport", True, **timed(theirs),
            memory_mb=server.memory_mb,
        )  # fmt: skip
    with make_hall(PLAYERS) as (server, game):
        game.listen()
        fan_out(server, game, "opened", "open", 0.5)
        replies = game.answer_all(WITHIN_S)
        mine = [r.took_ms for r in replies if r.status == 200]
        times = percentile(theirs, 0.99) / percentile(mine, 0.99)
        yield Outcome(
            "ours-against-socketio", PLAYERS, f"p99 {TIMES} times lower, or 20 ms",
            len(mine) == PLAYERS and (times >= TIMES or percentile(mine, 0.99) <= 20),
            *lost_of(server, game, replies), **timed(mine), memory_mb=server.memory_mb,
            refused=PLAYERS - len(mine), note=f"p99 {times:.0f} times lower",
        )  # fmt: skip


@contextmanager
def _baseline(name: str) -> Iterator[tuple[Served, Phones]]:
    port = free_port()
    with tempfile.TemporaryDirectory(prefix="quiz-bench-") as folder:
        command = [sys.executable, "-m", f"bench.live.{name}", str(port), folder]
        with running(command, port) as process:
            server = Served(Address("127.0.0.1", port), process, Path(folder))
            yield server, Phones(server.address)


def _flood(phones: Phones, messages: list[bytes]) -> tuple[float, list[float]]:
    """Answers a second where so many are always under way, and the milliseconds of each."""
    waiting = messages[::-1]
    replies: list[Reply] = []

    def next_one(reply: Reply) -> None:
        replies.append(reply)
        begin()

    def begin() -> None:
        if waiting:
            phones.play(once(waiting.pop()), next_one)

    began = time.perf_counter()
    for _ in range(AT_ONCE):
        begin()
    phones.until(lambda: len(replies) == len(messages), 120)
    took_s = time.perf_counter() - began
    return len(replies) / took_s, [r.took_ms for r in replies if r.status == 200]


def _by_sockets(phones: Phones) -> list[float]:
    """Milliseconds of each acknowledgement, over websockets that were opened before."""
    sockets: list[SocketIo] = []
    for _ in range(PLAYERS):
        sockets.append(SocketIo(phones))
        if len(sockets) % AT_ONCE == 0:
            phones.until(lambda: all(s.is_ready for s in sockets[-AT_ONCE:]), 60)
    phones.until(lambda: all(s.is_ready for s in sockets[-AT_ONCE:]), 60)
    found: list[float] = []
    chance, now = random.Random(1), time.perf_counter()
    for one in sockets:
        phones.at(now + chance.random() * WITHIN_S, partial(one.answer, found.append))
    phones.until(lambda: len(found) == PLAYERS, 120)
    for one in sockets:  # the phones of the next game need as many
        one.close()
    return found
