"""From a form to a response: whatever a browser sends is read, or refused with what to do.

choice    the slots picked (one; several for `multiple` and `highlight`); 1 is true, 2 is false
match-N   the slot of the option for prompt N
place-N   the place of option N, from 1; in a chain nothing for what does not belong
gap-N     the words for gap N of a text, or the slot of a choice
text      the words, or the number, typed
"""

from collections.abc import Mapping, Sequence

from quizapp.core.bank import (
    Categorise,
    Chain,
    Cloze,
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
from quizapp.core.presentation import gap_choices, left_sides, shown_ids
from quizapp.core.response import Chosen, Filled, Judged, Matched, Ordered, Response, Typed
from quizapp.core.spelling import numbers_in

TYPED_LIMIT = 200
OPEN_LIMIT = 600
"""How many characters a typed answer may have."""

Fields = Mapping[str, Sequence[str]]
FilledIn = dict[str, tuple[str, ...]]
KeptFields = tuple[tuple[str, tuple[str, ...]], ...]
"""The same as a value that does not change."""


class AnswerRefused(Exception):
    """A form that is no answer to the question; the message says how to mend it."""


def read_response(question: Question, seed: str, fields: Fields) -> Response:
    """The answer in a form's fields, or AnswerRefused."""
    match question:
        case Single() | Multiple() | TrueFalse() | Highlight() | Poll():
            return _read_picked(question, shown_ids(question, seed), fields)
        case Matching() | Categorise():
            return _read_matched(question, shown_ids(question, seed), seed, fields)
        case Ordering():
            return _read_ordered(shown_ids(question, seed), fields)
        case Chain():
            return _read_chain(shown_ids(question, seed), fields)
        case Cloze():
            return _read_filled(question, seed, fields)
        case Numeric():
            return _read_number(question, fields)
        case ShortText():
            return Typed(_words(fields, "text", TYPED_LIMIT))
        case Open():
            return Typed(_words(fields, "text", OPEN_LIMIT))


def fields_of(question: Question, seed: str, response: Response) -> FilledIn:
    """The fields that this response came in, so that its form can be shown filled in again."""
    shown = {name: str(slot) for slot, name in enumerate(shown_ids(question, seed), start=1)}
    match response:
        case Chosen(ids):
            return {"choice": tuple(slot for name, slot in shown.items() if name in ids)}
        case Judged(value):
            return {"choice": (shown["true" if value else "false"],)}
        case Matched(pairs):
            given, lefts = dict(pairs), left_sides(question, seed)
            return {
                f"match-{n}": (shown[given[name]],)
                for n, name in enumerate(lefts, start=1)
                if name in given
            }
        case Ordered(ids):
            return {f"place-{shown[name]}": (str(n),) for n, name in enumerate(ids, start=1)}
        case Filled(gaps):
            return _gap_fields(question, seed, dict(gaps))
        case Typed(text):
            return {"text": (text,)}


def _gap_fields(question: Question, seed: str, given: Mapping[str, str]) -> FilledIn:
    found: FilledIn = {}
    for n, gap in enumerate(question.in_order if isinstance(question, Cloze) else (), start=1):
        if gap.id in given:
            menu = gap_choices(gap, question, seed) if isinstance(question, Cloze) else ()
            words = given[gap.id]
            found[f"gap-{n}"] = (str(menu.index(words) + 1) if menu else words,)
    return found


def _read_picked(
    question: Single | Multiple | TrueFalse | Highlight | Poll,
    shown: tuple[str, ...],
    fields: Fields,
) -> Response:
    match question:
        case Single() | Poll():
            return _read_chosen(shown, fields, "Pick one answer.", most=1)
        case Multiple():
            picked = _read_chosen(shown, fields, "Pick at least one answer.").ids
            return Chosen(tuple(c.id for c in question.choices if c.id in picked))
        case Highlight():
            return _read_chosen(shown, fields, "Mark at least one part of the text.")
        case TrueFalse():
            picked = _read_chosen(shown, fields, "Pick one: true or false.", most=1).ids
            return Judged(picked == ("true",))


def _read_chosen(
    shown: tuple[str, ...], fields: Fields, advice: str, most: int | None = None
) -> Chosen:
    slots = _slots(fields, "choice", len(shown))
    if not slots or (most and len(slots) > most):
        raise AnswerRefused(advice)
    return Chosen(tuple(shown[slot - 1] for slot in slots))


def _read_matched(
    question: Matching | Categorise, shown: tuple[str, ...], seed: str, fields: Fields
) -> Matched:
    what = "match" if isinstance(question, Matching) else "category"
    given: dict[str, str] = {}
    for number, (name, text) in enumerate(left_sides(question, seed).items(), start=1):
        slots = _slots(fields, f"match-{number}", len(shown))
        if len(slots) != 1:
            raise AnswerRefused(f"Choose a {what} for each; “{text}” has none yet.")
        given[name] = shown[slots[0] - 1]
    parts = question.pairs if isinstance(question, Matching) else question.items
    return Matched(tuple((part.id, given[part.id]) for part in parts))


def _read_ordered(shown: tuple[str, ...], fields: Fields) -> Ordered:
    places = _places(shown, fields)
    if len(places) < len(shown):
        raise AnswerRefused("Give each one a place.")
    return Ordered(tuple(places[place] for place in sorted(places)))


def _read_chain(shown: tuple[str, ...], fields: Fields) -> Ordered:
    given = {name: [v for v in values if v] for name, values in fields.items()}
    places = _places(shown, given)
    if not places:
        raise AnswerRefused("Put at least one link into the chain.")
    return Ordered(tuple(places[place] for place in sorted(places)))


def _places(shown: tuple[str, ...], fields: Fields) -> dict[int, str]:
    """The options that were given a place, by place."""
    places: dict[int, str] = {}
    for number, name in enumerate(shown, start=1):
        slots = _slots(fields, f"place-{number}", len(shown))
        if len(slots) > 1:
            raise AnswerRefused("Give each one a single place.")
        if slots and slots[0] in places:
            raise AnswerRefused(f"Two share place {slots[0]}. Give each its own.")
        places |= dict.fromkeys(slots, name)
    return places


def _read_number(question: Numeric, fields: Fields) -> Typed:
    text = _words(fields, "text", TYPED_LIMIT)
    if not numbers_in(text, question.unit):
        raise AnswerRefused("Type a number in digits, such as 12 or 0.5.")
    return Typed(text)


def _read_filled(question: Cloze, seed: str, fields: Fields) -> Filled:
    given: dict[str, str] = {}
    for number, gap in enumerate(question.in_order, start=1):
        name, choices = f"gap-{number}", gap_choices(gap, question, seed)
        if choices:
            slots = _slots(fields, name, len(choices))
            if len(slots) != 1:
                raise AnswerRefused(f"Fill each gap; gap {number} is empty yet.")
            given[gap.id] = choices[slots[0] - 1]
        else:
            empty = f"Fill each gap; gap {number} is empty yet."
            given[gap.id] = _words(fields, name, TYPED_LIMIT, empty)
    return Filled(tuple((gap.id, given[gap.id]) for gap in question.gaps))


def _slots(fields: Fields, name: str, count: int) -> list[int]:
    given = fields.get(name, ())
    slots = {int(v) for v in given if v.isascii() and v.isdigit() and len(v) < 4}
    if len(slots) != len(given) or any(not 1 <= slot <= count for slot in slots):
        raise AnswerRefused("That is not one of the answers. Pick from those shown.")
    return sorted(slots)


def _words(fields: Fields, name: str, limit: int, empty: str = "Type your answer first.") -> str:
    text = " ".join(" ".join(fields.get(name, ())).replace("\0", " ").split())
    if not text:
        raise AnswerRefused(empty)
    if len(text) > limit:
        raise AnswerRefused(f"That is too long. Use at most {limit} characters.")
    return text
