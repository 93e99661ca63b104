"""When each line gets its next sign of life: a wheel of slots, one of which is due at a time.

All lines at once would hold up the answers of a hall for as long as the sweep takes; spread over
the whole turn they cost the same and nobody waits for them.
"""

from typing import Generic, TypeVar

Kept = TypeVar("Kept")
SLOTS = 30


class Wheel(Generic[Kept]):
    """What is due once a turn, slot by slot."""

    def __init__(self) -> None:
        self._slots: list[dict[Kept, None]] = [{} for _ in range(SLOTS)]
        self._next = 0

    def add(self, kept: Kept) -> dict[Kept, None]:
        """Due a whole turn from now; the slot, to take it out of."""
        slot = self._slots[self._next - 1]
        slot[kept] = None
        return slot

    def turn(self) -> list[Kept]:
        """What is due in the next slot."""
        due = self._slots[self._next]
        self._next = (self._next + 1) % SLOTS
        return list(due)
