"""The only place that knows what is right.

Credit runs from 0 to 1. Single, true or false and typed answers get all or nothing; `multiple`
gets right picks minus wrong picks over the number of keys, never below 0 (Moodle's fractions);
`matching` the share of right pairs; `ordering` the share of neighbours that follow each other
rightly (Moodle's "relative to next", without the end).
"""

import unicodedata
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from quizapp.core.bank import (
    Choice,
    Matching,
    Multiple,
    Ordering,
    Question,
    ShortText,
    Single,
    TrueFalse,
)
from quizapp.core.response import Chosen, Judged, Matched, Ordered, Response, Typed

Verdict = Literal["right", "partly", "wrong", "none"]


@dataclass(frozen=True)
class OptionMark:
    """One option beside the key; `feedback` only where it was picked."""

    id: str
    text: str
    is_key: bool
    is_given: bool
    feedback: str | None = None


@dataclass(frozen=True)
class PlaceMark:
    """One place to fill (a left side, a rank, a gap): what was given and what belongs there."""

    label: str
    given: str | None
    key: str
    is_right: bool


@dataclass(frozen=True)
class Grade:
    """How right an answer is. `is_answered` False: nothing was given and the marks show the key."""

    credit: float
    is_answered: bool
    options: tuple[OptionMark, ...] = ()
    places: tuple[PlaceMark, ...] = ()
    feedback: str | None = None

    @property
    def verdict(self) -> Verdict:
        """The credit in a word."""
        if not self.is_answered:
            return "none"
        if self.credit >= 1:
            return "right"
        return "partly" if self.credit > 0 else "wrong"


class WrongKindOfResponse(ValueError):
    """A response that cannot belong to the question: of another kind, or naming unknown parts."""

    def __init__(self, question: Question, response: Response) -> None:
        super().__init__(
            f"{type(response).__name__} is no response to the {question.type} '{question.id}'"
        )


def grade(question: Question, response: Response | None) -> Grade:
    """The grade of a response; of None, the key with credit 0.

    Raises WrongKindOfResponse, and nothing else, for any response at all.
    """
    match question, response:
        case ((Single() | Multiple()), (Chosen() | None)):
            return _grade_choices(question, response)
        case TrueFalse(), (Judged() | None):
            return _grade_judged(question, response)
        case Matching(), (Matched() | None):
            return _grade_matched(question, response)
        case Ordering(), (Ordered() | None):
            return _grade_ordered(question, response)
        case ShortText(), (Typed() | None):
            return _grade_typed(question, response)
        case _, None:
            raise AssertionError("every kind of question can be graded without a response")
        case _:
            raise WrongKindOfResponse(question, response)


def normalised(text: str) -> str:
    """A typed answer as it is compared (FORMATS.md 6.4).

    Case, accents, punctuation, spaces and a leading article do not count.
    """
    folded = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).casefold())
    kept = "".join(
        "" if unicodedata.combining(c) or unicodedata.category(c).startswith("P") else c
        for c in folded
    )
    words = kept.split()
    if len(words) > 1 and words[0] in ("a", "an", "the"):
        words = words[1:]
    return "".join(words)


def _grade_choices(question: Single | Multiple, response: Chosen | None) -> Grade:
    given = set(response.ids) if response else set()
    if response and (
        not given <= {c.id for c in question.choices} or _is_too_many(question, given)
    ):
        raise WrongKindOfResponse(question, response)
    keys = {c.id for c in question.choices if c.correct}
    credit = max(0.0, (len(given & keys) - len(given - keys)) / len(keys))
    marks = tuple(_mark(c, is_given=c.id in given) for c in question.choices)
    return Grade(credit, response is not None, options=marks)


def _is_too_many(question: Single | Multiple, given: set[str]) -> bool:
    return isinstance(question, Single) and len(given) > 1


def _mark(choice: Choice, *, is_given: bool) -> OptionMark:
    feedback = choice.feedback if is_given else None
    return OptionMark(choice.id, choice.text, choice.correct, is_given, feedback)


def _grade_judged(question: TrueFalse, response: Judged | None) -> Grade:
    marks = tuple(
        OptionMark(
            id="true" if value else "false",
            text="True" if value else "False",
            is_key=question.answer is value,
            is_given=response is not None and response.value is value,
            feedback=_judged_feedback(question, response)
            if response and response.value is value
            else None,
        )
        for value in (True, False)
    )
    is_right = response is not None and response.value is question.answer
    return Grade(float(is_right), response is not None, options=marks)


def _judged_feedback(question: TrueFalse, response: Judged) -> str | None:
    return question.feedback.true if response.value else question.feedback.false


def _grade_matched(question: Matching, response: Matched | None) -> Grade:
    rights = {p.id: p.right for p in question.pairs} | {d.id: d.text for d in question.distractors}
    given = dict(response.pairs) if response else {}
    if not (set(given) <= {p.id for p in question.pairs} and set(given.values()) <= set(rights)):
        raise WrongKindOfResponse(question, response or Matched(()))
    marks = tuple(
        PlaceMark(
            p.left, rights[given[p.id]] if p.id in given else None, p.right, given.get(p.id) == p.id
        )
        for p in question.pairs
    )
    credit = sum(m.is_right for m in marks) / len(marks)
    return Grade(credit, response is not None, places=marks)


def _grade_ordered(question: Ordering, response: Ordered | None) -> Grade:
    right = [i.id for i in question.items]
    texts = {i.id: i.text for i in question.items}
    given = list(response.ids) if response else []
    if response and sorted(given) != sorted(right):
        raise WrongKindOfResponse(question, response)
    follows = set(pairwise(right))
    kept = sum(pair in follows for pair in pairwise(given))
    marks = tuple(
        PlaceMark(
            label=str(place),
            given=texts[given[place - 1]] if given else None,
            key=texts[key],
            is_right=bool(given) and given[place - 1] == key,
        )
        for place, key in enumerate(right, start=1)
    )
    return Grade(kept / len(follows), response is not None, places=marks)


def _grade_typed(question: ShortText, response: Typed | None) -> Grade:
    typed = normalised(response.text) if response else ""
    is_right = bool(typed) and typed in {normalised(a) for a in question.accept}
    feedback = next((r.feedback for r in question.reject if normalised(r.text) == typed), None)
    mark = PlaceMark(
        "Your answer", response.text if response else None, question.accept[0], is_right
    )
    return Grade(
        float(is_right),
        response is not None,
        places=(mark,),
        feedback=None if is_right or response is None else feedback,
    )
