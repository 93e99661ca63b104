"""Rings when a game's clock may have run out, and beats while any runs.

What is due then is read off the game (see `core.game`), so a late, early or double ring is
harmless. A beat a second says which clocks were driven until when; by the last one a restart
knows how long the outage was.
"""

import heapq
import threading
from collections.abc import Callable
from datetime import datetime, timedelta

from quizapp import clock

SLACK = timedelta(milliseconds=60)
"""Answers that arrived in time may still be on their way to the journal."""
BEAT = timedelta(seconds=1)


class Timer:
    """One thread that waits for the next deadline or beat."""

    def __init__(self, ring: Callable[[str], None], beat: Callable[[datetime], None]) -> None:
        self._ring = ring
        self._beat = beat
        self._due: list[tuple[datetime, str]] = []
        self._set: set[tuple[datetime, str]] = set()
        self._beat_at = clock.now() + BEAT
        self._changed = threading.Condition()
        self._is_closed = False
        self._thread = threading.Thread(target=self._wait, name="timer", daemon=True)
        self._thread.start()

    def set(self, game_id: str, at: datetime) -> None:
        """Ring for this game then."""
        ring = (at + SLACK, game_id)
        with self._changed:
            if ring not in self._set:
                self._set.add(ring)
                heapq.heappush(self._due, ring)
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
                now = clock.now()
                next_at = min(self._beat_at, self._due[0][0]) if self._due else self._beat_at
                if next_at > now:
                    self._changed.wait((next_at - now).total_seconds())
                    continue
                game_id = self._pop() if next_at < self._beat_at else None
            if game_id is not None:
                self._ring(game_id)
            else:
                self._beat_at = now + BEAT
                self._beat(now)

    def _pop(self) -> str:
        ring = heapq.heappop(self._due)
        self._set.discard(ring)
        return ring[1]
