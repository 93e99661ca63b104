"""What is different between two texts of a bank, question by question.

A question is the same one where its id is; one whose id alone was changed is found by what it
says. It was moved where it is none of the longest row of questions that kept their order: so to
pull one up moves one, not all others.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from quizapp.formats.house_cards import is_same
from quizapp.formats.restricted_yaml import Node
from quizapp.services.workspace.deck import Card, Deck

FEW = 20
"""Questions left on either side, at most, that are laid beside each other by their words."""

ALIKE = 0.6
"""Share of words in common from which two questions with different ids are one."""

Pair = tuple[Card, Card]
"""A question before and after."""


@dataclass(frozen=True)
class Comparison:
    """What changed from one deck to another; `added` and pairs in the new order.

    `head`: the bank's own fields with the values before and after (None: not there).
    `is_rewritten`: something is written otherwise that says the same, such as a comment, the order
    of fields, spaces or line ends.
    """

    head: tuple[tuple[str, Node, Node], ...]
    added: tuple[Card, ...]
    deleted: tuple[Card, ...]
    changed: tuple[Pair, ...]
    moved: tuple[Pair, ...]
    is_rewritten: bool

    @property
    def is_empty(self) -> bool:
        """Whether both say the same, however it is written."""
        return not (self.head or self.added or self.deleted or self.changed or self.moved)


def compare(old: Deck, new: Deck) -> Comparison:
    """What changed from the old deck to the new one."""
    before, after = list(old), list(new)
    pairs = _paired(before, after)
    stayed = {a.number for _, a in pairs}
    left = {b.number for b, _ in pairs}
    changed = tuple(p for p in pairs if not is_same(p[0].block.value, p[1].block.value))
    named = {a.number for _, a in changed}
    head = tuple(_header(old, new))
    return Comparison(
        head=head,
        added=tuple(c for c in after if c.number not in stayed),
        deleted=tuple(c for c in before if c.number not in left),
        changed=changed,
        moved=tuple(_moved(pairs)),
        is_rewritten=any(
            b.block.text.strip() != a.block.text.strip() for b, a in pairs if a.number not in named
        )
        or (not head and old.sheet.head.split() != new.sheet.head.split())
        or old.sheet.tail.strip() != new.sheet.tail.strip()
        or old.sheet.line_end != new.sheet.line_end,
    )


def _header(old: Deck, new: Deck) -> Iterator[tuple[str, Node, Node]]:
    """The fields of the bank's head that differ; the questions are none of them."""
    before, after = old.sheet.header, new.sheet.header
    for name in dict.fromkeys([*before, *after]):
        one, other = before.get(name), after.get(name)
        if name != "questions" and not is_same(one, other):
            yield name, one, other


# Which question is which


def _paired(before: list[Card], after: list[Card]) -> list[Pair]:
    """Each question with what became of it, in the new order."""
    found: list[Pair] = []
    for mark in (_id, _rest, _stem):
        taken = ({b.number for b, _ in found}, {a.number for _, a in found})
        found += _by(
            mark,
            [c for c in before if c.number not in taken[0]],
            [c for c in after if c.number not in taken[1]],
        )
    taken = ({b.number for b, _ in found}, {a.number for _, a in found})
    found += _alike(
        [c for c in before if c.number not in taken[0]],
        [c for c in after if c.number not in taken[1]],
    )
    return sorted(found, key=lambda pair: pair[1].number)


def _by(
    mark: Callable[[Card], Hashable | None], before: Iterable[Card], after: Iterable[Card]
) -> Iterator[Pair]:
    """Those that have the same mark; of several the first with the first."""
    waiting: dict[Hashable, list[Card]] = defaultdict(list)
    for card in before:
        waiting[mark(card)].append(card)
    for card in after:
        name = mark(card)
        if name is not None and waiting[name]:
            yield waiting[name].pop(0), card


def _id(card: Card) -> Hashable | None:
    return card.block.id or None


def _rest(card: Card) -> Hashable:
    """All that it says but its id."""
    if not card.fields:
        return card.block.text.strip()
    return repr(sorted((name, repr(v)) for name, v in card.fields.items() if name != "id"))


def _stem(card: Card) -> Hashable | None:
    return (card.kind, card.text("stem").strip()) if card.text("stem").strip() else None


def _alike(before: list[Card], after: list[Card]) -> list[Pair]:
    """The few that are left, each with the one that has most words in common."""
    if len(before) > FEW or len(after) > FEW:
        return []
    shares = [(_share(b, a), b, a) for b in before for a in after if b.kind == a.kind]
    found: dict[int, Pair] = {}
    for share, one, other in sorted(shares, key=lambda s: (-s[0], s[1].number, s[2].number)):
        is_free = other.number not in found and all(b is not one for b, _ in found.values())
        if share >= ALIKE and is_free:
            found[other.number] = (one, other)
    return list(found.values())


def _share(one: Card, other: Card) -> float:
    """Words that both have among all that they have."""
    first, second = set(one.words.split()), set(other.words.split())
    return len(first & second) / len(first | second) if first | second else 0.0


# What kept its order


def _moved(pairs: Sequence[Pair]) -> Iterator[Pair]:
    """The pairs that are none of the longest row that kept its order."""
    kept = longest_row([before.number for before, _ in pairs])
    return (pair for place, pair in enumerate(pairs) if place not in kept)


def longest_row(numbers: Sequence[int]) -> set[int]:
    """The places (from 0) of a longest ascending row among different numbers.

    Patience sorting (Schensted, 1961, DOI 10.4153/CJM-1961-015-3).
    """
    ends: list[int] = []
    at: list[int] = []
    before: list[int | None] = []
    for place, number in enumerate(numbers):
        length = bisect_left(ends, number)
        before.append(at[length - 1] if length else None)
        if length == len(ends):
            ends.append(number)
            at.append(place)
        else:
            ends[length], at[length] = number, place
    row: set[int] = set()
    last = at[-1] if at else None
    while last is not None:
        row.add(last)
        last = before[last]
    return row
