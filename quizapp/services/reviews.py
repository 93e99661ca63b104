"""Reviews: what is due, an answer to it, and what there is to say of it."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from math import ceil

from quizapp.core import memory
from quizapp.core.answering import read_response
from quizapp.core.bank import content_hash
from quizapp.core.calibration import chance_of
from quizapp.core.deck import Card, Day, Queue, forecast, leeches, queue
from quizapp.core.grading import grade
from quizapp.core.memory import Rating
from quizapp.core.preferences import Preferences
from quizapp.core.presentation import Presented, present
from quizapp.core.response import decode, encode
from quizapp.core.scoring import Stake, stakes
from quizapp.marked import plain
from quizapp.services import chance, schedule
from quizapp.services.catalogue import Catalogue, Form, Topic
from quizapp.services.days import day_of
from quizapp.services.feedback import Feedback, SureIn, feedback_on, points_of, sure_in
from quizapp.services.leeches import Leech, leeches_of
from quizapp.services.profile import preferences
from quizapp.services.tokens import Turn
from quizapp.store import attempts, cards
from quizapp.store.database import Session

FORECAST_DAYS = 14
LONGEST_ANSWER_S = 600.0
"""Whoever takes longer was away: the time is then not known."""
Fields = Mapping[str, Sequence[str]]


@dataclass(frozen=True)
class Deck:
    """A learner's cards on one of their days, as one query found them."""

    cards: tuple[Card, ...]
    chosen: Preferences
    day: Day
    queue: Queue


@dataclass(frozen=True)
class Overview:
    """What the page before a review says; `points` are today's.

    `next_in_min`: when a missed card comes back, in minutes, where one does.
    """

    queue: Queue
    next_in_min: int | None
    seen: int
    done: int
    points: int
    forecast: tuple[int, ...]
    leeches: tuple[Leech, ...]


@dataclass(frozen=True)
class Asked:
    """A card's question as it is put; `turn` proves on return what was asked."""

    turn: Turn
    question: Presented
    stakes: tuple[Stake, ...]
    left: int
    is_new: bool


@dataclass(frozen=True)
class Told:
    """A review that was given: what there is to say of it, and when the card comes again.

    `in_min`: in how many minutes, where that is within the session.
    """

    number: int
    card: str
    question: Presented
    feedback: Feedback
    rating: Rating
    due_at: datetime
    in_days: int
    in_min: int | None
    is_leech: bool
    is_last: bool
    points: int
    left: int


@dataclass(frozen=True)
class Given:
    """An answer as it came: its form, when it was given, and how long it took, if that is known."""

    fields: Fields
    at: datetime
    elapsed_s: float | None
    read_sure: SureIn


class QuestionIsGone(Exception):
    """The question of a card was changed or taken away since it was put."""

    def __init__(self) -> None:
        super().__init__(
            "This question has been changed since you opened it, so your answer could not count. "
            "Here is what is due now."
        )


def deck_of(session: Session, catalogue: Catalogue, learner_id: str, now: datetime) -> Deck:
    """The learner's deck now; what has no question any more stays in it, but does not come."""
    chosen = preferences(session, learner_id)
    day = day_of(now, chosen)
    found = cards.cards_of(session, learner_id)
    able = [c for c in found if catalogue.topic(c.key)]
    coming = queue(able, catalogue.fresh(found, learner_id), chosen.limits, day, now)
    return Deck(tuple(found), chosen, day, coming)


def overview(session: Session, catalogue: Catalogue, learner_id: str, now: datetime) -> Overview:
    """What is due, and what comes in the next days."""
    deck = deck_of(session, catalogue, learner_id, now)
    today = cards.on_day(session, learner_id, deck.day.number)
    return Overview(
        queue=deck.queue,
        next_in_min=_minutes_until(deck.queue.next_at, now),
        seen=len(deck.cards),
        done=len(today),
        points=sum(points_of(credit, sure) for credit, sure in today),
        forecast=forecast(deck.cards, deck.day, FORECAST_DAYS),
        leeches=leeches_of(session, catalogue, learner_id, leeches(deck.cards)),
    )


def next_asked(
    session: Session, catalogue: Catalogue, learner_id: str, now: datetime
) -> Asked | None:
    """The question that is due first; None where nothing is due."""
    deck = deck_of(session, catalogue, learner_id, now)
    if not deck.queue.keys:
        return None
    key = deck.queue.keys[0]
    row = cards.card_of(session, learner_id, key)
    reps = row.reps if row else 0
    turn = Turn(learner_id, key, reps, "", chance.new_id(), now)
    return _asked(catalogue, turn, deck.chosen, deck.queue.left, is_new=row is None)


