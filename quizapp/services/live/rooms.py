"""The games that run: each a room with its table in memory, and the database as the truth.

Every change is made on the journal's thread, in turn: store, commit, then change the room and
tell the listeners. A room that is not in memory (after a restart) is built from the database when
somebody asks for it.
"""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from datetime import datetime

from quizapp.core.answering import read_response
from quizapp.core.bank import content_hash
from quizapp.core.game import (
    CloseAt,
    Event,
    EventKind,
    Game,
    NotNow,
    Rules,
    due,
    event_of,
    step,
)
from quizapp.core.presentation import describe, slots_of
from quizapp.core.response import Response, decode, encode
from quizapp.core.seats import Crowd, Own, Shared, Table, seen_by_crowd, seen_by_player
from quizapp.services import chance
from quizapp.services.library import Library
from quizapp.services.live import nicknames
from quizapp.services.live.faults import (
    PLAYERS_LIMIT,
    AnswerTooLate,
    NoSeat,
    RoomIsFull,
    RoomIsOver,
    TooManyGames,
)
from quizapp.services.live.hub import Hub
from quizapp.services.live.room import RETENTION, NoSuchGame, Room, load
from quizapp.services.live.timer import Timer
from quizapp.store import games
from quizapp.store.database import Database, Session
from quizapp.store.journal import Entry, Journal, Receipt, RoundIsClosed

ANSWER_ID_LIMIT = 48
PIN_TRIES = 50


@dataclass(frozen=True)
class NewGame:
    """What its host needs to know of a game just made."""

    id: str
    pin: str
    recovery_code: str


@dataclass(frozen=True)
class Stored:
    """What a player sees after an answer was stored; the same whether it is right or wrong."""

    nickname: str
    round: int
    answer: str
    slots: tuple[int, ...]


