"""Which players are at which process, for the processes that serve the same games.

Each process writes what it sees at most once a second and reads the others' rows; one that was
not seen for a while counts no more.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from sqlalchemy import ForeignKey, delete, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from quizapp.store.base import Base


class PresenceRow(Base):
    """The players of a game who are at a process; `version` counts how often they changed."""

    __tablename__ = "game_presence"

    game_id: Mapped[str] = mapped_column(
        ForeignKey("game.id", ondelete="CASCADE"), primary_key=True
    )
    process_id: Mapped[str] = mapped_column(primary_key=True)
    players: Mapped[list[str]]
    version: Mapped[int]
    seen_at: Mapped[datetime]


def write(session: Session, rows: Collection[PresenceRow]) -> None:
    """Store these rows, new or changed."""
    for row in rows:
        session.merge(row)


def seen(session: Session, process_id: str, now: datetime) -> None:
    """This process is alive: whatever it wrote still holds."""
    mine = PresenceRow.process_id == process_id
    session.execute(update(PresenceRow).where(mine).values(seen_at=now))


def versions(
    session: Session, game_ids: Collection[str], process_id: str, since: datetime
) -> Mapping[tuple[str, str], int]:
    """The rows of the other processes that were seen since then: (game, process) -> version."""
    query = select(PresenceRow.game_id, PresenceRow.process_id, PresenceRow.version).where(
        PresenceRow.game_id.in_(game_ids),
        PresenceRow.process_id != process_id,
        PresenceRow.seen_at > since,
    )
    return {(game, process): version for game, process, version in session.execute(query)}


def players(session: Session, game_id: str, process_id: str) -> Sequence[str]:
    """Who is at that process."""
    row = session.get(PresenceRow, (game_id, process_id), populate_existing=True)
    return row.players if row else ()


def leave(session: Session, process_id: str) -> None:
    """This process stops: nobody is there any more."""
    session.execute(delete(PresenceRow).where(PresenceRow.process_id == process_id))
