"""What somebody who learns alone gets back for an answer, and how sure they were of it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from quizapp.core.answering import AnswerRefused
from quizapp.core.bank import Bank, Question
from quizapp.core.citation import Citation, citations
from quizapp.core.grading import Grade, grade
from quizapp.core.presentation import describe
from quizapp.core.response import Response
from quizapp.core.rules import Certainty, Rules
from quizapp.core.scoring import CHANCES, MARKS, Mark, levels, points
from quizapp.services.library import Library

SureIn = Callable[[Mapping[str, Sequence[str]], Rules], int | None]
"""What reads from a form how sure an answer is, by the rules that hold."""


@dataclass(frozen=True)
class Feedback:
    """What a learner gets back for an answer."""

    answer: str
    grade: Grade
    explanation: str | None
    citations: tuple[Citation, ...]


def feedback_on(
    question: Question, bank: Bank, library: Library, seed: str, response: Response | None
) -> Feedback:
    """What there is to say of a response to a question that was put in the order of `seed`.

    None is no answer: what would have been right.
    """
    return Feedback(
        answer=describe(question, seed, response) if response else "",
        grade=grade(question, response),
        explanation=question.explanation,
        citations=citations(question, bank, library.ledgers_of(bank)),
    )


def sure_in(fields: Mapping[str, Sequence[str]], rules: Rules) -> int | None:
    """How sure the answer is said to be; None where that is not asked. Raises AnswerRefused."""
    asked = {str(level): level for level in levels(rules)}
    given = (fields.get("sure") or [""])[0]
    if not asked:
        return None
    if given not in asked:
        raise AnswerRefused("Say how sure you are, then send your answer.")
    return asked[given]


def sure_kept(fields: Mapping[str, Sequence[str]], _rules: Rules) -> int | None:
    """The same of an answer that a device kept: other rules may have held then, so none refuses."""
    known = {str(level): level for level in (*MARKS, *CHANCES)}
    return known.get((fields.get("sure") or [""])[0])


def points_of(credit: float, sure: int | None) -> int:
    """What an answer earned by the rule that belongs to how sure it was said to be."""
    rule: Certainty | None = "marks" if sure in MARKS else "brier" if sure in CHANCES else None
    return points(Mark(credit, sure=sure), Rules(certainty=rule)).total
