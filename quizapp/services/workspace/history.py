"""The versions of a bank: who saved what when, and what is different between two."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from quizapp.services.accounts import Teacher
from quizapp.services.workspace.editing import text_of
from quizapp.services.workspace.rights import OwnBank, authorised
from quizapp.store import workspace
from quizapp.store.database import Session

PAGE = 50
"""Versions on one page."""

SITTING = timedelta(minutes=10)
"""How long apart the first and last of several autosaves may be that are shown as one."""

AUTOSAVED = "autosaved"
"""How a version came about that a form stored by itself."""


@dataclass(frozen=True)
class Version:
    """One save, or `saves` of them that a form made since version `since`.

    `how` is empty where somebody typed it.
    """

    number: int
    author: str
    saved_at: datetime
    how: str
    since: int = 0
    saves: int = 1


@dataclass(frozen=True)
class Change:
    """A version with its text beside another one and the text `before` (None: it is the first).

    `is_next`: that is the one just before it.
    """

    bank: OwnBank
    version: Version
    text: str
    against: int | None
    before: str | None
    is_next: bool = False


def versions(
    session: Session, teacher: Teacher, bank_id: str, before: int | None = None
) -> tuple[OwnBank, tuple[Version, ...]]:
    """The bank and up to PAGE of its versions, the newest first (those below `before`)."""
    bank = authorised(session, teacher, bank_id, "read")
    below = min(bank.latest + 1 if before is None else before, bank.latest + 1)
    rows = workspace.history(session, bank_id, below, PAGE)
    return bank, sittings([Version(*row) for row in rows], {bank.latest, bank.published})


def sittings(found: list[Version], kept: set[int | None]) -> tuple[Version, ...]:
    """The versions, what a form saved by itself within SITTING as one: its last, since its first.

    Those whose numbers are in `kept` stand by themselves.
    """
    shown: list[Version] = []
    for version in found:
        after = shown[-1] if shown else None
        if (
            after
            and after.how == version.how == AUTOSAVED
            and after.author == version.author
            and after.saved_at - version.saved_at < SITTING
            and version.number not in kept
        ):
            shown[-1] = replace(after, since=version.number, saves=after.saves + 1)
        else:
            shown.append(replace(version, since=version.number))
    return tuple(shown)


def change(
    session: Session, teacher: Teacher, bank_id: str, number: int, against: int | None = None
) -> Change:
    """What that version changed, against the one before or the one named. NoSuchVersion.

    For one that was thinned out stands the last one before it that was not.
    """
    bank = authorised(session, teacher, bank_id, "read")
    text = text_of(session, bank, number)
    (version,) = (Version(*row) for row in workspace.history(session, bank_id, number + 1, 1))
    before = _at_most(session, bank, number - 1)
    other = before if against is None else _at_most(session, bank, against)
    if other is None:
        return Change(bank, version, text, None, None)
    old = text_of(session, bank, other)
    return Change(bank, version, text, other, old, is_next=other == before)


def _at_most(session: Session, bank: OwnBank, number: int) -> int | None:
    """The highest number of a version that is no higher; None where there is none."""
    rows = workspace.history(session, bank.id, min(number, bank.latest) + 1, 1)
    return rows[0][0] if rows else None
