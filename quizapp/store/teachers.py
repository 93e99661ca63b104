"""Teachers, the browsers they are signed in with, and the one-time links that set a password."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ForeignKey, String, delete, exists, select, true
from sqlalchemy.orm import Mapped, Session, mapped_column

from quizapp.store.base import Base


class TeacherRow(Base):
    """`name_key` tells names apart; `password_hash` is None until the first link was used."""

    __tablename__ = "teacher"

    id: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    name_key: Mapped[str] = mapped_column(String(200), unique=True)
    password_hash: Mapped[str | None] = mapped_column(String(200))
    created_at: Mapped[datetime]
    disabled_at: Mapped[datetime | None]


class SessionRow(Base):
    """A browser that is signed in; of its token only the digest is here."""

    __tablename__ = "teacher_session"

    id: Mapped[str] = mapped_column(primary_key=True)
    digest: Mapped[str] = mapped_column(unique=True)
    teacher_id: Mapped[str] = mapped_column(
        ForeignKey("teacher.id", ondelete="CASCADE"), index=True
    )
    device: Mapped[str]
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]


class LinkRow(Base):
    """A link that sets a password once; without a teacher it makes the first one."""

    __tablename__ = "teacher_link"

    digest: Mapped[str] = mapped_column(primary_key=True)
    teacher_id: Mapped[str | None] = mapped_column(
        ForeignKey("teacher.id", ondelete="CASCADE"), index=True
    )
    expires_at: Mapped[datetime]


def has_any(session: Session) -> bool:
    """Whether somebody has set a password already."""
    query = select(exists().where(TeacherRow.password_hash.is_not(None)))
    return bool(session.scalar(query))


def hold(session: Session, teacher_id: str) -> None:
    """Make others who would hold this teacher wait until the transaction ends.

    Not those who only point to the teacher, as a new bank does: two of them that then ask for more
    would wait for each other without end.
    """
    query = select(TeacherRow.id).where(TeacherRow.id == teacher_id)
    session.execute(query.with_for_update(key_share=True))


def by_key(session: Session, name_key: str) -> TeacherRow | None:
    """The teacher of that name, or None."""
    return session.scalars(select(TeacherRow).where(TeacherRow.name_key == name_key)).one_or_none()


def everybody(session: Session) -> Sequence[TeacherRow]:
    """All teachers, by name."""
    return session.scalars(select(TeacherRow).order_by(TeacherRow.name_key)).all()


def signed_in(session: Session, digest: str, now: datetime) -> tuple[SessionRow, TeacherRow] | None:
    """The session with this digest and whose it is; None where it is over."""
    query = (
        select(SessionRow, TeacherRow)
        .join(TeacherRow, TeacherRow.id == SessionRow.teacher_id)
        .where(
            SessionRow.digest == digest,
            SessionRow.expires_at > now,
            TeacherRow.disabled_at.is_(None),
        )
    )
    found = session.execute(query).one_or_none()
    return (found[0], found[1]) if found else None


def sessions_of(session: Session, teacher_id: str, now: datetime) -> Sequence[SessionRow]:
    """Where the teacher is signed in, the latest first."""
    query = select(SessionRow).where(
        SessionRow.teacher_id == teacher_id, SessionRow.expires_at > now
    )
    return session.scalars(query.order_by(SessionRow.created_at.desc(), SessionRow.id)).all()


def end(
    session: Session, teacher_id: str, *, one: str | None = None, but: str | None = None
) -> None:
    """End the teacher's sessions: `one` of them, or all `but` one, by their ids."""
    ended = delete(SessionRow).where(
        SessionRow.teacher_id == teacher_id,
        SessionRow.id == one if one else true(),
        SessionRow.id != but if but else true(),
    )
    session.execute(ended)


def link(session: Session, digest: str, now: datetime) -> LinkRow | None:
    """The link with this digest; None where it is used or too old."""
    return session.scalars(
        select(LinkRow).where(LinkRow.digest == digest, LinkRow.expires_at > now)
    ).one_or_none()


def take(session: Session, digest: str) -> bool:
    """Use the link up; False where somebody was faster."""
    query = delete(LinkRow).where(LinkRow.digest == digest).returning(LinkRow.digest)
    return session.scalar(query) is not None


def drop_links(session: Session, teacher_id: str | None) -> None:
    """Earlier links of the teacher (None: those for the first one) lead nowhere any more."""
    whose = LinkRow.teacher_id
    is_theirs = whose.is_(None) if teacher_id is None else whose == teacher_id
    session.execute(delete(LinkRow).where(is_theirs))


def purge(session: Session, now: datetime) -> None:
    """Delete the sessions and links that are over."""
    session.execute(delete(SessionRow).where(SessionRow.expires_at <= now))
    session.execute(delete(LinkRow).where(LinkRow.expires_at <= now))
