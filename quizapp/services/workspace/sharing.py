"""Sharing a bank: by a link to copy it, or with a named colleague to read or to change it."""

from dataclasses import dataclass
from typing import Literal

from quizapp.services import chance
from quizapp.services.accounts import Teacher, name_key
from quizapp.services.workspace.faults import NoSuchColleague
from quizapp.services.workspace.rights import authorised, authorised_row
from quizapp.store import teachers, workspace
from quizapp.store.database import Session
from quizapp.store.workspace import ShareRow

SharedRight = Literal["read", "edit"]


@dataclass(frozen=True)
class Colleague:
    """Who else has the bank, and whether they may change it."""

    id: str
    name: str
    may_edit: bool


def colleagues(session: Session, teacher: Teacher, bank_id: str) -> tuple[Colleague, ...]:
    """With whom the bank is shared; for its owner."""
    bank = authorised(session, teacher, bank_id, "own")
    return tuple(
        Colleague(i, name, right == "edit") for i, name, right in workspace.shares(session, bank.id)
    )


def share(session: Session, teacher: Teacher, bank_id: str, name: str, right: SharedRight) -> str:
    """Share it with a colleague, or give them another right; their name. NoSuchColleague."""
    row = authorised_row(session, teacher, bank_id, "own")
    found = teachers.by_key(session, name_key(name))
    if found is None or found.disabled_at or found.id == row.owner_id:
        raise NoSuchColleague(name.strip()[:64])
    workspace.unshare(session, row.id, found.id)
    session.add(ShareRow(bank_id=row.id, teacher_id=found.id, right=right))
    return found.name


def unshare(session: Session, teacher: Teacher, bank_id: str, colleague_id: str) -> None:
    """Share it with this colleague no more."""
    row = authorised_row(session, teacher, bank_id, "own")
    workspace.unshare(session, row.id, colleague_id)


def make_link(session: Session, teacher: Teacher, bank_id: str) -> None:
    """A new link by which any teacher here may take a copy; an earlier one ends."""
    authorised_row(session, teacher, bank_id, "own").copy_token = chance.new_id()


def end_link(session: Session, teacher: Teacher, bank_id: str) -> None:
    """The link leads nowhere any more."""
    authorised_row(session, teacher, bank_id, "own").copy_token = None
