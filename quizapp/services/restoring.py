"""Progress from a saved file, laid to what a learner has already.

Nothing in the file is trusted: credit is graded anew, cards follow from their reviews, and what
lies in the future is taken for now. What is here already stays as it is, so that the same file
twice changes nothing.

All is worked out before anything is written (`plan`): a file of 12,000 answers takes seconds, and
games that run meanwhile cannot wait so long for the database.
"""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pydantic import ValidationError

from quizapp.core.bank import Bank
from quizapp.core.grading import grade
from quizapp.core.memory import Memory, Rating, Recall, replayed
from quizapp.core.preferences import Preferences
from quizapp.core.response import decode
from quizapp.services.days import day_of, zones
from quizapp.services.gathering import daily_of
from quizapp.services.library import Library
from quizapp.services.practice import NoSuchDrill, drill_of
from quizapp.services.saved import Given, Saved, SavedAnswer, SavedAttempt, SavedReview
from quizapp.store import attempts, banks, cards
from quizapp.store.database import Session

KEPT_OF_REVIEW = (
    "token", "card", "bank_digest", "question_id", "content_hash", "seed", "response", "sure",
    "elapsed_s", "rating", "due_day",
)  # fmt: skip
KEPT_OF_ATTEMPT = ("bank_digest", "bank_slug", "question_ids", "seed", "is_test", "ends_at")
KEPT_OF_ANSWER = ("position", "content_hash", "response", "card", "sure")
Row = dict[str, Any]


@dataclass(frozen=True)
class Restored:
    """How many answers came from the file, and how many this server has no question for."""

    taken: int
    unknown: int


@dataclass(frozen=True)
class Plan:
    """What to write where the learner's last review has the number `after`.

    `chosen`: what was chosen, where nothing is yet.
    """

    after: int
    chosen: Preferences | None
    reviews: list[Row]
    memories: Mapping[str, Memory]
    suspended: frozenset[str]
    attempts: list[Row]
    answers: list[Row]
    unknown: int


def plan(session: Session, library: Library, learner_id: str, saved: Saved, now: datetime) -> Plan:
    """Work out what the file adds to the learner's progress; nothing is written."""
    named = {r.bank_digest for r in saved.review} | {a.bank_digest for a in saved.attempt}
    versions = {digest: library.version(session, digest) for digest in banks.known(session, named)}
    chosen = _chosen(session, learner_id, saved)
    stored = Preferences.of(attempts.preferences_of(session, learner_id))
    after = cards.last_number(session, learner_id)
    here = cards.tokens(session, learner_id)
    new = {row.token: row for row in saved.review if row.token not in here}
    graded = [(row, c) for row, c in _graded(new.values(), versions) if c is not None]
    reviews = _reviews(graded, learner_id, after, day_of(now, chosen or stored).number, now)
    tried, answers, unknown = _attempts(session, learner_id, saved, versions, now)
    retention = (chosen or stored).retention
    return Plan(
        after=after,
        chosen=chosen,
        reviews=reviews,
        memories=_memories(session, learner_id, reviews, retention),
        suspended=frozenset(card.key for card in saved.card if card.is_suspended),
        attempts=tried,
        answers=answers,
        unknown=len(new) - len(graded) + unknown,
    )


def restore(  # noqa: PLR0917
    session: Session,
    library: Library,
    learner_id: str,
    saved: Saved,
    planned: Plan,
    now: datetime,
) -> Restored:
    """Write what was planned; it is planned anew where the learner went on meanwhile."""
    attempts.ensure_learner(session, learner_id, now)
    attempts.lock(session, learner_id)
    if cards.last_number(session, learner_id) != planned.after:
        planned = plan(session, library, learner_id, saved, now)
    if planned.chosen:
        attempts.prefer(session, learner_id, planned.chosen.stored())
    cards.add_reviews(session, planned.reviews)
    cards.put_all(session, learner_id, planned.memories)
    for key in planned.suspended:
        cards.suspend(session, learner_id, key, is_suspended=True)
    attempts.add(session, planned.attempts, planned.answers)
    return Restored(len(planned.reviews) + len(planned.answers), planned.unknown)


