"""Learners and their attempts: a bank taken alone, answer by answer."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, String, delete, false, func, insert, or_, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from quizapp.store.base import Base, insert_or_ignore
from quizapp.store.cards import CardRow


class Learner(Base):
    """An anonymous profile; it exists from the first attempt on."""

    __tablename__ = "learner"

    id: Mapped[str] = mapped_column(primary_key=True)
    created_at: Mapped[datetime]
    preferences: Mapped[dict[str, Any]] = mapped_column(default=dict, server_default="{}")


class CarryCode(Base):
    """A code that brings the profile to another device, once."""

    __tablename__ = "carry_code"

    digest: Mapped[str] = mapped_column(primary_key=True)
    learner_id: Mapped[str] = mapped_column(
        ForeignKey("learner.id", ondelete="CASCADE"), index=True
    )
    expires_at: Mapped[datetime]


class Attempt(Base):
    """`question_ids` in the order asked; `seed` orders the options.

    `is_test`: what was right is told when all is answered, or when the time is up at `ends_at`.
    """

    __tablename__ = "attempt"

    id: Mapped[str] = mapped_column(primary_key=True)
    learner_id: Mapped[str] = mapped_column(
        ForeignKey("learner.id", ondelete="CASCADE"), index=True
    )
    bank_digest: Mapped[str] = mapped_column(ForeignKey("bank_version.digest"))
    bank_slug: Mapped[str]
    question_ids: Mapped[list[str]]
    seed: Mapped[str]
    started_at: Mapped[datetime]
    finished_at: Mapped[datetime | None]
    is_test: Mapped[bool] = mapped_column(default=False, server_default=false())
    ends_at: Mapped[datetime | None]


class AttemptAnswer(Base):
    """One answer of an attempt; `position` counts from 1. `content_hash`: of what was scored.

    `credit` is what the answer was worth when it was given; a question may be declared void since.
    `card` is what was trained (`services.catalogue`), None for what is older than that; `sure` as
    in `core.scoring`.
    """

    __tablename__ = "attempt_answer"

    attempt_id: Mapped[str] = mapped_column(
        ForeignKey("attempt.id", ondelete="CASCADE"), primary_key=True
    )
    position: Mapped[int] = mapped_column(primary_key=True)
    question_id: Mapped[str]
    content_hash: Mapped[str]
    response: Mapped[dict[str, Any]]
    credit: Mapped[float]
    answered_at: Mapped[datetime]
    card: Mapped[str | None] = mapped_column(String(140))
    sure: Mapped[int | None]


def ensure_learner(session: Session, learner_id: str, now: datetime) -> None:
    """Make the profile's row where it is missing."""
    if session.get(Learner, learner_id) is None:
        insert_or_ignore(session.connection(), Learner, [{"id": learner_id, "created_at": now}])


def attempt_of(
    session: Session, learner_id: str, attempt_id: str, *, locked: bool = False
) -> Attempt | None:
    """The learner's own attempt, or None: another's looks like none at all.

    `locked` makes others who would write to it wait.
    """
    if "\0" in attempt_id:  # from an address; PostgreSQL takes no text that holds it
        return None
    query = select(Attempt).where(Attempt.id == attempt_id, Attempt.learner_id == learner_id)
    return session.scalars(query.with_for_update() if locked else query).one_or_none()


def answers_of(session: Session, attempt_id: str) -> Sequence[AttemptAnswer]:
    """The attempt's answers by position."""
    query = select(AttemptAnswer).where(AttemptAnswer.attempt_id == attempt_id)
    return session.scalars(query.order_by(AttemptAnswer.position)).all()


def finished(
    session: Session, learner_id: str, slug: str | None, limit: int, now: datetime
) -> Sequence[tuple[Attempt, Sequence[AttemptAnswer]]]:
    """The learner's last attempts that are over (of one bank, or None of all) with their answers.

    Newest first.
    """
    ended_at = func.coalesce(Attempt.finished_at, Attempt.ends_at)
    query = (
        select(Attempt)
        .where(Attempt.learner_id == learner_id, ended_at <= now)
        .order_by(ended_at.desc())
        .limit(limit)
    )
    if slug:
        query = query.where(Attempt.bank_slug == slug)
    found = session.scalars(query).all()
    answers: dict[str, list[AttemptAnswer]] = {attempt.id: [] for attempt in found}
    of_these = select(AttemptAnswer).where(AttemptAnswer.attempt_id.in_(answers))
    for row in session.scalars(of_these.order_by(AttemptAnswer.position)):
        answers[row.attempt_id].append(row)
    return [(attempt, answers[attempt.id]) for attempt in found]


