"""A learner alone: attempts, answers, results; kept for an anonymous profile."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from statistics import mean

from quizapp.core.answering import read_response
from quizapp.core.bank import SKILLS, Bank, Question, Skill, content_hash
from quizapp.core.citation import Citation, citations
from quizapp.core.grading import Grade, Verdict, grade
from quizapp.core.presentation import Exhibit, Presented, describe, exhibit, present
from quizapp.core.response import decode, encode
from quizapp.services import chance
from quizapp.services.library import Library
from quizapp.store import attempts
from quizapp.store.database import Session

HISTORY_LENGTH = 20
"""How many earlier scores are shown."""


@dataclass(frozen=True)
class Feedback:
    """What a learner gets back for an answer."""

    answer: str
    grade: Grade
    explanation: str | None
    citations: tuple[Citation, ...]


@dataclass(frozen=True)
class Step:
    """One question of an attempt; `feedback` once it is answered, or once all are.

    `verdicts` has one entry a question: None where it is not answered yet, and `unscored` while
    feedback waits for the end.
    """

    attempt: str
    slug: str
    title: str
    position: int
    verdicts: tuple[Verdict | None, ...]
    question: Presented
    feedback: Feedback | None
    is_told_at_end: bool = False

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
class SkillScore:
    """How well one skill went: mean credit (0..1) over `count` questions."""

    skill: Skill
    credit: float
    count: int


@dataclass(frozen=True)
class Mistake:
    """A question worth another look; `grade` holds what would have been right."""

    position: int
    stem: str
    media: Exhibit | None
    verdict: Verdict
    grade: Grade
    citations: tuple[Citation, ...]


@dataclass(frozen=True)
class Score:
    """A finished attempt in the history; `share` is the mean credit, 0..1."""

    attempt: str
    slug: str
    title: str
    finished_at: datetime
    share: float
    count: int


@dataclass(frozen=True)
class Result:
    """A finished attempt; `history` holds this bank's scores, oldest first, this one included.

    `count` is how many questions were scored; `share` is None where none was.
    """

    attempt: str
    slug: str
    title: str
    share: float | None
    right: int
    count: int
    skills: tuple[SkillScore, ...]
    mistakes: tuple[Mistake, ...]
    history: tuple[Score, ...]


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


def start(  # noqa: PLR0917
    session: Session,
    library: Library,
    learner_id: str,
    slug: str,
    now: datetime,
    length: int | None = None,
) -> str:
    """Begin an attempt of a whole bank, or of `length` of its questions; its id. NoSuchBank."""
    shelved = library.bank(slug)
    library.keep(session, shelved, now)
    seed = chance.new_seed()
    picked = shelved.drawn(seed, length)
    return begin(session, learner_id, shelved.digest, slug, picked, seed, now)


def repeat_mistakes(
    session: Session, library: Library, learner_id: str, attempt_id: str, now: datetime
) -> str | None:
    """Begin an attempt of what went wrong in another; None where nothing did. NoSuchAttempt."""
    old, bank, answers = _load(session, library, learner_id, attempt_id)
    wrong = [a.question_id for a, g in _scored(bank, answers) if g.credit < 1]
    if not wrong:
        return None
    seed = chance.new_seed()
    return begin(session, learner_id, old.bank_digest, old.bank_slug, wrong, seed, now)


def step_at(
    session: Session, library: Library, learner_id: str, attempt_id: str, position: int
) -> Step:
    """The question at that position (from 1). Raises NoSuchAttempt."""
    attempt, bank, answers = _load(session, library, learner_id, attempt_id)
    question = _question_at(attempt, bank, position)
    given = {a.position: (a, g) for a, g in _graded(bank, answers)}
    seed = _seed(attempt, position)
    waits = _is_told_at_end(library, attempt)
    is_told = attempt.finished_at is not None or not waits
    feedback = None
    if position in given and is_told:
        row, graded = given[position]
        feedback = Feedback(
            answer=describe(question, seed, decode(row.response)),
            grade=graded,
            explanation=question.explanation,
            citations=citations(question, bank, library.ledgers_of(bank)),
        )
    known: dict[int, Verdict] = {
        p: graded.verdict if is_told else "unscored" for p, (_, graded) in given.items()
    }
    verdicts = tuple(known.get(p) for p in range(1, len(attempt.question_ids) + 1))
    return Step(
        attempt=attempt.id,
        slug=attempt.bank_slug,
        title=bank.title,
        position=position,
        verdicts=verdicts,
        question=present(question, seed),
        feedback=feedback,
        is_told_at_end=waits,
    )


def first_open(session: Session, library: Library, learner_id: str, attempt_id: str) -> int | None:
    """The first position without an answer; None where the attempt is done. NoSuchAttempt."""
    attempt, _, answers = _load(session, library, learner_id, attempt_id)
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
) -> None:
    """Store the answer; a second one to the same question changes nothing.

    Raises NoSuchAttempt, or AnswerRefused where the form holds no answer.
    """
    attempt, bank, answers = _load(session, library, learner_id, attempt_id, locked=True)
    question = _question_at(attempt, bank, position)
    if any(a.position == position for a in answers):
        return
    response = read_response(question, _seed(attempt, position), fields)
    session.add(
        attempts.AttemptAnswer(
            attempt_id=attempt_id,
            position=position,
            question_id=question.id,
            content_hash=content_hash(question),
            response=encode(response),
            credit=grade(question, response).credit,
            answered_at=now,
        )
    )
    if len(answers) + 1 == len(attempt.question_ids):
        attempt.finished_at = now


def result(session: Session, library: Library, learner_id: str, attempt_id: str) -> Result | None:
    """The result of a finished attempt, None of an unfinished one. Raises NoSuchAttempt."""
    attempt, bank, answers = _load(session, library, learner_id, attempt_id)
    if attempt.finished_at is None:
        return None
    by_skill: dict[Skill, list[float]] = {}
    mistakes = []
    credits = []
    for given, graded in _scored(bank, answers):
        question = _question_at(attempt, bank, given.position)
        credits.append(graded.credit)
        by_skill.setdefault(question.skill, []).append(graded.credit)
        if graded.credit < 1:
            mistakes.append(
                Mistake(
                    position=given.position,
                    stem=question.stem,
                    media=exhibit(question),
                    verdict=graded.verdict,
                    grade=graded,
                    citations=citations(question, bank, library.ledgers_of(bank)),
                )
            )
    return Result(
        attempt=attempt.id,
        slug=attempt.bank_slug,
        title=bank.title,
        share=mean(credits) if credits else None,
        right=sum(credit >= 1 for credit in credits),
        count=len(credits),
        skills=tuple(
            SkillScore(skill, sum(by_skill[skill]) / len(by_skill[skill]), len(by_skill[skill]))
            for skill in SKILLS
            if skill in by_skill
        ),
        mistakes=tuple(mistakes),
        history=history(session, library, learner_id, attempt.bank_slug),
    )


def history(
    session: Session, library: Library, learner_id: str, slug: str | None = None
) -> tuple[Score, ...]:
    """The learner's last scores, oldest first; of one bank where `slug` is given.

    They are worked out from the answers, so that a question declared void changes them; an attempt
    without any scored question is left out.
    """
    found = []
    for attempt, answers in attempts.finished(session, learner_id, slug, HISTORY_LENGTH):
        assert attempt.finished_at
        bank = library.version(session, attempt.bank_digest)
        if credits := [graded.credit for _, graded in _scored(bank, answers)]:
            score = Score(
                attempt=attempt.id,
                slug=attempt.bank_slug,
                title=bank.title,
                finished_at=attempt.finished_at,
                share=mean(credits),
                count=len(credits),
            )
            found.append(score)
    return tuple(reversed(found))


def waiting(session: Session, library: Library, learner_id: str) -> tuple[Waiting, ...]:
    """The learner's unfinished attempts, newest first."""
    return tuple(
        Waiting(
            attempt.id,
            library.version(session, attempt.bank_digest).title,
            answered,
            len(attempt.question_ids),
        )
        for attempt, answered in attempts.unfinished(session, learner_id)
    )


