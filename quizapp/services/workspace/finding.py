"""Which cards of a bank somebody looks for, and a page of them."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from quizapp.services.workspace.deck import Card, Deck
from quizapp.services.workspace.margin import Judged

PAGE = 20
"""Cards on one page."""


@dataclass(frozen=True)
class Wanted:
    """What to look for; an empty text stands for anything. `page` counts from 1."""

    words: str = ""
    kind: str = ""
    skill: str = ""
    difficulty: str = ""
    tag: str = ""
    source: str = ""
    state: str = ""
    page: int = 1

    @classmethod
    def read(cls, said: Mapping[str, str]) -> "Wanted":
        """From the address of a page, whatever stands there."""
        page = said.get("page", "1")
        named = {name: said.get(name, "").strip()[:100] for name in FILTERS}
        number = int(page) if page.isascii() and page.isdigit() and len(page) < 6 else 1
        return cls(**named, page=max(1, number))

    @property
    def is_narrow(self) -> bool:
        """Whether it leaves anything out."""
        return any(getattr(self, name) for name in FILTERS)

    def address(self) -> dict[str, str]:
        """The same for an address; nothing where all is wanted."""
        said = {name: getattr(self, name) for name in FILTERS if getattr(self, name)}
        return said | ({"page": str(self.page)} if self.page > 1 else {})


FILTERS = ("words", "kind", "skill", "difficulty", "tag", "source", "state")


@dataclass(frozen=True)
class Found:
    """A page of the cards that were found, each with what is said of it; `count` is of all."""

    cards: tuple[tuple[Card, Judged], ...]
    count: int
    page: int
    pages: int


def find(deck: Deck, wanted: Wanted, judge: Callable[[Card], Judged]) -> Found:
    """The page of cards that `wanted` asks for; the last one where it asks for a later."""
    found = cards(deck, wanted)
    if wanted.state:
        found = [card for card in found if judge(card).state == wanted.state]
    pages = max(1, -(-len(found) // PAGE))
    page = min(wanted.page, pages)
    shown = found[(page - 1) * PAGE : page * PAGE]
    return Found(tuple((card, judge(card)) for card in shown), len(found), page, pages)


def cards(deck: Deck, wanted: Wanted) -> list[Card]:
    """The cards with the words and fields that are wanted, whatever the check says of them."""
    begin = [re.compile(rf"\b{term}", re.I) for term in terms(wanted.words)]
    return [card for card in deck if _fits(card, deck, wanted, begin)]


def page_of(number: int) -> int:
    """The page that the card of that place is on, where all are shown."""
    return -(-number // PAGE)


def _fits(card: Card, deck: Deck, wanted: Wanted, begin: list[re.Pattern[str]]) -> bool:
    if wanted.kind and card.kind != wanted.kind:
        return False
    if wanted.skill and (card.text("skill") or "comprehension") != wanted.skill:
        return False
    if wanted.difficulty and (card.text("difficulty") or "medium") != wanted.difficulty:
        return False
    if wanted.tag and wanted.tag not in card.tags:
        return False
    if wanted.source and wanted.source not in sources_of(card, deck):
        return False
    return all(term.search(card.words) for term in begin)


def terms(words: str) -> list[str]:
    """The words to look for, each as the beginning of one: letters and digits, at most twelve."""
    return "".join(c if c.isalnum() else " " for c in words).split()[:12]


def sources_of(card: Card, deck: Deck) -> set[str]:
    """The sources that the card's evidence stands in."""
    evidence = card.fields.get("evidence")
    home = deck.sources[0] if deck.sources else ""
    entries = evidence if isinstance(evidence, tuple) else ()
    named = [entry.get("source") or home for entry in entries if isinstance(entry, dict)]
    return {name for name in named if isinstance(name, str)}
