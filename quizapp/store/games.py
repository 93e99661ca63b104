"""Games: what was chosen, what happened (an append-only log), who plays, what was answered.

A game is the fold of its events; a round's row is the lock between answers and the close. Names
live in the player's row alone, and go with it. A game's row is the lock between commands, and
counts what happened, so that a process sees at a glance what it missed.
"""

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, UniqueConstraint, delete, false, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from quizapp.store.base import Base

AT_A_TIME = 1_000
"""How many ids one question to the database names."""


class GameRow(Base):
    """A game and what was chosen for it; its PIN is free again once it is purged.

    `alive_at` says until when a process is known to have driven its running clock. `seq` is the
    number of the last event; `changes` counts whatever else changed (people, lock, texts shown).
    """

    __tablename__ = "game"

    id: Mapped[str] = mapped_column(primary_key=True)
    pin: Mapped[str] = mapped_column(unique=True)
    bank_digest: Mapped[str] = mapped_column(ForeignKey("bank_version.digest"))
    bank_slug: Mapped[str]
    question_ids: Mapped[list[str]]
    seed: Mapped[str]
    rules: Mapped[dict[str, Any]]
    recovery_digest: Mapped[str]
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime] = mapped_column(index=True)
    is_locked: Mapped[bool] = mapped_column(default=False, server_default=false())
    alive_at: Mapped[datetime | None]
    seq: Mapped[int] = mapped_column(default=0, server_default="0")
    changes: Mapped[int] = mapped_column(default=0, server_default="0")


class EventRow(Base):
    """One event; `seq` counts from 1 without a gap. `change` is what some kinds carry besides."""

    __tablename__ = "game_event"

    game_id: Mapped[str] = mapped_column(
        ForeignKey("game.id", ondelete="CASCADE"), primary_key=True
    )
    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    kind: Mapped[str]
    round: Mapped[int]
    at: Mapped[datetime]
    change: Mapped[dict[str, Any] | None]


