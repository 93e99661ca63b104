"""All rows that hang on a learner, for their own file."""

from datetime import datetime
from typing import Any

from sqlalchemy import select

from quizapp.store.attempts import Attempt, AttemptAnswer, Learner
from quizapp.store.base import Base
from quizapp.store.cards import CardRow, Review
from quizapp.store.database import Session

SCHEMA = 1


def rows_of(session: Session, learner_id: str) -> dict[str, Any]:
    """Tables by name, each a list of rows as JSON values; times in ISO 8601."""
    own = {
        "learner": select(Learner).where(Learner.id == learner_id),
        "card": select(CardRow).where(CardRow.learner_id == learner_id).order_by(CardRow.key),
        "review": select(Review).where(Review.learner_id == learner_id).order_by(Review.number),
        "attempt": select(Attempt)
        .where(Attempt.learner_id == learner_id)
        .order_by(Attempt.started_at),
        "attempt_answer": select(AttemptAnswer)
        .join(Attempt)
        .where(Attempt.learner_id == learner_id)
        .order_by(AttemptAnswer.attempt_id, AttemptAnswer.position),
    }
    found: dict[str, Any] = {"schema": SCHEMA}
    for name, query in own.items():
        found[name] = [_as_json(row) for row in session.scalars(query)]
    return found


def _as_json(row: Base) -> dict[str, Any]:
    """A row without the learner's id, which is the key to the profile."""
    names = [c.key for c in row.__mapper__.column_attrs]
    kept = [n for n in names if n != "learner_id" and not (n == "id" and isinstance(row, Learner))]
    return {name: _value(getattr(row, name)) for name in kept}


def _value(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime) else value
