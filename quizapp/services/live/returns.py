"""Players who come back on another device: each shows a code, and the host lets it in.

A request lives in memory for a few minutes and is gone with the process; who asks then asks again.
What the asking device sees is the same whether or not anybody has the name that it gave.
"""

import threading
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from quizapp.services import chance
from quizapp.services.live import nicknames
from quizapp.services.live.room import Room
from quizapp.services.live.rooms import Rooms

LASTS = timedelta(minutes=5)
LIMIT = 100
"""Requests of a game that are kept at a time; the oldest goes for a new one."""
EACH = 3
"""How many of them may name the same player, so that nobody fills the host's list."""


@dataclass(frozen=True)
class Return:
    """A device that asks for a player's seat; `player_id` is None where nobody has that name."""

    id: str
    code: str
    player_id: str | None
    asked_at: datetime
    is_let_back: bool = False


@dataclass(frozen=True)
class Waiting:
    """A line of the host's list."""

    id: str
    code: str
    nickname: str


class Returns:
    """The requests of all games of this process; any thread may ask."""

    def __init__(self, rooms: Rooms) -> None:
        self._rooms = rooms
        self._asked: dict[str, dict[str, Return]] = {}
        self._lock = threading.Lock()

    def ask(self, room: Room, nickname: str, now: datetime) -> Return:
        """Ask for the seat of the player with this name; the code is to be shown to the host."""
        player_id = _named(room, nickname)
        with self._lock:
            self._asked = {i: left for i in self._asked if (left := self._fresh(i, now))}
            asked = self._asked.setdefault(room.id, {})
            new = Return(chance.new_id(), _free_code(asked.values()), player_id, now)
            same = [r.id for r in asked.values() if player_id and r.player_id == player_id]
            for old in (*_too_many(same, EACH), *_too_many(list(asked), LIMIT)):
                asked.pop(old, None)
            asked[new.id] = new
        self._rooms.tell(room, "crowd")
        return new

    def find(self, room: Room, return_id: str, now: datetime) -> Return | None:
        """The request, while it lasts and was not turned down."""
        with self._lock:
            return self._fresh(room.id, now).get(return_id)

    def waiting(self, room: Room, now: datetime) -> list[Waiting]:
        """Those that the host has to answer, the oldest first."""
        with self._lock:
            asked = self._fresh(room.id, now).values()
        return [
            Waiting(r.id, r.code, member.nickname)
            for r in asked
            if not r.is_let_back and (member := room.members.get(r.player_id or ""))
        ]

    def let_back(self, room: Room, return_id: str) -> None:
        """The device may take the seat."""
        with self._lock:
            asked = self._asked.get(room.id, {})
            if found := asked.get(return_id):
                asked[return_id] = replace(found, is_let_back=True)
        self._rooms.tell(room, "crowd")

    def turn_down(self, room: Room, return_id: str) -> None:
        """The device may not."""
        with self._lock:
            self._asked.get(room.id, {}).pop(return_id, None)
        self._rooms.tell(room, "crowd")

    def _fresh(self, game_id: str, now: datetime) -> dict[str, Return]:
        asked = self._asked.get(game_id, {})
        return {i: r for i, r in asked.items() if now - r.asked_at < LASTS}


def _free_code(asked: Iterable[Return]) -> str:
    """A code that no other device of the game shows, so that the host never mistakes one."""
    taken = {r.code for r in asked}
    while (code := chance.new_short_code()) in taken:
        pass
    return code


def _too_many(ids: list[str], limit: int) -> list[str]:
    """Which of these have to go, the oldest first, so that one more fits in."""
    return ids[: max(0, len(ids) + 1 - limit)]


def _named(room: Room, nickname: str) -> str | None:
    try:
        wanted = nicknames.key(nicknames.tidied(nickname))
    except nicknames.NicknameRefused:
        return None
    members = list(room.members.values())
    return next((m.id for m in members if nicknames.key(m.nickname) == wanted), None)
