"""What happens next in a game, by its host or by its clock."""

from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial

from quizapp import clock
from quizapp.core.bank import content_hash
from quizapp.core.game import CLOCKED, Event, EventKind, Game, NotNow, due, event_of, step
from quizapp.core.rules import Rules
from quizapp.core.table import Table
from quizapp.services.live import log
from quizapp.services.live.catching_up import is_closing, settles_answers, take_answers
from quizapp.services.live.others import Others
from quizapp.services.live.room import Opened, Room, game_row, locked_row
from quizapp.services.live.rooms import Rooms, draw
from quizapp.services.live.timer import BEAT, Timer
from quizapp.store import games
from quizapp.store.database import Session

MORE_S = 10
"""How much longer a round gets at a press."""
GRACE = timedelta(milliseconds=300)
"""How long after its time a round still takes what arrived in time: with several processes, such
answers may wait for their commit at another one. With one process, the queue sees to it."""


class Driver:
    """Moves every game on; all changes on the journal's thread."""

    def __init__(self, rooms: Rooms, others: Others) -> None:
        self._rooms = rooms
        self._others = others
        self._grace = GRACE if rooms.is_shared else timedelta()
        self._timer = Timer(self._ring, self._beat)
        rooms.when_loaded = self._welcome
        rooms.when_moved = self._moved_elsewhere
        rooms.hub.when_gone = self._somebody_left

    def resume(self, now: datetime) -> None:
        """After a start: forget what is past its retention; running clocks go on where they were.

        The time that nobody drove them is given back, as if the host had held the clock.
        """
        self._rooms.purge(now)
        for game_id in self._rooms.with_clock():
            self._rooms.journal.run(
                partial(self._bring_back, game_id=game_id, now=now),
                lambda found: self._moved(*found),
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

        self._rooms.change(room, work, lambda after: self._moved(room, after)).result()

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

        self._rooms.change(room, work, then).result()

    # All are in

    def look(self, room: Room) -> None:
        """Close the round if nobody who is here can still answer; cheap while somebody can."""
        table, now = room.table, clock.now() - self._grace
        if room.is_looked_at or not _may_close(table, now):
            return
        if not self._is_awaited(room, room.awaited, now) and not self._awaits_another(room, now):
            room.is_looked_at = True  # once for a burst of answers
            job = self._rooms.change(
                room,
                lambda session: self._close_if_over(session, room),
                lambda after: self._moved(room, after),
            )
            job.add_done_callback(lambda _: room.looked_at())

    def _close_if_over(self, session: Session, room: Room) -> Game | None:
        """Close the round once all are in or its time is up; who has more time is waited for."""
        table, now = room.table, clock.now() - self._grace
        if not _may_close(table, now):
            return None
        self._others.read(session, [room.id], clock.now())
        room.awaited = self._who_can_answer(room, now)
        if room.awaited is None:
            at = min(clock.now(), table.game.deadline() or clock.now())
            return self._append(session, room, event_of(table.game, "closed", at))
        if _is_past(table.game, now):
            deadline = table.game.deadline(table.factors.get(room.awaited, 1.0))
            if deadline is not None:
                self._timer.set(room.id, deadline + self._grace)
        return None

    def _is_awaited(self, room: Room, player: str | None, now: datetime) -> bool:
        """This player is here and can still answer."""
        return (
            player is not None
            and _can_answer(room.table, player, now)
            and self._rooms.hub.is_present(room.id, player)
        )

    def _awaits_another(self, room: Room, now: datetime) -> bool:
        """Somebody else is here who can answer in the time that all have.

        Found without a change, for which the next answers of the game would have to wait.
        """
        if _is_past(room.table.game, now):
            return False
        room.awaited = self._who_can_answer(room, now)
        return room.awaited is not None

    def _who_can_answer(self, room: Room, now: datetime) -> str | None:
        present = self._rooms.hub.each_present(room.id)
        return next((p for p in present if _can_answer(room.table, p, now)), None)

    def _somebody_left(self, game_id: str) -> None:
        room = self._rooms.in_memory.get(game_id)
        if room is None:
            self._rooms.hub.presence.forget(game_id)  # purged, and its last stream ended since
        else:
            self.look(room)

    # The clock

    def _ring(self, game_id: str) -> None:
        if room := self._rooms.in_memory.get(game_id):
            self._rooms.change(
                room,
                lambda session: self._time_is_up(session, room),
                lambda after: self._moved(room, after),
            )

    def _time_is_up(self, session: Session, room: Room) -> Game | None:
        """Let happen what is due by now."""
        game = room.table.game
        if game.phase == "open":
            return self._close_if_over(session, room)
        found = due(game)
        if not found or found[0].at > clock.now():
            return None
        return self._append(session, room, Event(found[0].kind, found[0].round, found[0].at))

    def _beat(self, now: datetime) -> None:
        """Note which clocks run; and who was waited for may be gone by now.

        With other processes: look at what they did; and drive what nobody drives any more.
        """
        rooms = list(self._rooms.in_memory.values())
        for room in rooms:
            self.look(room)
            if _is_overdue(room.table.game, now):  # the database may have refused it
                self._ring(room.id)
        if running := [room.id for room in rooms if _is_running(room.table.game)]:
            self._rooms.journal.run(lambda session: games.beat(session, running, now))
        self._others.beat(now)
        if self._rooms.is_shared:
            self._rooms.journal.run(lambda session: self._take_over(session, now))

    def _take_over(self, session: Session, now: datetime) -> None:
        """Bring back the games whose process died; all others may do the same at this moment."""
        for game_id in games.abandoned(session, now - self._lost_after):
            if game_id not in self._rooms.in_memory:
                self._rooms.journal.run(partial(self._rooms.loaded, game_id=game_id))

    @property
    def _lost_after(self) -> timedelta:
        """Without a beat for so long, nobody drives a clock: others may be late with theirs."""
        return 3 * BEAT if self._rooms.is_shared else BEAT

    def _bring_back(
        self, session: Session, game_id: str, now: datetime
    ) -> tuple[Room, Game | None]:
        """The room and its game; in one piece, so that its timer cannot ring in between."""
        room = self._rooms.loaded(session, game_id)
        return room, self._give_back(session, room, now)

    def _give_back(self, session: Session, room: Room, now: datetime) -> Game | None:
        game = room.table.game
        alive_at = locked_row(session, room.id).alive_at
        if alive_at is None or not _is_running(game) or now - alive_at < self._lost_after:
            return None
        assert game.started_at is not None
        held_at = max(alive_at, game.started_at)
        held = self._append(session, room, event_of(game, "paused", held_at))
        return held and self._append(session, room, event_of(held, "resumed", now), held)

    def _welcome(self, room: Room) -> None:
        """A room came from the database: its people get a moment to come back too.

        Where several processes drive clocks, the last one that drove this one's may have died.
        """
        for player in room.players:
            self._rooms.hub.presence.note(room.id, player)
        if self._rooms.is_shared and _is_running(room.table.game):
            self._rooms.change(
                room,
                lambda session: self._give_back(session, room, clock.now()),
                lambda after: self._moved(room, after),
            )
        self._set_timer(room)

    def _set_timer(self, room: Room) -> None:
        for effect in due(room.table.game):
            late = self._grace if effect.kind == "closed" else timedelta()
            self._timer.set(room.id, effect.at + late)

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
        row = game_row(session, room.id)
        row.seq = after.seq
        session.add(log.row_of(room.id, after.seq, event))
        if after.round != before.round:
            self._begin_round(session, room, after, event.at)
        if is_closing(before, after):
            games.lock_round(session, room.id, before.round).closed_at = event.at
        if self._rooms.is_shared and settles_answers(before, after):
            take_answers(session, room)
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

    def _moved_elsewhere(self, room: Room) -> None:
        """Another process moved the game on, or stored answers."""
        self._set_timer(room)
        self.look(room)

    def _moved(self, room: Room, after: Game | None) -> None:
        if after is not None:
            room.move(after)
            room.look_ahead()
            self._set_timer(room)
            self._rooms.tell(room)


def _is_running(game: Game) -> bool:
    """A clock runs."""
    return game.phase in CLOCKED and game.limit_s is not None and not game.is_paused


def _is_overdue(game: Game, now: datetime) -> bool:
    """What the clock had to do a while ago is not done; `look` minds the close of a round."""
    return game.phase != "open" and any(effect.at < now - BEAT for effect in due(game))


def _may_close(table: Table, now: datetime) -> bool:
    """An open round that ends once nobody is waited for: its time is up, or it closes early."""
    game = table.game
    if game.phase != "open" or game.is_paused:
        return False
    is_early = game.rules.closes_early and not game.rules.may_change and bool(table.answers)
    return is_early or _is_past(game, now)


def _can_answer(table: Table, player: str, now: datetime) -> bool:
    """This player has not answered the open round and has time to."""
    if player not in table.players or player in table.answers:
        return False
    deadline = table.game.deadline(table.factors.get(player, 1.0))
    return deadline is None or deadline > now


def _is_past(game: Game, now: datetime) -> bool:
    """The time that everybody has is up."""
    deadline = game.deadline()
    return deadline is not None and deadline <= now
