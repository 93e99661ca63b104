"""The questions of a bank's text as cards, each found again by its id while others change the bank.

To take a text of 2,000 questions apart takes 0.3 s, so that is done outside of any transaction, and
what was taken apart is remembered; a change of one question leaves the other parts as they are.
"""

import hashlib
import threading
from collections import Counter, OrderedDict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from quizapp.core.bank import QUESTION_TYPES
from quizapp.core.value import is_slug
from quizapp.formats.house_cards import Block, Fields, Sheet, sheet_of
from quizapp.services.workspace.faults import NoSuchCard, NotInCards

KEPT = 16
"""Texts of which the parts are remembered."""


@dataclass(frozen=True)
class Card:
    """A question by its key and its place (from 1); `digest` tells whether it was changed since.

    The key is its id; where that is missing, malformed or another question's too, its place: `@3`.
    """

    key: str
    number: int
    block: Block

    @property
    def fields(self) -> Fields:
        """What it says."""
        return self.block.fields

    @property
    def digest(self) -> str:
        """Sixteen hex digits of its text."""
        return hashlib.sha256(self.block.text.strip().encode()).hexdigest()[:16]

    @property
    def kind(self) -> str:
        """Which kind of question it is; empty where it is none that there is."""
        found = self.fields.get("type")
        return found if isinstance(found, str) and found in QUESTION_TYPES else ""

    def text(self, field: str) -> str:
        """A field as text; empty where there is none."""
        found = self.fields.get(field)
        return found if isinstance(found, str) else ""

    @property
    def words(self) -> str:
        """Every text in it, without the names of the fields."""
        return self.block.words

    @property
    def sources(self) -> tuple[str, ...]:
        """The sources that its evidence names."""
        found = self.fields.get("evidence")
        entries = found if isinstance(found, tuple) else ()
        named = (e.get("source") for e in entries if isinstance(e, dict))
        return tuple(dict.fromkeys(name for name in named if isinstance(name, str)))

    @property
    def tags(self) -> tuple[str, ...]:
        """Its tags."""
        found = self.fields.get("tags")
        return tuple(t for t in found if isinstance(t, str)) if isinstance(found, tuple) else ()


@dataclass(frozen=True)
class Deck:
    """All cards of a bank."""

    sheet: Sheet

    def __iter__(self) -> Iterator[Card]:
        """The cards in order."""
        return (self.at(n) for n in range(1, len(self) + 1))

    def __len__(self) -> int:
        """How many there are."""
        return len(self.sheet.blocks)

    def at(self, number: int) -> Card:
        """The card at that place, from 1. Raises NoSuchCard."""
        if not 1 <= number <= len(self):
            raise NoSuchCard
        return Card(self._keys[number - 1], number, self.sheet.blocks[number - 1])

    def card(self, key: str) -> Card:
        """The card with that key. Raises NoSuchCard."""
        found = self.find(key)
        if found is None:
            raise NoSuchCard
        return found

    def find(self, key: str) -> Card | None:
        """The card with that key, or None."""
        number = self._places.get(key)
        return self.at(number) if number else None

    @property
    def ids(self) -> set[str]:
        """The ids that are taken."""
        return {block.id for block in self.sheet.blocks}

    @property
    def sources(self) -> tuple[str, ...]:
        """The ids of the sources that the bank names."""
        found = self.sheet.header.get("sources")
        return tuple(s for s in found if isinstance(s, str)) if isinstance(found, tuple) else ()

    @cached_property
    def tags(self) -> tuple[str, ...]:
        """Every tag that a card has, in order."""
        return tuple(sorted({tag for card in self for tag in card.tags}))

    @cached_property
    def _keys(self) -> tuple[str, ...]:
        ids = [block.id for block in self.sheet.blocks]
        counts = Counter(ids)
        return tuple(
            name if counts[name] == 1 and is_slug(name) else f"@{number}"
            for number, name in enumerate(ids, start=1)
        )

    @cached_property
    def _places(self) -> Mapping[str, int]:
        return {key: number for number, key in enumerate(self._keys, start=1)}


class Decks:
    """Texts taken apart, the last ones remembered."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._kept: OrderedDict[str, Deck] = OrderedDict()

    def of(self, text: str) -> Deck:
        """The cards of that text. Raises NotInCards."""
        with self._lock:
            found = self._kept.get(text)
        if found is None:
            sheet = sheet_of(text)
            if sheet is None:
                raise NotInCards
            found = Deck(sheet)
        self.keep(text, found)
        return found

    def keep(self, text: str, deck: Deck) -> None:
        """Remember the cards of a text that was made from them."""
        with self._lock:
            self._kept[text] = deck
            self._kept.move_to_end(text)
            if len(self._kept) > KEPT:
                self._kept.popitem(last=False)


def is_place(key: str) -> bool:
    """Whether a card's key is a place, which another one may have soon."""
    return key.startswith("@")
