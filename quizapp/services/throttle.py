"""Holds back who makes things faster than people do.

A bucket for each address: it holds `burst` and fills by one every `every_s` seconds. Addresses are
kept in memory alone, for as long as their bucket is not full again.
"""

import threading
from collections.abc import Callable


class TooFast(Exception):
    """This address asked for too much in too short a time."""

    def __init__(self) -> None:
        super().__init__("That was a lot in a short time. Wait a minute, then try again.")


class Throttle:
    """Buckets by address; `now` gives seconds of a clock that never goes back."""

    def __init__(self, burst: int, every_s: float, now: Callable[[], float]) -> None:
        self._burst = burst
        self._every_s = every_s
        self._now = now
        self._full_at: dict[str, float] = {}
        self._lock = threading.Lock()

    def spend(self, address: str) -> None:
        """Take one from the bucket of this address, or TooFast."""
        now = self._now()
        with self._lock:
            if len(self._full_at) > 10_000:
                self._full_at = {a: at for a, at in self._full_at.items() if at > now}
            full_at = max(self._full_at.get(address, now), now) + self._every_s
            if full_at - now > self._burst * self._every_s:
                raise TooFast
            self._full_at[address] = full_at
