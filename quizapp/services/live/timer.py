"""Rings when a round's time is up; a late or double ring is harmless (see `core.game`)."""

import heapq
import threading
from collections.abc import Callable
from datetime import datetime, timedelta

from quizapp import clock

SLACK = timedelta(milliseconds=60)
"""Answers that arrived in time may still be on their way to the journal."""


class Timer:
    """One thread that waits for the next deadline."""

    def __init__(self, ring: Callable[[str, int, datetime], None]) -> None:
        self._ring = ring
        self._due: list[tuple[datetime, str, int]] = []
        self._changed = threading.Condition()
        self._is_closed = False
        self._thread = threading.Thread(target=self._wait, name="timer", daemon=True)
        self._thread.start()

    def set(self, game_id: str, round_number: int, at: datetime) -> None:
        """Ring for this round then."""
        with self._changed:
            heapq.heappush(self._due, (at, game_id, round_number))
            self._changed.notify()

    def close(self) -> None:
        """Ring no more."""
        with self._changed:
            self._is_closed = True
            self._changed.notify()
        self._thread.join(timeout=5)

    def _wait(self) -> None:
        while True:
            with self._changed:
                if self._is_closed:
                    return
                wait = (
                    (self._due[0][0] + SLACK - clock.now()).total_seconds() if self._due else None
                )
                if wait is None or wait > 0:
                    self._changed.wait(wait)
                    continue
                at, game_id, round_number = heapq.heappop(self._due)
            self._ring(game_id, round_number, at)
