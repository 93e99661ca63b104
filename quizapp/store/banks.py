"""Versions of banks: each one that was ever played, as its file said it."""

from datetime import datetime

from sqlalchemy import Text
from sqlalchemy.orm import Mapped, Session, mapped_column

from quizapp.store.base import Base, insert_or_ignore


class BankVersion(Base):
    """An immutable copy; `digest` stands for its text and its pictures."""

    __tablename__ = "bank_version"

    digest: Mapped[str] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(index=True)
    text: Mapped[str] = mapped_column(Text)
    first_played_at: Mapped[datetime]


def keep(session: Session, digest: str, slug: str, text: str, now: datetime) -> None:
    """Store this version, unless it is there."""
    if session.get(BankVersion, digest) is None:
        row = {"digest": digest, "slug": slug, "text": text, "first_played_at": now}
        insert_or_ignore(session.connection(), BankVersion, [row])


def text_of(session: Session, digest: str) -> tuple[str, str] | None:
    """Slug and text of a version, or None."""
    found = session.get(BankVersion, digest)
    return (found.slug, found.text) if found else None
