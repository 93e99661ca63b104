"""What is different between two texts of a bank, question by question.

A question is the same one where it says the same, or some of it under the same id; one whose id and
words were changed is found by the words that stayed. It was moved where it is none of the longest
row of questions that kept their order: so to pull one up moves one, not all others.
"""

from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass

from quizapp.core.pairing import longest_row, paired
from quizapp.formats.house_cards import is_same
from quizapp.formats.restricted_yaml import Node
from quizapp.services.workspace.deck import Card, Deck

FEW = 20
"""Questions left on either side, at most, that are laid beside each other by their words."""

ALIKE = 0.6
"""Share of words in common from which two questions with different ids are one."""

AKIN = 0.3
"""The same for two questions with one id, before others are looked for."""

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
    """Each question with what became of it, in the new order.

    One that says the same comes first, so that a doubled id, or one that was given to another
    question, misleads nobody; an id alone decides last.
    """
    found: list[Pair] = []
    for step in (_by(_all, _rest), _akin, _by(_stem), _alike, _by(_id)):
        taken = ({b.number for b, _ in found}, {a.number for _, a in found})
        found += step(
            [c for c in before if c.number not in taken[0]],
            [c for c in after if c.number not in taken[1]],
        )
    return sorted(found, key=lambda pair: pair[1].number)


def _by(
    *marks: Callable[[Card], Hashable | None],
) -> Callable[[list[Card], list[Card]], list[Pair]]:
    """Those that have the same mark, as pairs."""

    def pairs(before: list[Card], after: list[Card]) -> list[Pair]:
        return [(before[i], after[j]) for j, i in paired(before, after, *marks).items()]

    return pairs


def _akin(before: list[Card], after: list[Card]) -> list[Pair]:
    """Those that have the same id and some words in common."""
    return [pair for pair in _by(_id)(before, after) if _share(*pair) >= AKIN]


def _all(card: Card) -> Hashable:
    """All that it says."""
    return card.block.id, _rest(card)


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
