"""The scenarios, each over a fresh server; docs/performance.md has what they found.

Each can be played with fewer players, in as much less time: the tests do, for what is right alone.
"""

import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from bench.live.baselines import against_bare, against_socketio
from bench.live.crowd import Game, answer_all, new_game
from bench.live.halls import Hall
from bench.live.measures import (
    answers,
    fan_out,
    join_wave,
    lost_of,
    polls,
    reconnect_wave,
    streams,
    traffic,
)
from bench.live.phones import Phones
from bench.live.processes import processes
from bench.live.ranking import ranking
from bench.live.report import Outcome, percentile, timed
from bench.live.served import Served, serving

HALL = 10_000
"""Players of the largest game."""

Scenario = Callable[[int], Iterator[Outcome]]
"""Plays with so many at most."""


def bursts(_most: int = HALL) -> Iterator[Outcome]:
    """30, 100, 200 players who all answer in the same instant."""
    for players, bound_ms in ((30, 40), (100, 60), (200, 100)):
        with _server() as server:
            game = _opened(server, players)
            replies = game.answer_all(0.0)
            game.phones.rest(0.5)
            within = partial(_is_within, bound_ms)
            yield answers(f"burst-{players}", server, game, replies, f"p95 < {bound_ms} ms", within)


def _is_within(bound_ms: float, outcome: Outcome) -> bool:
    return (outcome.p95_ms or 0) < bound_ms


def thousand(most: int = HALL) -> Iterator[Outcome]:
    """1,000 players who answer within a second."""
    players = min(1000, most)
    with _server() as server:
        game = _opened(server, players)
        replies = game.answer_all(players / 1000)
        game.phones.rest(0.5)
        yield answers(
            "thousand-in-1s", server, game, replies, "p99 < 100 ms",
            lambda o: (o.p99_ms or 0) < 100,
        )  # fmt: skip


def joins(most: int = HALL) -> Iterator[Outcome]:
    """10,000 come in within a minute."""
    with _server() as server:
        idle_mb = server.memory_mb
        yield Outcome("idle", 0, "< 120 MB", idle_mb < 120, memory_mb=idle_mb)
        game = new_game(Phones(server.address))
        yield join_wave(server, game, most, 60 * most / HALL)


def hall(most: int = HALL) -> Iterator[Outcome]:
    """10,000 listen, get a question, answer it in 5 s and another in 2 s, are cut off, poll."""
    share = most / HALL
    with _hall(most) as (server, game):
        yield streams(server, game)
        for stream in (*game.streams, *game.watching):
            stream.messages = stream.size_bytes = 0
        began = time.perf_counter()
        yield fan_out(server, game, "opened", "open", 0.5)
        replies = game.answer_all(5 * share)
        game.phones.rest(1)
        yield answers(
            "hall-in-5s", server, game, replies, "p99 < 150 ms", lambda o: (o.p99_ms or 0) < 150
        )
        yield fan_out(server, game, "revealed", "revealed", 1.5)
        yield traffic(game, 1, time.perf_counter() - began)
        fan_out(server, game, "opened", "open", 0.5)
        began = time.perf_counter()
        replies = game.answer_all(2 * share)
        took_s = max((r.done_at for r in replies), default=began) - began
        game.phones.rest(1)
        yield answers(
            "hall-in-2s", server, game, replies, "all acknowledged within 3 s",
            lambda _: took_s < 3, f"the last one after {took_s:.2f} s",
        )  # fmt: skip
        fan_out(server, game, "revealed", "revealed", 1.5)
        fan_out(server, game, "opened", "open", 0.5)
        yield reconnect_wave(server, game, 10 * share)
        game.close()  # or some would be told that it has closed meanwhile
        yield polls(server, game, 10 * share)


def places(most: int = HALL) -> Iterator[Outcome]:
    """Points and places of 10,000."""
    yield ranking(most)


def classes(most: int = HALL) -> Iterator[Outcome]:
    """40 classes of 30 at once, each as good as one alone."""
    count = min(40, most // 30)
    with _server() as server:
        alone = _opened(server, 30)
        one = percentile([r.took_ms for r in alone.answer_all(3.0) if r.status == 200], 0.95)
        games = [_opened(server, 30, alone.phones) for _ in range(count)]
        many = answer_all(alone.phones, games, 3.0)
        alone.phones.rest(1)
        times = [[r.took_ms for r in replies if r.status == 200] for replies in many]
        worst = max(percentile(t, 0.95) for t in times)
        lost = sum(lost_of(server, g, replies)[0] for g, replies in zip(games, many, strict=True))
        yield Outcome(
            f"{count}-classes",
            30 * count,
            "p95 of each within 20 % (and 10 ms) of one alone",
            lost == 0 and worst < one * 1.2 + 10,
            lost,
            **timed([t for found in times for t in found]),
            memory_mb=server.memory_mb,
            note=f"p95 alone {one:.1f} ms, of the slowest class {worst:.1f} ms",
        )


def limit(_most: int = HALL) -> Iterator[Outcome]:
    """Ours against a bare ASGI app with the same commit."""
    yield from against_bare(_hall)


def transport(_most: int = HALL) -> Iterator[Outcome]:
    """Ours against python-socketio with the same commit."""
    yield from against_socketio(_hall)


SCENARIOS: dict[str, Scenario] = {
    "bursts": bursts,
    "thousand": thousand,
    "joins": joins,
    "hall": hall,
    "ranking": places,
    "classes": classes,
    "limit": limit,
    "transport": transport,
    "processes": processes,
}


@contextmanager
def _server() -> Iterator[Served]:
    """A fresh server over a folder that is gone afterwards."""
    with (
        tempfile.TemporaryDirectory(prefix="quiz-bench-") as folder,
        serving(Path(folder)) as server,
    ):
        yield server


@contextmanager
def _hall(players: int) -> Iterator[tuple[Served, Game]]:
    """A server with a game that so many have joined already."""
    with tempfile.TemporaryDirectory(prefix="quiz-bench-") as folder:
        made = Hall(Path(folder), players)
        with serving(Path(folder)) as server:
            game = made.game(Phones(server.address), server)
            game.watch()
            yield server, game


def _opened(server: Served, players: int, phones: Phones | None = None) -> Game:
    """A game whose first question is open before so many players."""
    game = new_game(phones or Phones(server.address))
    game.seat(players)
    game.watch()
    fan_out(server, game, "opened", "open", 0.5)
    return game