class RoundRow(Base):
    """One question of a game, once."""

    __tablename__ = "game_round"
    __table_args__ = (UniqueConstraint("game_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    game_id: Mapped[str] = mapped_column(ForeignKey("game.id", ondelete="CASCADE"))
    number: Mapped[int]
    question_id: Mapped[str]
    content_hash: Mapped[str]
    opened_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]


class PlayerRow(Base):
    """Someone in one game; `admitted_at` is None until the host lets them in.

    `team` counts from 1. `time_factor` says how much of the time to answer they have, None for
    no limit. `device` counts the devices that they came back on; only the last one holds the seat.
    `changed` is the game's `changes` when this row last changed.
    """

    __tablename__ = "player"
    __table_args__ = (
        UniqueConstraint("game_id", "name_key"),
        Index("ix_player_game_id_changed", "game_id", "changed"),
    )

    id: Mapped[str] = mapped_column(primary_key=True)
    game_id: Mapped[str] = mapped_column(ForeignKey("game.id", ondelete="CASCADE"))
    nickname: Mapped[str]
    name_key: Mapped[str]
    joined_at: Mapped[datetime]
    removed_at: Mapped[datetime | None]
    admitted_at: Mapped[datetime | None]
    team: Mapped[int | None]
    time_factor: Mapped[float | None] = mapped_column(default=1.0, server_default="1")
    device: Mapped[int] = mapped_column(default=0, server_default="0")
    changed: Mapped[int] = mapped_column(default=0, server_default="0")


class AnswerRow(Base):
    """An answer; written by the journal alone. The highest `revision` counts.

    `elapsed_s` of the `allowed_s` (None: no limit) had passed; `sure` is how sure it was said to
    be; `is_shown`: the host lets everybody read it.
    """

    __tablename__ = "answer"
    __table_args__ = (
        UniqueConstraint("round_id", "player_id", "revision"),
        UniqueConstraint("player_id", "answer_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("game_round.id", ondelete="CASCADE"))
    player_id: Mapped[str] = mapped_column(ForeignKey("player.id", ondelete="CASCADE"))
    revision: Mapped[int]
    answer_id: Mapped[str]
    response: Mapped[dict[str, Any]]
    received_at: Mapped[datetime]
    elapsed_s: Mapped[float] = mapped_column(default=0.0, server_default="0")
    allowed_s: Mapped[float | None]
    sure: Mapped[int | None]
    is_shown: Mapped[bool] = mapped_column(default=False, server_default=false())


def by_pin(session: Session, pin: str) -> GameRow | None:
    """The game with this PIN."""
    return session.scalars(select(GameRow).where(GameRow.pin == pin)).one_or_none()


def locked(session: Session, game_id: str) -> GameRow | None:
    """The game's row as it is now, locked: commands of several processes take turns."""
    query = select(GameRow).where(GameRow.id == game_id)
    found = session.scalars(
        query.with_for_update(key_share=True), execution_options={"populate_existing": True}
    )
    return found.one_or_none()


def touch(row: GameRow, *players: "PlayerRow") -> None:
    """Count one more change of the game, and mark whom it concerns; the row must be locked."""
    row.changes += 1
    for player in players:
        player.changed = row.changes


def standing(session: Session, game_ids: Collection[str]) -> dict[str, tuple[int, int]]:
    """The `seq` and `changes` of those of these games that are still kept."""
    query = select(GameRow.id, GameRow.seq, GameRow.changes).where(GameRow.id.in_(game_ids))
    return {game_id: (seq, changes) for game_id, seq, changes in session.execute(query)}


def events_of(session: Session, game_id: str, since: int = 0) -> Sequence[EventRow]:
    """The game's events after number `since`, in order."""
    query = select(EventRow).where(EventRow.game_id == game_id, EventRow.seq > since)
    return session.scalars(query.order_by(EventRow.seq)).all()


def players_of(session: Session, game_id: str) -> Sequence[PlayerRow]:
    """Those who play or wait to be let in, in the order they joined; removed ones left out."""
    query = select(PlayerRow).where(PlayerRow.game_id == game_id, PlayerRow.removed_at.is_(None))
    return session.scalars(query.order_by(PlayerRow.joined_at, PlayerRow.id)).all()


def players_since(session: Session, game_id: str, changes: int) -> Sequence[PlayerRow]:
    """Those who changed since the game's `changes` was this, the removed ones too."""
    query = select(PlayerRow).where(PlayerRow.game_id == game_id, PlayerRow.changed > changes)
    return session.scalars(query.order_by(PlayerRow.joined_at, PlayerRow.id)).all()


def player_of(session: Session, game_id: str, player_id: str) -> PlayerRow | None:
    """The player, unless removed or of another game."""
    row = session.get(PlayerRow, player_id)
    return row if row and row.game_id == game_id and row.removed_at is None else None


def is_removed(session: Session, game_id: str, player_id: str) -> bool:
    """Whether somebody with this id was in the game and was taken out."""
    row = session.get(PlayerRow, player_id)
    return row is not None and row.game_id == game_id and row.removed_at is not None


def names_in(session: Session, game_id: str) -> set[str]:
    """The keys of all names that the game has or had."""
    return set(session.scalars(select(PlayerRow.name_key).where(PlayerRow.game_id == game_id)))


def rounds_of(session: Session, game_id: str) -> Sequence[RoundRow]:
    """The rounds opened so far, in order."""
    query = select(RoundRow).where(RoundRow.game_id == game_id).order_by(RoundRow.number)
    return session.scalars(query).all()


def answers_of(session: Session, game_id: str) -> Sequence[tuple[int, AnswerRow]]:
    """Every counted answer with the number of its round, in the order received."""
    query = (
        select(RoundRow.number, AnswerRow)
        .join(AnswerRow, AnswerRow.round_id == RoundRow.id)
        .where(RoundRow.game_id == game_id)
        .order_by(RoundRow.number, AnswerRow.received_at, AnswerRow.id)
    )
    last: dict[tuple[int, str], AnswerRow] = {}
    for number, answer in session.execute(query):
        key = number, answer.player_id
        if key not in last or last[key].revision < answer.revision:
            last[key] = answer
    return [(number, answer) for (number, _), answer in last.items()]


def answer_of(
    session: Session, game_id: str, player_id: str, round_number: int
) -> AnswerRow | None:
    """The player's counted answer to that round, or None."""
    query = (
        select(AnswerRow)
        .join(RoundRow, RoundRow.id == AnswerRow.round_id)
        .where(
            RoundRow.game_id == game_id,
            RoundRow.number == round_number,
            AnswerRow.player_id == player_id,
        )
    )
    return session.scalars(query.order_by(AnswerRow.revision.desc()).limit(1)).one_or_none()


def answers_since(session: Session, round_id: int, since: int) -> Sequence[tuple[int, str]]:
    """The ids above `since` of the answers to a round, each with its player, in order."""
    query = select(AnswerRow.id, AnswerRow.player_id).where(
        AnswerRow.round_id == round_id, AnswerRow.id > since
    )
    return [(i, player) for i, player in session.execute(query.order_by(AnswerRow.id))]


def answers_by_id(session: Session, ids: Sequence[int]) -> Iterator[AnswerRow]:
    """These answers, in the order of their ids: a player's later revision comes later."""
    for first in range(0, len(ids), AT_A_TIME):
        query = select(AnswerRow).where(AnswerRow.id.in_(ids[first : first + AT_A_TIME]))
        yield from session.scalars(query.order_by(AnswerRow.id))


def shown_answers(session: Session, round_id: int) -> set[str]:
    """The players whose answers to the round everybody may read."""
    query = select(AnswerRow.player_id).where(AnswerRow.round_id == round_id, AnswerRow.is_shown)
    return set(session.scalars(query))


def lock_round(session: Session, game_id: str, number: int) -> RoundRow:
    """The round's row, locked: answers under way are in before, none comes after."""
    query = select(RoundRow).where(RoundRow.game_id == game_id, RoundRow.number == number)
    return session.scalars(query.with_for_update()).one()


def beat(session: Session, game_ids: Sequence[str], now: datetime) -> None:
    """Note that the clocks of these games are driven at this moment.

    What another process has locked is left out: it drives that game.
    """
    free = select(GameRow.id).where(GameRow.id.in_(game_ids)).order_by(GameRow.id)
    ids = session.scalars(free.with_for_update(key_share=True, skip_locked=True)).all()
    session.execute(update(GameRow).where(GameRow.id.in_(ids)).values(alive_at=now))


def with_clock(session: Session) -> Sequence[str]:
    """Ids of the games whose clock was driven and that did not end."""
    return session.scalars(select(GameRow.id).where(GameRow.alive_at.is_not(None))).all()


def abandoned(session: Session, since: datetime) -> Sequence[str]:
    """Ids of those whose clock nobody is known to have driven since then."""
    return session.scalars(select(GameRow.id).where(GameRow.alive_at < since)).all()


def purge(session: Session, now: datetime) -> Sequence[str]:
    """Delete what is past its retention, names and all; the ids of the games deleted.

    What another process deletes at this moment is left to it.
    """
    old = select(GameRow.id).where(GameRow.expires_at <= now).order_by(GameRow.id)
    ids = session.scalars(old.with_for_update(skip_locked=True)).all()
    session.execute(delete(GameRow).where(GameRow.id.in_(ids)))
    return ids