def _chosen(session: Session, learner_id: str, saved: Saved) -> Preferences | None:
    if not saved.learner or attempts.preferences_of(session, learner_id):
        return None
    try:
        chosen = Preferences.of(dict(saved.learner[0].preferences))
    except ValidationError:  # of a version that had other choices
        return None
    return chosen if chosen.zone in zones() else None


def _reviews(
    graded: list[tuple[SavedReview, float]],
    learner_id: str,
    after: int,
    today: int,
    now: datetime,
) -> list[Row]:
    in_order = sorted(graded, key=lambda found: found[0].number)
    return [
        {name: getattr(row, name) for name in KEPT_OF_REVIEW}
        | {
            "learner_id": learner_id,
            "number": number,
            "credit": credit,
            "reviewed_at": min(row.reviewed_at, now),
            "day": min(row.day, today),
            "undone_at": row.undone_at and min(row.undone_at, now),
        }
        for number, (row, credit) in enumerate(in_order, start=after + 1)
    ]


def _memories(
    session: Session, learner_id: str, reviews: list[Row], retention: float
) -> dict[str, Memory]:
    """The cards of these reviews, from those that are here already too."""
    keys = {row["card"] for row in reviews}
    log: dict[str, list[tuple[datetime, int, Recall]]] = defaultdict(list)
    for old in cards.standing(session, learner_id, *keys):
        recall = Recall(Rating(old.rating), old.reviewed_at, old.day)
        log[old.card].append((old.reviewed_at, old.number, recall))
    for row in reviews:
        if row["undone_at"] is None:
            recall = Recall(Rating(row["rating"]), row["reviewed_at"], row["day"])
            log[row["card"]].append((row["reviewed_at"], row["number"], recall))
    found = {}
    for key, own in log.items():
        in_order = (recall for *_, recall in sorted(own, key=lambda one: one[:2]))
        memory = replayed(in_order, retention, f"{learner_id}/{key}")
        assert memory  # no log is empty
        found[key] = memory
    return found


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


def _attempts(
    session: Session, learner_id: str, saved: Saved, versions: dict[str, Bank], now: datetime
) -> tuple[list[Row], list[Row], int]:
    """Attempts, their answers, and how many answers cannot be shown here."""
    given: dict[str, dict[int, SavedAnswer]] = defaultdict(dict)
    for answer in saved.attempt_answer:
        given[answer.attempt_id][answer.position] = answer
    tried: list[Row] = []
    rows: list[Row] = []
    unknown = 0
    for row in {attempt.id: attempt for attempt in saved.attempt}.values():
        attempt_id = _own_id(learner_id, row.id)
        if attempts.attempt_of(session, learner_id, attempt_id):
            continue
        credits = _credits(row, given[row.id], versions.get(row.bank_digest))
        if credits is None:
            unknown += len(given[row.id])
            continue
        tried.append(_attempt(row, attempt_id, learner_id, now))
        rows += _answers(row, given[row.id], credits, attempt_id, now)
    return tried, rows, unknown


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


def _attempt(row: SavedAttempt, attempt_id: str, learner_id: str, now: datetime) -> Row:
    return {name: getattr(row, name) for name in KEPT_OF_ATTEMPT} | {
        "id": attempt_id,
        "learner_id": learner_id,
        "started_at": min(row.started_at, now),
        "finished_at": row.finished_at and min(row.finished_at, now),
    }


def _answers(
    row: SavedAttempt,
    answers: dict[int, SavedAnswer],
    credits: dict[int, float],
    attempt_id: str,
    now: datetime,
) -> Iterator[Row]:
    for position, answer in answers.items():
        yield {name: getattr(answer, name) for name in KEPT_OF_ANSWER} | {
            "attempt_id": attempt_id,
            "question_id": row.question_ids[position - 1],
            "credit": credits[position],
            "answered_at": min(answer.answered_at, now),
        }
