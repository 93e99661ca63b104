"""A learner's cards and the log of their reviews.

The log is append-only: a review that is taken back gets a tombstone (`undone_at`) and stays. What
stands in a card's row follows from its reviews that stand, but for `is_suspended`.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ForeignKey,
    Index,
    String,
    UniqueConstraint,
    delete,
    func,
    insert,
    select,
    update,
)
from sqlalchemy.orm import Mapped, Session, mapped_column

from quizapp.core.card import group_of
from quizapp.core.deck import Card
from quizapp.core.memory import Memory
from quizapp.store.base import Base


class CardRow(Base):
    """A card that has been seen; `key` and `claim` as `services.catalogue` makes them."""

    __tablename__ = "card"

    learner_id: Mapped[str] = mapped_column(
        ForeignKey("learner.id", ondelete="CASCADE"), primary_key=True
    )
    key: Mapped[str] = mapped_column(String(140), primary_key=True)
    claim: Mapped[str] = mapped_column(String(140))
    stability: Mapped[float]
    difficulty: Mapped[float]
    is_learnt: Mapped[bool]
    is_short: Mapped[bool]
    due_at: Mapped[datetime]
    last_at: Mapped[datetime]
    first_day: Mapped[int]
    last_day: Mapped[int]
    reps: Mapped[int]
    lapses: Mapped[int]
    is_suspended: Mapped[bool] = mapped_column(default=False)


class Review(Base):
    """One answer to a card; `number` counts a learner's reviews from 1.

    `token` is the page's or the device's own name for it: the same twice is one review. `day` is
    the learner's day, `due_day` the one that the card was due on from then on. `seed` orders the
    options, `sure` as in `core.scoring`, `rating` 1 to 4.
    """

    __tablename__ = "review"
    __table_args__ = (
        UniqueConstraint("learner_id", "token"),
        Index(None, "learner_id", "card"),
        Index(None, "learner_id", "day"),
    )

    learner_id: Mapped[str] = mapped_column(
        ForeignKey("learner.id", ondelete="CASCADE"), primary_key=True
    )
    number: Mapped[int] = mapped_column(primary_key=True)
    token: Mapped[str]
    card: Mapped[str] = mapped_column(String(140))
    bank_digest: Mapped[str] = mapped_column(ForeignKey("bank_version.digest"))
    question_id: Mapped[str]
    content_hash: Mapped[str]
    seed: Mapped[str]
    response: Mapped[dict[str, Any]]
    credit: Mapped[float]
    sure: Mapped[int | None]
    elapsed_s: Mapped[float | None]
    rating: Mapped[int]
    reviewed_at: Mapped[datetime]
    day: Mapped[int]
    due_day: Mapped[int]
    undone_at: Mapped[datetime | None]


def cards_of(session: Session, learner_id: str) -> list[Card]:
    """All cards of the learner, in no order."""
    query = select(
        CardRow.key, CardRow.claim, CardRow.due_at, CardRow.is_short, CardRow.first_day,
        CardRow.last_day, CardRow.stability, CardRow.lapses, CardRow.is_suspended,
    ).where(CardRow.learner_id == learner_id)  # fmt: skip
    rows = session.connection().execute(query)  # past the mapped class: half the time
    return [Card(*row) for row in rows]


def card_of(session: Session, learner_id: str, key: str) -> CardRow | None:
    """One card of the learner, or None."""
    return session.get(CardRow, (learner_id, key))


def reps_of(session: Session, learner_id: str) -> dict[str, int]:
    """How often each card of the learner has been seen."""
    query = select(CardRow.key, CardRow.reps).where(CardRow.learner_id == learner_id)
    return dict(iter(session.execute(query)))


def put(session: Session, learner_id: str, key: str, claim: str, memory: Memory) -> None:
    """Write what is known of the card; whether it is suspended stays as it is."""
    row = card_of(session, learner_id, key)
    if row is None:
        row = CardRow(learner_id=learner_id, key=key, claim=claim, is_suspended=False)
        session.add(row)
    for name in (
        "stability", "difficulty", "is_learnt", "is_short", "due_at", "last_at", "first_day",
        "last_day", "reps", "lapses",
    ):  # fmt: skip
        setattr(row, name, getattr(memory, name))


def put_all(session: Session, learner_id: str, memories: Mapping[str, Memory]) -> None:
    """The same of many at once; whether one is suspended stays as it is."""
    if not memories:
        return
    own = (CardRow.learner_id == learner_id, CardRow.key.in_(memories))
    kept = select(CardRow.key).where(*own, CardRow.is_suspended)
    suspended = set(session.scalars(kept))
    session.execute(delete(CardRow).where(*own))
    rows = [
        {"learner_id": learner_id, "key": key, "claim": group_of(key),
         "is_suspended": key in suspended, **vars(memory)}
        for key, memory in memories.items()
    ]  # fmt: skip
    session.execute(insert(CardRow), rows)


def add_reviews(session: Session, rows: list[dict[str, Any]]) -> None:
    """Add whole reviews to the log."""
    if rows:
        session.execute(insert(Review), rows)


def drop(session: Session, learner_id: str, key: str) -> None:
    """Take the card's row away: none of its reviews stands any more."""
    session.execute(delete(CardRow).where(CardRow.learner_id == learner_id, CardRow.key == key))


