"""What is measured in a game under load, each as an outcome against its bound."""

import random
import time
from collections import Counter
from collections.abc import Callable
from functools import partial

from bench.live.crowd import Game, start_answers, stored_answers
from bench.live.phones import Stream
from bench.live.report import Outcome, percentile, timed
from bench.live.served import Served
from bench.live.wire import Failed, Reply

SOONEST_MS = 300
CALM_MS = 2_000
JITTER = 0.3
"""As static/js/room.js and hx-sse have them: how a page comes back after its line broke."""


def streams(server: Served, game: Game) -> Outcome:
    """Everybody opens a stream: what each costs in memory, once templates are read."""
    game.press("opened")
    game.press("closed")
    game.press("revealed")
    game.phones.rest(3)
    before_mb = server.memory_mb
    began = time.perf_counter()
    game.listen()
    took_s = time.perf_counter() - began
    game.phones.rest(1)
    after_mb = server.memory_mb
    each_kb = (after_mb - before_mb) * 1024 / len(game.players)
    return Outcome(
        "open-streams", len(game.players), "at most 15 KB each", each_kb <= 15,
        memory_mb=after_mb, note=f"{each_kb:.1f} KB each, opened in {took_s:.1f} s",
    )  # fmt: skip


def fan_out(server: Served, game: Game, kind: str, phase: str, bound_s: float) -> Outcome:
    """The host presses; when the state reached each and the last."""
    if kind == "revealed" and not game.is_in("closed"):
        game.press("closed")
    game.expect(f'data-phase="{phase}"'.encode())
    pressed_at = game.press(kind)
    seen = game.until_seen(phase)
    times = [(at - pressed_at) * 1000 for at in seen]
    return Outcome(
        f"fan-out-{phase}", len(seen), f"last one within {bound_s * 1000:.0f} ms",
        max(times) < bound_s * 1000, **timed(times), memory_mb=server.memory_mb,
        note=f"the last one after {max(times):.0f} ms",
    )  # fmt: skip


def join_wave(server: Served, game: Game, players: int, within_s: float) -> Outcome:
    """So many join by page and form, evenly spread."""
    phones = game.phones
    times: list[float] = []
    faults: list[Failed] = []

    def begin(number: int) -> None:
        started_at = time.perf_counter()

        def end(found: object) -> None:
            if isinstance(found, Failed):
                faults.append(found)
            else:
                times.append((time.perf_counter() - started_at) * 1000)

        phones.play(game.newcomer().join(f"P{number}"), end)

    now = time.perf_counter()
    for number in range(players):
        phones.at(now + number * within_s / players, partial(begin, number))
    phones.until(lambda: len(times) + len(faults) == players, within_s + 60)
    found = timed(times)
    return Outcome(
        "join-wave", players, "0 errors, p99 < 500 ms", not faults and found["p99_ms"] < 500,
        **found, memory_mb=server.memory_mb, refused=len(faults),
        note=f"in {within_s:.0f} s; page and form of one player together",
    )  # fmt: skip


def reconnect_wave(server: Served, game: Game, answers_within_s: float) -> Outcome:
    """Every line breaks at once while everybody answers; pages come back as ours do."""
    began = time.perf_counter()
    chance = random.Random(1)
    for stream in game.streams:
        stream.cut()
        _come_back(game, stream, chance, 1)
    replies: list[list[Reply]] = [[]]
    start_answers(game.phones, [game], replies, answers_within_s)
    game.phones.until(
        lambda: (
            len(replies[0]) == len(game.players)
            and all(s.opened_at is not None for s in game.streams)
        ),
        answers_within_s + 60,
    )
    back = [s.opened_at - began for s in game.streams if s.opened_at is not None]
    at_99 = percentile(back, 0.99)
    return answers(
        "reconnect-wave", server, game, replies[0], "99 % back within 15 s; answers p99 < 1 s",
        lambda o: at_99 < 15 and (o.p99_ms or 0) < 1000, f"99 % back after {at_99:.1f} s",
    )  # fmt: skip


def _come_back(game: Game, stream: Stream, chance: random.Random, attempt: int) -> None:
    """Open it again at a moment within the time that the server gave, as our page does."""
    within_ms = stream.retry_ms
    delay_ms = SOONEST_MS + chance.random() * max(0, within_ms - SOONEST_MS)
    delay_ms = min(delay_ms * 2 ** (attempt - 1), max(CALM_MS, within_ms))
    delay_ms *= 1 + JITTER * (2 * chance.random() - 1)
    again = partial(_come_back, game, stream, chance, attempt + 1)
    game.phones.at(time.perf_counter() + delay_ms / 1000, partial(stream.open, again))


def polls(server: Served, game: Game, within_s: float) -> Outcome:
    """Everybody whose stream fails asks twice: for the state, then whether there is another."""
    phones, chance = game.phones, random.Random(1)
    found: list[Reply] = []
    now = time.perf_counter()
    for player in game.players:
        story = partial(phones.play, player.polling(), found.append)
        phones.at(now + chance.random() * within_s, story)
    phones.until(lambda: len(found) == len(game.players), within_s + 60)
    others = Counter(r.status for r in found if r.status != 204)
    times = timed([r.took_ms for r in found])
    return Outcome(
        "polls", len(found), "nothing new: 204, p99 < 500 ms",
        not others and times["p99_ms"] < 500, **times,
        memory_mb=server.memory_mb, refused=others.total(),
        note=f"{2 * len(found)} polls in {within_s:.0f} s",
    )  # fmt: skip


def traffic(game: Game, rounds: int, took_s: float) -> Outcome:
    """What a round costs on the lines: messages and bytes a player; count from zero before."""
    players = len(game.streams)
    told = sum(s.messages for s in game.streams) / rounds
    watched = sum(s.messages for s in game.watching) / rounds
    size_kb = sum(s.size_bytes for s in game.streams) / rounds / players / 1024
    return Outcome(
        "traffic", players, "at most 3 messages a player and 50 more, 6 KB a player and round",
        told + watched <= 3 * players + 50 and size_kb < 6,
        note=f"{told / players:.2f} messages and {size_kb:.2f} KB a player, {watched:.0f} messages "
        f"to host and projector, in a round of {took_s:.0f} s",
    )  # fmt: skip


def answers(  # noqa: PLR0917
    scenario: str,
    server: Served,
    game: Game,
    replies: list[Reply],
    must: str,
    reaches: Callable[[Outcome], bool],
    note: str = "",
) -> Outcome:
    """The outcome of a round of answers."""
    lost, double = lost_of(server, game, replies)
    refused = Counter(r.status for r in replies if r.status != 200)
    found = Outcome(
        scenario, len(replies), must, False, lost, double,
        **timed([r.took_ms for r in replies if r.status == 200]),
        memory_mb=server.memory_mb, refused=refused.total(),
        note=", ".join([*([note] if note else []), *(f"{n} x {s}" for s, n in refused.items())]),
    )  # fmt: skip
    ok = not lost and not double and not refused and reaches(found)
    return Outcome(**{**vars(found), "ok": ok})


def lost_of(server: Served, game: Game, replies: list[Reply]) -> tuple[int, int]:
    """Receipts without a row, and rows beyond one a player."""
    rows = Counter(
        p for number, p in stored_answers(server.database, game.id) if number == game.round
    )
    receipts = sum(reply.status == 200 for reply in replies)
    return max(0, receipts - len(rows)), sum(rows.values()) - len(rows)
