"""Changes of a bank question by question: each is a version of the bank's text.

A form says which text of a question it was made from. Where the question has another one by now,
neither is lost: whoever sends it is shown both (CardChanged). Others may change other questions of
the same bank meanwhile.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from quizapp.formats.house_cards import Block, Fields, is_same
from quizapp.formats.restricted_yaml import LIMIT_BYTES, Node
from quizapp.services import chance
from quizapp.services.accounts import Teacher
from quizapp.services.workspace import editing, searching
from quizapp.services.workspace.deck import Card, Deck, Decks
from quizapp.services.workspace.faults import (
    CardChanged,
    NoRoom,
    NotInCards,
)
from quizapp.services.workspace.history import AUTOSAVED
from quizapp.services.workspace.rights import Right, authorised, authorised_row
from quizapp.store.database import Session

CHOSEN = "chosen from two texts"
"""How a version came about in which somebody took one text or the other."""


def deck_of(session: Session, decks: Decks, teacher: Teacher, bank_id: str, right: Right) -> Deck:
    """The cards of the latest version. Raises NoSuchOwnBank, MayOnlyRead, NotInCards."""
    return decks.of(editing.text_of(session, authorised(session, teacher, bank_id, right)))


class Change:
    """The latest version of a bank, taken to be changed in this transaction; others wait."""

    def __init__(
        self, session: Session, decks: Decks, teacher: Teacher, bank_id: str, now: datetime
    ) -> None:
        """Raises NoSuchOwnBank, MayOnlyRead, NotInCards."""
        self._session, self._decks, self._teacher, self._now = session, decks, teacher, now
        self._row = authorised_row(session, teacher, bank_id, "edit")
        held = authorised(session, teacher, bank_id, "edit")
        self.base = held.latest
        self.deck = self._stored = decks.of(editing.text_of(session, held))

    def describe(self, title: str, description: str) -> None:
        """Another title and description of the bank. Raises NoRoom, NotInCards.

        NotInCards where they are written in the text so that only its author can change them.
        """
        sheet, before = self.deck.sheet, self.deck.sheet.header
        said = {"title": title, "description": description}
        wanted = {key: new for key, new in said.items() if str(before.get(key)).strip() != new}
        for key, value in wanted.items():
            sheet = sheet.with_header(key, value)
        if sheet.header != {**before, **wanted}:
            raise NotInCards
        self.deck = Deck(sheet)
        self._store(list(sheet.blocks), "title and description")

    # One question

    def write(self, key: str, digest: str, fields: Fields, how: str = AUTOSAVED) -> Card:
        """Store the question with these fields. Raises CardChanged, NoRoom.

        `digest` is that of the card that it was edited from.
        """
        card = self._as_edited(key, digest)
        block = self.deck.sheet.changed(card.block, fields)
        blocks = list(self.deck.sheet.blocks)
        blocks[card.number - 1] = block
        return self._store(blocks, how).at(card.number)

    def choose(self, key: str, digest: str, mine: Fields, chosen: Fields) -> Card:
        """Store what was chosen from `mine` and the question as it is. Raises as `write`.

        Where it is not all of mine, mine is set aside; neither text is ever thinned out.
        """
        card = self._as_edited(key, digest)
        sheet, blocks = self.deck.sheet, list(self.deck.sheet.blocks)
        if not is_same(mine, chosen):
            blocks[card.number - 1] = sheet.changed(card.block, mine)
            self._store(blocks, "set aside")
        blocks[card.number - 1] = sheet.changed(card.block, chosen)
        return self._store(blocks, CHOSEN).at(card.number)

    def set_aside(self, key: str, fields: Fields) -> None:
        """Keep a question's text in the history, but leave the bank as it is.

        Raises NoSuchCard, NoRoom.
        """
        card = self.deck.card(key)
        sheet, blocks = self.deck.sheet, list(self.deck.sheet.blocks)
        blocks[card.number - 1] = sheet.changed(card.block, fields)
        kept = self.deck
        self._store(blocks, "set aside")
        self._store(list(kept.sheet.blocks), f"version {self.base} again")

    def add(self, fields: Fields, after: str = "", how: str = "question added") -> Card:
        """A new question behind that one, or at the end. Raises NoRoom."""
        found = self.deck.find(after)
        place = found.number if found else len(self.deck)
        self._insert([self.deck.sheet.block(fields)], place, how)
        return self.deck.at(place + 1)

    def duplicate(self, key: str) -> Card:
        """A copy right behind the question, with an id of its own. Raises NoSuchCard, NoRoom."""
        card = self.deck.card(key)
        fields = {**card.fields, "id": new_id()}
        self._insert([self.deck.sheet.changed(card.block, fields)], card.number, "question copied")
        return self.deck.at(card.number + 1)

    def move(self, key: str, to: int) -> Card:
        """The question at another place, from 1; beyond the ends means at an end. NoSuchCard."""
        card = self.deck.card(key)
        blocks = list(self.deck.sheet.blocks)
        blocks.insert(max(0, to - 1), blocks.pop(card.number - 1))
        place = min(max(to, 1), len(blocks))
        return self._store(blocks, "question moved").at(place)

    # Several questions

    def delete(self, keys: Iterable[str], how: str = "") -> int:
        """Take the questions out; the version to bring them back from. Raises NoSuchCard."""
        gone = {self.deck.card(key).number for key in keys}
        blocks = [b for n, b in enumerate(self.deck.sheet.blocks, start=1) if n not in gone]
        before = self.base
        self._store(blocks, how or f"{_questions(len(gone))} deleted")
        return before

    def bring_back(self, version: int, keys: Iterable[str]) -> int:
        """Put questions back as they were in that version; how many. Raises NoSuchVersion, NoRoom.

        Each goes behind the one that it stood behind; one whose id is there again is left out.
        """
        held = authorised(self._session, self._teacher, self._row.id, "edit")
        old = self._decks.of(editing.text_of(self._session, held, version))
        wanted, taken = set(keys), self.deck.ids
        blocks, count = list(self.deck.sheet.blocks), 0
        for card in old:
            if card.key not in wanted or card.block.id in taken:
                continue
            before = old.at(card.number - 1).block if card.number > 1 else None
            place = next((n for n, b in enumerate(blocks, start=1) if _is_one(b, before)), 0)
            blocks.insert(place, card.block)
            count += 1
        self._store(blocks, f"{_questions(count)} brought back")
        return count

    def tag(self, keys: Iterable[str], tag: str, *, is_off: bool = False) -> int:
        """Give the questions a tag, or take it from them; how many changed. Raises NoSuchCard."""
        blocks, count = list(self.deck.sheet.blocks), 0
        for card in [self.deck.card(key) for key in keys]:
            tags = tuple(t for t in card.tags if t != tag)
            tags = tags if is_off else (*card.tags, tag) if tag not in card.tags else card.tags
            if tags != card.tags and card.fields:
                fields = {k: v for k, v in card.fields.items() if k != "tags"}
                changed: Fields = {**fields, "tags": tags} if tags else fields
                blocks[card.number - 1] = self.deck.sheet.changed(card.block, changed)
                count += 1
        self._store(blocks, f"{_questions(count)} {'without' if is_off else 'with'} tag {tag}")
        return count

    def take(self, new: Iterable[Fields], sources: Iterable[str], how: str) -> tuple[Card, ...]:
        """Questions from elsewhere at the end, each under an id that is free. Raises NoRoom.

        `sources` are what their evidence stands in; the bank names them from now on.
        """
        taken, blocks = self.deck.ids, []
        for fields in new:
            name = str(fields.get("id", ""))
            free = name if name and name not in taken else new_id()
            taken.add(free)
            blocks.append(self.deck.sheet.block({**fields, "id": free}))
        first = len(self.deck) + 1
        missing = [s for s in dict.fromkeys(sources) if s not in self.deck.sources]
        if missing:
            named: Node = (*self.deck.sources, *missing)
            self.deck = Deck(self.deck.sheet.with_header("sources", named))
        self._insert(blocks, first - 1, how)
        return tuple(self.deck.at(n) for n in range(first, len(self.deck) + 1))

    # Below

    def _as_edited(self, key: str, digest: str) -> Card:
        card = self.deck.find(key)
        if card is None or card.digest != digest:
            raise CardChanged
        return card

    def _insert(self, new: list[Block], place: int, how: str) -> Deck:
        blocks = list(self.deck.sheet.blocks)
        if place == len(blocks) and blocks and not _ends_blank(blocks[-1]):
            end = self.deck.sheet.line_end
            last = blocks[-1]
            gap = "" if last.text.endswith("\n") else end
            blocks[-1] = replace(last, text=last.text + gap + end)
        blocks[place:place] = [self._spaced(b, is_last=place == len(blocks)) for b in new]
        return self._store(blocks, how)

    def _spaced(self, block: Block, *, is_last: bool) -> Block:
        """A block with a blank line behind it, but at the end of the bank."""
        if is_last or _ends_blank(block):
            return block
        return replace(block, text=block.text + self.deck.sheet.line_end)

    def _store(self, blocks: list[Block], how: str) -> Deck:
        deck, before = Deck(self.deck.sheet.with_blocks(tuple(blocks))), self._stored
        text = deck.sheet.text
        if len(text.encode()) > LIMIT_BYTES:
            raise NoRoom
        bank_id, base = self._row.id, self._row.latest
        self.base = editing.save(
            self._session, self._teacher, bank_id, self._row.latest, text, self._now, how
        )
        if self._row.latest != base:
            searching.change(self._session, self._row, before, deck, base)
        self._decks.keep(text, deck)
        self.deck = self._stored = deck
        return deck


def new_id() -> str:
    """An id for a question that no other one has, nor had."""
    return f"q-{chance.new_seed()}"


def _questions(count: int) -> str:
    return "1 question" if count == 1 else f"{count} questions"


def _ends_blank(block: Block) -> bool:
    return block.text.endswith(("\n\n", "\r\n\r\n"))


def _is_one(block: Block, other: Block | None) -> bool:
    if other is None:
        return False
    return block.text == other.text or (block.id != "" and block.id == other.id)
