"""Two texts of a bank beside each other, as a page tells it: by question and by field."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import accumulate

from quizapp.core.difference import Difference, difference
from quizapp.formats.restricted_yaml import Node
from quizapp.services.workspace.comparing import Comparison, compare
from quizapp.services.workspace.deck import Card, Deck, is_place
from quizapp.services.workspace.faults import NotInCards
from quizapp.web import access
from quizapp.web.workspace.questions.differing import (
    FieldChange,
    changed,
    claims_in_words,
)

QUESTIONS = 40
"""Questions of a comparison that are told field by field."""

FIELDS = 40
"""Fields of one question that are told, and of the bank."""

CHARACTERS = 24_000
"""Characters of a page after which no other field is told."""

LEAST = 60
"""Characters that a field counts for at least."""

READ = 10
"""Characters that are compared for one of the page: so the time that a page takes is bounded too.
"""

LISTED = 1_000
"""Questions that came or went and are named in a line each, beyond those that are told."""

LINES = 100
"""Lines of the file shown below it, unless all are asked for."""

OWN_LINES = 40
"""Lines of the file shown with a question."""

SAVED = {"changed": "changed", "added": "added", "deleted": "deleted", "moved": "moved"}
"""What became of a question from one version to another one."""

BETWEEN = SAVED | {"changed": "different", "added": "only in yours", "deleted": "only in theirs"}
"""The same between the text of somebody else and yours: nobody deleted what one has not."""

HEAD_WORDS = {
    "title": "Title", "description": "Description", "language": "Language", "license": "Licence",
    "authors": "Authors", "sources": "Texts it rests on", "id": "Id",
    "lint": "What the check skips", "schema": "Version of the format",
}  # fmt: skip
"""How the bank's own fields are called on its page."""


@dataclass(frozen=True)
class Told:
    """A question of which something changed; `was` is its place before, where it was moved.

    `deed` is a key of SAVED, `said` the word for it. Of `more` fields there is no room to tell.
    `lines` are its own in the file, where not all can be told by fields; `unsaid` names what.
    """

    deed: str
    said: str
    card: Card
    fields: tuple[FieldChange, ...] = ()
    more: int = 0
    unsaid: tuple[str, ...] = ()
    lines: Difference | None = None
    was: int | None = None

    @property
    def stem(self) -> str:
        """By what the question is known; the words of the text where it is none."""
        return self.card.text("stem") if self.card.fields else self.card.block.text.strip()

    @property
    def size(self) -> int:
        """Characters that it takes of the page, about."""
        hunks = self.lines.hunks if self.lines else ()
        of_lines = sum(len(line.text) for hunk in hunks for line in hunk)
        return sum(map(_size, self.fields)) + of_lines + LEAST


@dataclass(frozen=True)
class Reading:
    """What a page says of two texts; `questions` None where one cannot be taken apart.

    `summary` counts what changed. Beyond the `questions`, those that came or went are `listed`, and
    `left_out` are not even that. Of `more_head` fields of the bank there is no room to tell.
    """

    lines: Difference
    head: tuple[FieldChange, ...] = ()
    more_head: int = 0
    questions: tuple[Told, ...] | None = None
    listed: tuple[Told, ...] = ()
    left_out: int = 0
    summary: str = ""
    is_rewritten: bool = False
    has_all_lines: bool = False


def reading_of(
    old: str, new: str, words: Mapping[str, str] = SAVED, *, all_lines: bool = False
) -> Reading:
    """The two texts compared; outside of any transaction, since it may take a second."""
    lines = difference(old, new) if all_lines else difference(old, new, LINES)
    decks = access.site().decks
    try:
        before, after = decks.of(old), decks.of(new)
    except NotInCards:
        return Reading(lines, has_all_lines=all_lines)
    found = compare(before, after)
    page = _Page(found, words, before, after)
    told = tuple(page.told())
    rest = [_named(pair, words) for pair in _in_order(found)[len(told) :]]
    listed = tuple(one for one in rest if one.deed in ("added", "deleted"))[:LISTED]
    head, more = _with_room(tuple(_head(found)), CHARACTERS)
    return Reading(
        lines=lines,
        head=head,
        more_head=more,
        questions=told,
        listed=listed,
        left_out=len(rest) - len(listed),
        summary=", ".join(_counts(found, words)),
        is_rewritten=found.is_rewritten,
        has_all_lines=all_lines,
    )


def keys_in(latest: str, shown: str) -> frozenset[str]:
    """The questions of the text that is shown that can be opened in the latest one.

    None where it cannot be taken apart; one known by its place alone only where the two are one.
    """
    try:
        keys = frozenset(card.key for card in access.site().decks.of(latest))
    except NotInCards:
        return frozenset()
    return frozenset(k for k in keys if latest == shown or not is_place(k))


def _in_order(found: Comparison) -> list[tuple[Card | None, Card | None]]:
    """All to which something happened: in the new order, then those that are gone."""
    there: dict[int, tuple[Card | None, Card | None]] = {
        a.number: (b, a) for b, a in (*found.moved, *found.changed)
    }
    there |= {card.number: (None, card) for card in found.added}
    return [*(there[number] for number in sorted(there)), *((card, None) for card in found.deleted)]


