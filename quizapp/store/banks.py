"""Versions of banks: each one that was ever played, as its file said it."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import Text, select
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


def known(session: Session, digests: Collection[str]) -> set[str]:
    """Those of the digests that a version has."""
    found: set[str] = set()
    asked = sorted(digests)
    for start in range(0, len(asked), 500):
        query = select(BankVersion.digest).where(BankVersion.digest.in_(asked[start : start + 500]))
        found |= set(session.scalars(query))
    return found


def first_of(session: Session, slug: str) -> str | None:
    """The digest of the first version under that name, or None."""
    query = select(BankVersion.digest).where(BankVersion.slug == slug)
    return session.scalar(query.order_by(BankVersion.first_played_at, BankVersion.digest).limit(1))
