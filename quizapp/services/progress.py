"""How a learner does: by skill, by source, by claim, how sure, day by day, and what to do next."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from quizapp.core.calibration import Bar, Murphy, bars, marks, murphy, telling
from quizapp.core.card import claim_of, skill_of
from quizapp.core.proportion import Proportion
from quizapp.core.question import SKILLS, Skill
from quizapp.core.scoring import CHANCES, MARKS
from quizapp.core.streak import streak
from quizapp.services.catalogue import Catalogue
from quizapp.services.reviews import Deck, deck_of
from quizapp.store import cards, tallies
from quizapp.store.database import Session

WEAKEST = 8
WEEKS = 12
Next = Literal["review", "learn", "practise"]


@dataclass(frozen=True)
class Mastery:
    """How one skill, source or claim goes; `name` is what it is called."""

    name: str
    seen: Proportion
    source: str | None = None
    claim: str | None = None


@dataclass(frozen=True)
class Sureness:
    """How well "how sure?" fits, on one scale; `murphy` for chances, `marks` for levels."""

    bars: tuple[Bar, ...]
    telling: Bar
    murphy: Murphy | None
    marks: int | None


@dataclass(frozen=True)
class Aside:
    """A card that comes no more, until it is asked back."""

    key: str
    content: str


@dataclass(frozen=True)
class Picture:
    """Everything of the progress page that follows from answers; `days` are the last ones."""

    next: Next
    due: int
    fresh: int
    weakest_skill: Skill | None
    streak: int | None
    days: tuple[int, ...]
    skills: tuple[tuple[Skill, Proportion], ...]
    sources: tuple[Mastery, ...]
    claims: tuple[Mastery, ...]
    sureness: tuple[Sureness, ...]
    aside: tuple[Aside, ...]

    @property
    def answered(self) -> int:
        """How many answers count here."""
        return sum(seen.count for _, seen in self.skills)


def picture(session: Session, catalogue: Catalogue, learner_id: str, now: datetime) -> Picture:
    """How the learner does now."""
    deck = deck_of(session, catalogue, learner_id, now)
    by_card = tallies.by_card(session, learner_id)
    skills = _by_skill(by_card)
    days = cards.by_day(session, learner_id)
    today = deck.day.number
    return Picture(
        next=_next(deck),
        due=deck.queue.left - len(deck.queue.fresh),
        fresh=len(deck.queue.fresh),
        weakest_skill=_weakest_skill(skills),
        streak=_streak(session, learner_id, days, today) if deck.chosen.shows_streak else None,
        days=tuple(days.get(day, 0) for day in range(today - 7 * WEEKS + 1, today + 1)),
        skills=tuple((skill, skills[skill]) for skill in SKILLS if skill in skills),
        sources=_sources(catalogue, by_card),
        claims=_weakest(catalogue, by_card),
        sureness=tuple(_sureness(tallies.by_sureness(session, learner_id))),
        aside=_aside(catalogue, deck),
    )


def _next(deck: Deck) -> Next:
    if deck.queue.again or deck.queue.reviews:
        return "review"
    return "learn" if deck.queue.fresh else "practise"


def _streak(session: Session, learner_id: str, days: Mapping[int, int], today: int) -> int:
    spans = cards.late(session, learner_id)

    def was_due(day: int) -> bool:
        return any(start <= day and (end is None or day < end) for start, end in spans)

    return streak(set(days), was_due, today)


def _by_skill(by_card: Mapping[str, Proportion]) -> dict[Skill, Proportion]:
    own: dict[Skill, list[Proportion]] = defaultdict(list)
    for key, seen in by_card.items():
        if skill := skill_of(key):
            own[skill].append(seen)
    return {skill: _together(seen) for skill, seen in own.items()}


def _weakest_skill(skills: Mapping[Skill, Proportion]) -> Skill | None:
    return min(((seen.share, skill) for skill, seen in skills.items()), default=(0, None))[1]


def _sources(catalogue: Catalogue, by_card: Mapping[str, Proportion]) -> tuple[Mastery, ...]:
    found = []
    for source, ledger in catalogue.ledgers.items():
        own = [seen for key, seen in by_card.items() if (claim_of(key) or ("",))[0] == source]
        if own:
            found.append(Mastery(ledger.title, _together(own), source))
    return tuple(found)


def _weakest(catalogue: Catalogue, by_card: Mapping[str, Proportion]) -> tuple[Mastery, ...]:
    """The claims that go worst: those of which the least can be said to be known."""
    own: dict[tuple[str, str], list[Proportion]] = defaultdict(list)
    for key, seen in by_card.items():
        if place := claim_of(key):
            own[place].append(seen)
    found = []
    for (source, name), seen_in in own.items():
        ledger = catalogue.ledgers.get(source)
        claim = ledger.claim(name) if ledger else None
        if claim:
            found.append(Mastery(claim.content, _together(seen_in), source, claim.id))
    wrong = [m for m in found if m.seen.right < m.seen.count]
    return tuple(sorted(wrong, key=lambda m: (m.seen.high, m.name))[:WEAKEST])


def _together(seen: Iterable[Proportion]) -> Proportion:
    found = list(seen)
    return Proportion(sum(s.right for s in found), sum(s.count for s in found))


def _sureness(counts: Mapping[int, Proportion]) -> Iterator[Sureness]:
    for scale in (CHANCES, tuple(MARKS)):
        found = bars(counts, scale)
        best = telling(found)
        if best and scale is CHANCES:
            yield Sureness(found, best, murphy(found), None)
        elif best:
            yield Sureness(found, best, None, marks(found))


def _aside(catalogue: Catalogue, deck: Deck) -> tuple[Aside, ...]:
    put = [card.key for card in deck.cards if card.is_suspended]
    return tuple(Aside(key, catalogue.content(key) or key) for key in put)
