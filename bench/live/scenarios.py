"""The scenarios, each over a fresh server; docs/performance.md has what they found."""

import asyncio
import tempfile
import time
from collections import Counter
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from bench.live.crowd import Game, answer_all, new_game, stored_answers
from bench.live.report import Outcome, percentile, timed
from bench.live.served import Served, serving
from bench.live.wire import Failed, Reply

HALL = 10_000
"""Players of the largest game."""

Scenario = Callable[[], Awaitable[list[Outcome]]]


async def bursts() -> list[Outcome]:
    """30, 100, 200 players who all answer in the same instant."""
    found = []
    for players, bound_ms in ((30, 40), (100, 60), (200, 100)):
        with _server() as server:
            game = await _opened(server, players)
            replies = await answer_all(game.players, game.round, 0.0)
            await asyncio.sleep(0.5)
            found.append(
                _answers(
                    f"burst-{players}", server, game, replies, f"p95 < {bound_ms} ms",
                    lambda o, bound_ms=bound_ms: (o.p95_ms or 0) < bound_ms,
                )
            )  # fmt: skip
    return found


async def thousand() -> list[Outcome]:
    """1,000 players who answer within a second."""
    with _server() as server:
        game = await _opened(server, 1000)
        replies = await answer_all(game.players, game.round, 1.0)
        await asyncio.sleep(0.5)
        return [
            _answers(
                "thousand-in-1s", server, game, replies, "p99 < 100 ms",
                lambda o: (o.p99_ms or 0) < 100,
            )
        ]  # fmt: skip


async def hall() -> list[Outcome]:
    """10,000 join, listen, get a question, answer it in 5 s and another in 2 s, are cut off."""
    with _server() as server:
        idle_mb = server.memory_mb
        game = await new_game(server)
        found = [Outcome("idle", 0, "< 120 MB", idle_mb < 120, memory_mb=idle_mb)]
        found.append(await _join_wave(server, game))
        found.append(await _streams(server, game))
        found.append(await _fan_out(server, game, "opened", "open", 0.5))
        replies = await answer_all(game.players, game.round, 5.0)
        await asyncio.sleep(1)
        found.append(
            _answers(
                "hall-in-5s", server, game, replies, "p99 < 150 ms", lambda o: (o.p99_ms or 0) < 150
            )
        )
        found.append(await _fan_out(server, game, "revealed", "revealed", 1.5))
        await _fan_out(server, game, "opened", "open", 0.5)
        began = time.perf_counter()
        replies = await answer_all(game.players, game.round, 2.0)
        took_s = max((r.done_at for r in replies), default=began) - began
        await asyncio.sleep(1)
        found.append(
            _answers(
                "hall-in-2s", server, game, replies, "all acknowledged within 3 s",
                lambda _: took_s < 3, f"the last one after {took_s:.2f} s",
            )
        )  # fmt: skip
        await _fan_out(server, game, "revealed", "revealed", 1.5)
        await _fan_out(server, game, "opened", "open", 0.5)
        found.append(await _reconnect_wave(server, game))
        found.append(_traffic(game))
        return found


async def classes() -> list[Outcome]:
    """40 classes of 30 at once, each as good as one alone."""
    with _server() as server:
        alone = await _opened(server, 30)
        replies = await answer_all(alone.players, alone.round, 3.0)
        alone_ms = [r.took_ms for r in replies if r.status == 200]
        games = [await _opened(server, 30) for _ in range(40)]
        many = await asyncio.gather(
            *(answer_all(g.players, g.round, 3.0, seed=n) for n, g in enumerate(games))
        )
        await asyncio.sleep(1)
        times = [[r.took_ms for r in replies if r.status == 200] for replies in many]
        worst, one = max(percentile(t, 0.95) for t in times), percentile(alone_ms, 0.95)
        lost = sum(
            _lost(server, game, replies)[0] for game, replies in zip(games, many, strict=True)
        )
        return [
            Outcome(
                "40-classes",
                1200,
                "p95 of each within 20 % (and 10 ms) of one alone",
                lost == 0 and worst < one * 1.2 + 10,
                lost,
                **timed([t for found in times for t in found]),
                memory_mb=server.memory_mb,
                note=f"p95 alone {one:.1f} ms, of the slowest class {worst:.1f} ms",
            )
        ]


SCENARIOS: dict[str, Scenario] = {
    "bursts": bursts,
    "thousand": thousand,
    "hall": hall,
    "classes": classes,
}


@contextmanager
def _server() -> Iterator[Served]:
    """A fresh server over a folder that is gone afterwards."""
    with (
        tempfile.TemporaryDirectory(prefix="quiz-bench-") as folder,
        serving(Path(folder)) as server,
    ):
        yield server


async def _opened(server: Served, players: int) -> Game:
    """A game whose first question is open before so many players."""
    game = await new_game(server)
    await game.seat(players)
    await _fan_out(server, game, "opened", "open", 0.5)
    return game


