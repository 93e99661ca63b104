"""The games that run: each a room with its table in memory, and the database as the truth.

Every change is made on the journal's thread, in turn: lock the game, catch up with what other
processes did to it, decide, store, commit, then change the room and tell the listeners. A room
that is not in memory (after a restart) is built from the database when somebody asks for it. What
may be done in a room is beside: `door` for who is in, `driver` for what happens next, `answers`
for what is answered.
"""

import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from quizapp.core.game import Leg
from quizapp.core.rules import Rules
from quizapp.core.seats import Crowd, Own, Shared, seen_by_crowd, seen_by_player
from quizapp.core.survey import can_ask
from quizapp.services import chance
from quizapp.services.library import Library, ShelvedBank
from quizapp.services.live.catching_up import catch_up, take_new_answers
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
from quizapp.store.bus import Bus
from quizapp.store.database import Database, Session
from quizapp.store.journal import Journal
from quizapp.store.promise import Promise

PIN_TRIES = 50
Result = TypeVar("Result")


@dataclass(frozen=True)
class NewGame:
    """What its host needs to know of a game just made."""

    id: str
    pin: str
    recovery_code: str


class Rooms:
    """All rooms of this process. `is_shared`: other processes may serve the same games.

    `when_loaded` is told of a room that came from the database, `when_moved` of one in which
    something happened at another process.
    """

    def __init__(self, database: Database, library: Library, hub: Hub, bus: Bus) -> None:
        self.journal = Journal(database)
        self.library = library
        self.hub = hub
        self.is_shared = not database.is_sqlite  # which has one writer
        self.when_loaded: Callable[[Room], None] = lambda _room: None
        self.when_moved: Callable[[Room], None] = lambda _room: None
        self._database = database
        self._bus = bus
        self._rooms: dict[str, Room] = {}
        self._pins: dict[str, str] = {}
        self._looks: dict[str, Promise[None]] = {}
        self._looks_door = threading.Lock()

    def purge(self, now: datetime) -> None:
        """Delete every game past its retention, with all names in it."""
        for game_id in self.journal.run(lambda session: games.purge(session, now)).result():
            self.forget(game_id)
        self._database.scrub()

    def forget(self, game_id: str) -> None:
        """The game is gone from the database: end its streams, and let its PIN lead elsewhere."""
        self._rooms.pop(game_id, None)
        self._pins = {pin: i for pin, i in self._pins.items() if i != game_id}
        self.hub.end(game_id)

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
        digits = pin[:7] if pin.isdigit() else "".join(c for c in pin if c.isdigit())[:7]
        known = self._pins.get(digits)
        if known in self._rooms:  # so it was there a second ago
            return known
        with self._database.reading() as session:
            row = games.by_pin(session, digits)
        if row is None:
            raise NoSuchGame
        self._pins[digits] = row.id
        return row.id

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
        return await job

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

    # What happens in a game

    def change(
        self,
        room: Room,
        work: Callable[[Session], Result],
        then: Callable[[Result], None],
    ) -> Promise[Result]:
        """Do `work` in the game as it is now for all processes; after the commit `then`.

        The game is locked meanwhile, and the room is where the database is: what `work` decides is
        right, and stays so until it is stored. The promise raises what `work` does, or NoSuchGame.
        """
        changes = 0

        def in_turn(session: Session) -> Result:
            nonlocal changes
            row = games.locked(session, room.id)
            if row is None:
                self.forget(room.id)
                raise NoSuchGame
            self._catch_up(session, room, (row.seq, row.changes))
            result = work(session)
            changes = row.changes
            return result

        def afterwards(result: Result) -> None:
            before, room.changes = room.number, changes
            then(result)
            if room.number != before:
                self.say(room)

        return self.journal.run(in_turn, afterwards, game=room.id)

    def look(self, room: Room) -> Promise[None]:
        """Catch up with what other processes did until now; whoever waits for it shares one look.

        The promise raises NoSuchGame where the game is gone.
        """

        def in_turn(session: Session) -> None:
            with self._looks_door:
                self._looks.pop(room.id, None)
            seen = games.standing(session, [room.id]).get(room.id)
            if seen is None:
                self.forget(room.id)
                raise NoSuchGame
            self._catch_up(session, room, seen)

        with self._looks_door:
            found = self._looks.get(room.id)
            if found is None:
                found = self._looks[room.id] = self.journal.run(in_turn, game=room.id)
            return found

    def say(self, room: Room) -> None:
        """Let the other processes know that there is something new, be it an answer."""
        self._bus.say(room.id, room.number)

    def _catch_up(self, session: Session, room: Room, seen: tuple[int, int]) -> None:
        news = catch_up(session, self.library, room, seen)
        has_answers = self.is_shared and take_new_answers(session, room)
        for player_id in news.newcomers:
            self.hub.presence.note(room.id, player_id)
        if news.audience or has_answers:
            self.tell(room, news.audience or "crowd")
            self.when_moved(room)

    # Whoever asks may be further than this process

    def room_now(self, game_id: str) -> Room:
        """The room as the database has it at this moment. Raises NoSuchGame."""
        room = self.room(game_id)
        if self.is_shared:
            self.look(room).result()
        return room

    def meet(self, room: Room, player_id: str) -> None:
        """Know what other processes know of a player: the seat, and the answer to the open round.

        Raises NoSuchGame.
        """
        if not self._has_met(room, player_id):
            self.look(room).result()

    async def meet_async(self, room: Room, player_id: str) -> None:
        """The same, without holding up the event loop."""
        if not self._has_met(room, player_id):
            await self.look(room)

    def _has_met(self, room: Room, player_id: str) -> bool:
        table = room.table
        may_have_answered = table.game.phase == "open" and player_id not in table.answers
        return not self.is_shared or (player_id in room.members and not may_have_answered)

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
        self.when_loaded(room)
        self._rooms[game_id] = room
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
