"""A bank of a workspace from its making to its deletion; every save is a version for good."""

from datetime import datetime, timedelta

from quizapp.formats.house_name import id_in, with_id
from quizapp.formats.yaml_scalars import plain_scalar
from quizapp.services import chance
from quizapp.services.accounts import Teacher
from quizapp.services.kept_pictures import names_in
from quizapp.services.workspace.checking import name_of, title_of
from quizapp.services.workspace.faults import (
    HasChanged,
    NameIsTaken,
    NoSuchOwnBank,
    NoSuchVersion,
)
from quizapp.services.workspace.rights import (
    OwnBank,
    as_held,
    authorised,
    authorised_pictures,
    authorised_row,
)
from quizapp.store import pictures, workspace
from quizapp.store.database import Session
from quizapp.store.teachers import TeacherRow
from quizapp.store.workspace import BankRow, VersionRow

KEPT_DELETED = timedelta(days=30)
"""How long a deleted bank or text can be brought back."""
STARTER = """\
schema: 1
id: {slug}
title: {title}
description: Questions of our own.
language: en

questions: []
"""


def banks(session: Session, teacher: Teacher) -> tuple[OwnBank, ...]:
    """All that the teacher has or is shared, the last changed first; own deleted ones too."""
    return tuple(as_held(listed) for listed in workspace.banks_of(session, teacher.id))


def text_of(session: Session, bank: OwnBank, number: int | None = None) -> str:
    """The text of a version (None: of the latest). Raises NoSuchVersion."""
    return _version(session, bank.id, bank.latest if number is None else number).text


def text_from(session: Session, bank: OwnBank, number: int) -> str:
    """The text of a version, or of what stands for it since it was thinned. NoSuchVersion."""
    found = workspace.version_from(session, bank.id, number)
    if found is None:
        raise NoSuchVersion
    return found.text


def starter(title: str) -> str:
    """The text of a new bank with that title and no question yet."""
    letters = "".join(c if c.isascii() and c.isalnum() else " " for c in title.lower())
    slug = "-".join(letters.split())[:58].strip("-") or "bank"
    if not isinstance(plain_scalar(slug), str):
        slug = f"bank-{slug}"  # unquoted it would be a number
    quoted = "'" + " ".join(title.split())[:200].replace("'", "''") + "'"
    return STARTER.format(slug=slug, title=quoted)


def create(  # noqa: PLR0917
    session: Session, teacher: Teacher, text: str, how: str, now: datetime, name: str = "bank"
) -> str:
    """A new bank of the teacher's with this text; its id. A name that is taken gets a number.

    `name` is what it is called where the text does not say.
    """
    slug = _free(session, teacher.id, id_in(text) or name)
    row = BankRow(
        id=chance.new_id(),
        owner_id=teacher.id,
        slug=slug,
        title="",
        latest=0,
        published=None,
        indexed=0,
        copy_token=None,
        created_at=now,
        changed_at=now,
        deleted_at=None,
    )
    session.add(row)
    _append(session, row, teacher, with_id(text, slug), how, now)
    return row.id


def save(  # noqa: PLR0917
    session: Session,
    teacher: Teacher,
    bank_id: str,
    base: int,
    text: str,
    now: datetime,
    how: str = "",
) -> int:
    """Store the text as the next version; its number. The same text again is no new version.

    `base` is the version that it was edited from. Raises HasChanged where that is not the latest
    one, NameIsTaken, NoSuchOwnBank, MayOnlyRead.
    """
    row = authorised_row(session, teacher, bank_id, "edit")
    latest = _version(session, row.id, row.latest)
    if latest.text == text:
        return row.latest
    if base != row.latest:
        author = session.get_one(TeacherRow, latest.author_id)
        raise HasChanged(latest, author.name, is_own=author.id == teacher.id)
    return _append(session, row, teacher, text, how, now)


