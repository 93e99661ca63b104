"""The log of reviews, and the cards that follow from it.

A review is appended; then its card is made anew from all of its reviews that stand. Undo puts a
tombstone on the last review and does the same, so that card, points and streak go back together:
all of them follow from the log.
"""

from datetime import datetime

from quizapp.core.memory import Rating, Recall, replayed
from quizapp.services import chance
from quizapp.services.days import day_of
from quizapp.services.profile import preferences
from quizapp.store import attempts, cards
from quizapp.store.database import Session

COPIED = (
    "learner_id", "card", "bank_digest", "question_id", "content_hash", "seed", "response",
    "credit", "sure", "elapsed_s", "reviewed_at", "day",
)  # fmt: skip
"""What a review keeps that gets another rating."""


class NoSuchReview(Exception):
    """The review does not exist, was taken back, or is another learner's."""

    def __init__(self) -> None:
        super().__init__("That review is not here any more. Go on with what is due.")


def append(session: Session, review: cards.Review, claim: str) -> None:
    """Add the review to its learner's log, under the next number, and schedule its card."""
    review.number = cards.last_number(session, review.learner_id) + 1
    review.due_day = review.day
    session.add(review)
    session.flush()
    due_at = _replay(session, review.learner_id, review.card, claim)
    assert due_at
    chosen = preferences(session, review.learner_id)
    review.due_day = day_of(due_at, chosen).number


def standing(session: Session, learner_id: str, number: int) -> cards.Review:
    """A review of the learner's that was not taken back. Raises NoSuchReview."""
    found = cards.review_of(session, learner_id, number)
    if found is None or found.undone_at is not None:
        raise NoSuchReview
    return found


def rate(session: Session, learner_id: str, number: int, rating: Rating, now: datetime) -> int:
    """Put the learner's own rating in place of the derived one; the review's new number.

    The old one gets a tombstone, and a like one with this rating is appended. NoSuchReview.
    """
    attempts.lock(session, learner_id)
    old = standing(session, learner_id, number)
    if old.rating == rating:
        return number
    old.undone_at = now
    copied = {name: getattr(old, name) for name in COPIED}
    new = cards.Review(**copied, token=chance.new_id(), rating=int(rating), undone_at=None)
    append(session, new, _claim(session, old))
    return new.number


def undo(session: Session, learner_id: str, now: datetime) -> bool:
    """Take the last review back; False where there is none."""
    attempts.lock(session, learner_id)
    last = cards.last_standing(session, learner_id)
    if last is None:
        return False
    last.undone_at = now
    session.flush()
    _replay(session, learner_id, last.card, _claim(session, last))
    return True


def suspend(session: Session, learner_id: str, key: str, *, is_suspended: bool) -> None:
    """Let a card come no more, or again; nothing where there is no such card."""
    if "\0" not in key:  # from a form; PostgreSQL takes no text that holds it
        cards.suspend(session, learner_id, key, is_suspended=is_suspended)


def _claim(session: Session, review: cards.Review) -> str:
    row = cards.card_of(session, review.learner_id, review.card)
    return row.claim if row else review.card


def _replay(session: Session, learner_id: str, key: str, claim: str) -> datetime | None:
    """The card from its log; when it is due, None where nothing of it stands."""
    retention = preferences(session, learner_id).retention
    rows = cards.standing(session, learner_id, key)
    recalls = (Recall(Rating(r.rating), r.reviewed_at, r.day) for r in rows)
    memory = replayed(recalls, retention, f"{learner_id}/{key}")
    if memory is None:
        cards.drop(session, learner_id, key)
        return None
    cards.put(session, learner_id, key, claim, memory)
    return memory.due_at
