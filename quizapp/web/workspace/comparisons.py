"""Two texts of a bank beside each other, as a page tells it: by question and by field."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from quizapp.core.difference import Difference, difference
from quizapp.core.ledger import Ledger
from quizapp.formats.restricted_yaml import Node
from quizapp.services.workspace.comparing import Comparison, compare
from quizapp.services.workspace.deck import Card
from quizapp.services.workspace.faults import NotInCards
from quizapp.web import access
from quizapp.web.workspace.questions.differing import (
    FieldChange,
    QuestionChange,
    SayClaim,
    changed,
    claims_in_words,
)

QUESTIONS = 40
"""Questions of a comparison on one page at most."""

ROOM = 24_000
"""Characters after which no other question is begun."""

LINES = 100
"""Lines of the file shown below it, unless all are asked for."""

HEAD_WORDS = {
    "title": "Title", "description": "Description", "language": "Language", "license": "Licence",
    "authors": "Authors", "sources": "Texts it rests on", "id": "Id",
    "lint": "What the check skips", "schema": "Version of the format",
}  # fmt: skip
"""How the bank's own fields are called on its page."""


@dataclass(frozen=True)
class Told:
    """A question of which something changed; `was` is its place before, where it was moved.

    `deed` is `changed`, `added`, `deleted` or `moved`.
    """

    deed: str
    card: Card
    change: QuestionChange
    was: int | None = None


@dataclass(frozen=True)
class Reading:
    """What a page says of two texts; `questions` None where one cannot be taken apart.

    `summary` counts what changed; `left_out` questions have no room on the page.
    """

    lines: Difference
    head: tuple[FieldChange, ...] = ()
    questions: tuple[Told, ...] | None = None
    summary: str = ""
    left_out: int = 0
    is_rewritten: bool = False
    has_all_lines: bool = False


def reading_of(old: str, new: str, *, all_lines: bool = False) -> Reading:
    """The two texts compared; outside of any transaction, since it may take a second."""
    lines = difference(old, new) if all_lines else difference(old, new, LINES)
    decks = access.site().decks
    try:
        before, after = decks.of(old), decks.of(new)
    except NotInCards:
        return Reading(lines, has_all_lines=all_lines)
    found = compare(before, after)
    ledgers = access.site().library.ledgers((*before.sources, *after.sources))
    told, left_out = _fitting(found, ledgers)
    return Reading(
        lines=lines,
        head=tuple(_head(found)),
        questions=told,
        summary=", ".join(_counts(found)),
        left_out=left_out,
        is_rewritten=found.is_rewritten,
        has_all_lines=all_lines,
    )


def keys_in(text: str) -> frozenset[str]:
    """The questions that can be opened; none where the text cannot be taken apart."""
    try:
        return frozenset(card.key for card in access.site().decks.of(text))
    except NotInCards:
        return frozenset()


def _fitting(found: Comparison, ledgers: Mapping[str, Ledger]) -> tuple[tuple[Told, ...], int]:
    """As many questions as a page has room for, and how many are left out."""
    say = claims_in_words(ledgers)
    waiting = _in_order(found)
    told: list[Told] = []
    left = ROOM
    for place, pair in enumerate(waiting):
        if len(told) == QUESTIONS or left <= 0:
            return tuple(told), len(waiting) - place
        told.append(_told(*pair, found, say))
        left -= sum(len(s.text) for f in told[-1].change.fields for s in f.words)
    return tuple(told), 0


def _in_order(found: Comparison) -> list[tuple[Card | None, Card | None]]:
    """All to which something happened: in the new order, then those that are gone."""
    there: dict[int, tuple[Card | None, Card | None]] = {
        a.number: (b, a) for b, a in (*found.moved, *found.changed)
    }
    there |= {card.number: (None, card) for card in found.added}
    return [*(there[number] for number in sorted(there)), *((card, None) for card in found.deleted)]


def _told(before: Card | None, after: Card | None, found: Comparison, say: SayClaim) -> Told:
    if before and after:
        change = changed(before.fields, after.fields, say)
        was = before.number if (before, after) in found.moved else None
        return Told("changed" if (before, after) in found.changed else "moved", after, change, was)
    card = after or before
    assert card
    bare = {name: v for name, v in card.fields.items() if name in ("type", "skill", "difficulty")}
    if after:
        return Told("added", card, changed(bare, after.fields, say))
    return Told("deleted", card, changed(card.fields, bare, say))


def _counts(found: Comparison) -> Iterator[str]:
    named = {a.number for _, a in found.changed}
    moved = [a for _, a in found.moved if a.number not in named]
    several = (
        (len(found.changed), "changed"), (len(found.added), "added"),
        (len(found.deleted), "deleted"), (len(moved), "moved"),
    )  # fmt: skip
    noun = " question"
    for count, deed in several:
        if count:
            yield f"{count:,}{noun and noun + 's' * (count != 1)} {deed}"
            noun = ""
    if found.head:
        names = ", ".join(HEAD_WORDS.get(n, n).lower() for n, _, _ in found.head)
        yield f"{names} of the bank changed"


def _head(found: Comparison) -> Iterator[FieldChange]:
    for name, before, after in found.head:
        yield FieldChange(name, HEAD_WORDS.get(name, name), _in_words(before), _in_words(after))


def _in_words(value: Node) -> str:
    """A value of the head; lists with commas between, what is nested by its texts."""
    match value:
        case None:
            return ""
        case tuple():
            return ", ".join(map(_in_words, value))
        case dict():
            return "; ".join(_in_words(each) for each in value.values())
    return str(value).strip()
