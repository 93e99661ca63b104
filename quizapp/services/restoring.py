"""Progress from a saved file, laid to what a learner has already.

Nothing in the file is trusted: credit is graded anew, cards follow from their reviews, and what
lies in the future is taken for now. What is here already stays as it is, so that the same file
twice changes nothing.
"""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from pydantic import ValidationError

from quizapp.core.bank import Bank
from quizapp.core.grading import grade
from quizapp.core.preferences import Preferences
from quizapp.core.response import decode
from quizapp.services import schedule
from quizapp.services.days import day_of, zones
from quizapp.services.gathering import daily_of
from quizapp.services.library import Library
from quizapp.services.practice import NoSuchDrill, drill_of
from quizapp.services.profile import preferences
from quizapp.services.saved import Given, Saved, SavedAnswer, SavedAttempt, SavedReview
from quizapp.store import attempts, banks, cards
from quizapp.store.database import Session

KEPT_OF_REVIEW = (
    "token", "card", "bank_digest", "question_id", "content_hash", "seed", "response", "sure",
    "elapsed_s", "rating",
)  # fmt: skip
KEPT_OF_ATTEMPT = ("bank_digest", "bank_slug", "question_ids", "seed", "is_test")
KEPT_OF_ANSWER = ("position", "content_hash", "response", "card", "sure")


@dataclass(frozen=True)
class Restored:
    """How many answers came from the file, and how many this server has no question for."""

    taken: int
    unknown: int


def restore(
    session: Session, library: Library, learner_id: str, saved: Saved, now: datetime
) -> Restored:
    """Lay the file to the learner's progress."""
    attempts.ensure_learner(session, learner_id, now)
    attempts.lock(session, learner_id)
    _choose(session, learner_id, saved)
    versions = _versions(session, library, saved)
    reviews = _restore_reviews(session, learner_id, saved, versions, now)
    answers = _restore_attempts(session, learner_id, saved, versions, now)
    return Restored(reviews.taken + answers.taken, reviews.unknown + answers.unknown)


def _choose(session: Session, learner_id: str, saved: Saved) -> None:
    """What was chosen, where nothing is yet."""
    if not saved.learner or attempts.preferences_of(session, learner_id):
        return
    try:
        chosen = Preferences.of(saved.learner[0].preferences)
    except ValidationError:  # of a version that had other choices
        return
    if chosen.zone in zones():
        attempts.prefer(session, learner_id, chosen.stored())


def _versions(session: Session, library: Library, saved: Saved) -> dict[str, Bank]:
    """The versions of banks that the file names, as far as this server has them."""
    named = {r.bank_digest for r in saved.review} | {a.bank_digest for a in saved.attempt}
    return {digest: library.version(session, digest) for digest in banks.known(session, named)}


def _restore_reviews(
    session: Session, learner_id: str, saved: Saved, versions: dict[str, Bank], now: datetime
) -> Restored:
    here = cards.tokens(session, learner_id)
    new = [row for row in saved.review if row.token not in here]
    graded = [(row, credit) for row, credit in _graded(new, versions) if credit is not None]
    number = cards.last_number(session, learner_id)
    today = day_of(now, preferences(session, learner_id)).number
    by_token = {row.token: (row, credit) for row, credit in graded}
    for row, credit in sorted(by_token.values(), key=lambda found: found[0].number):
        number += 1
        review = cards.Review(
            **{name: getattr(row, name) for name in KEPT_OF_REVIEW},
            learner_id=learner_id,
            number=number,
            credit=credit,
            reviewed_at=min(row.reviewed_at, now),
            day=min(row.day, today),
            due_day=row.due_day,
            undone_at=row.undone_at and min(row.undone_at, now),
        )
        session.add(review)
    session.flush()
    schedule.replay(session, learner_id, {row.card for row, _ in graded})
    for card in saved.card:
        if card.is_suspended:
            schedule.suspend(session, learner_id, card.key, is_suspended=True)
    return Restored(len(by_token), len(new) - len(graded))


def _graded(
    rows: Iterable[SavedReview], versions: dict[str, Bank]
) -> Iterator[tuple[SavedReview, float | None]]:
    for row in rows:
        bank = versions.get(row.bank_digest)
        yield row, _credit(bank, row.question_id, row.response)


def _credit(bank: Bank | None, question_id: str, response: Given) -> float | None:
    """What the response is worth; None where there is no such question, or it is no answer."""
    question = bank.question(question_id) if bank else None
    if question is None:
        return None
    try:
        return grade(question, decode(response)).credit
    except ValueError:
        return None


def _restore_attempts(
    session: Session, learner_id: str, saved: Saved, versions: dict[str, Bank], now: datetime
) -> Restored:
    given: dict[str, dict[int, SavedAnswer]] = {}
    for answer in saved.attempt_answer:
        given.setdefault(answer.attempt_id, {})[answer.position] = answer
    taken = unknown = 0
    for row in saved.attempt:
        attempt_id = _own_id(learner_id, row.id)
        if attempts.attempt_of(session, learner_id, attempt_id):
            continue
        answers = given.get(row.id, {})
        credits = _credits(row, answers, versions.get(row.bank_digest))
        if credits is None:
            unknown += len(answers)
            continue
        taken += len(answers)
        session.add(_attempt(row, attempt_id, learner_id, now))
        session.flush()
        session.add_all(_answers(row, answers, credits, attempt_id, now))
    return Restored(taken, unknown)


def _own_id(learner_id: str, attempt_id: str) -> str:
    """The attempt's id here: the learner who saved it may still have it under its own."""
    return hashlib.sha256(f"{learner_id}/{attempt_id}".encode()).hexdigest()[:22]


def _credits(
    row: SavedAttempt, answers: dict[int, SavedAnswer], bank: Bank | None
) -> dict[int, float] | None:
    """Each answer's credit by position; None where the attempt cannot be shown here."""
    if bank is None or not _is_name(row.bank_slug):
        return None
    if any(bank.question(i) is None for i in row.question_ids):
        return None
    credits: dict[int, float] = {}
    for position, answer in answers.items():
        if position > len(row.question_ids):
            return None
        credit = _credit(bank, row.question_ids[position - 1], answer.response)
        if credit is None:
            return None
        credits[position] = credit
    return credits


def _is_name(slug: str) -> bool:
    """Whether attempts can be called that."""
    try:
        daily_of(slug)
        drill_of(slug)
    except (ValueError, NoSuchDrill):
        return False
    return True


def _attempt(
    row: SavedAttempt, attempt_id: str, learner_id: str, now: datetime
) -> attempts.Attempt:
    return attempts.Attempt(
        **{name: getattr(row, name) for name in KEPT_OF_ATTEMPT},
        id=attempt_id,
        learner_id=learner_id,
        started_at=min(row.started_at, now),
        finished_at=row.finished_at and min(row.finished_at, now),
        ends_at=row.ends_at,
    )


def _answers(
    row: SavedAttempt,
    answers: dict[int, SavedAnswer],
    credits: dict[int, float],
    attempt_id: str,
    now: datetime,
) -> Iterator[attempts.AttemptAnswer]:
    for position, answer in answers.items():
        yield attempts.AttemptAnswer(
            **{name: getattr(answer, name) for name in KEPT_OF_ANSWER},
            attempt_id=attempt_id,
            question_id=row.question_ids[position - 1],
            credit=credits[position],
            answered_at=min(answer.answered_at, now),
        )
