"""Teachers' own texts with their notes: private to whoever keeps them."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, String, Text, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from quizapp.store.base import Base


class SourceRow(Base):
    """`id` is the name that banks have for it; `version` grows with each change."""

    __tablename__ = "workspace_source"

    id: Mapped[str] = mapped_column(primary_key=True)
    owner_id: Mapped[str] = mapped_column(ForeignKey("teacher.id", ondelete="CASCADE"), index=True)
    title: Mapped[str] = mapped_column(String(300))
    publisher: Mapped[str] = mapped_column(String(300))
    text: Mapped[str] = mapped_column(Text)
    notes: Mapped[dict[str, Any]]
    version: Mapped[int]
    changed_at: Mapped[datetime]


def of_teacher(session: Session, teacher_id: str) -> Sequence[SourceRow]:
    """All sources of the teacher, the last changed first."""
    query = select(SourceRow).where(SourceRow.owner_id == teacher_id)
    return session.scalars(query.order_by(SourceRow.changed_at.desc(), SourceRow.id)).all()


def own(
    session: Session, teacher_id: str, source_id: str, *, locked: bool = False
) -> SourceRow | None:
    """The teacher's source of that id, or None. `locked` makes others who would write wait."""
    if "\0" in source_id:
        return None
    query = select(SourceRow).where(SourceRow.id == source_id, SourceRow.owner_id == teacher_id)
    return session.scalars(query.with_for_update() if locked else query).one_or_none()


def version_of(session: Session, source_id: str) -> int | None:
    """Which version the source has, whosever it is; None where there is none."""
    return session.scalar(select(SourceRow.version).where(SourceRow.id == source_id))


def any_source(session: Session, source_id: str) -> SourceRow | None:
    """The source, whosever it is, for what is played of a published bank."""
    return session.get(SourceRow, source_id)
