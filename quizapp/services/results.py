"""How attempts went: a result, and the scores of the last ones."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from statistics import mean

from quizapp.core.bank import Bank
from quizapp.core.citation import Citation, citations
from quizapp.core.grading import Grade, Verdict
from quizapp.core.presentation import Exhibit, exhibit
from quizapp.core.question import SKILLS, Skill
from quizapp.services import study
from quizapp.services.library import Library
from quizapp.store import attempts
from quizapp.store.database import Session

HISTORY_LENGTH = 20
"""How many earlier scores are shown."""


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

    `count` is how many questions were scored; `share` is None where none was. `is_cut_short`: not
    everything was answered when the test ended.
    """

    attempt: str
    slug: str
    title: str
    share: float | None
    right: int
    count: int
    skills: tuple[SkillScore, ...]
    credits: tuple[float, ...]
    mistakes: tuple[Mistake, ...]
    history: tuple[Score, ...]
    is_cut_short: bool = False


def result(
    session: Session, library: Library, learner_id: str, attempt_id: str, now: datetime
) -> Result | None:
    """The result of an attempt that is over, None of any other. Raises NoSuchAttempt."""
    attempt, bank, answers = study.load(session, library, learner_id, attempt_id)
    if not study.is_over(attempt, now):
        return None
    graded = _scored(attempt, bank, answers, now)
    by_skill: dict[Skill, list[float]] = {}
    for position, found in graded.items():
        skill = study.question_at(attempt, bank, position).skill
        by_skill.setdefault(skill, []).append(found.credit)
    credits = [found.credit for found in graded.values()]
    return Result(
        attempt=attempt.id,
        slug=attempt.bank_slug,
        title=bank.title,
        share=mean(credits) if credits else None,
        right=sum(credit >= 1 for credit in credits),
        count=len(credits),
        skills=tuple(
            SkillScore(skill, mean(by_skill[skill]), len(by_skill[skill]))
            for skill in SKILLS
            if skill in by_skill
        ),
        credits=tuple(credits),
        mistakes=_mistakes(attempt, bank, library, graded),
        history=history(session, library, learner_id, now, attempt.bank_slug),
        is_cut_short=len(answers) < len(attempt.question_ids),
    )


def history(
    session: Session, library: Library, learner_id: str, now: datetime, slug: str | None = None
) -> tuple[Score, ...]:
    """The learner's last scores, oldest first; of one bank where `slug` is given.

    They are worked out from the answers, so that a question declared void changes them; an attempt
    without any scored question is left out.
    """
    scores = []
    for attempt, answers in attempts.finished(session, learner_id, slug, HISTORY_LENGTH, now):
        ended_at = attempt.finished_at or attempt.ends_at
        assert ended_at
        bank = library.version(session, attempt.bank_digest)
        if graded := _scored(attempt, bank, answers, now):
            score = Score(
                attempt=attempt.id,
                slug=attempt.bank_slug,
                title=bank.title,
                finished_at=ended_at,
                share=mean(found.credit for found in graded.values()),
                count=len(graded),
            )
            scores.append(score)
    return tuple(reversed(scores))


def _scored(
    attempt: attempts.Attempt,
    bank: Bank,
    answers: Sequence[attempts.AttemptAnswer],
    now: datetime,
) -> dict[int, Grade]:
    graded = study.graded_at(attempt, bank, answers, now)
    return {position: found for position, found in graded.items() if found.is_scored}


def _mistakes(
    attempt: attempts.Attempt, bank: Bank, library: Library, graded: dict[int, Grade]
) -> tuple[Mistake, ...]:
    found = []
    for position, one in graded.items():
        if one.credit < 1:
            question = study.question_at(attempt, bank, position)
            found.append(
                Mistake(
                    position=position,
                    stem=question.stem,
                    media=exhibit(question),
                    verdict=one.verdict,
                    grade=one,
                    citations=citations(question, bank, library.ledgers_of(bank)),
                )
            )
    return tuple(found)
