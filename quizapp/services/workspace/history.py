"""The versions of a bank: who saved what when, and what is different between two."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from quizapp.core.difference import Difference, difference
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
    """One save, or several that a form made since version `since`.

    `how` is empty where somebody typed it.
    """

    number: int
    author: str
    saved_at: datetime
    how: str
    since: int = 0

    @property
    def saves(self) -> int:
        """How many saves it stands for."""
        return self.number - self.since + 1 if self.since else 1


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
    rows = workspace.history(session, bank_id, below, PAGE)
    return bank, _sittings([Version(*row) for row in rows], {bank.latest, bank.published})


def _sittings(found: list[Version], kept: set[int | None]) -> tuple[Version, ...]:
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
            shown[-1] = replace(after, since=version.number)
        else:
            shown.append(replace(version, since=version.number))
    return tuple(shown)


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
