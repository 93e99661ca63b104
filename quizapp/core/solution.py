"""A question's key as a form would send it, for a device that has to compare by itself.

`core.grading` alone says what an answer is worth. This says only what is certainly right: an
answer that differs may be partly right, or spelled in another way that counts too.
"""

from dataclasses import dataclass, field

from quizapp.core.answering import FilledIn, fields_of
from quizapp.core.bank import (
    Categorise,
    Chain,
    Cloze,
    Gap,
    Highlight,
    Matching,
    Multiple,
    Numeric,
    Open,
    Ordering,
    Poll,
    Question,
    ShortText,
    Single,
    TrueFalse,
)
from quizapp.core.response import Chosen, Filled, Judged, Matched, Ordered, Response
from quizapp.core.spelling import normalised


@dataclass(frozen=True)
class Solution:
    """What a form has to hold.

    `exact`: the values of each field, in any order. `typed`: for each field to be typed, words
    that count, as `core.spelling` compares them; empty where words cannot tell.
    """

    exact: FilledIn = field(default_factory=dict)
    typed: FilledIn = field(default_factory=dict)


def solution(question: Question, seed: str) -> Solution | None:
    """What is right where the question is put in the order of `seed`; None where nothing is."""
    match question:
        case Poll() | Open():
            return None
        case ShortText():
            return Solution(typed={"text": _spellings(question.accept)})
        case Numeric():
            return Solution(typed={"text": ()})
        case Cloze():
            typed = {
                f"gap-{n}": _spellings(gap.accept)
                for n, gap in enumerate(question.in_order, start=1)
                if not gap.choices
            }
            return Solution(fields_of(question, seed, _choices(question)), typed)
        case _:
            return Solution(fields_of(question, seed, _key(question)))


def _spellings(accepted: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(normalised(text) for text in accepted))


def _choices(question: Cloze) -> Filled:
    """What belongs into the gaps that have a menu."""
    return Filled(tuple((gap.id, _right_choice(gap)) for gap in question.gaps if gap.choices))


def _right_choice(gap: Gap) -> str:
    return next(choice.id for choice in gap.choices if choice.correct)


def _key(
    question: Single | Multiple | TrueFalse | Highlight | Matching | Categorise | Ordering | Chain,
) -> Response:
    match question:
        case Single() | Multiple():
            return Chosen(tuple(c.id for c in question.choices if c.correct))
        case Highlight():
            return Chosen(tuple(question.correct))
        case TrueFalse():
            return Judged(question.answer)
        case Matching():
            return Matched(tuple((pair.id, pair.id) for pair in question.pairs))
        case Categorise():
            return Matched(tuple((item.id, item.category) for item in question.items))
        case Ordering():
            return Ordered(tuple(item.id for item in question.items))
        case Chain():
            return Ordered(tuple(link.id for link in question.links))
