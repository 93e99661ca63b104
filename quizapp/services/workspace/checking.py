"""A bank's text put to the reader and the linter; what they say of a text is remembered."""

import threading
from collections import OrderedDict
from collections.abc import Iterator
from dataclasses import dataclass

from quizapp.core.bank import Bank
from quizapp.core.ledger import Ledger
from quizapp.core.media import FoundMedia
from quizapp.core.problem import Problem
from quizapp.formats import house
from quizapp.formats.house import BankFile
from quizapp.formats.house_name import id_in, title_in
from quizapp.lint import runner
from quizapp.services.library import Library, Shelf, sources_in
from quizapp.services.own_ledgers import OWN_SOURCE
from quizapp.services.workspace.deck import Card
from quizapp.services.workspace.margin import UNSHOWN, Judged, judged

KEPT = 64
"""Texts of which it is remembered what was said."""

KEPT_CARDS = 8000
"""The same for single questions."""


_CardKey = tuple[str, tuple[str, ...], tuple[int, ...]]


@dataclass(frozen=True)
class Checked:
    """What is known of a text; `bank` is None where it cannot be read at all."""

    bank: Bank | None
    problems: tuple[Problem, ...]

    @property
    def errors(self) -> tuple[Problem, ...]:
        """What keeps it from being published."""
        return tuple(p for p in self.problems if p.severity == "error")

    @property
    def warnings(self) -> tuple[Problem, ...]:
        """What is only pointed out."""
        return tuple(p for p in self.problems if p.severity == "warning")

    @property
    def is_sound(self) -> bool:
        """Whether it may be published."""
        return self.bank is not None and not self.errors


class Checker:
    """Checks texts against all that is on the library's shelf at that moment."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._lock = threading.Lock()
        self._shelf: Shelf | None = None
        self._kept: OrderedDict[tuple[str, str], Checked] = OrderedDict()
        self._cards: OrderedDict[
            tuple[str, tuple[str, ...], tuple[int, ...]], tuple[Judged, tuple[Ledger, ...]]
        ] = OrderedDict()

    def check(self, text: str, slug: str) -> Checked:
        """What is wrong with this text of the bank called `slug`."""
        self._now()
        with self._lock:
            known = self._kept.get((text, slug))
        if known and not self._is_current(known):
            known = None
        found = known or checked(text, slug, self._library)
        with self._lock:
            self._kept[text, slug] = found
            self._kept.move_to_end((text, slug))
            if len(self._kept) > KEPT:
                self._kept.popitem(last=False)
        return found

    def judge(self, card: Card, sources: tuple[str, ...]) -> Judged:
        """What is wrong with this question alone, in a bank over these sources."""
        self._now()
        ledgers = self._library.ledgers((*sources, *card.sources))
        own = tuple(ledger for name, ledger in ledgers.items() if name.startswith(OWN_SOURCE))
        key = (card.block.text, sources, tuple(map(id, own)))
        with self._lock:
            known = self._cards.get(key)
        if known and any(n.code == UNSHOWN for n in known[0].notes):
            known = None  # the picture may have been brought since
        found = known[0] if known else judged(card.fields, sources, self._library, ledgers)
        with self._lock:
            self._cards[key] = (found, own)  # which keeps the ledgers, and so their ids
            self._cards.move_to_end(key)
            if len(self._cards) > KEPT_CARDS:
                self._cards.popitem(last=False)
        return found

    def _is_current(self, known: Checked) -> bool:
        """Whether nothing that was said can have changed.

        Own sources change as they are edited, and a picture may have been brought since.
        """
        if any(p.code == UNSHOWN for p in known.problems):
            return False
        bank = known.bank
        return bank is None or not any(n.startswith(OWN_SOURCE) for n in sources_in(bank))

    def _now(self) -> Shelf:
        """The shelf; what was said beside another one is forgotten."""
        shelf = self._library.shelf()
        with self._lock:
            if shelf is not self._shelf:
                self._shelf = shelf
                self._kept.clear()
                self._cards.clear()
        return shelf


def checked(text: str, slug: str, library: Library) -> Checked:
    """What the reader and the linter say of the text."""
    name = f"{slug}.yaml"
    read = house.read_bank(text.encode(), name)
    if read.bank is None:
        return Checked(None, read.problems)
    ledgers = library.ledgers_of(read.bank)
    said = runner.check_bank(read.bank, ledgers, read.places, name)
    problems = (*read.problems, *said, *_without_picture(read, library, name))
    return Checked(read.bank, tuple(sorted(problems)))


def name_of(text: str, before: str) -> str:
    """The bank's name as the text has it, or else the one before."""
    return id_in(text) or before


def title_of(text: str, slug: str) -> str:
    """What the bank is called in lists."""
    return title_in(text) or slug


def _without_picture(read: BankFile, library: Library, name: str) -> Iterator[Problem]:
    assert read.bank
    for index, question in enumerate(library.as_shown(read.bank).questions):
        if question.media and not isinstance(question.media, FoundMedia):
            place = read.places[("questions", index, "media", "file")]
            message = (
                f"there is no picture '{question.media.file}' on this server; "
                "bring it in by the form of the question, name one that a bank here shows, "
                "or take the lines of 'media' away"
            )
            yield Problem(name, *place, UNSHOWN, message, question=question.id)
