"""How many of a learner's answers were right, over attempts and reviews together."""

from typing import Any

from sqlalchemy import Label, Select, case, func, select, union_all
from sqlalchemy.orm import InstrumentedAttribute

from quizapp.core.proportion import Proportion
from quizapp.store.attempts import Attempt, AttemptAnswer
from quizapp.store.cards import Review
from quizapp.store.database import Session

WHOLLY = 1.0


def by_card(session: Session, learner_id: str) -> dict[str, Proportion]:
    """Of each card that was ever answered; in an attempt or a review."""
    own = union_all(*_answers(learner_id)).subquery()
    query = select(own.c.card, func.sum(own.c.is_right), func.count()).group_by(own.c.card)
    found = session.execute(query.where(own.c.card.is_not(None)))
    return {card: Proportion(int(right), count) for card, right, count in found}


def by_sureness(session: Session, learner_id: str) -> dict[int, Proportion]:
    """Of each level of "how sure?" that was ever said."""
    own = union_all(*_answers(learner_id)).subquery()
    query = select(own.c.sure, func.sum(own.c.is_right), func.count()).group_by(own.c.sure)
    found = session.execute(query.where(own.c.sure.is_not(None)))
    return {sure: Proportion(int(right), count) for sure, right, count in found}


def _answers(learner_id: str) -> tuple[Select[Any, Any, Any], Select[Any, Any, Any]]:
    reviews = select(
        Review.card.label("card"), Review.sure.label("sure"), _is_right(Review.credit)
    ).where(Review.learner_id == learner_id, Review.undone_at.is_(None))
    attempts = (
        select(AttemptAnswer.card, AttemptAnswer.sure, _is_right(AttemptAnswer.credit))
        .join(Attempt, Attempt.id == AttemptAnswer.attempt_id)
        .where(Attempt.learner_id == learner_id)
    )
    return reviews, attempts


def _is_right(credit: InstrumentedAttribute[float]) -> Label[int]:
    return case((credit >= WHOLLY, 1), else_=0).label("is_right")
