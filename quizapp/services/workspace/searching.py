"""Search over all banks that a teacher has or is shared, by words and by what a question is.

A change of one question changes its row of the index in the same transaction. A text that is saved
as a whole is indexed a little later; until then its bank is looked through as it stands, so that
what is found is always what is there.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from quizapp.marked import plain
from quizapp.services.accounts import Teacher
from quizapp.services.transaction import reading, transaction
from quizapp.services.workspace import editing, finding
from quizapp.services.workspace.deck import Card, Deck, Decks
from quizapp.services.workspace.faults import NoSuchCard, NotInCards
from quizapp.services.workspace.finding import Wanted
from quizapp.services.workspace.margin import Judged
from quizapp.services.workspace.rights import OwnBank
from quizapp.store import question_index, workspace
from quizapp.store.database import Database, Session
from quizapp.store.workspace import BankRow

SHOWN = 100
"""Questions that one search gives at most."""


@dataclass(frozen=True)
class Hit:
    """A question that was found, and where."""

    bank: OwnBank
    card: Card


@dataclass(frozen=True)
class Hits:
    """What was found; `is_cut` where there is more."""

    found: tuple[Hit, ...]
    is_cut: bool


def search(
    session: Session,
    decks: Decks,
    teacher: Teacher,
    wanted: Wanted,
    judge: Callable[[Deck, Card], Judged],
) -> Hits:
    """The questions that are like that, those of the bank that was changed last first."""
    banks = [bank for bank in editing.banks(session, teacher) if not bank.is_deleted]
    names = ("kind", "skill", "difficulty", "tag", "source")
    fields = {name: getattr(wanted, name) for name in names}
    fresh = [bank.id for bank in banks if bank.is_indexed]
    keys: dict[str, list[str]] = {}
    for row in question_index.find(session, fresh, wanted.words, fields, SHOWN * 2):
        keys.setdefault(row.bank_id, []).append(row.key)
    hits: list[Hit] = []
    for bank in banks:
        if bank.is_indexed and bank.id not in keys:
            continue
        deck = _deck(session, decks, bank)
        if deck is None:
            continue
        named = keys.get(bank.id) if bank.is_indexed else None
        cards = finding.cards(deck, wanted) if named is None else _cards(deck, named)
        hits += [
            Hit(bank, card)
            for card in cards
            if not wanted.state or judge(deck, card).state == wanted.state
        ]
        if len(hits) > SHOWN:
            break
    return Hits(tuple(hits[:SHOWN]), len(hits) > SHOWN)


def _deck(session: Session, decks: Decks, bank: OwnBank) -> Deck | None:
    try:
        return decks.of(editing.text_of(session, bank))
    except NotInCards:
        return None


def _cards(deck: Deck, keys: Iterable[str]) -> list[Card]:
    found = []
    for key in keys:
        try:
            found.append(deck.card(key))
        except NoSuchCard:  # changed between two reads
            continue
    return sorted(found, key=lambda card: card.number)


# The index


def change(session: Session, row: BankRow, before: Deck, after: Deck, base: int) -> None:
    """Follow a change of cards; a bank that is not indexed waits for `refresh`."""
    if row.indexed != base:
        return
    old = {card.key: card.block for card in before}
    new = {card.key: card for card in after}
    changed = [card for key, card in new.items() if key not in old or card.block != old[key]]
    gone = [key for key, block in old.items() if key not in new or new[key].block != block]
    if gone:
        question_index.drop(session, row.id, gone)
    question_index.put(session, [_row(row.id, card, after) for card in changed])
    row.indexed = row.latest


def refresh(database: Database, decks: Decks) -> None:
    """Index the banks that were saved as a text; each is taken apart outside of the transaction."""
    with reading(database) as session:
        waiting = question_index.stale(session)
    for bank_id, latest in waiting:
        with reading(database) as session:
            found = workspace.version(session, bank_id, latest)
        try:
            deck = decks.of(found.text) if found else None
        except NotInCards:
            deck = None
        with transaction(database) as session:
            _rebuild(session, bank_id, latest, deck)


def _rebuild(session: Session, bank_id: str, latest: int, deck: Deck | None) -> None:
    row = session.get(BankRow, bank_id)
    if row is None or row.latest != latest:
        return
    question_index.drop(session, bank_id)
    if deck:
        question_index.put(session, [_row(bank_id, card, deck) for card in deck])
    row.indexed = latest


def _row(bank_id: str, card: Card, deck: Deck) -> dict[str, Any]:
    sources = finding.sources_of(card, deck)
    return {
        "bank_id": bank_id,
        "key": card.key,
        "kind": card.kind,
        "skill": (card.text("skill") or "comprehension")[:64],
        "difficulty": (card.text("difficulty") or "medium")[:64],
        "tags": f" {' '.join(card.tags)} ",
        "sources": f" {' '.join(sorted(sources))} ",
        "stem": plain(card.text("stem")),
        "words": card.words,
    }
