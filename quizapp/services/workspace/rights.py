"""Who may do what with a bank, a text or a picture of a workspace: the one place that decides."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from quizapp.services.accounts import Teacher
from quizapp.services.library import OWN
from quizapp.services.pictures import NoSuchPicture
from quizapp.services.workspace.faults import (
    MayOnlyRead,
    NoSuchOwnBank,
    NoSuchOwnSource,
    NotPublished,
)
from quizapp.store import own_sources, pictures, workspace
from quizapp.store.database import Session
from quizapp.store.own_sources import SourceRow
from quizapp.store.workspace import BankRow, Listed

Right = Literal["read", "edit", "own"]
"""To read is to practise, host, copy, and see versions; to edit is also to save and publish; to own
is also to share and delete."""
ORDER: tuple[Right, ...] = ("read", "edit", "own")


@dataclass(frozen=True)
class OwnBank:
    """A bank as one teacher has it; `latest` and `published` are numbers of versions."""

    id: str
    slug: str
    title: str
    right: Right
    owner: str
    owner_id: str
    latest: int
    published: int | None
    changed_at: datetime
    is_deleted: bool
    is_indexed: bool
    copy_token: str | None

    def allows(self, right: Right) -> bool:
        """Whether this teacher may do that with it."""
        return ORDER.index(self.right) >= ORDER.index(right)

    @property
    def library_slug(self) -> str:
        """The name under which the library has what is published. Raises NotPublished."""
        if self.published is None:
            raise NotPublished
        return f"{OWN}{self.id}"

    @property
    def draft_slug(self) -> str:
        """The name under which the library has the latest version, published or not."""
        return f"{OWN}{self.id}/{self.latest}"


def authorised(
    session: Session, teacher: Teacher, bank_id: str, right: Right, *, deleted: bool = False
) -> OwnBank:
    """The bank, for a teacher who has that right. Raises NoSuchOwnBank, MayOnlyRead.

    `deleted`: one that is deleted will do too.
    """
    return _judged(workspace.bank(session, teacher.id, bank_id), right, deleted=deleted)


def authorised_row(
    session: Session, teacher: Teacher, bank_id: str, right: Right, *, deleted: bool = False
) -> BankRow:
    """The same as the row to change, which others have to wait for."""
    found = workspace.bank(session, teacher.id, bank_id, locked=True)
    _judged(found, right, deleted=deleted)
    assert found
    return found[0]


def authorised_source(
    session: Session,
    teacher: Teacher,
    source_id: str,
    *,
    locked: bool = False,
    deleted: bool = False,
) -> SourceRow:
    """A text of the teacher's own; nobody else ever has it. Raises NoSuchOwnSource.

    `deleted`: one that is deleted will do too.
    """
    found = own_sources.own(session, teacher.id, source_id, locked=locked)
    if found is None or (found.deleted_at is not None and not deleted):
        raise NoSuchOwnSource
    return found


def authorised_pictures(
    session: Session, teacher: Teacher | None, names: Collection[str]
) -> set[str]:
    """Those of the pictures that this teacher, or anybody, may see.

    Everybody sees what was published; else a picture is for those who have a bank that it belongs
    to.
    """
    return pictures.seen_by(session, teacher.id if teacher else None, names)


def authorised_picture(session: Session, teacher: Teacher | None, name: str) -> bytes:
    """A picture that somebody brought, for whoever may see it. Raises NoSuchPicture."""
    found = authorised_pictures(session, teacher, (name,))
    data = pictures.data_of(session, name) if found else None
    if data is None:
        raise NoSuchPicture
    return data


def as_held(listed: Listed) -> OwnBank:
    """A row as whoever asked for it has the bank."""
    row, owner, shared = listed
    right: Right = "own" if shared is None else "edit" if shared == "edit" else "read"
    return OwnBank(
        id=row.id,
        slug=row.slug,
        title=row.title,
        right=right,
        owner=owner,
        owner_id=row.owner_id,
        latest=row.latest,
        published=row.published,
        changed_at=row.changed_at,
        is_deleted=row.deleted_at is not None,
        is_indexed=row.indexed == row.latest,
        copy_token=row.copy_token,
    )


def _judged(listed: Listed | None, right: Right, *, deleted: bool) -> OwnBank:
    if listed is None or (listed[0].deleted_at is not None and not deleted):
        raise NoSuchOwnBank
    held = as_held(listed)
    if not held.allows(right):
        raise MayOnlyRead
    return held
