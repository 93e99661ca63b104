"""How far a process is with the answers to an open round that others may store as well.

Ids are given out in order, but a higher one may be committed a little before a lower one. So what
counts as read is what was the highest id at a look a second ago: until then it is read again. What
the last look read is read again in any case, since by then its players are known.
"""

import time
from collections import deque

SETTLES_S = 1.0
"""No commit of answers takes as long; the close of a round reads all of them in any case."""


class LowWater:
    """Below which id all answers of a round are known."""

    def __init__(self) -> None:
        self._round = 0
        self._settled = 0
        self._looks: deque[tuple[float, int]] = deque()

    def of(self, round_number: int) -> int:
        """The id up to which nothing new can come."""
        if round_number != self._round:
            self._round, self._settled = round_number, 0
            self._looks.clear()
        before = time.monotonic() - SETTLES_S
        while len(self._looks) > 1 and self._looks[0][0] <= before:
            self._settled = self._looks.popleft()[1]
        return self._settled

    def note(self, highest_id: int) -> None:
        """The highest id that was read just now."""
        self._looks.append((time.monotonic(), highest_id))
