"""A learner's cards, and which of them come today.

A card is a claim and a skill; a claim's cards are siblings. What comes, in this order:

1. cards that were missed in this session and whose minutes are over
2. reviews that are due on this day of the learner's, the longest overdue first
3. new cards
4. missed cards whose minutes are nearly over, when nothing else is left

Reviews and new cards each have a limit a day, counted in cards. A sibling of a card that was seen
today waits until tomorrow: the one gives the other away. Suspended cards do not come.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from quizapp.core.memory import LEECH_LAPSES, LEECH_UNTIL_DAYS

AHEAD = timedelta(minutes=5)
"""A missed card may come so much before its minute when nothing else is left."""
A_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Card:
    """A card that has been seen; `claim` is what its siblings share.

    `first_day` and `last_day`: the learner's days on which it was seen. The rest as in
    `core.memory`.
    """

    key: str
    claim: str
    due_at: datetime
    is_short: bool
    first_day: int
    last_day: int
    stability: float
    lapses: int
    is_suspended: bool = False

    @property
    def is_leech(self) -> bool:
        """It has been missed so often that reading beats repeating (see `core.memory`)."""
        return self.lapses >= LEECH_LAPSES and self.stability < LEECH_UNTIL_DAYS


@dataclass(frozen=True)
class Fresh:
    """A card that was never seen."""

    key: str
    claim: str


@dataclass(frozen=True)
class Limits:
    """How many cards a day."""

    new: int = 10
    reviews: int = 100


@dataclass(frozen=True)
class Day:
    """One of the learner's days: from its start up to, and without, its end."""

    number: int
    start: datetime
    end: datetime


@dataclass(frozen=True)
class Queue:
    """What comes now, by keys; `next_at` is when a missed card comes, where nothing comes now."""

    again: tuple[str, ...]
    reviews: tuple[str, ...]
    fresh: tuple[str, ...]
    ahead: tuple[str, ...]
    reviewed: int
    introduced: int
    overdue: int
    next_at: datetime | None

    @property
    def keys(self) -> tuple[str, ...]:
        """All of them in the order in which they come."""
        return self.again + self.reviews + self.fresh + self.ahead

    @property
    def left(self) -> int:
        """How many cards are left today."""
        return len(self.keys)


def queue(
    cards: Sequence[Card], fresh: Iterable[Fresh], limits: Limits, day: Day, now: datetime
) -> Queue:
    """What comes today; `fresh` in the order in which the cards are to be learnt."""
    seen = [c for c in cards if c.last_day == day.number]
    introduced = sum(c.first_day == day.number for c in seen)
    reviewed = len(seen) - introduced
    missed = sorted(
        (c for c in cards if c.is_short and not c.is_suspended), key=lambda c: (c.due_at, c.key)
    )
    waiting = sorted(
        (c for c in cards if not c.is_short and not c.is_suspended and c.due_at < day.end),
        key=lambda c: (c.due_at, c.key),
    )
    taken = {c.claim for c in seen} | {c.claim for c in missed}
    reviews = _one_a_claim(waiting, taken, limits.reviews - reviewed)
    new = _one_a_claim(fresh, taken, limits.new - introduced)
    later = [c for c in missed if now < c.due_at]
    ahead = [c.key for c in later if c.due_at <= now + AHEAD]
    return Queue(
        again=tuple(c.key for c in missed if c.due_at <= now),
        reviews=reviews,
        fresh=new,
        ahead=tuple(ahead),
        reviewed=reviewed,
        introduced=introduced,
        overdue=len(waiting),
        next_at=later[0].due_at if later else None,
    )


def _one_a_claim(cards: Iterable[Card | Fresh], taken: set[str], limit: int) -> tuple[str, ...]:
    """The first `limit` cards of which no sibling is taken; what is picked counts as taken."""
    picked: list[str] = []
    for card in cards:
        if len(picked) >= limit:
            break
        if card.claim not in taken:
            taken.add(card.claim)
            picked.append(card.key)
    return tuple(picked)


def forecast(cards: Iterable[Card], day: Day, days: int) -> tuple[int, ...]:
    """How many cards are due on that day and each of the next ones; what is overdue, at once."""
    counts = [0] * days
    for card in cards:
        number = max(0, (card.due_at - day.start) // A_DAY)
        if number < days and not card.is_suspended:
            counts[number] += 1
    return tuple(counts)


def leeches(cards: Iterable[Card]) -> tuple[Card, ...]:
    """The cards that need another look, the most missed first."""
    return tuple(sorted((c for c in cards if c.is_leech), key=lambda c: (-c.lapses, c.key)))
