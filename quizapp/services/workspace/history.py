"""The versions of a bank: who saved what when, and what is different between two."""

from dataclasses import dataclass
from datetime import datetime

from quizapp.core.difference import Difference, difference
from quizapp.services.accounts import Teacher
from quizapp.services.workspace.editing import text_of
from quizapp.services.workspace.rights import OwnBank, authorised
from quizapp.store import workspace
from quizapp.store.database import Session

PAGE = 50
"""Versions on one page."""


@dataclass(frozen=True)
class Version:
    """One save; `how` is empty where somebody typed it."""

    number: int
    author: str
    saved_at: datetime
    how: str


@dataclass(frozen=True)
class Change:
    """A version beside an earlier one (None: it is the first), with what is different."""

    bank: OwnBank
    version: Version
    text: str
    against: int | None
    difference: Difference


def versions(
    session: Session, teacher: Teacher, bank_id: str, before: int | None = None
) -> tuple[OwnBank, tuple[Version, ...]]:
    """The bank and up to PAGE of its versions, the newest first (those below `before`)."""
    bank = authorised(session, teacher, bank_id, "read")
    below = min(bank.latest + 1 if before is None else before, bank.latest + 1)
    return bank, tuple(Version(*row) for row in workspace.history(session, bank_id, below, PAGE))


def change(
    session: Session, teacher: Teacher, bank_id: str, number: int, against: int | None = None
) -> Change:
    """What that version changed, against the one before or the one named. NoSuchVersion."""
    bank = authorised(session, teacher, bank_id, "read")
    text = text_of(session, bank, number)
    (version,) = (Version(*row) for row in workspace.history(session, bank_id, number + 1, 1))
    other = number - 1 if against is None else against
    if other < 1:
        return Change(bank, version, text, None, Difference(()))
    return Change(bank, version, text, other, difference(text_of(session, bank, other), text))
