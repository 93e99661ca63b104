"""The only place that knows what is right.

Credit runs from 0 to 1. `single`, `true_false`, `short_text` and `numeric` get all or nothing;
`multiple` and `highlight` right picks minus wrong picks over the number of keys, never below 0
(Moodle's fractions); `matching`, `categorise` and `cloze` the share of places that are right.
`ordering` gets the share of neighbours that follow each other rightly (Moodle's "relative to
next"), `chain` the same with both ends counted, so that it tells who is outermost and who is not
followed by anybody. `poll` and `open` have no key and are not scored.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise, zip_longest
from typing import Literal

from quizapp.core.bank import (
    Categorise,
    Chain,
    Choice,
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
    Rejected,
    ShortText,
    Single,
    TrueFalse,
    Void,
)
from quizapp.core.passage import marked_spans
from quizapp.core.response import Chosen, Filled, Judged, Matched, Ordered, Response, Typed
from quizapp.core.spelling import is_typo, normalised, numbers_in, shown_number

Verdict = Literal["right", "partly", "wrong", "none", "unscored"]


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
    """One place to fill (a left side, a rank, a gap): what was given and what belongs there.

    `key` is empty where nothing belongs (a link too many); `feedback` is for what was given.
    """

    label: str
    given: str | None
    key: str
    is_right: bool
    feedback: str | None = None


@dataclass(frozen=True)
class Grade:
    """How right an answer is. `is_answered` False: nothing was given and the marks show the key.

    `is_scored` False: it counts as neither right nor wrong, and the credit is 0. `void` says why
    where that is so, or all count as right, because the question was found flawed.
    """

    credit: float
    is_answered: bool
    options: tuple[OptionMark, ...] = ()
    places: tuple[PlaceMark, ...] = ()
    feedback: str | None = None
    is_scored: bool = True
    void: str | None = None

    @property
    def verdict(self) -> Verdict:
        """The credit in a word."""
        if not self.is_answered:
            return "none"
        if not self.is_scored:
            return "unscored"
        if self.credit >= 1:
            return "right"
        return "partly" if self.credit > 0 else "wrong"


class WrongKindOfResponse(ValueError):
    """A response that cannot belong to the question: of another kind, or naming unknown parts."""

    def __init__(self, question: Question, response: Response | None) -> None:
        super().__init__(
            f"{type(response).__name__} is no response to the {question.type} '{question.id}'"
        )


def grade(question: Question, response: Response | None) -> Grade:
    """The grade of a response; of None, the key with credit 0.

    Raises WrongKindOfResponse, and nothing else, for any response at all.
    """
    found = _grade(question, response)
    return _voided(found, question.void) if question.void else found


def _grade(question: Question, response: Response | None) -> Grade:
    match question:
        case Single() | Multiple() | TrueFalse() | Highlight() | Poll():
            return _grade_picked(question, response)
        case Matching() | Categorise() | Ordering() | Chain():
            return _grade_placed(question, response)
        case ShortText() | Numeric() | Cloze() | Open():
            return _grade_written(question, response)


def _voided(found: Grade, void: Void) -> Grade:
    if void.treat == "disregard":
        return replace(found, credit=0.0, is_scored=False, void=void.why)
    return replace(found, credit=float(found.is_answered), void=void.why)


# Picking


def _grade_picked(
    question: Single | Multiple | TrueFalse | Highlight | Poll, response: Response | None
) -> Grade:
    match question, response:
        case ((Single() | Multiple()), (Chosen() | None)):
            return _grade_choices(question, response)
        case TrueFalse(), (Judged() | None):
            return _grade_judged(question, response)
        case Highlight(), (Chosen() | None):
            return _grade_highlight(question, response)
        case Poll(), (Chosen() | None):
            return _grade_poll(question, response)
    raise WrongKindOfResponse(question, response)


def _grade_choices(question: Single | Multiple, response: Chosen | None) -> Grade:
    given = _known(question, response, [c.id for c in question.choices])
    if isinstance(question, Single) and len(given) > 1:
        raise WrongKindOfResponse(question, response)
    keys = {c.id for c in question.choices if c.correct}
    marks = tuple(
        OptionMark(c.id, c.text, c.correct, c.id in given, c.feedback if c.id in given else None)
        for c in question.choices
    )
    return Grade(_right_minus_wrong(given, keys), response is not None, options=marks)


def _grade_highlight(question: Highlight, response: Chosen | None) -> Grade:
    spans = {s.id: s.text for s in marked_spans(question.passage) if s.id}
    given = _known(question, response, spans)
    keys = set(question.correct)
    marks = tuple(
        OptionMark(i, text, i in keys, i in given, question.feedback.get(i) if i in given else None)
        for i, text in spans.items()
    )
    return Grade(_right_minus_wrong(given, keys), response is not None, options=marks)


def _grade_poll(question: Poll, response: Chosen | None) -> Grade:
    given = _known(question, response, [c.id for c in question.choices])
    if len(given) > 1:
        raise WrongKindOfResponse(question, response)
    marks = tuple(
        OptionMark(c.id, c.text, is_key=False, is_given=c.id in given) for c in question.choices
    )
    return Grade(0.0, response is not None, options=marks, is_scored=False)


def _known(question: Question, response: Chosen | None, ids: Iterable[str]) -> set[str]:
    given = set(response.ids) if response else set()
    if not given <= set(ids):
        raise WrongKindOfResponse(question, response)
    return given


def _right_minus_wrong(given: set[str], keys: set[str]) -> float:
    return max(0.0, (len(given & keys) - len(given - keys)) / len(keys))


def _grade_judged(question: TrueFalse, response: Judged | None) -> Grade:
    given = response.value if response else None
    marks = tuple(
        OptionMark(
            id="true" if value else "false",
            text="True" if value else "False",
            is_key=question.answer is value,
            is_given=given is value,
            feedback=_judged_feedback(question, value) if given is value else None,
        )
        for value in (True, False)
    )
    return Grade(float(given is question.answer), response is not None, options=marks)


def _judged_feedback(question: TrueFalse, value: bool) -> str | None:  # noqa: FBT001
    return question.feedback.true if value else question.feedback.false


# Placing


def _grade_placed(
    question: Matching | Categorise | Ordering | Chain, response: Response | None
) -> Grade:
    match question, response:
        case Matching(), (Matched() | None):
            return _grade_matched(question, response)
        case Categorise(), (Matched() | None):
            return _grade_sorted(question, response)
        case Ordering(), (Ordered() | None):
            return _grade_ordered(question, response)
        case Chain(), (Ordered() | None):
            return _grade_chain(question, response)
    raise WrongKindOfResponse(question, response)


def _grade_matched(question: Matching, response: Matched | None) -> Grade:
    rights = {p.id: p.right for p in question.pairs} | {d.id: d.text for d in question.distractors}
    given = dict(response.pairs) if response else {}
    if not (set(given) <= {p.id for p in question.pairs} and set(given.values()) <= set(rights)):
        raise WrongKindOfResponse(question, response)
    marks = tuple(
        PlaceMark(
            p.left, rights[given[p.id]] if p.id in given else None, p.right, given.get(p.id) == p.id
        )
        for p in question.pairs
    )
    return _share(marks, response)


def _grade_sorted(question: Categorise, response: Matched | None) -> Grade:
    names = {c.id: c.text for c in question.categories}
    given = dict(response.pairs) if response else {}
    if not (set(given) <= {i.id for i in question.items} and set(given.values()) <= set(names)):
        raise WrongKindOfResponse(question, response)
    marks = tuple(
        PlaceMark(
            item.text,
            names[given[item.id]] if item.id in given else None,
            names[item.category],
            is_right=given.get(item.id) == item.category,
            feedback=item.feedback if given.get(item.id, item.category) != item.category else None,
        )
        for item in question.items
    )
    return _share(marks, response)


def _share(marks: tuple[PlaceMark, ...], response: Response | None) -> Grade:
    credit = sum(m.is_right for m in marks) / len(marks)
    return Grade(credit if response else 0.0, response is not None, places=marks)


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


def _grade_chain(question: Chain, response: Ordered | None) -> Grade:
    """A link is right where the one around it is, or the outside, belongs there."""
    texts = {link.id: link.text for link in (*question.links, *question.distractors)}
    given = list(response.ids) if response else []
    if len(set(given)) != len(given) or not set(given) <= set(texts):
        raise WrongKindOfResponse(question, response)
    right = [link.id for link in question.links]
    follows = set(pairwise(["", *right, ""]))
    kept = [pair in follows for pair in pairwise(["", *given, ""])]
    places = enumerate(zip_longest(given, right, fillvalue=""))
    marks = tuple(
        PlaceMark(str(n + 1), texts.get(one), texts.get(key, ""), bool(one) and kept[n])
        for n, (one, key) in places
    )
    return Grade(sum(kept) / len(follows) if given else 0.0, response is not None, places=marks)


# Typing


def _grade_written(
    question: ShortText | Numeric | Cloze | Open, response: Response | None
) -> Grade:
    match question, response:
        case ShortText(), (Typed() | None):
            return _grade_typed(question, response)
        case Numeric(), (Typed() | None):
            return _grade_numeric(question, response)
        case Cloze(), (Filled() | None):
            return _grade_cloze(question, response)
        case Open(), (Typed() | None):
            return Grade(0.0, response is not None, is_scored=False)
    raise WrongKindOfResponse(question, response)


def _grade_typed(question: ShortText, response: Typed | None) -> Grade:
    mark = _typed_mark("Your answer", question, response.text if response else None)
    place = replace(mark, feedback=None)
    return Grade(float(mark.is_right), response is not None, (), (place,), mark.feedback)


def _typed_mark(label: str, expected: ShortText | Gap, text: str | None) -> PlaceMark:
    """What was typed beside what was wanted, with a word on a well-known slip or the spelling."""
    typed = normalised(text or "")
    if text is None or not typed:
        return PlaceMark(label, text, expected.accept[0], is_right=False)
    if typed in {normalised(a) for a in expected.accept}:
        return PlaceMark(label, text, expected.accept[0], is_right=True)
    if slip := _rejected(expected.reject, typed):
        return PlaceMark(label, text, expected.accept[0], is_right=False, feedback=slip.feedback)
    meant = next((a for a in expected.accept if is_typo(text, a, expected.typos)), None)
    spelled = f"It is spelled {meant}." if meant else None
    return PlaceMark(label, text, expected.accept[0], meant is not None, spelled)


def _rejected(slips: tuple[Rejected, ...], typed: str) -> Rejected | None:
    return next((r for r in slips if normalised(r.text) == typed), None)


def _grade_numeric(question: Numeric, response: Typed | None) -> Grade:
    given = numbers_in(response.text, question.unit) if response else frozenset()
    is_right = any(_is_in(question, number) for number in given)
    told = (r.feedback for r in question.reject if _exact(r.value) in given)
    shown = response.text if response else None
    mark = PlaceMark("Your answer", shown, key_of(question), is_right)
    feedback = None if is_right else next(told, None)
    return Grade(float(is_right), response is not None, places=(mark,), feedback=feedback)


def _is_in(question: Numeric, number: Decimal) -> bool:
    if question.range:
        return _exact(question.range.min) <= number <= _exact(question.range.max)
    return abs(number - _exact(question.value or 0.0)) <= _exact(question.tolerance)


def _exact(number: float) -> Decimal:
    """The decimal number that stands in the file: 0.1 is a tenth."""
    return Decimal(repr(number))


def key_of(question: Numeric) -> str:
    """The right number, or the right ones, in words."""
    unit = f" {question.unit}" if question.unit else ""
    if question.range:
        return f"{shown_number(question.range.min)} to {shown_number(question.range.max)}{unit}"
    around = f" (give or take {shown_number(question.tolerance)})" if question.tolerance else ""
    return f"{shown_number(question.value or 0.0)}{unit}{around}"


def _grade_cloze(question: Cloze, response: Filled | None) -> Grade:
    given = dict(response.gaps) if response else {}
    gaps = {gap.id: gap for gap in question.gaps}
    for name, filling in given.items():
        gap = gaps.get(name)
        if gap is None or (gap.choices and filling not in {c.id for c in gap.choices}):
            raise WrongKindOfResponse(question, response)
    marks = (
        _gap_mark(f"Gap {number}", gap, given.get(gap.id))
        for number, gap in enumerate(question.in_order, start=1)
    )
    return _share(tuple(marks), response)


def _gap_mark(label: str, gap: Gap, filling: str | None) -> PlaceMark:
    if not gap.choices:
        return _typed_mark(label, gap, filling)
    key = next(c for c in gap.choices if c.correct)
    picked: Choice | None = next((c for c in gap.choices if c.id == filling), None)
    if picked is None:
        return PlaceMark(label, None, key.text, is_right=False)
    return PlaceMark(label, picked.text, key.text, picked.correct, picked.feedback)