def forget(session: Session, learner_id: str) -> None:
    """Delete the profile with all its attempts."""
    attempts.forget(session, learner_id)


def begin(  # noqa: PLR0917
    session: Session,
    learner_id: str,
    digest: str,
    slug: str,
    question_ids: list[str],
    seed: str,
    now: datetime,
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
        )
    )
    return attempt_id


def _load(
    session: Session,
    library: Library,
    learner_id: str,
    attempt_id: str,
    *,
    locked: bool = False,
) -> tuple[attempts.Attempt, Bank, Sequence[attempts.AttemptAnswer]]:
    attempt = attempts.attempt_of(session, learner_id, attempt_id, locked=locked)
    if attempt is None:
        raise NoSuchAttempt
    bank = library.version(session, attempt.bank_digest)
    return attempt, bank, attempts.answers_of(session, attempt_id)


def _is_told_at_end(library: Library, attempt: attempts.Attempt) -> bool:
    """Whether what was right is told when all is answered, as a quiz may have it."""
    shelved = library.shelf().quizzes.get(attempt.bank_slug)
    return bool(shelved and shelved.quiz and shelved.quiz.feedback == "end")


def _question_at(attempt: attempts.Attempt, bank: Bank, position: int) -> Question:
    if not 1 <= position <= len(attempt.question_ids):
        raise NoSuchAttempt
    question = bank.question(attempt.question_ids[position - 1])
    if question is None:
        raise NoSuchAttempt
    return question


def _seed(attempt: attempts.Attempt, position: int) -> str:
    return f"{attempt.seed}/{position}"


def _graded(
    bank: Bank, answers: Sequence[attempts.AttemptAnswer]
) -> Iterator[tuple[attempts.AttemptAnswer, Grade]]:
    for given in answers:
        if question := bank.question(given.question_id):
            yield given, grade(question, decode(given.response))


def _scored(
    bank: Bank, answers: Sequence[attempts.AttemptAnswer]
) -> Iterator[tuple[attempts.AttemptAnswer, Grade]]:
    return ((given, graded) for given, graded in _graded(bank, answers) if graded.is_scored)