def suspend(session: Session, learner_id: str, key: str, *, is_suspended: bool) -> None:
    """Let the card come no more, or again."""
    session.execute(
        update(CardRow)
        .where(CardRow.learner_id == learner_id, CardRow.key == key)
        .values(is_suspended=is_suspended)
    )


def review_with(session: Session, learner_id: str, token: str) -> Review | None:
    """The review that has this name, undone or not."""
    query = select(Review).where(Review.learner_id == learner_id, Review.token == token)
    return session.scalars(query).one_or_none()


def tokens(session: Session, learner_id: str) -> set[str]:
    """The names of all the learner's reviews, undone or not."""
    return set(session.scalars(select(Review.token).where(Review.learner_id == learner_id)))


def review_of(session: Session, learner_id: str, number: int) -> Review | None:
    """The review with this number, undone or not."""
    if not 0 < number < 2**31:  # from an address; PostgreSQL takes no larger one
        return None
    return session.get(Review, (learner_id, number))


def last_number(session: Session, learner_id: str) -> int:
    """The highest number in use; 0 where there is none."""
    query = select(func.max(Review.number)).where(Review.learner_id == learner_id)
    return session.scalar(query) or 0


def last_standing(session: Session, learner_id: str) -> Review | None:
    """The last review that was not taken back."""
    query = (
        select(Review)
        .where(Review.learner_id == learner_id, Review.undone_at.is_(None))
        .order_by(Review.number.desc())
        .limit(1)
    )
    return session.scalars(query).one_or_none()


def standing(session: Session, learner_id: str, *keys: str) -> Sequence[Review]:
    """The reviews of these cards that stand, in the order in which they were given."""
    query = select(Review).where(
        Review.learner_id == learner_id, Review.card.in_(keys), Review.undone_at.is_(None)
    )
    return session.scalars(query.order_by(Review.reviewed_at, Review.number)).all()


def on_day(session: Session, learner_id: str, day: int) -> Sequence[tuple[float, int | None]]:
    """Credit and certainty of all reviews that stand of one of the learner's days."""
    query = select(Review.credit, Review.sure).where(
        Review.learner_id == learner_id, Review.day == day, Review.undone_at.is_(None)
    )
    return [(credit, sure) for credit, sure in session.execute(query)]


def by_day(session: Session, learner_id: str) -> dict[int, int]:
    """How many reviews stand of each of the learner's days."""
    query = (
        select(Review.day, func.count())
        .where(Review.learner_id == learner_id, Review.undone_at.is_(None))
        .group_by(Review.day)
    )
    return dict(iter(session.execute(query)))


def late(session: Session, learner_id: str) -> list[tuple[int, int | None]]:
    """Spans of days on which a card was due: from, and up to but without; None is still due.

    Only spans of a day or more.
    """
    following = func.lead(Review.day).over(
        partition_by=Review.card, order_by=(Review.reviewed_at, Review.number)
    )
    spans = (
        select(Review.due_day, following.label("following"))
        .where(Review.learner_id == learner_id, Review.undone_at.is_(None))
        .subquery()
    )
    query = select(spans.c.due_day, spans.c.following).where(
        spans.c.following.is_(None) | (spans.c.due_day < spans.c.following)
    )
    return [(start, end) for start, end in session.execute(query)]
