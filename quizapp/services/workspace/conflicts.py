"""What became of a question while somebody wrote on it: which one it is now, and who changed it.

All of this is read, and none of it while others wait for the writer: texts of 1 MB are looked
through.
"""

import re
from itertools import takewhile

from quizapp.formats.house_cards import is_same
from quizapp.services.accounts import Teacher
from quizapp.services.workspace import editing
from quizapp.services.workspace.deck import Card, Deck, Decks, is_place
from quizapp.services.workspace.faults import NoSuchVersion, NotInCards
from quizapp.services.workspace.rights import OwnBank, authorised
from quizapp.store import workspace
from quizapp.store.database import Session

_LOOKED_AT = 20
"""In how many versions the author of a question is looked for."""


def deck_then(
    session: Session, decks: Decks, teacher: Teacher, bank_id: str, version: int
) -> Deck | None:
    """The cards of the version that a form was made from; None where there is none any more."""
    held = authorised(session, teacher, bank_id, "edit")
    try:
        return decks.of(editing.text_of(session, held, version))
    except (NoSuchVersion, NotInCards):
        return None


def found_again(now: Deck, key: str, digest: str, then: Deck | None) -> Card | None:
    """The question that a form was made of, by its key and digest; None where it is gone.

    A key that is a place alone may be another question's by now: so its text is looked for first,
    and what stood at another place `then` is another question.
    """
    found = now.find(key)
    if found and (found.digest == digest or not is_place(key)):
        return found
    same = [card for card in now if card.digest == digest]
    if same or found is None:
        return same[0] if len(same) == 1 else None
    is_other = any(card.digest == found.digest and card.key != key for card in then or ())
    return None if is_other else found


def renamed(then: Deck, now: Deck, key: str) -> Card | None:
    """The question of that key under its new id; None where no new one says just the same."""
    before = then.find(key)
    if before is None or not before.fields:
        return None
    wanted = {**before.fields, "id": ""}
    new = [card for card in now if card.block.id not in then.ids]
    found = [card for card in new if is_same({**card.fields, "id": ""}, wanted)]
    return found[0] if len(found) == 1 else None


def author_of(session: Session, held: OwnBank, deck: Deck, card: Card) -> str:
    """Whoever gave the question its text; empty where that was too long ago to look for.

    Others may have changed other questions since, and the blank lines behind this one.
    """
    texts = workspace.latest_texts(session, held.id, _LOOKED_AT)
    is_there = _exactly(card.block.text, deck.sheet.depth).search
    names = [name for _, name in takewhile(lambda saved: is_there(saved[0]), texts)]
    return names[-1] if 0 < len(names) < _LOOKED_AT else ""


def _exactly(block: str, depth: int) -> re.Pattern[str]:
    """Finds the lines of a question in a text, but not the first ones of a longer question."""
    blank = r"[ \t]*\r?\n"
    return re.compile(rf"{re.escape(block.strip())}(?:\s*\Z|{blank}(?:{blank})* {{0,{depth}}}\S)")
