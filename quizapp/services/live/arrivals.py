"""Those who come in: whoever knocks while others are let in shares the next commit.

A hall of thousands joins within a minute, and a commit of its own for each would take longer. Each
is still decided on its own, in the order of arrival, and refused on its own.
"""

import threading
from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial

from quizapp.core.teams import smallest_team
from quizapp.services import chance
from quizapp.services.live import nicknames
from quizapp.services.live.faults import (
    PLAYERS_LIMIT,
    HasBegun,
    RoomIsFull,
    RoomIsLocked,
    RoomIsOver,
)
from quizapp.services.live.room import Member, Room, game_row
from quizapp.services.live.rooms import Rooms
from quizapp.store import games
from quizapp.store.database import Session
from quizapp.store.promise import Promise


@dataclass(frozen=True)
class Knock:
    """Somebody who wants to come in under that name; `team` is the one that was picked.

    `done` gives the new player's id, or why nobody comes in.
    """

    name: str
    team: int | None
    at: datetime
    done: Promise[str] = field(default_factory=Promise)


class Arrivals:
    """Who waits at the doors of all rooms, by game."""

    def __init__(self, rooms: Rooms) -> None:
        self._rooms = rooms
        self._waiting: dict[str, list[Knock]] = {}
        self._lock = threading.Lock()

    def knock(self, room: Room, knock: Knock) -> None:
        """Let them in, or refuse it, with all who come until it is their turn."""
        with self._lock:
            waiting = self._waiting.get(room.id)
            if waiting is not None:
                waiting.append(knock)
                return
            waiting = self._waiting[room.id] = [knock]
        job = self._rooms.change(
            room, partial(self._let_in, room, waiting), partial(self._seat, room)
        )
        job.add_done_callback(partial(self._refuse_all, room, waiting))

    def _let_in(
        self, room: Room, waiting: list[Knock], session: Session
    ) -> list[tuple[Knock, Member]]:
        self._close(room, waiting)
        names, team_sizes = set[str](), room.team_sizes.copy()
        found: list[tuple[Knock, Member]] = []
        for knock in waiting[:]:
            key = nicknames.key(knock.name)
            try:
                refuse_newcomers(room, len(found))
                if key in names or key in room.names:
                    raise nicknames.taken(knock.name)
            except (*SHUT, nicknames.NicknameRefused) as refusal:
                knock.done.set_exception(refusal)
                continue
            member = _member(room, knock, team_sizes)
            names.add(key)
            team_sizes.update([member.team] if member.team else [])
            found.append((knock, member))
        rows = [_row(room.id, member) for _, member in found]
        if rows:
            games.touch(game_row(session, room.id), *rows)
            session.add_all(rows)
        return found

    def _seat(self, room: Room, found: list[tuple[Knock, Member]]) -> None:
        for knock, member in found:
            room.put(member)
            self._rooms.hub.presence.note(room.id, member.id)
            knock.done.set_result(member.id)
        if found:
            self._rooms.tell(room, "crowd")

    def _refuse_all(self, room: Room, waiting: list[Knock], job: Promise[object]) -> None:
        """The database refused them, or the game is gone."""
        if fault := job.exception():
            self._close(room, waiting)
            for knock in waiting:
                if not knock.done.done():
                    knock.done.set_exception(fault)

    def _close(self, room: Room, waiting: list[Knock]) -> None:
        """Whoever knocks from now on comes with the next ones."""
        with self._lock:
            if self._waiting.get(room.id) is waiting:
                del self._waiting[room.id]


SHUT = (RoomIsOver, RoomIsLocked, HasBegun, RoomIsFull)
"""Why nobody may come in."""


def refuse_newcomers(room: Room, before: int = 0) -> None:
    """Nothing while somebody may come in; else RoomIsOver, RoomIsLocked, HasBegun, RoomIsFull.

    So many come in `before`, who are not in the room yet.
    """
    game = room.table.game
    if game.phase == "ended":
        raise RoomIsOver
    if room.is_locked:
        raise RoomIsLocked
    if not game.rules.joins_late and game.phase != "lobby":
        raise HasBegun
    if len(room.members) + before >= PLAYERS_LIMIT:
        raise RoomIsFull


def _member(room: Room, knock: Knock, team_sizes: Counter[int]) -> Member:
    rules, team = room.table.game.rules, None
    if rules.teams:
        may_pick = rules.picks_team and knock.team and 1 <= knock.team <= rules.teams
        team = knock.team if may_pick else smallest_team(team_sizes, rules.teams)
    return Member(
        id=chance.new_id(),
        nickname=knock.name,
        joined_at=knock.at,
        is_admitted=not rules.approves,
        team=team,
    )


def _row(game_id: str, member: Member) -> games.PlayerRow:
    return games.PlayerRow(
        id=member.id,
        game_id=game_id,
        nickname=member.nickname,
        name_key=nicknames.key(member.nickname),
        joined_at=member.joined_at,
        removed_at=None,
        admitted_at=member.joined_at if member.is_admitted else None,
        team=member.team,
    )
