"""Pictures that teachers brought, by content, and which banks they belong to."""

from collections.abc import Collection, Mapping
from datetime import datetime

from sqlalchemy import ForeignKey, LargeBinary, Select, delete, func, or_, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from quizapp.store.base import Base, insert_or_ignore
from quizapp.store.workspace import BankRow, ShareRow


class PictureRow(Base):
    """`name` says the content. `is_public`: a version that shows it was published.

    `is_played`: a version that shows it was played, and those are kept for good.
    """

    __tablename__ = "picture"

    name: Mapped[str] = mapped_column(primary_key=True)
    data: Mapped[bytes] = mapped_column(LargeBinary)
    width: Mapped[int]
    height: Mapped[int]
    is_public: Mapped[bool]
    is_played: Mapped[bool]
    brought_at: Mapped[datetime]


class BankPictureRow(Base):
    """A picture belongs to a bank once a version of it names it; until then it waits."""

    __tablename__ = "workspace_picture"

    bank_id: Mapped[str] = mapped_column(
        ForeignKey("workspace_bank.id", ondelete="CASCADE"), primary_key=True
    )
    name: Mapped[str] = mapped_column(ForeignKey("picture.name"), primary_key=True, index=True)
    is_named: Mapped[bool]
    brought_at: Mapped[datetime]


Size = tuple[int, int]
"""Width and height in pixels."""


def bring(  # noqa: PLR0917
    session: Session, bank_id: str, name: str, data: bytes, size: Size, now: datetime
) -> None:
    """Store the picture, unless it is there, as one that the bank is about to name."""
    row = {
        "name": name, "data": data, "width": size[0], "height": size[1],
        "is_public": False, "is_played": False, "brought_at": now,
    }  # fmt: skip
    insert_or_ignore(session.connection(), PictureRow, [row])
    # also of one that was there, so that it is not purged meanwhile
    session.execute(update(PictureRow).where(PictureRow.name == name).values(brought_at=now))
    _belong(session, bank_id, {name}, now, is_named=False)


def name(session: Session, bank_id: str, names: Collection[str], now: datetime) -> None:
    """A version of the bank names these pictures, which are there."""
    if not names:
        return
    _belong(session, bank_id, names, now, is_named=True)
    session.execute(
        update(BankPictureRow)
        .where(BankPictureRow.bank_id == bank_id, BankPictureRow.name.in_(names))
        .where(BankPictureRow.is_named.is_(False))
        .values(is_named=True)
    )


def of_bank(session: Session, bank_id: str, names: Collection[str]) -> set[str]:
    """Those of the names that belong to the bank."""
    if not names:
        return set()
    query = select(BankPictureRow.name).where(
        BankPictureRow.bank_id == bank_id, BankPictureRow.name.in_(names)
    )
    return set(session.scalars(query))


def seen_by(session: Session, teacher_id: str | None, names: Collection[str]) -> set[str]:
    """Those that everybody may see, or that belong to a bank which the teacher has."""
    if not names:
        return set()
    has = select(BankPictureRow.name).join(BankRow, BankRow.id == BankPictureRow.bank_id)
    has = has.join(
        ShareRow,
        (ShareRow.bank_id == BankRow.id) & (ShareRow.teacher_id == teacher_id),
        isouter=True,
    ).where(
        or_(
            BankRow.owner_id == teacher_id,
            ShareRow.right.is_not(None) & BankRow.deleted_at.is_(None),
        ),
        BankPictureRow.name.in_(names),
    )
    query = select(PictureRow.name).where(
        PictureRow.name.in_(names), or_(PictureRow.is_public.is_(True), PictureRow.name.in_(has))
    )
    return set(session.scalars(query))


def sizes(session: Session, names: Collection[str]) -> Mapping[str, Size]:
    """The sizes of those of the pictures that are there."""
    query = select(PictureRow.name, PictureRow.width, PictureRow.height)
    found = session.execute(query.where(PictureRow.name.in_(names)))
    return {n: (width, height) for n, width, height in found}


def bytes_of(session: Session, names: Collection[str]) -> int:
    """How many bytes those of the pictures have together that are there."""
    query = select(func.sum(func.length(PictureRow.data))).where(PictureRow.name.in_(names))
    return int(session.scalar(query) or 0)


def of_owner(session: Session, owner_id: str, names: Collection[str]) -> set[str]:
    """Those of the names that belong to a bank of this owner's which is not deleted."""
    return set(session.scalars(_owned(owner_id).where(BankPictureRow.name.in_(names))))


def bytes_of_owner(session: Session, owner_id: str) -> int:
    """How many bytes the pictures of all banks of this owner have, each content counted once."""
    query = select(func.sum(func.length(PictureRow.data)))
    return int(session.scalar(query.where(PictureRow.name.in_(_owned(owner_id)))) or 0)


def data_of(session: Session, name: str) -> bytes | None:
    """The bytes of a picture, whoever asks; None where it is not there."""
    return session.scalar(select(PictureRow.data).where(PictureRow.name == name))


def make_public(session: Session, names: Collection[str]) -> None:
    """Everybody may see these."""
    session.execute(update(PictureRow).where(PictureRow.name.in_(names)).values(is_public=True))


def keep_played(session: Session, names: Collection[str]) -> None:
    """These were played, so they stay."""
    session.execute(
        update(PictureRow)
        .where(PictureRow.name.in_(names), PictureRow.is_played.is_(False))
        .values(is_played=True)
    )


def purge(session: Session, brought_before: datetime) -> None:
    """Delete what no bank named since that time, or what belongs to none any more."""
    session.execute(
        delete(BankPictureRow).where(
            BankPictureRow.is_named.is_(False), BankPictureRow.brought_at < brought_before
        )
    )
    belongs = select(BankPictureRow.name).where(BankPictureRow.name == PictureRow.name)
    session.execute(
        delete(PictureRow).where(
            PictureRow.is_played.is_(False),
            PictureRow.brought_at < brought_before,
            ~belongs.exists(),
        )
    )


def _owned(owner_id: str) -> Select[str]:
    query = select(BankPictureRow.name).join(BankRow, BankRow.id == BankPictureRow.bank_id)
    return query.where(BankRow.owner_id == owner_id, BankRow.deleted_at.is_(None))


def _belong(
    session: Session, bank_id: str, names: Collection[str], now: datetime, *, is_named: bool
) -> None:
    rows = [
        {"bank_id": bank_id, "name": n, "is_named": is_named, "brought_at": now}
        for n in sorted(names)
    ]
    insert_or_ignore(session.connection(), BankPictureRow, rows)