def set_aside(  # noqa: PLR0917
    session: Session, teacher: Teacher, bank_id: str, base: int, text: str, now: datetime
) -> int:
    """Store the text in the history, but leave the version `base` the latest; its new number.

    Raises as `save`.
    """
    number = save(session, teacher, bank_id, base, text, now, "set aside")
    if number == base:
        return base
    kept = _version(session, bank_id, base).text
    return save(session, teacher, bank_id, number, kept, now, f"version {base} again")


def restore(session: Session, teacher: Teacher, bank_id: str, number: int, now: datetime) -> int:
    """Make an earlier version the latest again; the number that it gets. Raises NoSuchVersion."""
    row = authorised_row(session, teacher, bank_id, "edit")
    text = _version(session, row.id, number).text
    return save(session, teacher, bank_id, row.latest, text, now, f"version {number} again")


def duplicate(session: Session, teacher: Teacher, bank_id: str, now: datetime) -> str:
    """A copy of the latest version as a bank of the teacher's own; its id."""
    bank = authorised(session, teacher, bank_id, "read")
    return create(session, teacher, text_of(session, bank), _copied(bank.title), now)


def copy_by_link(session: Session, teacher: Teacher, token: str, now: datetime) -> str:
    """The same for whoever has the link; NoSuchOwnBank where it leads nowhere."""
    row = linked(session, token)
    text = _version(session, row.id, row.latest).text
    new = create(session, teacher, text, _copied(row.title), now)
    pictures.name(session, new, pictures.of_bank(session, row.id, names_in(text)), now)
    return new


def linked(session: Session, token: str) -> BankRow:
    """The bank that a link to copy is for. Raises NoSuchOwnBank."""
    row = workspace.by_copy_token(session, token)
    if row is None:
        raise NoSuchOwnBank
    return row


def delete(session: Session, teacher: Teacher, bank_id: str, now: datetime) -> OwnBank:
    """Take the bank away; for KEPT_DELETED it can be brought back. What it was."""
    bank = authorised(session, teacher, bank_id, "own")
    authorised_row(session, teacher, bank_id, "own").deleted_at = now
    return bank


def bring_back(session: Session, teacher: Teacher, bank_id: str) -> None:
    """Undo the deletion. Raises NameIsTaken where another bank has the name by now."""
    row = authorised_row(session, teacher, bank_id, "own", deleted=True)
    other = workspace.owned(session, row.owner_id, row.slug)
    if other is not None and other.id != row.id:
        raise NameIsTaken(row.slug)
    row.deleted_at = None


def purge(session: Session, now: datetime) -> None:
    """Delete for good what was deleted long enough ago."""
    workspace.purge(session, now - KEPT_DELETED)


def _append(  # noqa: PLR0917
    session: Session, row: BankRow, teacher: Teacher, text: str, how: str, now: datetime
) -> int:
    slug = name_of(text, row.slug)
    other = workspace.owned(session, row.owner_id, slug)
    if other is not None and other.id != row.id:
        raise NameIsTaken(slug)
    row.slug, row.title = slug, title_of(text, slug)
    row.latest += 1
    row.changed_at = now
    session.flush()
    session.add(
        VersionRow(
            bank_id=row.id,
            number=row.latest,
            text=text,
            how=how[:200],
            author_id=teacher.id,
            saved_at=now,
        )
    )
    session.flush()
    # a name alone gives nobody a picture that they may not see
    seen = authorised_pictures(session, teacher, names_in(text))
    pictures.name(session, row.id, seen, now)
    return row.latest


def _version(session: Session, bank_id: str, number: int) -> VersionRow:
    found = workspace.version(session, bank_id, number)
    if found is None:
        raise NoSuchVersion
    return found


def _free(session: Session, owner_id: str, wanted: str) -> str:
    """The name itself, or with a number where another bank has it."""
    number, free = 1, wanted
    while workspace.owned(session, owner_id, free):
        number += 1
        free = f"{wanted[:58]}-{number}"
    return free


def _copied(title: str) -> str:
    return f"copied from “{title[:150]}”"