def _named(pair: tuple[Card | None, Card | None], words: Mapping[str, str]) -> Told:
    """The question and what became of it, without more."""
    before, after = pair
    card = after or before
    assert card
    deed = "changed" if before and after else "added" if after else "deleted"
    return Told(deed, words[deed], card)


class _Page:
    """What a page has room to tell of a comparison."""

    def __init__(
        self, found: Comparison, words: Mapping[str, str], before: Deck, after: Deck
    ) -> None:
        self._found, self._words = found, words
        self._moved = {a.number for _, a in found.moved}
        self._changed = {a.number for _, a in found.changed}
        sources = (*before.sources, *after.sources)
        self._say = claims_in_words(access.site().library.ledgers(sources))
        self._starts = tuple(_starts(deck) for deck in (before, after))

    def told(self) -> Iterator[Told]:
        """As many questions as there is room for."""
        left = CHARACTERS
        for before, after in _in_order(self._found)[:QUESTIONS]:
            if left <= 0:
                return
            told = (
                self._stayed(before, after, left)
                if before and after
                else self._came_or_went(before, after, left)
            )
            left -= told.size
            yield told

    def _stayed(self, before: Card, after: Card, left: int) -> Told:
        was = before.number if after.number in self._moved else None
        if after.number not in self._changed:
            return Told("moved", self._words["moved"], after, was=was)
        change = changed(before.fields, after.fields, self._say)
        unsaid = change.unsaid
        if _comments(before) != _comments(after):
            unsaid = (*unsaid, "comments")
        fields, more = _with_room(change.fields, left)
        lines = self._lines(before, after) if unsaid or not fields else None
        return Told("changed", self._words["changed"], after, fields, more, unsaid, lines, was)

    def _came_or_went(self, before: Card | None, after: Card | None, left: int) -> Told:
        named = _named((before, after), self._words)
        all_fields = named.card.fields
        bare = {n: v for n, v in all_fields.items() if n in ("type", "skill", "difficulty")}
        both = (bare, all_fields) if after else (all_fields, bare)
        change = changed(*both, self._say)
        fields, more = _with_room(change.fields, left)
        lines = None if fields else self._lines(before, after)
        return replace(named, fields=fields, more=more, lines=lines)

    def _lines(self, before: Card | None, after: Card | None) -> Difference:
        """The question's own lines, numbered as in the file."""
        pair = (before, after)
        old, new = (card.block.text if card else "" for card in pair)
        above = [
            starts[card.number - 1] if card else 0
            for starts, card in zip(self._starts, pair, strict=True)
        ]
        return difference(old, new, OWN_LINES).below(*above)


def _starts(deck: Deck) -> tuple[int, ...]:
    """How many lines stand above each question."""
    counts = (block.text.count("\n") for block in deck.sheet.blocks)
    return tuple(accumulate(counts, initial=deck.sheet.head.count("\n")))


def _comments(card: Card) -> list[str]:
    """What is written after a hash that is not part of its words."""
    found = re.finditer(r"(?:^|(?<=\s))(#[ \t]*\w*).*", card.block.text, flags=re.M)
    return [match[0] for match in found if match[1] not in card.words]


def _with_room(fields: tuple[FieldChange, ...], left: int) -> tuple[tuple[FieldChange, ...], int]:
    """As many fields as there is room for, one at least; and how many are left out."""
    for place, field in enumerate(fields):
        if place == FIELDS or left <= 0:
            return fields[:place], len(fields) - place
        left -= _size(field)
    return fields, 0


def _size(field: FieldChange) -> int:
    """Characters of the page that a field counts for."""
    shown = sum(len(s.text) for s in field.words)
    return max(LEAST, shown, (len(field.before) + len(field.after)) // READ)


def _counts(found: Comparison, words: Mapping[str, str]) -> Iterator[str]:
    named = {a.number for _, a in found.changed}
    moved = [a for _, a in found.moved if a.number not in named]
    several = (
        (len(found.changed), "changed"), (len(found.added), "added"),
        (len(found.deleted), "deleted"), (len(moved), "moved"),
    )  # fmt: skip
    noun = " question"
    for count, deed in several:
        if count:
            yield f"{count:,}{noun and noun + 's' * (count != 1)} {words[deed]}"
            noun = ""
    if found.head:
        names = ", ".join(HEAD_WORDS.get(n, n).lower() for n, _, _ in found.head[:FIELDS])
        yield f"{names} of the bank {words['changed']}"


def _head(found: Comparison) -> Iterator[FieldChange]:
    for name, before, after in found.head:
        yield FieldChange(name, HEAD_WORDS.get(name, name), _in_words(before), _in_words(after))


def _in_words(value: Node) -> str:
    """A value of the head; lists with commas between, what is nested by its names."""
    match value:
        case None:
            return ""
        case tuple():
            return ", ".join(map(_in_words, value))
        case dict():
            return "; ".join(f"{name}: {_in_words(each)}" for name, each in value.items())
    return str(value).strip()
