"""The door of a game: who comes in, who is let in, who is taken out, under which name."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime

from quizapp.services import chance
from quizapp.services.live import nicknames
from quizapp.services.live.arrivals import Arrivals, Knock
from quizapp.services.live.driver import Driver
from quizapp.services.live.room import Member, Room, game_row
from quizapp.services.live.rooms import Rooms
from quizapp.store import games
from quizapp.store.database import Session

FACTORS: tuple[float | None, ...] = (1.0, 1.25, 1.5, 2.0, None)
"""How much of the time to answer a player may be given; None: as long as the round is open."""


class Door:
    """The doors of all rooms."""

    def __init__(self, rooms: Rooms, driver: Driver) -> None:
        self._rooms = rooms
        self._driver = driver
        self._arrivals = Arrivals(rooms)

    def join(self, game_id: str, nickname: str, now: datetime, *, team: int | None = None) -> str:
        """A new player's id; `team` is the one that was picked, where players may pick.

        Raises NicknameRefused, NoSuchGame, and whatever keeps the door shut.
        """
        room = self._rooms.room(game_id)
        name = nicknames.tidied(nickname)
        if not room.table.game.rules.free_names and not nicknames.is_offered(name):
            raise nicknames.NicknameRefused("Pick one of the names that are offered.")
        knock = Knock(name, team, now)
        self._arrivals.knock(room, knock)
        return knock.done.result()

    def lock(self, game_id: str, *, is_locked: bool) -> None:
        """Let nobody in any more, or somebody again."""
        room = self._rooms.room(game_id)

        def work(session: Session) -> None:
            row = game_row(session, game_id)
            row.is_locked = is_locked
            games.touch(row)

        def then(_: None) -> None:
            room.is_locked = is_locked
            self._rooms.tell(room, "crowd")

        self._rooms.change(room, work, then).result()

    def admit(self, game_id: str, player_ids: Sequence[str], now: datetime) -> None:
        """Let these in who wait; who is in already stays so."""

        def let_in(row: games.PlayerRow, member: Member) -> Member:
            row.admitted_at = row.admitted_at or now
            return replace(member, is_admitted=True)

        self._change(game_id, player_ids, let_in)

    def rename(self, game_id: str, player_id: str, nickname: str) -> None:
        """Give a player another name. Raises NicknameRefused."""
        name = nicknames.tidied(nickname)
        room = self._rooms.room(game_id)
        key = nicknames.key(name)

        def work(session: Session) -> Member | None:
            member = room.members.get(player_id)
            row = games.player_of(session, game_id, player_id)
            if row is None or member is None or member.nickname == name:
                return None
            if key != row.name_key and key in room.names:
                raise nicknames.taken(name, "Choose another name.")
            row.nickname, row.name_key = name, key
            games.touch(game_row(session, game_id), row)
            return replace(member, nickname=name)

        def then(changed: Member | None) -> None:
            if changed:
                room.put(changed)
                self._rooms.tell(room)

        self._rooms.change(room, work, then).result()

    def hide(self, game_id: str, player_id: str) -> None:
        """Put one of our names in the place of a player's own."""
        self.rename(game_id, player_id, self.offers(self._rooms.room(game_id), 1)[0])

    def give_time(self, game_id: str, player_id: str, factor: float | None) -> None:
        """Give a player more time for every question; nobody else sees it."""
        if factor not in FACTORS:
            return

        def give(row: games.PlayerRow, member: Member) -> Member:
            row.time_factor = factor
            return replace(member, factor=factor)

        self._change(game_id, [player_id], give)
        self._driver.look(self._rooms.room(game_id))

    def remove(self, game_id: str, player_ids: Sequence[str], now: datetime) -> None:
        """Take players out: their seats are gone and nothing of theirs counts."""
        self._take_out(game_id, lambda member: member.id in player_ids, now)

    def remove_since(self, game_id: str, since: datetime, now: datetime) -> None:
        """Take out everybody who came in since that moment."""
        self._take_out(game_id, lambda member: member.joined_at >= since, now)

    def _take_out(self, game_id: str, is_meant: Callable[[Member], bool], now: datetime) -> None:
        room = self._rooms.room(game_id)

        def work(session: Session) -> list[str]:
            gone = [member.id for member in list(room.members.values()) if is_meant(member)]
            rows = [row for i in gone if (row := games.player_of(session, game_id, i))]
            for row in rows:
                row.removed_at = now
            if rows:
                games.touch(game_row(session, game_id), *rows)
            return gone

        def then(gone: list[str]) -> None:
            if gone:
                room.unseat(gone)
                self._rooms.tell(room)
                self._driver.look(room)

        self._rooms.change(room, work, then).result()

    def offers(self, room: Room, count: int = 3) -> list[str]:
        """Names that nobody in the room has or had, from our own list; else with a number."""
        return [nicknames.free(name, room.names) for name in chance.pick(nicknames.OFFERED, count)]

    def _change(
        self,
        game_id: str,
        player_ids: Sequence[str],
        change: Callable[[games.PlayerRow, Member], Member],
    ) -> None:
        room = self._rooms.room(game_id)

        def work(session: Session) -> list[Member]:
            rows = [row for i in player_ids if (row := games.player_of(session, game_id, i))]
            if rows:
                games.touch(game_row(session, game_id), *rows)
            return [change(row, room.members[row.id]) for row in rows]

        def then(changed: list[Member]) -> None:
            for member in changed:
                room.put(member)
            self._rooms.tell(room)

        self._rooms.change(room, work, then).result()
