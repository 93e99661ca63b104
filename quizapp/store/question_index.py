"""An index of the questions in teachers' banks, by which they are searched; rebuilt at any time.

The texts of the banks are the truth. SQLite searches words in an FTS5 table that triggers keep in
step with the rows (sqlite.org/fts5.html, 4.4.3); PostgreSQL by a GIN index over a text vector. Both
take each word as the beginning of one.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Index, Select, Text, delete, func, select, text
from sqlalchemy.orm import Mapped, Session, mapped_column
from sqlalchemy.schema import ForeignKey

from quizapp.store.base import Base
from quizapp.store.workspace import BankRow

WORDS = "workspace_question_words"
"""The FTS5 table; PostgreSQL has an index of this name."""


class QuestionRow(Base):
    """A question by its key in its bank; `tags` and `sources` have a space around each."""

    __tablename__ = "workspace_question"
    __table_args__ = (Index("ix_workspace_question_bank_id_key", "bank_id", "key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    bank_id: Mapped[str] = mapped_column(ForeignKey("workspace_bank.id", ondelete="CASCADE"))
    key: Mapped[str]
    kind: Mapped[str]
    skill: Mapped[str]
    difficulty: Mapped[str]
    tags: Mapped[str] = mapped_column(Text)
    sources: Mapped[str] = mapped_column(Text)
    stem: Mapped[str] = mapped_column(Text)
    words: Mapped[str] = mapped_column(Text)


def drop(session: Session, bank_id: str, keys: Iterable[str] | None = None) -> None:
    """Take questions of a bank out of the index; all where `keys` is None."""
    gone = delete(QuestionRow).where(QuestionRow.bank_id == bank_id)
    session.execute(gone if keys is None else gone.where(QuestionRow.key.in_(list(keys))))


def put(session: Session, rows: Sequence[dict[str, Any]]) -> None:
    """Put questions into the index."""
    if rows:
        session.execute(Base.metadata.tables[QuestionRow.__tablename__].insert(), list(rows))


def stale(session: Session) -> Sequence[tuple[str, int]]:
    """Banks whose index is of an earlier version, and which version is the latest."""
    query = select(BankRow.id, BankRow.latest).where(
        BankRow.indexed != BankRow.latest, BankRow.deleted_at.is_(None)
    )
    return [(bank_id, latest) for bank_id, latest in session.execute(query)]


def find(
    session: Session, bank_ids: Sequence[str], words: str, fields: Mapping[str, str], limit: int
) -> Sequence[QuestionRow]:
    """The questions of these banks with all the words and these fields; up to `limit`.

    `fields` may have kind, skill, difficulty, tag and source.
    """
    query = select(QuestionRow).where(QuestionRow.bank_id.in_(bank_ids))
    for name in ("kind", "skill", "difficulty"):
        if wanted := fields.get(name):
            query = query.where(getattr(QuestionRow, name) == wanted)
    for name, column in (("tag", QuestionRow.tags), ("source", QuestionRow.sources)):
        if wanted := fields.get(name):
            query = query.where(column.contains(f" {wanted} ", autoescape=True))
    if terms := _terms(words):
        query = _with_words(session, query, terms)
    return session.scalars(query.order_by(QuestionRow.bank_id, QuestionRow.id).limit(limit)).all()


def _terms(words: str) -> list[str]:
    """The words to look for: letters and digits, so that nothing in them is an operator."""
    plain = "".join(c if c.isalnum() else " " for c in words.replace("\0", " "))
    return plain.split()[:12]


def _with_words(
    session: Session, query: Select[QuestionRow], terms: list[str]
) -> Select[QuestionRow]:
    if session.get_bind().dialect.name == "sqlite":
        wanted = " ".join(f'"{term}"*' for term in terms)
        match = text(f"SELECT rowid FROM {WORDS} WHERE {WORDS} MATCH :wanted").bindparams(
            wanted=wanted
        )
        return query.where(QuestionRow.id.in_(match.columns(rowid=QuestionRow.id.type)))
    vector = func.to_tsvector(text("'simple'"), QuestionRow.words)
    wanted = " & ".join(f"'{term}':*" for term in terms)
    return query.where(vector.bool_op("@@")(func.to_tsquery(text("'simple'"), wanted)))
