"""The games that run: each a room with its table in memory, and the database as the truth.

Every change is made on the journal's thread, in turn: store, commit, then change the room and
tell the listeners. A room that is not in memory (after a restart) is built from the database when
somebody asks for it. What may be done in a room is beside: `door` for who is in, `driver` for what
happens next, `answers` for what is answered.
"""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from quizapp.core.game import Leg
from quizapp.core.rules import Rules
from quizapp.core.seats import Crowd, Own, Shared, seen_by_crowd, seen_by_player
from quizapp.core.survey import can_ask
from quizapp.services import chance
from quizapp.services.library import Library, ShelvedBank
from quizapp.services.live.faults import (
    NoSeat,
    NothingToVoteOn,
    NotLetIn,
    TooManyGames,
    WasTakenOut,
)
from quizapp.services.live.hub import Audience, Hub
from quizapp.services.live.room import RETENTION, Member, NoSuchGame, Room, load
from quizapp.store import games
from quizapp.store.database import Database, Session
from quizapp.store.journal import Journal

PIN_TRIES = 50


@dataclass(frozen=True)
class NewGame:
    """What its host needs to know of a game just made."""

    id: str
    pin: str
    recovery_code: str


class Rooms:
    """All rooms of this process; `when_loaded` is told of one that came from the database."""

    def __init__(self, database: Database, library: Library, hub: Hub) -> None:
        self.journal = Journal(database)
        self.library = library
        self.hub = hub
        self.when_loaded: Callable[[Room], None] = lambda _room: None
        self._database = database
        self._rooms: dict[str, Room] = {}
        self._pins: dict[str, str] = {}

    def purge(self, now: datetime) -> None:
        """Delete every game past its retention, with all names in it."""
        gone = self.journal.run(lambda session: games.purge(session, now)).result()
        for game_id in gone:
            self._rooms.pop(game_id, None)
            self.hub.end(game_id)
        self._database.scrub()
        self._pins = {pin: i for pin, i in self._pins.items() if i not in gone}

    def close(self) -> None:
        """Write what is waiting, then stop."""
        self.journal.close()

    # Making and finding games

    def create(self, slug: str, count: int | None, rules: Rules, now: datetime) -> NewGame:
        """A new game of a bank with `count` of its questions (None: all).

        Raises NoSuchBank, TooManyGames; NothingToVoteOn for a survey of a bank that has no votes.
        """
        shelved = self.library.bank(slug)
        leg, code = draw(shelved, count, rules), chance.new_code()

        def make(session: Session) -> NewGame:
            self.library.keep(session, shelved, now)
            row = games.GameRow(
                id=chance.new_id(),
                pin=_free_pin(session),
                bank_digest=leg.bank_digest,
                bank_slug=leg.bank_slug,
                question_ids=list(leg.question_ids),
                seed=leg.seed,
                rules=rules.stored(),
                recovery_digest=chance.code_digest(code),
                created_at=now,
                expires_at=now + RETENTION,
                alive_at=None,
            )
            session.add(row)
            return NewGame(row.id, row.pin, code)

        return self.journal.run(make).result()

    def game_of_pin(self, pin: str) -> str:
        """The id of the game with this PIN, spaces or not. Raises NoSuchGame."""
        digits = "".join(c for c in pin if c.isdigit())[:7]
        if digits not in self._pins:
            with self._database.reading() as session:
                row = games.by_pin(session, digits)
            if row is None:
                raise NoSuchGame
            self._pins[digits] = row.id
        return self._pins[digits]

    def recover(self, pin: str, code: str) -> str:
        """The id of the game whose host's code this is, or NoSuchGame."""
        room = self.room(self.game_of_pin(pin))
        if chance.code_digest(code) != room.recovery_digest:
            raise NoSuchGame
        return room.id

    def room(self, game_id: str) -> Room:
        """The room, from memory or built from the database. Raises NoSuchGame."""
        return (
            self._rooms.get(game_id)
            or self.journal.run(lambda session: self.loaded(session, game_id)).result()
        )

    async def room_async(self, game_id: str) -> Room:
        """The same, without holding up the event loop."""
        if found := self._rooms.get(game_id):
            return found
        job = self.journal.run(lambda session: self.loaded(session, game_id))
        return await asyncio.wrap_future(job)

    @property
    def in_memory(self) -> Mapping[str, Room]:
        """The rooms that are here already, by id."""
        return self._rooms

    def with_clock(self) -> Sequence[str]:
        """Ids of the games whose clock was driven by a process that may be gone."""
        with self._database.reading() as session:
            return games.with_clock(session)

    def tell(self, room: Room, audience: Audience = "everybody") -> None:
        """Tell those who listen that something changed."""
        self.hub.publish(room.id, audience)

    # What seats see

    def shared(self, room: Room) -> Shared:
        """What every seat of the room may see now."""
        return room.shared

    def crowd(self, room: Room) -> Crowd:
        """What host and projector see besides."""
        return seen_by_crowd(room.table)

    def own(self, room: Room, player_id: str) -> Own:
        """What this player sees besides. Raises NoSeat, WasTakenOut, NotLetIn."""
        self.admitted(room, player_id)
        table = room.table
        if player_id not in table.players:  # taken out at this very moment
            raise WasTakenOut
        return seen_by_player(table, player_id)

    def member(self, room: Room, player_id: str) -> Member:
        """Who holds that seat, let in or not yet. Raises WasTakenOut, NoSeat."""
        if found := room.members.get(player_id):
            return found
        with self._database.reading() as session:
            is_removed = games.is_removed(session, room.id, player_id)
        raise WasTakenOut if is_removed else NoSeat

    def admitted(self, room: Room, player_id: str) -> None:
        """Nothing for who plays; for others NoSeat, WasTakenOut or NotLetIn."""
        if player_id not in room.players and not self.member(room, player_id).is_admitted:
            raise NotLetIn

    def loaded(self, session: Session, game_id: str) -> Room:
        """The room, on the journal's thread. Raises NoSuchGame."""
        if found := self._rooms.get(game_id):
            return found
        room = load(session, self.library, game_id)
        self._rooms[game_id] = room
        self.when_loaded(room)
        return room


def draw(shelved: ShelvedBank, count: int | None, rules: Rules) -> Leg:
    """`count` questions of a bank (None: all), as one quiz of a room. Raises NothingToVoteOn."""
    seed = chance.new_seed()
    picked = shelved.drawn(seed, None if rules.is_survey else count)
    if rules.is_survey:
        kinds = {q.id: q for q in shelved.bank.questions}
        picked = [i for i in picked if can_ask(kinds[i])][:count]
        if not picked:
            raise NothingToVoteOn
    return Leg(shelved.digest, shelved.bank.id, tuple(picked), seed)


def _free_pin(session: Session) -> str:
    for _ in range(PIN_TRIES):
        pin = chance.new_pin()
        if games.by_pin(session, pin) is None:
            return pin
    raise TooManyGames