async def _join_wave(server: Served, game: Game) -> Outcome:
    """Everybody joins, evenly spread over a minute."""
    gap_s = 60 / HALL
    began = asyncio.get_running_loop().time()
    times: list[float] = []
    errors = 0

    async def one(number: int) -> None:
        nonlocal errors
        await asyncio.sleep(max(0.0, began + number * gap_s - asyncio.get_running_loop().time()))
        start = time.perf_counter()
        try:
            await game.seat_one(f"P{number}")
            times.append((time.perf_counter() - start) * 1000)
        except (Failed, TimeoutError):
            errors += 1

    await asyncio.gather(*(one(n) for n in range(HALL)))
    found = timed(times)
    ok = not errors and found["p99_ms"] < 500
    return Outcome(
        "join-wave", HALL, "0 errors, p99 < 500 ms", ok, errors, **found,
        memory_mb=server.memory_mb, note="page and form of one player together",
    )  # fmt: skip


async def _streams(server: Served, game: Game) -> Outcome:
    """Everybody opens a stream: what each costs in memory."""
    before_mb = server.memory_mb
    began = time.perf_counter()
    await game.listen_all()
    took_s = time.perf_counter() - began
    await asyncio.sleep(1)
    after_mb = server.memory_mb
    each_kb = (after_mb - before_mb) * 1024 / len(game.players)
    return Outcome(
        "open-streams", len(game.players), "at most 15 KB each", each_kb <= 15,
        memory_mb=after_mb, note=f"{each_kb:.1f} KB each, opened in {took_s:.1f} s",
    )  # fmt: skip


async def _fan_out(server: Served, game: Game, kind: str, phase: str, bound_s: float) -> Outcome:
    """The host presses; when the state reached each and the last."""
    if kind == "revealed" and not await game.is_in("closed"):
        await game.press("closed")
    game.expect(f'data-phase="{phase}"'.encode())
    pressed_at = await game.press(kind)
    seen = await game.until_seen(phase)
    times = [(at - pressed_at) * 1000 for at in seen]
    return Outcome(
        f"fan-out-{phase}", len(seen), f"last one within {bound_s * 1000:.0f} ms",
        max(times) < bound_s * 1000, **timed(times), memory_mb=server.memory_mb,
        note=f"the last one after {max(times):.0f} ms",
    )  # fmt: skip


async def _reconnect_wave(server: Served, game: Game) -> Outcome:
    """Every line breaks at once while everybody answers; pages come back as ours do."""
    for stream in game.streams:
        stream.cut()
    began = time.perf_counter()
    back: list[float] = []

    async def again(number: int) -> None:
        await asyncio.sleep(0.5 + number % 100 / 100)  # retry, jittered
        for pause_s in (0.5, 1.0, 2.0, 2.0, 2.0):
            try:
                await game.players[number].listen()
                back.append(time.perf_counter() - began)
                return
            except (Failed, OSError, TimeoutError):
                await asyncio.sleep(pause_s)

    replies, *_ = await asyncio.gather(
        answer_all(game.players, game.round, 10.0), *(again(n) for n in range(len(game.players)))
    )
    await asyncio.sleep(1)
    at_99 = percentile(back, 0.99) if len(back) >= 0.99 * len(game.players) else float("inf")
    outcome = _answers(
        "reconnect-wave", server, game, replies, "99 % back within 15 s; answers p99 < 1 s",
        lambda o: at_99 < 15 and (o.p99_ms or 0) < 1000, f"99 % back after {at_99:.1f} s",
    )  # fmt: skip
    return outcome


def _traffic(game: Game) -> Outcome:
    """What a round costs on the lines: messages and bytes a player."""
    rounds = game.round
    messages = sum(s.messages for s in game.streams) / len(game.streams) / rounds
    size_kb = sum(s.size_bytes for s in game.streams) / len(game.streams) / rounds / 1024
    return Outcome(
        "traffic", len(game.players), "at most 3 messages and 6 KB a player and round",
        messages <= 3.1 and size_kb < 6,
        note=f"{messages:.2f} messages, {size_kb:.2f} KB a player and round",
    )  # fmt: skip


def _lost(server: Served, game: Game, replies: list[Reply]) -> tuple[int, int]:
    """Receipts without a row, and rows beyond one a player."""
    rows = Counter(
        p for number, p in stored_answers(server.database, game.id) if number == game.round
    )
    receipts = sum(reply.status == 200 for reply in replies)
    return max(0, receipts - len(rows)), sum(rows.values()) - len(rows)


def _answers(  # noqa: PLR0917
    scenario: str,
    server: Served,
    game: Game,
    replies: list[Reply],
    must: str,
    reaches: Callable[[Outcome], bool],
    note: str = "",
) -> Outcome:
    """The outcome of a round of answers."""
    lost, double = _lost(server, game, replies)
    refused = Counter(r.status for r in replies if r.status != 200)
    found = Outcome(
        scenario, len(replies), must, False, lost, double,
        **timed([r.took_ms for r in replies if r.status == 200]),
        memory_mb=server.memory_mb,
        note=", ".join([*([note] if note else []), *(f"{n} x {s}" for s, n in refused.items())]),
    )  # fmt: skip
    ok = not lost and not double and not refused and reaches(found)
    return Outcome(**{**vars(found), "ok": ok})
