"""What happens next in a game, by its host or by its clock."""

from dataclasses import replace
from datetime import datetime
from functools import partial

from quizapp import clock
from quizapp.core.bank import content_hash
from quizapp.core.game import CLOCKED, Event, EventKind, Game, NotNow, due, event_of, step
from quizapp.core.rules import Rules
from quizapp.services.live import log
from quizapp.services.live.room import Opened, Room
from quizapp.services.live.rooms import Rooms, draw
from quizapp.services.live.timer import BEAT, Timer
from quizapp.store import games
from quizapp.store.database import Session

MORE_S = 10
"""How much longer a round gets at a press."""


class Driver:
    """Moves every game on; all changes on the journal's thread."""

    def __init__(self, rooms: Rooms) -> None:
        self._rooms = rooms
        self._timer = Timer(self._ring, self._beat)
        rooms.when_loaded = self._set_timer
        rooms.hub.when_gone = self._somebody_left

    def resume(self, now: datetime) -> None:
        """After a start: forget what is past its retention; running clocks go on where they were.

        The time that nobody drove them is given back, as if the host had held the clock.
        """
        self._rooms.purge(now)
        for room in self._rooms.with_clock():
            self._rooms.journal.run(
                partial(self._give_back, room=room, now=now), partial(self._moved, room)
            ).result()

    def close(self) -> None:
        """Ring no more."""
        self._timer.close()

    # The host

    def advance(
        self, game_id: str, seq: int, kind: EventKind, now: datetime, *, rules: Rules | None = None
    ) -> None:
        """Let the next thing happen, if the game still stands at `seq`; else nothing at all.

        So a double click, a second tab and a resent form are one step. `rules` are the new ones
        where they change. Raises NoSuchGame.
        """
        room = self._rooms.room(game_id)

        def work(session: Session) -> Game | None:
            game = room.table.game
            if game.seq != seq:
                return None
            event = replace(event_of(game, kind, now), rules=rules)
            if kind == "extended":
                event = replace(event, seconds=MORE_S)
            return self._append(session, room, event)

        self._rooms.journal.run(work, lambda after: self._moved(room, after)).result()

    def choose_quiz(
        self, game_id: str, seq: int, slug: str, count: int | None, now: datetime
    ) -> None:
        """Go on with another quiz in the same room, if the game still stands at `seq`.

        Everybody stays; points begin anew. Raises NoSuchGame, NoSuchBank, NothingToVoteOn.
        """
        room = self._rooms.room(game_id)
        library = self._rooms.library
        shelved = library.bank(slug)
        leg = draw(shelved, count, room.table.game.rules)

        def work(session: Session) -> Game | None:
            game = room.table.game
            if game.seq != seq:
                return None
            library.keep(session, shelved, now)
            event = replace(event_of(game, "quiz_chosen", now), leg=leg)
            return self._append(session, room, event)

        def then(after: Game | None) -> None:
            if after is not None:
                room.choose(leg, shelved.bank, after)
                self._rooms.tell(room)

        self._rooms.journal.run(work, then).result()

    # All are in

    def look(self, room: Room) -> None:
        """Close the round if nobody who is here can still answer; cheap while many can."""
        table = room.table
        is_on = table.game.phase == "open" and not table.game.is_paused
        if is_on and len(table.answers) + room.waiting >= self._rooms.hub.streams(room.id):
            self._rooms.journal.run(
                lambda session: self._close_if_all_are_in(session, room),
                lambda after: self._moved(room, after),
            )

    def _close_if_all_are_in(self, session: Session, room: Room) -> Game | None:
        game, now = room.table.game, clock.now()
        if game.phase != "open" or game.is_paused or self._awaited(room, now):
            return None
        is_early = bool(
            game.rules.closes_early and not game.rules.may_change and room.table.answers
        )
        if not is_early and not _is_past(game, now):
            return None
        return self._append(session, room, event_of(game, "closed", now))

    def _awaited(self, room: Room, now: datetime) -> list[datetime | None]:
        """Until when those who are here and have not answered may do so; None: no limit."""
        table = room.table
        present = self._rooms.hub.present(room.id)
        ends = [
            table.game.deadline(table.factors.get(player, 1.0))
            for player in present
            if player in table.players and player not in table.answers
        ]
        return [at for at in ends if at is None or at > now]

    def _somebody_left(self, game_id: str) -> None:
        room = self._rooms.in_memory.get(game_id)
        if room is not None:
            self.look(room)

    # The clock

    def _ring(self, game_id: str) -> None:
        if room := self._rooms.in_memory.get(game_id):
            self._rooms.journal.run(
                lambda session: self._time_is_up(session, room),
                lambda after: self._moved(room, after),
            )

    def _time_is_up(self, session: Session, room: Room) -> Game | None:
        """Let happen what is due by now; who has more time than others is waited for."""
        game, now = room.table.game, clock.now()
        found = due(game)
        if not found or found[0].at > now:
            return None
        if game.phase == "open" and (awaited := self._awaited(room, now)):
            for at in awaited:
                if at is not None:
                    self._timer.set(room.id, at)
            return None
        return self._append(session, room, Event(found[0].kind, found[0].round, found[0].at))

    def _beat(self, now: datetime) -> None:
        running = [
            room.id for room in list(self._rooms.in_memory.values()) if _is_running(room.table.game)
        ]
        if running:
            self._rooms.journal.run(lambda session: games.beat(session, running, now))

    def _give_back(self, session: Session, room: Room, now: datetime) -> Game | None:
        game = room.table.game
        alive_at = session.get_one(games.GameRow, room.id).alive_at
        if alive_at is None or not _is_running(game) or now - alive_at < BEAT:
            return None
        assert game.started_at is not None
        held_at = max(alive_at, game.started_at)
        held = self._append(session, room, event_of(game, "paused", held_at))
        return held and self._append(session, room, event_of(held, "resumed", now), held)

    def _set_timer(self, room: Room) -> None:
        for effect in due(room.table.game):
            self._timer.set(room.id, effect.at)

    # On the journal's thread

    def _append(
        self, session: Session, room: Room, event: Event, before: Game | None = None
    ) -> Game | None:
        """Log an event and what goes with it; the game after it, None where it cannot be now."""
        before = before or room.table.game
        try:
            after, _ = step(before, event)
        except NotNow:
            return None
        session.add(log.row_of(room.id, after.seq, event))
        if after.round != before.round:
            self._begin_round(session, room, after, event.at)
        if before.phase == "open" and after.phase != "open":
            games.lock_round(session, room.id, before.round).closed_at = event.at
        row = session.get_one(games.GameRow, room.id)
        row.alive_at = event.at if _is_running(after) else None
        return after

    def _begin_round(self, session: Session, room: Room, after: Game, at: datetime) -> None:
        question = room.table.questions[after.question - 1]
        row = games.RoundRow(
            game_id=room.id,
            number=after.round,
            question_id=question.id,
            content_hash=content_hash(question),
            opened_at=at,
            closed_at=None,
        )
        session.add(row)
        session.flush()
        room.rounds[after.round] = Opened(row.id, after.question)

    def _moved(self, room: Room, after: Game | None) -> None:
        if after is not None:
            room.move(after)
            self._set_timer(room)
            self._rooms.tell(room)


def _is_running(game: Game) -> bool:
    """A clock runs."""
    return game.phase in CLOCKED and game.limit_s is not None and not game.is_paused


def _is_past(game: Game, now: datetime) -> bool:
    """The time that everybody has is up."""
    deadline = game.deadline()
    return deadline is not None and deadline <= now
