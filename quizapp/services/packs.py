"""What a device takes along to go on without a connection: questions, each with its key.

Reviews and new cards of the next days, and practice that was begun. Never what tells its key at
the end only, a test or a quiz; games and their questions are no part of it.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import islice

from quizapp.core.bank import Bank, Question, content_hash
from quizapp.core.card import is_scored
from quizapp.core.deck import Card, Fresh
from quizapp.core.preferences import Preferences
from quizapp.core.presentation import Presented, present
from quizapp.core.scoring import Stake, stakes
from quizapp.core.solution import Solution, solution
from quizapp.services import chance, study
from quizapp.services.catalogue import Catalogue
from quizapp.services.days import day_numbered, day_of
from quizapp.services.feedback import Feedback, feedback_on
from quizapp.services.profile import preferences
from quizapp.services.reviews import Deck, deck_of, seed_of
from quizapp.services.tokens import Turn
from quizapp.store import attempts, cards
from quizapp.store.database import Session

DAYS = 7
MOST = 150
"""Reviews and new cards together: some 700 KB."""


@dataclass(frozen=True)
class Sheet:
    """A question with all that there is to say of it."""

    question: Presented
    stakes: tuple[Stake, ...]
    solution: Solution | None
    feedback: Feedback


@dataclass(frozen=True)
class Packed:
    """A question that a device may ask by itself from `from_at` on.

    `name` tells its answer from every other; a review has its `turn`, practice none. Of one
    `group` a device asks one a day, since one gives the other away.
    """

    name: str
    title: str
    group: str
    from_at: datetime
    sheet: Sheet
    turn: Turn | None = None


def pack(
    session: Session, catalogue: Catalogue, learner_id: str, now: datetime
) -> tuple[Packed, ...]:
    """What the learner may take along now."""
    deck = deck_of(session, catalogue, learner_id, now)
    coming = (*_due(catalogue, deck), *_fresh(catalogue, deck, learner_id))
    reps = cards.reps_of(session, learner_id)
    reviews = (
        _review(catalogue, deck, Turn(learner_id, key, reps.get(key, 0), "", "", now), from_at)
        for key, from_at in coming[:MOST]
    )
    return (*reviews, *_practice(session, catalogue, learner_id, now))


def _due(catalogue: Catalogue, deck: Deck) -> Iterator[tuple[str, datetime]]:
    """The cards that come in the next days, by key, each with the moment from which it may."""
    last = day_numbered(deck.day.number + DAYS - 1, deck.chosen)
    coming = [
        card
        for card in deck.cards
        if not card.is_suspended and card.due_at < last.end and catalogue.topic(card.key)
    ]
    for card in sorted(coming, key=lambda c: (c.due_at, c.key)):
        yield card.key, _from(card, deck)


def _from(card: Card, deck: Deck) -> datetime:
    return card.due_at if card.is_short else day_of(card.due_at, deck.chosen).start


def _fresh(catalogue: Catalogue, deck: Deck, learner_id: str) -> Iterator[tuple[str, datetime]]:
    """New cards for the next days, as many a day as the learner chose; one a claim."""
    today = deck.queue.fresh
    yield from ((key, deck.day.start) for key in today)
    taken = {card.claim for card in deck.cards}
    taken |= {topic.claim for key in today if (topic := catalogue.topic(key))}
    later = _one_a_claim(catalogue.fresh(deck.cards, learner_id), taken)
    for number in range(1, DAYS):
        start = day_numbered(deck.day.number + number, deck.chosen).start
        yield from ((card.key, start) for card in islice(later, deck.chosen.limits.new))


def _one_a_claim(fresh: Iterator[Fresh], taken: set[str]) -> Iterator[Fresh]:
    for card in fresh:
        if card.claim not in taken:
            taken.add(card.claim)
            yield card


def _review(catalogue: Catalogue, deck: Deck, turn: Turn, from_at: datetime) -> Packed:
    topic = catalogue.topic(turn.card)
    assert topic
    form = topic.form(turn.reps)
    turn = replace(turn, name=chance.new_id(), content=content_hash(form.question))
    sheet = _sheet(catalogue, form.bank, form.question, seed_of(turn), deck.chosen)
    return Packed(turn.name, "", topic.claim, from_at, sheet, turn)


def _practice(
    session: Session, catalogue: Catalogue, learner_id: str, now: datetime
) -> Iterator[Packed]:
    """What waits unanswered in practice that was begun."""
    chosen = preferences(session, learner_id)
    for attempt, _ in attempts.unfinished(session, learner_id, now):
        if study.is_told_at_end(catalogue.library, attempt):
            continue
        _, bank, answers = study.load(session, catalogue.library, learner_id, attempt.id)
        given = {answer.position for answer in answers}
        for position in range(1, len(attempt.question_ids) + 1):
            if position not in given:
                question = study.question_at(attempt, bank, position)
                seed = study.seed_at(attempt, position)
                sheet = _sheet(catalogue, bank, question, seed, chosen)
                name = f"{attempt.id}/{position}"
                yield Packed(name, bank.title, name, attempt.started_at, sheet)


def _sheet(
    catalogue: Catalogue, bank: Bank, question: Question, seed: str, chosen: Preferences
) -> Sheet:
    return Sheet(
        question=present(question, seed),
        stakes=stakes(chosen.rules) if is_scored(question) else (),
        solution=solution(question, seed),
        feedback=feedback_on(question, bank, catalogue.library, seed, None),
    )
