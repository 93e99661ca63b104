"""How long points and places of 10,000 take at a reveal: all that the journal's thread does."""

import gc
import tempfile
import time
from pathlib import Path
from random import Random

from bench.live.halls import filled
from bench.live.report import Outcome, timed
from bench.live.served import write_bank
from quizapp import clock, paths
from quizapp.cli.serve import COLLECT_AFTER
from quizapp.core.game import EventKind, Timing
from quizapp.core.response import Chosen
from quizapp.core.rules import Rules
from quizapp.core.table import Answer
from quizapp.services.live.live import Live
from quizapp.services.live.room import Room
from quizapp.services.site import open_site
from quizapp.settings import load

ROUNDS = 10
MUST_MS = 200
RULES = Rules(scoring="speed", has_streaks=True, closes_early=False)
"""Where hardly two have the same points."""


def ranking(players: int) -> Outcome:
    """The slowest of some reveals: grades, points, places, and the commit of the event."""
    gc.freeze()
    gc.set_threshold(*COLLECT_AFTER)  # as the server has it
    with tempfile.TemporaryDirectory(prefix="quiz-bench-") as name:
        folder = Path(name)
        write_bank(folder)
        site = open_site(load(folder, default_dir=folder), paths.questions_dir())
        try:
            made, ids = filled(site, players, RULES)
            room, chance = site.live.rooms.room(made.id), Random(1)
            times = [_reveal(site.live, room, ids, chance) for _ in range(ROUNDS)]
            places = len({s.rank for s in room.table.standings})
        finally:
            site.close()
    return Outcome(
        "ranking", players, f"each under {MUST_MS} ms", max(times) < MUST_MS, **timed(times),
        note=f"{ROUNDS} reveals, {places} different places; the slowest {max(times):.0f} ms",
    )  # fmt: skip


def _reveal(live: Live, room: Room, ids: list[str], chance: Random) -> float:
    """Milliseconds from the press to when the next state could be sent."""
    _press(live, room, "opened")
    for player_id in ids:
        response = Chosen((chance.choice("abcd"),))
        room.keep(
            room.table.game.round, player_id, Answer(response, Timing(chance.random() * 20, 20))
        )
    _press(live, room, "closed")
    began = time.perf_counter()
    _press(live, room, "revealed")
    return (time.perf_counter() - began) * 1000


def _press(live: Live, room: Room, kind: EventKind) -> None:
    live.driver.advance(room.id, room.table.game.seq, kind, clock.now())
