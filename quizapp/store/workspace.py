"""Teachers' own banks: a row each, its versions as house-format text, and who shares it."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from sqlalchemy import ForeignKey, Index, Select, String, Text, delete, or_, select, text, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from quizapp.store.base import Base, insert_or_ignore
from quizapp.store.teachers import TeacherRow

NOT_DELETED = text("deleted_at IS NULL")


class BankRow(Base):
    """`slug` and `title` are as the latest version has them; versions count from 1.

    `indexed` is the version that the index of questions has (0: none); up to `thinned` the
    autosaves are thinned; `copy_token` is the secret of the link by which anybody may take a copy.
    """

    __tablename__ = "workspace_bank"
    __table_args__ = (
        Index(
            "uq_workspace_bank_owner_id_slug",
            "owner_id",
            "slug",
            unique=True,
            sqlite_where=NOT_DELETED,
            postgresql_where=NOT_DELETED,
        ),
    )

    id: Mapped[str] = mapped_column(primary_key=True)
    owner_id: Mapped[str] = mapped_column(ForeignKey("teacher.id", ondelete="CASCADE"))
    slug: Mapped[str]
    title: Mapped[str] = mapped_column(String(300))
    latest: Mapped[int]
    published: Mapped[int | None]
    indexed: Mapped[int]
    thinned: Mapped[int] = mapped_column(default=0, server_default="0")
    copy_token: Mapped[str | None] = mapped_column(unique=True)
    created_at: Mapped[datetime]
    changed_at: Mapped[datetime]
    deleted_at: Mapped[datetime | None]


class VersionRow(Base):
    """A text as it was saved; `how` says where it came from unless somebody typed it."""

    __tablename__ = "workspace_version"

    bank_id: Mapped[str] = mapped_column(
        ForeignKey("workspace_bank.id", ondelete="CASCADE"), primary_key=True
    )
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    text: Mapped[str] = mapped_column(Text)
    how: Mapped[str] = mapped_column(String(200))
    author_id: Mapped[str] = mapped_column(ForeignKey("teacher.id", ondelete="CASCADE"))
    saved_at: Mapped[datetime]


class ShareRow(Base):
    """A colleague who may read (`read`) or change (`edit`) the bank; `right` is that word."""

    __tablename__ = "workspace_share"

    bank_id: Mapped[str] = mapped_column(
        ForeignKey("workspace_bank.id", ondelete="CASCADE"), primary_key=True
    )
    teacher_id: Mapped[str] = mapped_column(
        ForeignKey("teacher.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    right: Mapped[str]


class DismissedRow(Base):
    """A proposed question that is not wanted in this bank, by its id."""

    __tablename__ = "workspace_dismissed"

    bank_id: Mapped[str] = mapped_column(
        ForeignKey("workspace_bank.id", ondelete="CASCADE"), primary_key=True
    )
    question_id: Mapped[str] = mapped_column(primary_key=True)


Listed = tuple[BankRow, str, str | None]
"""A bank, its owner's name, and by which right it is shared with whoever asks (None: the owner)."""


def bank(session: Session, teacher_id: str, bank_id: str, *, locked: bool = False) -> Listed | None:
    """The bank as this teacher has it: own or shared, deleted or not; None for all others.

    `locked` makes others who would write to it wait.
    """
    if "\0" in bank_id:  # from an address; PostgreSQL takes no text that holds it
        return None
    query = _visible(teacher_id).where(BankRow.id == bank_id)
    if locked:
        query = query.with_for_update(of=BankRow)
    found = session.execute(query).one_or_none()
    return (found[0], found[1], found[2]) if found else None


def banks_of(session: Session, teacher_id: str) -> Sequence[Listed]:
    """All banks that the teacher has or is shared, the last changed first; own deleted ones too."""
    query = _visible(teacher_id).where(
        or_(BankRow.deleted_at.is_(None), BankRow.owner_id == teacher_id)
    )
    found = session.execute(query.order_by(BankRow.changed_at.desc(), BankRow.id))
    return [(row, owner, right) for row, owner, right in found]


def owned(session: Session, owner_id: str, slug: str) -> BankRow | None:
    """The owner's bank of that name that is not deleted, or None."""
    query = select(BankRow).where(
        BankRow.owner_id == owner_id, BankRow.slug == slug, BankRow.deleted_at.is_(None)
    )
    return session.scalars(query).one_or_none()


def by_copy_token(session: Session, token: str) -> BankRow | None:
    """The bank of which this link gives a copy, or None."""
    if "\0" in token:
        return None
    query = select(BankRow).where(BankRow.copy_token == token, BankRow.deleted_at.is_(None))
    return session.scalars(query).one_or_none()


def version(session: Session, bank_id: str, number: int) -> VersionRow | None:
    """One version, or None; also for numbers that no database has."""
    if not 0 < number < 2**31:
        return None
    return session.get(VersionRow, (bank_id, number))


def latest_texts(session: Session, bank_id: str, limit: int) -> Iterator[tuple[str, str]]:
    """The text of each of so many versions and the name of who saved it, the latest first."""
    query = (
        select(VersionRow.text, TeacherRow.name)
        .join(TeacherRow, TeacherRow.id == VersionRow.author_id)
        .where(VersionRow.bank_id == bank_id)
        .order_by(VersionRow.number.desc())
        .limit(limit)
        .execution_options(yield_per=8)
    )
    return ((text, name) for text, name in session.execute(query))