class Rooms:
    """All rooms of this process."""

    def __init__(self, database: Database, library: Library, hub: Hub) -> None:
        self._database = database
        self._library = library
        self._hub = hub
        self._rooms: dict[str, Room] = {}
        self._pins: dict[str, str] = {}
        self.journal = Journal(database)
        self._timer = Timer(self._time_is_up)

    def resume(self, now: datetime) -> None:
        """After a start: forget what is past its retention, set the timers of running games."""
        self.purge(now)
        with self._database.reading() as session:
            waiting = games.with_open_round(session)
        for game_id in waiting:
            self.room(game_id)

    def purge(self, now: datetime) -> None:
        """Delete every game past its retention, with all names in it."""
        gone = self.journal.run(lambda session: games.purge(session, now)).result()
        for game_id in gone:
            self._rooms.pop(game_id, None)
            self._hub.end(game_id)
        self._pins = {pin: i for pin, i in self._pins.items() if i not in gone}

    def close(self) -> None:
        """Write what is waiting, then stop."""
        self._timer.close()
        self.journal.close()

    # Making and finding games

    def create(self, slug: str, count: int | None, rules: Rules, now: datetime) -> NewGame:
        """A new game of a bank with `count` of its questions (None: all). Raises NoSuchBank."""
        shelved = self._library.bank(slug)
        seed, code = chance.new_seed(), chance.new_code()
        picked = shelved.drawn(seed, count)

        def make(session: Session) -> NewGame:
            self._library.keep(session, shelved, now)
            row = games.GameRow(
                id=chance.new_id(),
                pin=_free_pin(session),
                bank_digest=shelved.digest,
                bank_slug=slug,
                question_ids=picked,
                seed=seed,
                rules={"limit_s": rules.limit_s},
                recovery_digest=chance.code_digest(code),
                created_at=now,
                expires_at=now + RETENTION,
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
            or self.journal.run(lambda session: self._loaded(session, game_id)).result()
        )

    async def room_async(self, game_id: str) -> Room:
        """The same, without holding up the event loop."""
        if found := self._rooms.get(game_id):
            return found
        job = self.journal.run(lambda session: self._loaded(session, game_id))
        return await asyncio.wrap_future(job)

    # What players do

    def join(self, game_id: str, nickname: str, now: datetime) -> str:
        """A new player's id. Raises NicknameRefused, RoomIsOver, RoomIsFull, NoSuchGame."""
        name = nicknames.tidied(nickname)
        room = self.room(game_id)
        player_id = chance.new_id()

        def add(session: Session) -> None:
            if room.table.game.phase == "ended":
                raise RoomIsOver
            if len(room.players) >= PLAYERS_LIMIT:
                raise RoomIsFull
            row = games.PlayerRow(
                id=player_id,
                game_id=game_id,
                nickname=name,
                name_key=nicknames.key(name),
                joined_at=now,
                removed_at=None,
            )
            games.add_player(session, row)

        def seat(_: None) -> None:
            room.seat(player_id, name)
            self._hub.publish(game_id, "crowd")

        try:
            self.journal.run(add, seat).result()
        except games.NameTaken as fault:
            raise nicknames.NicknameRefused(
                f"Somebody is already called “{name}”. Add a letter or number to yours."
            ) from fault
        return player_id

    def answer(  # noqa: PLR0917
        self,
        room: Room,
        player_id: str,
        round_number: int,
        answer_id: str,
        fields: Mapping[str, Sequence[str]],
        now: datetime,
    ) -> "Future[Stored]":
        """Store an answer; the future gives what is stored once it is on disk.

        A repeated answer gives the first one's. Raises, at once or in the future: NoSeat,
        AnswerRefused, AnswerTooLate, NotStored.
        """
        if player_id not in room.players:
            raise NoSeat
        table = room.table
        is_current = table.game.round == round_number and table.question is not None
        if not is_current or not table.game.accepts_answer(round_number, now):
            return self._earlier(room, player_id, round_number)
        question, seed = table.questions[round_number - 1], table.round_seed
        response = read_response(question, seed, fields)
        entry = Entry(
            round_id=room.round_ids[round_number],
            player_id=player_id,
            answer_id=f"{round_number}-{_plain(answer_id)[:ANSWER_ID_LIMIT]}",
            response=encode(response),
            received_at=now,
        )
        return _then(self.journal.append(entry), lambda r: self._keep(room, table, player_id, r))

    # What the host does

    def advance(self, game_id: str, seq: int, kind: EventKind, now: datetime) -> None:
        """Let the next thing happen, if the game still stands at `seq`; else nothing at all.

        So a double click, a second tab and a resent form are one step. Raises NoSuchGame.
        """
        room = self.room(game_id)

        def work(session: Session) -> Game | None:
            game = room.table.game
            if game.seq != seq:
                return None
            return self._append(session, room, event_of(game, kind, now))

        self.journal.run(work, lambda after: self._moved(room, after)).result()

    def remove(self, game_id: str, player_id: str, now: datetime) -> None:
        """Take a player out: the seat is gone and nothing of theirs counts."""
        room = self.room(game_id)
        if player_id not in room.players:
            return

        def work(session: Session) -> None:
            row = session.get(games.PlayerRow, player_id)
            if row and row.game_id == game_id:
                row.removed_at = row.removed_at or now

        def then(_: None) -> None:
            room.unseat(player_id)
            self._hub.publish(game_id, "everybody")

        self.journal.run(work, then).result()

    # What seats see

    def shared(self, room: Room) -> Shared:
        """What every seat of the room may see now."""
        return room.shared

    def crowd(self, room: Room) -> Crowd:
        """What host and projector see besides."""
        return seen_by_crowd(room.table)

    def own(self, room: Room, player_id: str) -> Own:
        """What this player sees besides. Raises NoSeat."""
        table = room.table
        if player_id not in table.players:
            raise NoSeat
        return seen_by_player(table, player_id)

    # On the journal's thread

    def _loaded(self, session: Session, game_id: str) -> Room:
        if found := self._rooms.get(game_id):
            return found
        room = load(session, self._library, game_id)
        self._rooms[game_id] = room
        self._set_timers(room, due(room.table.game))
        return room

    def _append(self, session: Session, room: Room, event: Event) -> Game | None:
        """Log an event and what goes with it; the game after it, None where it cannot be now."""
        try:
            after, effects = step(room.table.game, event)
        except NotNow:
            return None
        session.add(
            games.EventRow(
                game_id=room.id, seq=after.seq, kind=event.kind, round=event.round, at=event.at
            )
        )
        if event.kind == "opened":
            question = room.table.questions[event.round - 1]
            row = games.RoundRow(
                game_id=room.id,
                number=event.round,
                question_id=question.id,
                content_hash=content_hash(question),
                opened_at=event.at,
                closed_at=None,
            )
            session.add(row)
            session.flush()
            room.round_ids[event.round] = row.id
        elif after.round and room.table.game.phase == "open":
            games.lock_round(session, room.id, event.round).closed_at = event.at
        self._set_timers(room, effects)
        return after

    def _moved(self, room: Room, after: Game | None) -> None:
        if after is not None:
            room.move(after)
            self._hub.publish(room.id, "everybody")

    def _keep(self, room: Room, table: Table, player_id: str, receipt: Receipt) -> Stored:
        response = decode(receipt.response)
        room.keep(table.game.round, player_id, response)
        self._hub.publish(room.id, "crowd")
        return _stored(table, table.game.round, room.players.get(player_id, ""), response)

    def _earlier(self, room: Room, player_id: str, round_number: int) -> "Future[Stored]":
        """The receipt of an answer that is stored already; AnswerTooLate where there is none."""

        def find(session: Session) -> Stored:
            row = games.answer_of(session, room.id, player_id, round_number)
            if row is None:
                raise AnswerTooLate
            nickname = room.players.get(player_id, "")
            return _stored(room.table, round_number, nickname, decode(row.response))

        return self.journal.run(find)

    def _time_is_up(self, game_id: str, round_number: int, at: datetime) -> None:
        room = self._rooms.get(game_id)
        if room is None:
            return

        event = Event("closed", round_number, at)
        self.journal.run(
            lambda session: self._append(session, room, event),
            lambda after: self._moved(room, after),
        )

    def _set_timers(self, room: Room, effects: tuple[CloseAt, ...]) -> None:
        for effect in effects:
            self._timer.set(room.id, effect.round, effect.at)


def _stored(table: Table, round_number: int, nickname: str, response: Response) -> Stored:
    question = table.questions[round_number - 1]
    seed = f"{table.seed}/{round_number}"
    return Stored(
        nickname,
        round_number,
        describe(question, seed, response),
        slots_of(question, seed, response),
    )


def _plain(answer_id: str) -> str:
    return "".join(c for c in answer_id if c.isascii() and c.isprintable())


def _free_pin(session: Session) -> str:
    for _ in range(PIN_TRIES):
        pin = chance.new_pin()
        if games.by_pin(session, pin) is None:
            return pin
    raise TooManyGames


def _then(job: "Future[Receipt]", make: Callable[[Receipt], Stored]) -> "Future[Stored]":
    """A future of what `make` gives for the receipt; a late answer is told so in our words."""
    made: Future[Stored] = Future()

    def done(finished: "Future[Receipt]") -> None:
        fault = finished.exception()
        if isinstance(fault, RoundIsClosed):
            made.set_exception(AnswerTooLate())
        elif fault is not None:
            made.set_exception(fault)
        else:
            made.set_result(make(finished.result()))

    job.add_done_callback(done)
    return made
