"""Every card that a library has: a claim and a skill, with the questions that can ask it.

The form rotates, so that the fact is learnt and not the wording: authored questions
first, then those that are made from the ledger. A question that rests on several claims is a form
of its first one, and only where nothing asks that claim alone.
"""

import threading
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from quizapp.core.bank import Bank, Question
from quizapp.core.card import card_key, claim_of, group_of, is_scored
from quizapp.core.deck import Card, Fresh
from quizapp.core.ledger import Ledger
from quizapp.core.question import Skill
from quizapp.core.quiz import gathered
from quizapp.core.shuffle import ranked
from quizapp.formats.house_text import bank_text
from quizapp.marked import plain
from quizapp.services.library import Library, Shelf, ShelvedBank
from quizapp.services.pictures import version_digest
from quizapp.services.practice import Drill, NoSuchDrill, Practice

DIFFICULTIES = {"easy": 0, "medium": 1, "hard": 2}


@dataclass(frozen=True)
class Form:
    """One question that asks a card."""

    bank: Bank
    question: Question
    is_made: bool = False

    @property
    def name(self) -> str:
        """Its bank and its id there."""
        return f"{self.bank.id}/{self.question.id}"

    @cached_property
    def shelved(self) -> ShelvedBank:
        """The question alone, as a bank that can be kept."""
        return shelved_alone([(self.bank, self.question)], "review", "Review")


@dataclass(frozen=True)
class Topic:
    """A card with its forms; `claim` is what its siblings share."""

    key: str
    claim: str
    skill: Skill
    forms: tuple[Form, ...]

    def form(self, reps: int) -> Form:
        """The form to ask when the card has been seen so often."""
        return self.forms[reps % len(self.forms)]


@dataclass(frozen=True)
class Catalogue:
    """All cards of a library by their keys, and the ledgers that tell where a claim went."""

    library: Library
    topics: Mapping[str, Topic]
    ledgers: Mapping[str, Ledger]

    def topic(self, key: str) -> Topic | None:
        """The card with this key, which may be of a claim's earlier name; None where it is gone."""
        return self.topics.get(key) or self.topics.get(self._today(key))

    def content(self, key: str) -> str | None:
        """What the card is about: its claim, or its question; None where it is gone."""
        topic = self.topic(key)
        if topic is None:
            return None
        source, claim = claim_of(topic.key) or ("", "")
        found = self.ledgers[source].claim(claim) if source in self.ledgers else None
        return found.content if found else plain(topic.forms[0].question.stem)

    def fresh(self, cards: Iterable[Card], seed: str) -> Iterator[Fresh]:
        """What was never seen, easy ones first; equal ones in the order that `seed` gives."""
        seen = {card.key for card in cards}
        seen |= {self._today(key) for key in seen if key not in self.topics}
        left = [key for key in self.topics if key not in seen]
        order = sorted(ranked(left, seed), key=lambda key: _difficulty(self.topics[key]))
        return (Fresh(key, self.topics[key].claim) for key in order)

    def _today(self, key: str) -> str:
        """The key with the name that its claim has now."""
        source, _, rest = key.partition("/")
        name, _, skill = rest.partition("/")
        ledger = self.ledgers.get(source)
        claim = ledger.claim(name) if ledger and skill else None
        return f"{source}/{claim.id}/{skill}" if claim else key


class Catalogues:
    """The catalogue of a library as it is now, made again when the library has changed."""

    def __init__(self, library: Library, practice: Practice) -> None:
        self._library = library
        self._practice = practice
        self._lock = threading.Lock()
        self._seen: Shelf | None = None
        self._catalogue = Catalogue(library, {}, {})

    def now(self) -> Catalogue:
        """All cards. The first time it may take seconds, so ask outside a transaction."""
        shelf = self._library.shelf()
        with self._lock:
            if shelf is not self._seen:
                self._catalogue = catalogue_of(self._library, shelf, list(self._made(shelf)))
                self._seen = shelf
            return self._catalogue

    def _made(self, shelf: Shelf) -> Iterator[Bank]:
        for source in shelf.ledgers:
            try:
                yield self._practice.pool(Drill(source, None)).shelved.bank
            except NoSuchDrill:
                continue


def catalogue_of(library: Library, shelf: Shelf, made: Iterable[Bank]) -> Catalogue:
    """The cards of all authored banks and of the made ones."""
    forms: dict[str, list[Form]] = defaultdict(list)
    authored = [shelved.bank for shelved in shelf.banks.values()]
    for bank, is_made in [*((b, False) for b in authored), *((b, True) for b in made)]:
        for question in bank.asked:
            if is_scored(question):
                key = card_key(question, bank, shelf.ledgers)
                forms[key].append(Form(bank, question, is_made))
    topics = {key: _topic(key, found) for key, found in forms.items()}
    return Catalogue(library, topics, shelf.ledgers)


def shelved_alone(parts: list[tuple[Bank, Question]], slug: str, title: str) -> ShelvedBank:
    """Some questions as a bank that can be kept."""
    bank = gathered(parts, slug, title)
    text = bank_text(bank)
    return ShelvedBank(bank, text, version_digest(text, bank))


def _topic(key: str, found: list[Form]) -> Topic:
    fewest = min(_claims(form.question) for form in found)
    by_name = {f.name: f for f in found if _claims(f.question) == fewest}
    forms = sorted((by_name[n] for n in ranked(by_name, key)), key=lambda form: form.is_made)
    return Topic(key, group_of(key), forms[0].question.skill, tuple(forms))


def _claims(question: Question) -> int:
    return max(1, len({(e.source, e.claim) for e in question.evidence}))


def _difficulty(topic: Topic) -> int:
    return DIFFICULTIES[topic.forms[0].question.difficulty]
