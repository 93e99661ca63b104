"""A question as it is put to somebody: shuffled, numbered, without its key.

Options carry slots (1, 2, ...) in place of the author's ids, since an id may give the key away.
The order comes from a seed alone, and parts whose order in the file is the key are sorted by
their text first; so two questions that differ only in their key are presented alike. What has an
order of its own keeps it: true and false, the options of a poll, categories, words of a passage.
"""

from dataclasses import dataclass

from quizapp.core.bank import (
    Categorise,
    Chain,
    Cloze,
    Gap,
    Highlight,
    Matching,
    Multiple,
    Numeric,
    Ordering,
    Poll,
    Question,
    Single,
    TrueFalse,
)
from quizapp.core.media import FoundMedia, Picture
from quizapp.core.passage import gapped_spans, marked_spans
from quizapp.core.response import Chosen, Filled, Judged, Matched, Ordered, Response, Typed
from quizapp.core.shuffle import order


@dataclass(frozen=True)
class Option:
    """Something to pick or to place; `slot` counts from 1 in the order shown."""

    slot: int
    text: str


@dataclass(frozen=True)
class Piece:
    """A stretch of a text; with a slot it is a gap or can be marked.

    A gap has no text; its `options` are those of its menu, empty where it is to be typed.
    """

    text: str
    slot: int | None = None
    options: tuple[Option, ...] = ()


@dataclass(frozen=True)
class Exhibit:
    """A question's picture as it is shown; without its file there is the text that stands for it.

    The file's name stays behind, like the question's id.
    """

    alt: str
    credit: str | None
    picture: Picture | None


@dataclass(frozen=True)
class Presented:
    """What may be shown before the reveal.

    `options` are the tiles, right sides, items, links, categories or words to mark; `prompts` what
    is to be matched with them or sorted into them; `pieces` the text of a cloze or a passage;
    `content` what a chain ends in; `unit` that of a number. The question's id stays behind, for an
    author's word for it may give the key away.
    """

    type: str
    stem: str
    skill: str
    hint: str | None
    media: Exhibit | None = None
    options: tuple[Option, ...] = ()
    prompts: tuple[Option, ...] = ()
    pieces: tuple[Piece, ...] = ()
    content: str | None = None
    unit: str | None = None


def present(question: Question, seed: str) -> Presented:
    """The question in the order that `seed` gives."""
    texts, lefts = _texts(question), left_sides(question, seed)
    return Presented(
        type=question.type,
        stem=question.stem,
        skill=question.skill,
        hint=question.hint,
        media=exhibit(question),
        options=_numbered([texts[i] for i in shown_ids(question, seed)]),
        prompts=_numbered(list(lefts.values())),
        pieces=_pieces(question, seed),
        content=question.content if isinstance(question, Chain) else None,
        unit=question.unit if isinstance(question, Numeric) else None,
    )


def exhibit(question: Question) -> Exhibit | None:
    """The question's picture, None where it has none."""
    media = question.media
    if media is None:
        return None
    return Exhibit(
        media.alt, media.credit, media.picture if isinstance(media, FoundMedia) else None
    )


def shown_ids(question: Question, seed: str) -> tuple[str, ...]:
    """The ids of the options, slot by slot."""
    texts = _texts(question)
    ids = list(texts)
    if isinstance(question, TrueFalse | Poll | Categorise | Highlight):
        return tuple(ids)
    if isinstance(question, Matching | Ordering | Chain):
        ids.sort(key=lambda i: texts[i])
    return tuple(ids[i] for i in order(len(ids), f"{seed}/{question.id}"))


def left_sides(question: Question, seed: str) -> dict[str, str]:
    """The ids of the prompts with their texts, slot by slot."""
    match question:
        case Matching():
            return {p.id: p.left for p in question.pairs}
        case Categorise():  # the file may list them by category
            items = sorted(question.items, key=lambda i: i.text)
            shuffled = order(len(items), f"{seed}/{question.id}")
            return {items[n].id: items[n].text for n in shuffled}
    return {}


