"""What is known of a learner's memory of one card, and when the card should come again.

The model is FSRS-6 (github.com/open-spaced-repetition/fsrs4anki/wiki/The-Algorithm), by the `fsrs`
library with its published parameters. A card has a stability (days until recall falls to 90 %) and
a difficulty (1 to 10). Four things are ours:

days       Time is counted in the learner's own days, which the caller numbers; the library takes
           24 hours for a day, and a card learnt at night would not be a day old next morning.
steps      One step of ten minutes after a miss, none after a right answer: a question has to be
           read anew each time, so seeing it a third time within the hour teaches little.
spread     The library's fuzz draws from hidden randomness. Ours comes from a seed, so that a
           replay gives the same dates.
leeches    A card missed again and again rests for three days, then returns by itself.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache

from fsrs import Card, Rating, Scheduler, State

__all__ = ["Memory", "Rating", "Recall", "after", "fading", "rating_of", "replayed", "usual_s"]

STEP = timedelta(minutes=10)
LONGEST_DAYS = 365
"""A card comes at least once a year: news is forgotten, and corrected."""
SPREAD = 0.05
"""By which part a date may move, one day at least, from three days on."""
SPREAD_FROM_DAYS = 3
LEECH_LAPSES = 4
"""So many lapses make a leech, and each second one from then on lets it rest."""
LEECH_REST = timedelta(days=3)
LEECH_UNTIL_DAYS = 21.0
"""A stability from which it is a leech no longer (Anki calls such a card mature)."""
LEAST_RETENTION, USUAL_RETENTION, MOST_RETENTION = 0.8, 0.9, 0.95

WORDS_PER_S = 238 / 60
"""Silent reading of English (Brysbaert 2019, doi 10.1016/j.jml.2019.104047)."""
THINKING_S = 8.0
SLOW = 4.0
"""So many times the usual time, and a right answer was hard to find."""


@dataclass(frozen=True)
class Recall:
    """One review: how it went, when, and on which of the learner's days (numbered)."""

    rating: Rating
    at: datetime
    day: int


@dataclass(frozen=True)
class Memory:
    """A card's state after its last review; `lapses` are misses of what had been learnt.

    `is_short`: it comes again within the session, at its minute rather than on its day.
    """

    stability: float
    difficulty: float
    is_learnt: bool
    is_short: bool
    due_at: datetime
    last_at: datetime
    first_day: int
    last_day: int
    reps: int
    lapses: int


def after(memory: Memory | None, recall: Recall, retention: float, seed: str | None) -> Memory:
    """The memory after one more review; None is a card that was never seen.

    `retention` is the share that the learner wants to recall when a card is due. `seed` spreads
    dates, None leaves them where they are. A review dated before the last one counts as on the
    same day. Times in UTC.
    """
    card = _card(memory, recall)
    found, _ = _scheduler(retention).review_card(card, recall.rating, recall.at)
    assert found.stability is not None
    assert found.difficulty is not None
    is_lapse = bool(memory and memory.is_learnt and recall.rating == Rating.Again)
    reps = memory.reps + 1 if memory else 1
    lapses = (memory.lapses if memory else 0) + is_lapse
    wait = _spread(found.due - recall.at, f"{seed}/{reps}" if seed else None)
    if is_lapse and _rests(lapses):
        wait = LEECH_REST
    return Memory(
        stability=found.stability,
        difficulty=found.difficulty,
        is_learnt=found.state == State.Review,
        is_short=wait < timedelta(days=1),
        due_at=recall.at + wait,
        last_at=recall.at,
        first_day=memory.first_day if memory else recall.day,
        last_day=recall.day,
        reps=reps,
        lapses=lapses,
    )


def replayed(
    recalls: Iterable[Recall], retention: float = USUAL_RETENTION, seed: str | None = None
) -> Memory | None:
    """The memory after all these reviews, in their order; None where there is none."""
    memory = None
    for recall in recalls:
        memory = after(memory, recall, retention, seed)
    return memory


def fading(memory: Memory, day: int) -> float:
    """The chance, 0..1, that the card is still recalled on that day of the learner's."""
    elapsed = max(0, day - memory.last_day)
    card = Card(
        card_id=0,
        state=State.Review,
        stability=memory.stability,
        difficulty=memory.difficulty,
        due=memory.due_at,
        last_review=memory.last_at,
    )
    at = memory.last_at + timedelta(days=elapsed)
    return _scheduler(USUAL_RETENTION).get_card_retrievability(card, at)


def rating_of(credit: float, sure: float | None, elapsed_s: float | None, usual: float) -> Rating:
    """The rating that an answer stands for.

    `credit` 0..1; `sure` is the chance of being right that was named, None where none was;
    `elapsed_s` None where it is not known; `usual` as by `usual_s`. Half the credit is the least
    that counts as recalled. Only who says to be very sure gets Easy: a lucky guess must not send a
    card far away.
    """
    if credit < 0.5:
        return Rating.Again
    is_slow = elapsed_s is not None and elapsed_s > SLOW * usual
    if credit < 1 or is_slow or (sure is not None and sure < 0.5):
        return Rating.Hard
    is_quick = elapsed_s is not None and elapsed_s <= usual
    return Rating.Easy if is_quick and sure is not None and sure >= 0.9 else Rating.Good


def usual_s(words: int) -> float:
    """How long it usually takes to read so many words and to answer, in seconds."""
    return words / WORDS_PER_S + THINKING_S


def _card(memory: Memory | None, recall: Recall) -> Card:
    """The library's card, its last review moved so that the days between are the learner's."""
    if memory is None:
        return Card(card_id=0, due=recall.at)
    elapsed = timedelta(days=max(0, recall.day - memory.last_day))
    return Card(
        card_id=0,
        state=State.Review if memory.is_learnt else State.Relearning,
        step=None if memory.is_learnt else 0,
        stability=memory.stability,
        difficulty=memory.difficulty,
        due=memory.due_at,
        last_review=recall.at - elapsed,
    )


@lru_cache(maxsize=32)
def _scheduler(retention: float) -> Scheduler:
    return Scheduler(
        desired_retention=min(max(retention, LEAST_RETENTION), MOST_RETENTION),
        learning_steps=(STEP,),
        relearning_steps=(STEP,),
        maximum_interval=LONGEST_DAYS,
        enable_fuzzing=False,
    )


def _rests(lapses: int) -> bool:
    return lapses >= LEECH_LAPSES and (lapses - LEECH_LAPSES) % 2 == 0


def _spread(wait: timedelta, seed: str | None) -> timedelta:
    """The wait moved by a few days, so that cards learnt together do not stay together."""
    if seed is None or wait < timedelta(days=SPREAD_FROM_DAYS):
        return wait
    most = max(1, int(wait.days * SPREAD))
    number = int.from_bytes(hashlib.sha256(seed.encode()).digest()[:4], "big")
    return wait + timedelta(days=number % (2 * most + 1) - most)