def asked(session: Session, learner_id: str, slug: str) -> Iterator[str]:
    """The ids of all questions in the learner's attempts of that name, each as often as asked."""
    query = select(Attempt.question_ids).where(
        Attempt.learner_id == learner_id, Attempt.bank_slug == slug
    )
    return (question for ids in session.scalars(query) for question in ids)


def named(session: Session, learner_id: str, slug: str) -> str | None:
    """The learner's latest attempt of that name, or None."""
    query = select(Attempt.id).where(Attempt.learner_id == learner_id, Attempt.bank_slug == slug)
    return session.scalar(query.order_by(Attempt.started_at.desc()).limit(1))


def unfinished(session: Session, learner_id: str, now: datetime) -> Sequence[tuple[Attempt, int]]:
    """Up to five attempts that wait to be gone on with, newest first, with how much is answered."""
    query = (
        select(Attempt, func.count(AttemptAnswer.position))
        .join(AttemptAnswer, AttemptAnswer.attempt_id == Attempt.id, isouter=True)
        .where(
            Attempt.learner_id == learner_id,
            Attempt.finished_at.is_(None),
            or_(Attempt.ends_at.is_(None), Attempt.ends_at > now),
        )
        .group_by(Attempt.id)
        .order_by(Attempt.started_at.desc())
        .limit(5)
    )
    return [(attempt, count) for attempt, count in session.execute(query)]


def forget(session: Session, learner_id: str) -> None:
    """Delete the profile with all that hangs on it."""
    session.execute(delete(Learner).where(Learner.id == learner_id))


def preferences_of(session: Session, learner_id: str) -> dict[str, Any]:
    """What the learner chose; empty where nothing was."""
    found = session.get(Learner, learner_id)
    return found.preferences if found else {}


def prefer(session: Session, learner_id: str, chosen: dict[str, Any]) -> None:
    """Keep what the learner chose."""
    session.execute(update(Learner).where(Learner.id == learner_id).values(preferences=chosen))


def lock(session: Session, learner_id: str) -> None:
    """Make others who would write to this learner's log wait."""
    session.execute(select(Learner.id).where(Learner.id == learner_id).with_for_update())


def put_code(session: Session, learner_id: str, digest: str, expires_at: datetime) -> None:
    """Keep a code in place of the learner's earlier ones."""
    session.execute(delete(CarryCode).where(CarryCode.learner_id == learner_id))
    session.add(CarryCode(digest=digest, learner_id=learner_id, expires_at=expires_at))


def take_code(session: Session, digest: str, now: datetime) -> str | None:
    """Whose code it is, None where there is none that still works; it works no more."""
    taken = session.execute(
        delete(CarryCode)
        .where(CarryCode.digest == digest)
        .returning(CarryCode.learner_id, CarryCode.expires_at)
    ).one_or_none()
    return taken.learner_id if taken and now < taken.expires_at else None


def add(session: Session, rows: list[dict[str, Any]], answers: list[dict[str, Any]]) -> None:
    """Add whole attempts with their answers; what is there already stays."""
    ids = [row["id"] for row in rows]
    here = set(session.scalars(select(Attempt.id).where(Attempt.id.in_(ids))))
    new = [row for row in rows if row["id"] not in here]
    given = [answer for answer in answers if answer["attempt_id"] not in here]
    if new:
        session.execute(insert(Attempt), new)
    if given:
        session.execute(insert(AttemptAnswer), given)


def has_progress(session: Session, learner_id: str) -> bool:
    """Whether anything is kept of what the learner did."""
    tables: tuple[type[Attempt] | type[CardRow], ...] = (Attempt, CardRow)
    return any(
        session.scalar(select(table.learner_id).where(table.learner_id == learner_id).limit(1))
        for table in tables
    )
