"""Teachers' own texts with their notes: private to whoever keeps them."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, String, Text, delete, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from quizapp.store.base import Base


class SourceRow(Base):
    """`id` is the name that banks have for it; `version` grows with each change.

    With `deleted_at` it is there only to be brought back. `claim_deleted_at`: when the first of
    those of its claims was deleted that can be brought back; None where there is none.
    """

    __tablename__ = "workspace_source"

    id: Mapped[str] = mapped_column(primary_key=True)
    owner_id: Mapped[str] = mapped_column(ForeignKey("teacher.id", ondelete="CASCADE"), index=True)
    title: Mapped[str] = mapped_column(String(300))
    publisher: Mapped[str] = mapped_column(String(300))
    text: Mapped[str] = mapped_column(Text)
    notes: Mapped[dict[str, Any]]
    version: Mapped[int]
    changed_at: Mapped[datetime]
    deleted_at: Mapped[datetime | None]
    claim_deleted_at: Mapped[datetime | None]


def of_teacher(session: Session, teacher_id: str) -> Sequence[SourceRow]:
    """All sources of the teacher, the last changed first; deleted ones too."""
    query = select(SourceRow).where(SourceRow.owner_id == teacher_id)
    return session.scalars(query.order_by(SourceRow.changed_at.desc(), SourceRow.id)).all()


def own(
    session: Session, teacher_id: str, source_id: str, *, locked: bool = False
) -> SourceRow | None:
    """The teacher's source of that id, deleted or not, or None.

    `locked` makes others who would write wait.
    """
    if "\0" in source_id:
        return None
    query = select(SourceRow).where(SourceRow.id == source_id, SourceRow.owner_id == teacher_id)
    return session.scalars(query.with_for_update() if locked else query).one_or_none()


def version_of(session: Session, source_id: str) -> int | None:
    """Which version the source has, whosever it is; None where there is none or it is deleted."""
    query = select(SourceRow.version).where(
        SourceRow.id == source_id, SourceRow.deleted_at.is_(None)
    )
    return session.scalar(query)


def any_source(session: Session, source_id: str) -> SourceRow | None:
    """The source, whosever it is, for what is played of a published bank."""
    query = select(SourceRow).where(SourceRow.id == source_id, SourceRow.deleted_at.is_(None))
    return session.scalars(query).one_or_none()


def with_claims_deleted(session: Session, before: datetime) -> Sequence[SourceRow]:
    """Sources with a claim that was deleted before that time; others who would write wait."""
    query = select(SourceRow).where(SourceRow.claim_deleted_at < before).order_by(SourceRow.id)
    return session.scalars(query.with_for_update()).all()


def purge(session: Session, deleted_before: datetime) -> None:
    """Delete for good what was deleted before that time."""
    session.execute(delete(SourceRow).where(SourceRow.deleted_at < deleted_before))
