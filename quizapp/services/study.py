"""A learner alone: attempts and their answers, kept for an anonymous profile.

A test may have a time: it is over at `ends_at`, whether anybody looks or not. Nothing has to be
written then; what was not answered until then counts as not answered.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from quizapp.core.answering import read_response
from quizapp.core.bank import Bank, Question, content_hash
from quizapp.core.card import card_key, is_scored
from quizapp.core.grading import Grade, Verdict, grade
from quizapp.core.presentation import Presented, present
from quizapp.core.response import decode, encode
from quizapp.core.scoring import Stake, stakes
from quizapp.services import chance
from quizapp.services.feedback import Feedback, SureIn, feedback_on, sure_in
from quizapp.services.library import OWN, Library
from quizapp.services.profile import preferences
from quizapp.store import attempts
from quizapp.store.database import Session

IN_FLIGHT = timedelta(seconds=3)
"""An answer that was sent in time may arrive so much later."""


@dataclass(frozen=True)
class Step:
    """One question of an attempt; `feedback` once it is answered, or once all are.

    `verdicts` has one entry a question: None where it is not answered yet, and `unscored` while
    feedback waits for the end. `started_at` to `ends_at`: the time of a test that has one, at
    `seen_at`.
    """

    attempt: str
    slug: str
    title: str
    position: int
    verdicts: tuple[Verdict | None, ...]
    question: Presented
    feedback: Feedback | None
    is_told_at_end: bool = False
    stakes: tuple[Stake, ...] = ()
    is_test: bool = False
    started_at: datetime | None = None
    ends_at: datetime | None = None
    seen_at: datetime | None = None

    @property
    def is_answered(self) -> bool:
        """Whether this question is done."""
        return self.verdicts[self.position - 1] is not None

    @property
    def total(self) -> int:
        """How many questions the attempt has."""
        return len(self.verdicts)

    @property
    def next_position(self) -> int | None:
        """The next question without an answer, or None where all are done."""
        after = [*range(self.position, self.total), *range(self.position - 1)]
        return next((i + 1 for i in after if self.verdicts[i] is None), None)


@dataclass(frozen=True)
class Waiting:
    """An attempt that can be gone on with."""

    attempt: str
    title: str
    answered: int
    count: int


class NoSuchAttempt(Exception):
    """The attempt or the question in it does not exist, or is another learner's."""

    def __init__(self) -> None:
        super().__init__("We could not find that page of your practice. Start again from the list.")


class TimeIsUp(Exception):
    """An answer that came after the time of its test."""

    def __init__(self) -> None:
        super().__init__("Your time was up before this answer came, so it does not count.")


def start(  # noqa: PLR0917
    session: Session,
    library: Library,
    learner_id: str,
    slug: str,
    now: datetime,
    length: int | None = None,
    *,
    is_test: bool = False,
    each_s: int | None = None,
) -> str:
    """Begin an attempt of a whole bank, or of `length` of its questions; its id. NoSuchBank.

    `each_s`: how many seconds there are for each question of a test, all together; None is no end.
    """
    shelved = library.bank(slug)
    library.keep(session, shelved, now)
    seed = chance.new_seed()
    picked = shelved.drawn(seed, length)
    ends_at = now + timedelta(seconds=each_s * len(picked)) if is_test and each_s else None
    return begin(
        session, learner_id, shelved.digest, slug, picked, seed, now,
        is_test=is_test, ends_at=ends_at,
    )  # fmt: skip


def repeat_mistakes(
    session: Session, library: Library, learner_id: str, attempt_id: str, now: datetime
) -> str | None:
    """Begin an attempt of what went wrong in another; None where nothing did. NoSuchAttempt."""
    old, bank, answers = load(session, library, learner_id, attempt_id)
    wrong = [
        old.question_ids[position - 1]
        for position, graded in graded_at(old, bank, answers, now).items()
        if graded.is_scored and graded.credit < 1
    ]
    if not wrong:
        return None
    seed = chance.new_seed()
    return begin(session, learner_id, old.bank_digest, old.bank_slug, wrong, seed, now)


def step_at(  # noqa: PLR0917
    session: Session,
    library: Library,
    learner_id: str,
    attempt_id: str,
    position: int,
    now: datetime,
) -> Step:
    """The question at that position (from 1). Raises NoSuchAttempt."""
    attempt, bank, answers = load(session, library, learner_id, attempt_id)
    question = question_at(attempt, bank, position)
    graded = graded_at(attempt, bank, answers, now)
    waits = is_told_at_end(library, attempt)
    is_told = is_over(attempt, now) or not waits
    feedback = None
    if position in graded and is_told:
        given = next((decode(a.response) for a in answers if a.position == position), None)
        feedback = feedback_on(question, bank, library, seed_at(attempt, position), given)
    known: dict[int, Verdict] = {
        p: found.verdict if is_told else "unscored" for p, found in graded.items()
    }
    return Step(
        attempt=attempt.id,
        slug=attempt.bank_slug,
        title=bank.title,
        position=position,
        verdicts=tuple(known.get(p) for p in range(1, len(attempt.question_ids) + 1)),
        question=present(question, seed_at(attempt, position)),
        feedback=feedback,
        is_told_at_end=waits,
        stakes=_stakes(session, learner_id, question),
        is_test=attempt.is_test,
        started_at=attempt.started_at,
        seen_at=now if attempt.ends_at else None,
        ends_at=None if is_over(attempt, now) else attempt.ends_at,
    )


def first_open(
    session: Session, library: Library, learner_id: str, attempt_id: str, now: datetime
) -> int | None:
    """The first position without an answer; None where the attempt is over. NoSuchAttempt."""
    attempt, _, answers = load(session, library, learner_id, attempt_id)
    if is_over(attempt, now):
        return None
    given = {a.position for a in answers}
    return next((p for p in range(1, len(attempt.question_ids) + 1) if p not in given), None)