def gap_choices(gap: Gap, question: Cloze, seed: str) -> tuple[str, ...]:
    """The ids of a gap's choices, slot by slot; empty where it is to be typed."""
    place = question.in_order.index(gap)
    shuffled = order(len(gap.choices), f"{seed}/{question.id}/{place}")
    return tuple(gap.choices[n].id for n in shuffled)


def slots_of(question: Question, seed: str, response: Response) -> tuple[int, ...]:
    """The slots that were picked, for a question with tiles; empty for the other kinds."""
    match question, response:
        case ((Single() | Multiple() | Poll()), Chosen(ids)):
            shown = shown_ids(question, seed)
            return tuple(slot for slot, part in enumerate(shown, start=1) if part in ids)
        case _, Judged(value):
            return (1,) if value else (2,)
    return ()


def describe(question: Question, seed: str, response: Response) -> str:
    """The answer in words, as its giver may see it: no hint of whether it is right."""
    texts = _texts(question)
    match response:
        case Chosen(ids):
            return ", ".join(texts.get(i, i) for i in shown_ids(question, seed) if i in ids)
        case Judged(value):
            return "True" if value else "False"
        case Matched(pairs):
            given = dict(pairs)  # told in the order shown: that of the file may tell the key
            lefts = left_sides(question, seed).items()
            return "; ".join(
                f"{left}: {texts.get(given[i], given[i])}" for i, left in lefts if i in given
            )
        case Ordered(ids):
            between = " → " if isinstance(question, Chain) else ", then "
            return between.join(texts.get(i, i) for i in ids)
        case Typed(text):
            unit = question.unit if isinstance(question, Numeric) else None
            is_bare = unit and not text.casefold().endswith(unit.casefold())
            return f"{text} {unit}" if is_bare else text
        case Filled(gaps):
            return "; ".join(_fillings(question, dict(gaps)))


def _fillings(question: Question, given: dict[str, str]) -> list[str]:
    gaps = question.in_order if isinstance(question, Cloze) else ()
    menus = [(gap.id, {c.id: c.text for c in gap.choices}) for gap in gaps]
    return [menu.get(given[i], given[i]) for i, menu in menus if i in given]


def _texts(question: Question) -> dict[str, str]:
    """Each option's id with its text."""
    match question:
        case Single() | Multiple() | Poll():
            return {c.id: c.text for c in question.choices}
        case TrueFalse():
            return {"true": "True", "false": "False"}
        case Highlight():
            return {s.id: s.text for s in marked_spans(question.passage) if s.id}
        case Matching():
            spare = {d.id: d.text for d in question.distractors}
            return {p.id: p.right for p in question.pairs} | spare
        case Categorise():
            return {c.id: c.text for c in question.categories}
        case Ordering():
            return {i.id: i.text for i in question.items}
        case Chain():
            return {link.id: link.text for link in (*question.links, *question.distractors)}
    return {}


def _numbered(texts: list[str]) -> tuple[Option, ...]:
    return tuple(Option(slot, text) for slot, text in enumerate(texts, start=1))


def _pieces(question: Question, seed: str) -> tuple[Piece, ...]:
    match question:
        case Highlight():
            slots = {i: n for n, i in enumerate(shown_ids(question, seed), start=1)}
            return tuple(
                Piece(s.text, slots[s.id] if s.id else None) for s in marked_spans(question.passage)
            )
        case Cloze():
            gaps = {gap.id: (n, gap) for n, gap in enumerate(question.in_order, start=1)}
            return tuple(
                _gap_piece(question, seed, *gaps[s.id]) if s.id else Piece(s.text)
                for s in gapped_spans(question.text)
            )
    return ()


def _gap_piece(question: Cloze, seed: str, slot: int, gap: Gap) -> Piece:
    texts = {c.id: c.text for c in gap.choices}
    return Piece("", slot, _numbered([texts[i] for i in gap_choices(gap, question, seed)]))
