"""Which entry of one list is which entry of another one, and which of them kept their order."""

from bisect import bisect_left
from collections import defaultdict, deque
from collections.abc import Callable, Hashable, Sequence
from typing import TypeVar

T = TypeVar("T")


def paired(
    before: Sequence[T], after: Sequence[T], *marks: Callable[[T], Hashable | None]
) -> dict[int, int]:
    """For places (from 0) in `after` the place in `before`: where both bear the same mark.

    All are tried by the first mark, those that are left by the next one; of several that bear the
    same, the first goes with the first. None marks nothing.
    """
    found: dict[int, int] = {}
    for mark in marks:
        taken = set(found.values())
        waiting: dict[Hashable, deque[int]] = defaultdict(deque)
        for i, each in enumerate(before):
            if i not in taken:
                waiting[mark(each)].append(i)
        for j, each in enumerate(after):
            if j not in found and (name := mark(each)) is not None and waiting[name]:
                found[j] = waiting[name].popleft()
    return found


def longest_row(numbers: Sequence[int]) -> set[int]:
    """The places (from 0) of a longest ascending row among different numbers.

    Patience sorting (Schensted, 1961, DOI 10.4153/CJM-1961-015-3).
    """
    ends: list[int] = []
    at: list[int] = []
    before: list[int | None] = []
    for place, number in enumerate(numbers):
        length = bisect_left(ends, number)
        before.append(at[length - 1] if length else None)
        if length == len(ends):
            ends.append(number)
            at.append(place)
        else:
            ends[length], at[length] = number, place
    row: set[int] = set()
    last = at[-1] if at else None
    while last is not None:
        row.add(last)
        last = before[last]
    return row
