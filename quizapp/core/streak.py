"""A streak without guilt: it counts days on which due work was done, and allows pauses.

A day without anything due breaks nothing and counts nothing. Of the days on which something was
due and nothing was done, two in each seven are free: whoever stays away over a weekend keeps the
streak. Today is not over yet, so it breaks nothing either.
"""

from collections.abc import Callable, Collection

PAUSES = 2
WEEK = 7


def streak(studied: Collection[int], was_due: Callable[[int], bool], today: int) -> int:
    """How many days were kept in a row up to today; days are numbered."""
    if not studied:
        return 0
    kept = int(today in studied)
    pauses: list[int] = []
    for day in range(today - 1, min(studied) - 1, -1):
        if day in studied:
            kept += 1
        elif was_due(day):
            pauses = [p for p in pauses if p - day < WEEK] + [day]
            if len(pauses) > PAUSES:
                break
    return kept
