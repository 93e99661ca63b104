"""Players who come back on another device: each shows a code, and the host lets it in.

A request holds for a few minutes, and as long again once it is let back. What the asking device
sees is the same whether or not anybody has the name that it gave. A seat belongs to one device at
a time: the one let back last.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from quizapp.services import chance
from quizapp.services.live import nicknames
from quizapp.services.live.faults import PlayedElsewhere
from quizapp.services.live.room import Member, Return, Room, game_row, member_of, returns_of
from quizapp.services.live.rooms import Rooms
from quizapp.store import games
from quizapp.store.database import Session
from quizapp.store.games import PlayerRow
from quizapp.store.returns import ReturnRow, of_game

LASTS = timedelta(minutes=5)
LIMIT = 100
"""Requests of a game that are kept at a time; the oldest goes for a new one."""
EACH = 3
"""How many of them may name the same player, so that nobody fills the host's list.

Those that are let back do not count, so that no other request takes their place.
"""


@dataclass(frozen=True)
class Waiting:
    """A line of the host's list."""

    id: str
    code: str
    nickname: str


class Returns:
    """The requests of all games; any thread may ask."""

    def __init__(self, rooms: Rooms) -> None:
        self._rooms = rooms

    def ask(self, room: Room, nickname: str, now: datetime) -> Return:
        """Ask for the seat of the player with this name; the code is to be shown to the host."""
        return_id = chance.new_id()

        def add(session: Session) -> None:
            player_id = _named(room, nickname)
            fresh = _only_fresh(session, room, now)
            asked = [row for row in fresh if row.device is None]
            same = [row for row in asked if player_id and row.player_id == player_id]
            for old in {*_too_many(same, EACH), *_too_many(asked, LIMIT)}:
                session.delete(old)
            code = _free_code(row.code for row in fresh)
            new = ReturnRow(
                id=return_id, game_id=room.id, code=code, player_id=player_id, asked_at=now
            )
            session.add(new)

        self._change(room, add)
        return next(r for r in room.returns if r.id == return_id)

    def find(self, room: Room, return_id: str, now: datetime) -> Return | None:
        """The request, while it lasts and was not turned down. Raises NoSuchGame."""
        self._rooms.room_now(room.id)  # it may have been made or answered at another process
        return next((r for r in _fresh(room, now) if r.id == return_id), None)

    def waiting(self, room: Room, now: datetime) -> list[Waiting]:
        """Those that the host has to answer, the oldest first."""
        return [
            Waiting(r.id, r.code, member.nickname)
            for r in _fresh(room, now)
            if r.device is None and (member := room.members.get(r.player_id or ""))
        ]

    def let_back(self, room: Room, return_id: str, now: datetime) -> None:
        """The device takes the seat, within five minutes; the one that had it holds it no more.

        Other requests for that seat are gone: they may be this device's own, and a press on one
        would take the seat from it. A request that does not hold any more changes nothing.
        """

        def hand_over(session: Session) -> PlayerRow | None:
            rows = [row for row in _only_fresh(session, room, now) if row.device is None]
            asked = next((row for row in rows if row.id == return_id), None)
            player_id = asked.player_id if asked else None
            player = games.player_of(session, room.id, player_id) if player_id else None
            if asked and player:
                player.device += 1
                asked.device, asked.asked_at = player.device, now
                for row in rows:
                    if row is not asked and row.player_id == player_id:
                        session.delete(row)
            return player

        self._change(room, hand_over)

    def turn_down(self, room: Room, return_id: str) -> None:
        """The device may not; one that was let back at another window stays so."""

        def drop(session: Session) -> None:
            for row in of_game(session, room.id):
                if row.id == return_id and row.device is None:
                    session.delete(row)

        self._change(room, drop)

    def _change(self, room: Room, change: Callable[[Session], PlayerRow | None]) -> None:
        """Change the requests, and the player whom that concerns."""

        def work(session: Session) -> tuple[tuple[Return, ...], Member | None]:
            player = change(session)
            games.touch(game_row(session, room.id), *([player] if player else []))
            session.flush()
            return returns_of(session, room.id), member_of(player) if player else None

        def then(changed: tuple[tuple[Return, ...], Member | None]) -> None:
            room.returns, member = changed
            if member:
                room.put(member)
            self._rooms.tell(room, "everybody" if member else "crowd")

        self._rooms.change(room, work, then).result()


def refuse_old_device(room: Room, player_id: str, device: int) -> None:
    """Nothing while the player's seat is this device's. Raises PlayedElsewhere.

    One that is newer than this process knows was let back at another one a moment ago.
    """
    member = room.members.get(player_id)
    if member is not None and device < member.device:
        raise PlayedElsewhere(room.pin)


def _fresh(room: Room, now: datetime) -> list[Return]:
    return [r for r in room.returns if now - r.asked_at < LASTS]


def _only_fresh(session: Session, room: Room, now: datetime) -> list[ReturnRow]:
    """The requests that still hold; the others are deleted."""
    rows = of_game(session, room.id)
    for row in rows:
        if now - row.asked_at >= LASTS:
            session.delete(row)
    return [row for row in rows if now - row.asked_at < LASTS]


def _free_code(taken_codes: Iterable[str]) -> str:
    """A code that no other device of the game shows, so that the host never mistakes one."""
    taken = set(taken_codes)
    while (code := chance.new_short_code()) in taken:
        pass
    return code


def _too_many(rows: list[ReturnRow], limit: int) -> list[ReturnRow]:
    """Which of these have to go, the oldest first, so that one more fits in."""
    return rows[: max(0, len(rows) + 1 - limit)]


def _named(room: Room, nickname: str) -> str | None:
    try:
        wanted = nicknames.key(nicknames.tidied(nickname))
    except nicknames.NicknameRefused:
        return None
    members = list(room.members.values())
    return next((m.id for m in members if nicknames.key(m.nickname) == wanted), None)