def asked_again(session: Session, catalogue: Catalogue, turn: Turn, now: datetime) -> Asked:
    """The same question once more, after an answer to it was refused. Raises QuestionIsGone."""
    deck = deck_of(session, catalogue, turn.learner, now)
    _form(catalogue, turn)
    return _asked(catalogue, turn, deck.chosen, deck.queue.left, is_new=turn.reps == 0)


def answer(
    session: Session, catalogue: Catalogue, turn: Turn, fields: Fields, now: datetime
) -> int:
    """Store the answer and schedule the card; the review's number.

    The same turn a second time changes nothing and gives the first one's number. Raises
    QuestionIsGone, AnswerRefused.
    """
    given = Given(fields, now, (now - turn.shown_at).total_seconds(), sure_in)
    return store(session, catalogue, turn, given, now)


def store(session: Session, catalogue: Catalogue, turn: Turn, given: Given, now: datetime) -> int:
    """The same for an answer that may have been given before now."""
    attempts.ensure_learner(session, turn.learner, now)
    attempts.lock(session, turn.learner)
    if known := cards.review_with(session, turn.learner, turn.name):
        return known.number
    topic, form = _form(catalogue, turn)
    chosen = preferences(session, turn.learner)
    seed = seed_of(turn)
    response = read_response(form.question, seed, given.fields)
    sure = given.read_sure(given.fields, chosen.rules)
    catalogue.library.keep(session, form.shelved, now)
    elapsed_s = given.elapsed_s
    review = cards.Review(
        learner_id=turn.learner,
        token=turn.name,
        card=turn.card,
        bank_digest=form.shelved.digest,
        question_id=form.shelved.bank.questions[0].id,
        content_hash=content_hash(form.question),
        seed=seed,
        response=encode(response),
        credit=grade(form.question, response).credit,
        sure=sure,
        elapsed_s=elapsed_s
        if elapsed_s is not None and 0 <= elapsed_s <= LONGEST_ANSWER_S
        else None,
        reviewed_at=given.at,
        day=day_of(given.at, chosen).number,
        undone_at=None,
    )
    review.rating = int(_rating(review, present(form.question, seed)))
    schedule.append(session, review, topic.claim)
    return review.number


def told(
    session: Session, catalogue: Catalogue, learner_id: str, number: int, now: datetime
) -> Told:
    """What there is to say of a review that stands. Raises NoSuchReview."""
    review = schedule.standing(session, learner_id, number)
    bank = catalogue.library.version(session, review.bank_digest)
    question = bank.question(review.question_id)
    last = cards.last_standing(session, learner_id)
    if question is None or last is None:
        raise schedule.NoSuchReview
    deck = deck_of(session, catalogue, learner_id, now)
    card = next(c for c in deck.cards if c.key == review.card)
    response = decode(review.response)
    return Told(
        number=number,
        card=review.card,
        question=present(question, review.seed),
        feedback=feedback_on(question, bank, catalogue.library, review.seed, response),
        rating=Rating(review.rating),
        due_at=card.due_at,
        in_days=day_of(card.due_at, deck.chosen).number - deck.day.number,
        in_min=_minutes_until(card.due_at, now) if card.is_short else None,
        is_leech=card.is_leech,
        is_last=last.number == number,
        points=points_of(review.credit, review.sure),
        left=deck.queue.left,
    )


def _minutes_until(at: datetime | None, now: datetime) -> int | None:
    """Whole minutes, rounded up, at least one."""
    return None if at is None else max(1, ceil((at - now).total_seconds() / 60))


def _asked(
    catalogue: Catalogue, turn: Turn, chosen: Preferences, left: int, *, is_new: bool
) -> Asked:
    topic = catalogue.topic(turn.card)
    assert topic
    form = topic.form(turn.reps)
    turn = replace(turn, content=content_hash(form.question))
    shown = present(form.question, seed_of(turn))
    return Asked(turn, shown, stakes(chosen.rules), left, is_new)


def _form(catalogue: Catalogue, turn: Turn) -> tuple[Topic, Form]:
    topic = catalogue.topic(turn.card)
    if topic is None or content_hash(topic.form(turn.reps).question) != turn.content:
        raise QuestionIsGone
    return topic, topic.form(turn.reps)


def seed_of(turn: Turn) -> str:
    """What orders the options of the question that is put."""
    whole = f"{turn.learner}/{turn.card}/{turn.reps}"
    return hashlib.sha256(whole.encode()).hexdigest()[:16]  # it is kept, and saved in files


def _rating(review: cards.Review, asked: Presented) -> Rating:
    sure = chance_of(review.sure) if review.sure is not None else None
    usual = memory.usual_s(_words(asked))
    return memory.rating_of(review.credit, sure, review.elapsed_s, usual)


def _words(asked: Presented) -> int:
    """How many words there are to read."""
    texts = [p.text for p in asked.pieces] + [o.text for o in (*asked.options, *asked.prompts)]
    return len(" ".join([plain(asked.stem), *texts]).split())
