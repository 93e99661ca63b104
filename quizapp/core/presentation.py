"""A question as it is put to somebody: shuffled, numbered, without its key.

Options carry slots (1, 2, ...) in place of the author's ids, since an id may give the key away.
The order comes from a seed alone, and parts whose order in the file is the key are sorted by
their text first; so two questions that differ only in their key are presented alike.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from quizapp.core.bank import Matching, Multiple, Ordering, Question, ShortText, Single, TrueFalse
from quizapp.core.response import Chosen, Judged, Matched, Ordered, Response, Typed
from quizapp.core.shuffle import order

TYPED_LIMIT = 200
"""How many characters a typed answer may have."""

Fields = Mapping[str, Sequence[str]]


@dataclass(frozen=True)
class Option:
    """Something to pick or to place; `slot` counts from 1 in the order shown."""

    slot: int
    text: str


@dataclass(frozen=True)
class Presented:
    """What may be shown before the reveal.

    `options` are the tiles, the right sides or the items; `prompts` the left sides of a matching
    question. The question's id stays behind, for an author's word for it may give the key away.
    """

    type: str
    stem: str
    skill: str
    hint: str | None
    options: tuple[Option, ...] = ()
    prompts: tuple[Option, ...] = ()


class AnswerRefused(Exception):
    """A form that is no answer to the question; the message says how to mend it."""


def present(question: Question, seed: str) -> Presented:
    """The question in the order that `seed` gives."""
    texts = _texts(question)
    return Presented(
        type=question.type,
        stem=question.stem,
        skill=question.skill,
        hint=question.hint,
        options=tuple(Option(n, texts[i]) for n, i in enumerate(_shown(question, seed), start=1)),
        prompts=tuple(Option(n, p.left) for n, p in enumerate(question.pairs, start=1))
        if isinstance(question, Matching)
        else (),
    )


def read_response(question: Question, seed: str, fields: Fields) -> Response:
    """The answer in a form's fields, or AnswerRefused.

    Fields: `choice` (a slot; several for `multiple`; 1 is true and 2 is false), `match-N` (the
    option's slot for prompt N), `place-N` (the place of option N), `text`.
    """
    shown = _shown(question, seed)
    match question:
        case Single():
            slots = _slots(fields, "choice", len(shown))
            if len(slots) != 1:
                raise AnswerRefused("Pick one answer.")
            return Chosen((shown[slots[0] - 1],))
        case Multiple():
            slots = _slots(fields, "choice", len(shown))
            if not slots:
                raise AnswerRefused("Pick at least one answer.")
            picked = {shown[slot - 1] for slot in slots}
            return Chosen(tuple(c.id for c in question.choices if c.id in picked))
        case TrueFalse():
            slots = _slots(fields, "choice", 2)
            if len(slots) != 1:
                raise AnswerRefused("Pick one: true or false.")
            return Judged(slots[0] == 1)
        case Matching():
            return _read_matched(question, shown, fields)
        case Ordering():
            return _read_ordered(shown, fields)
        case ShortText():
            return _read_typed(fields)


def slots_of(question: Question, seed: str, response: Response) -> tuple[int, ...]:
    """The slots that were picked, for a question with tiles; empty for the other kinds."""
    shown = _shown(question, seed)
    match response:
        case Chosen(ids):
            return tuple(slot for slot, part in enumerate(shown, start=1) if part in ids)
        case Judged(value):
            return (1,) if value else (2,)
    return ()


def describe(question: Question, seed: str, response: Response) -> str:
    """The answer in words, as its giver may see it: no hint of whether it is right."""
    texts = _texts(question)
    match response:
        case Chosen(ids):
            return ", ".join(texts.get(i, i) for i in _shown(question, seed) if i in ids)
        case Judged(value):
            return "True" if value else "False"
        case Matched(pairs):
            return "; ".join(
                f"{_left(question, left)}: {texts.get(right, right)}" for left, right in pairs
            )
        case Ordered(ids):
            return ", then ".join(texts.get(i, i) for i in ids)
        case Typed(text):
            return text


def _texts(question: Question) -> dict[str, str]:
    """Each part's id with its text."""
    match question:
        case Single() | Multiple():
            return {c.id: c.text for c in question.choices}
        case TrueFalse():
            return {"true": "True", "false": "False"}
        case Matching():
            spare = {d.id: d.text for d in question.distractors}
            return {p.id: p.right for p in question.pairs} | spare
        case Ordering():
            return {i.id: i.text for i in question.items}
        case ShortText():
            return {}


def _shown(question: Question, seed: str) -> tuple[str, ...]:
    """The parts' ids in the order shown."""
    texts = _texts(question)
    ids = list(texts)
    if isinstance(question, TrueFalse):
        return tuple(ids)
    if isinstance(question, Matching | Ordering):
        ids.sort(key=lambda i: texts[i])
    return tuple(ids[i] for i in order(len(ids), f"{seed}/{question.id}"))


def _left(question: Question, pair_id: str) -> str:
    if isinstance(question, Matching):
        return next((p.left for p in question.pairs if p.id == pair_id), pair_id)
    return pair_id


def _slots(fields: Fields, name: str, count: int) -> list[int]:
    given = fields.get(name, ())
    slots = {int(v) for v in given if v.isascii() and v.isdigit() and len(v) < 4}
    if len(slots) != len(given) or any(not 1 <= slot <= count for slot in slots):
        raise AnswerRefused("That is not one of the answers. Pick from those shown.")
    return sorted(slots)


def _read_matched(question: Matching, shown: tuple[str, ...], fields: Fields) -> Matched:
    pairs = []
    for number, pair in enumerate(question.pairs, start=1):
        slots = _slots(fields, f"match-{number}", len(shown))
        if len(slots) != 1:
            raise AnswerRefused(f"Choose a match for each; “{pair.left}” has none yet.")
        pairs.append((pair.id, shown[slots[0] - 1]))
    return Matched(tuple(pairs))


def _read_ordered(shown: tuple[str, ...], fields: Fields) -> Ordered:
    places: dict[int, str] = {}
    for number, item in enumerate(shown, start=1):
        slots = _slots(fields, f"place-{number}", len(shown))
        if len(slots) != 1:
            raise AnswerRefused("Give each one a place.")
        if slots[0] in places:
            raise AnswerRefused(f"Two share place {slots[0]}. Give each its own.")
        places[slots[0]] = item
    return Ordered(tuple(places[place] for place in sorted(places)))


def _read_typed(fields: Fields) -> Typed:
    given = fields.get("text", ())
    text = " ".join(" ".join(given).replace("\0", " ").split())
    if not text:
        raise AnswerRefused("Type your answer first.")
    if len(text) > TYPED_LIMIT:
        raise AnswerRefused(f"That is too long. Use at most {TYPED_LIMIT} characters.")
    return Typed(text)