def answer(  # noqa: PLR0917
    session: Session,
    library: Library,
    learner_id: str,
    attempt_id: str,
    position: int,
    fields: Mapping[str, Sequence[str]],
    now: datetime,
    *,
    read_sure: SureIn = sure_in,
) -> None:
    """Store the answer; a second one to the same question changes nothing.

    Raises NoSuchAttempt, TimeIsUp, or AnswerRefused where the form holds no answer.
    """
    attempt, bank, answers = load(session, library, learner_id, attempt_id, locked=True)
    question = question_at(attempt, bank, position)
    if any(a.position == position for a in answers):
        return
    if is_over(attempt, now - IN_FLIGHT):
        raise TimeIsUp
    response = read_response(question, seed_at(attempt, position), fields)
    rules = preferences(session, learner_id).rules
    session.add(
        attempts.AttemptAnswer(
            attempt_id=attempt_id,
            position=position,
            question_id=question.id,
            content_hash=content_hash(question),
            response=encode(response),
            credit=grade(question, response).credit,
            answered_at=now,
            card=_card(question, bank, library, attempt.bank_slug),
            sure=read_sure(fields, rules) if is_scored(question) else None,
        )
    )
    if len(answers) + 1 == len(attempt.question_ids):
        attempt.finished_at = now


def _card(question: Question, bank: Bank, library: Library, slug: str) -> str | None:
    """The card that the answer counts for; none for a teacher who tries a bank of their own."""
    if not is_scored(question) or slug.startswith(OWN):
        return None
    return card_key(question, bank, library.shelf().ledgers)


def hand_in(session: Session, learner_id: str, attempt_id: str, now: datetime) -> None:
    """End a test before everything in it is answered. Raises NoSuchAttempt."""
    attempt = attempts.attempt_of(session, learner_id, attempt_id, locked=True)
    if attempt is None or not attempt.is_test:
        raise NoSuchAttempt
    if not is_over(attempt, now):
        attempt.ends_at = now


def waiting(
    session: Session, library: Library, learner_id: str, now: datetime
) -> tuple[Waiting, ...]:
    """The learner's unfinished attempts, newest first."""
    return tuple(
        Waiting(
            attempt.id,
            library.version(session, attempt.bank_digest).title,
            answered,
            len(attempt.question_ids),
        )
        for attempt, answered in attempts.unfinished(session, learner_id, now)
    )


def begin(  # noqa: PLR0917
    session: Session,
    learner_id: str,
    digest: str,
    slug: str,
    question_ids: list[str],
    seed: str,
    now: datetime,
    *,
    is_test: bool = False,
    ends_at: datetime | None = None,
) -> str:
    """Begin an attempt at these questions of a kept version, under the name `slug`; its id."""
    attempts.ensure_learner(session, learner_id, now)
    attempt_id = chance.new_id()
    session.add(
        attempts.Attempt(
            id=attempt_id,
            learner_id=learner_id,
            bank_digest=digest,
            bank_slug=slug,
            question_ids=question_ids,
            seed=seed,
            started_at=now,
            finished_at=None,
            is_test=is_test,
            ends_at=ends_at,
        )
    )
    return attempt_id


def is_over(attempt: attempts.Attempt, now: datetime) -> bool:
    """Whether nothing more is to be answered: all is, or the time is up."""
    return bool(attempt.finished_at or (attempt.ends_at and attempt.ends_at <= now))


def graded_at(
    attempt: attempts.Attempt,
    bank: Bank,
    answers: Sequence[attempts.AttemptAnswer],
    now: datetime,
) -> dict[int, Grade]:
    """Each answer's grade by its position; once the attempt is over, also what has no answer."""
    given = {a.position: decode(a.response) for a in answers}
    asked = {p: bank.question(i) for p, i in enumerate(attempt.question_ids, start=1)}
    return {
        position: grade(question, given.get(position))
        for position, question in asked.items()
        if question and (position in given or is_over(attempt, now))
    }


def question_at(attempt: attempts.Attempt, bank: Bank, position: int) -> Question:
    """The question at that position, from 1. Raises NoSuchAttempt."""
    if not 1 <= position <= len(attempt.question_ids):
        raise NoSuchAttempt
    question = bank.question(attempt.question_ids[position - 1])
    if question is None:
        raise NoSuchAttempt
    return question


def load(
    session: Session,
    library: Library,
    learner_id: str,
    attempt_id: str,
    *,
    locked: bool = False,
) -> tuple[attempts.Attempt, Bank, Sequence[attempts.AttemptAnswer]]:
    """The learner's attempt, the bank it asks, its answers by position. Raises NoSuchAttempt.

    `locked` makes others who would write to it wait.
    """
    attempt = attempts.attempt_of(session, learner_id, attempt_id, locked=locked)
    if attempt is None:
        raise NoSuchAttempt
    bank = library.version(session, attempt.bank_digest)
    return attempt, bank, attempts.answers_of(session, attempt_id)


def is_told_at_end(library: Library, attempt: attempts.Attempt) -> bool:
    """Whether what was right is told when all is answered: in a test, or as a quiz has it."""
    if attempt.is_test:
        return True
    shelved = library.shelf().quizzes.get(attempt.bank_slug)
    return bool(shelved and shelved.quiz and shelved.quiz.feedback == "end")


def _stakes(session: Session, learner_id: str, question: Question) -> tuple[Stake, ...]:
    return stakes(preferences(session, learner_id).rules) if is_scored(question) else ()


def seed_at(attempt: attempts.Attempt, position: int) -> str:
    """What orders the options of the question at that position."""
    return f"{attempt.seed}/{position}"
