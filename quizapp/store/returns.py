"""Requests of players to come back on another device."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ForeignKey, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from quizapp.store.base import Base


class ReturnRow(Base):
    """A device that asks for a player's seat; `player_id` is None where nobody has that name.

    `device` is set once it was let back: the player's device of that number is this one. Since
    `asked_at` it asks, or has been let back.
    """

    __tablename__ = "game_return"

    number: Mapped[int] = mapped_column(primary_key=True)
    id: Mapped[str] = mapped_column(unique=True)
    game_id: Mapped[str] = mapped_column(ForeignKey("game.id", ondelete="CASCADE"), index=True)
    code: Mapped[str]
    player_id: Mapped[str | None]
    asked_at: Mapped[datetime]
    device: Mapped[int | None]


def of_game(session: Session, game_id: str) -> Sequence[ReturnRow]:
    """The game's requests, the oldest first."""
    query = select(ReturnRow).where(ReturnRow.game_id == game_id).order_by(ReturnRow.number)
    return session.scalars(query).all()