def played_text(session: Session, bank_id: str, number: int | None) -> str | None:
    """The text that is published, or that version; None where there is none or it is deleted."""
    if "\0" in bank_id:
        return None
    query = (
        select(VersionRow.text)
        .join(BankRow, BankRow.id == VersionRow.bank_id)
        .where(
            BankRow.id == bank_id,
            VersionRow.number == (BankRow.published if number is None else number),
            BankRow.deleted_at.is_(None),
        )
    )
    return session.scalar(query)


def history(
    session: Session, bank_id: str, before: int, limit: int | None = None, after: int = 0
) -> Sequence[tuple[int, str, datetime, str]]:
    """Number, author's name, time and origin of versions, the newest first.

    Those below `before` and above `after`; all of them where there is no `limit`.
    """
    query = (
        select(VersionRow.number, TeacherRow.name, VersionRow.saved_at, VersionRow.how)
        .join(TeacherRow, TeacherRow.id == VersionRow.author_id)
        .where(VersionRow.bank_id == bank_id, VersionRow.number < before, VersionRow.number > after)
        .order_by(VersionRow.number.desc())
        .limit(limit)
    )
    return [(number, name, at, how) for number, name, at, how in session.execute(query)]


def version_from(session: Session, bank_id: str, number: int) -> VersionRow | None:
    """That version, or where it was thinned out the next one that is kept; None above the latest.

    A number below 1 is none.
    """
    if not 0 < number < 2**31:
        return None
    query = select(VersionRow).where(VersionRow.bank_id == bank_id, VersionRow.number >= number)
    return session.scalars(query.order_by(VersionRow.number).limit(1)).one_or_none()


def unthinned(session: Session, saved_before: datetime) -> Sequence[tuple[str, int, int]]:
    """Banks with versions to look at that are older: id, up to which they are thinned, latest."""
    first = (VersionRow.bank_id == BankRow.id) & (VersionRow.number == BankRow.thinned + 1)
    query = (
        select(BankRow.id, BankRow.thinned, BankRow.latest)
        .join(VersionRow, first)
        .where(VersionRow.saved_at < saved_before)
    )
    return [(i, thinned, latest) for i, thinned, latest in session.execute(query)]


def drop_versions(session: Session, bank_id: str, numbers: Sequence[int], how: str) -> None:
    """Delete those of the versions that came about so; never what is published or the latest."""
    kept = select(BankRow.id).where(
        BankRow.id == bank_id,
        or_(BankRow.latest == VersionRow.number, BankRow.published == VersionRow.number),
    )
    session.execute(
        delete(VersionRow).where(
            VersionRow.bank_id == bank_id,
            VersionRow.number.in_(numbers),
            VersionRow.how == how,
            ~kept.correlate(VersionRow).exists(),
        )
    )


def name_version(session: Session, bank_id: str, number: int, before: str, after: str) -> None:
    """Say of a version that it came about in that way, if it did in the other until now."""
    named = (VersionRow.bank_id == bank_id) & (VersionRow.number == number)
    session.execute(update(VersionRow).where(named, VersionRow.how == before).values(how=after))


def set_thinned(session: Session, bank_id: str, number: int) -> None:
    """Say up to which version the autosaves of a bank are thinned."""
    session.execute(update(BankRow).where(BankRow.id == bank_id).values(thinned=number))


def shares(session: Session, bank_id: str) -> Sequence[tuple[str, str, str]]:
    """Id and name of each colleague it is shared with, and the right."""
    query = (
        select(TeacherRow.id, TeacherRow.name, ShareRow.right)
        .join(TeacherRow, TeacherRow.id == ShareRow.teacher_id)
        .where(ShareRow.bank_id == bank_id)
        .order_by(TeacherRow.name_key)
    )
    return [(i, name, right) for i, name, right in session.execute(query)]


def unshare(session: Session, bank_id: str, teacher_id: str) -> None:
    """Share it with this colleague no more."""
    session.execute(
        delete(ShareRow).where(ShareRow.bank_id == bank_id, ShareRow.teacher_id == teacher_id)
    )


def dismissed(session: Session, bank_id: str) -> set[str]:
    """The ids of the questions that are not wanted there."""
    query = select(DismissedRow.question_id).where(DismissedRow.bank_id == bank_id)
    return set(session.scalars(query))


def dismiss(session: Session, bank_id: str, question_ids: Iterable[str]) -> None:
    """These are not wanted there."""
    rows = [{"bank_id": bank_id, "question_id": i} for i in question_ids]
    if rows:
        insert_or_ignore(session.connection(), DismissedRow, rows)


def propose_again(session: Session, bank_id: str, question_ids: Sequence[str]) -> None:
    """These are wanted there after all."""
    session.execute(
        delete(DismissedRow).where(
            DismissedRow.bank_id == bank_id, DismissedRow.question_id.in_(question_ids)
        )
    )


def purge(session: Session, deleted_before: datetime) -> None:
    """Delete for good what was deleted before that time."""
    session.execute(delete(BankRow).where(BankRow.deleted_at < deleted_before))


def _visible(teacher_id: str) -> Select[BankRow, str, str | None]:
    is_shared = (ShareRow.bank_id == BankRow.id) & (ShareRow.teacher_id == teacher_id)
    return (
        select(BankRow, TeacherRow.name, ShareRow.right)
        .join(TeacherRow, TeacherRow.id == BankRow.owner_id)
        .join(ShareRow, is_shared, isouter=True)
        .where(
            or_(
                BankRow.owner_id == teacher_id,
                ShareRow.right.is_not(None) & BankRow.deleted_at.is_(None),
            )
        )
    )
