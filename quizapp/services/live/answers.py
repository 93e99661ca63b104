"""Taking answers: checked against the game in memory, acknowledged once they are on disk."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import NamedTuple

from quizapp.core.answering import AnswerRefused, Fields, KeptFields
from quizapp.core.game import Timing
from quizapp.core.grading import grade
from quizapp.core.response import decode
from quizapp.core.scoring import levels
from quizapp.core.table import Answer, Table
from quizapp.services.live.driver import Driver
from quizapp.services.live.faults import AnswerTooLate, GameIsPaused
from quizapp.services.live.readings import Reading, Readings, reading_of
from quizapp.services.live.returns import refuse_old_device
from quizapp.services.live.room import Room, answer_from, game_row
from quizapp.services.live.rooms import Rooms
from quizapp.store import games
from quizapp.store.database import Session
from quizapp.store.journal import Entry, Receipt
from quizapp.store.promise import Promise

ANSWER_ID_LIMIT = 48


class Stored(NamedTuple):
    """What a player sees after an answer was stored; the same whether it is right or wrong."""

    nickname: str
    round: int
    answer: str
    slots: tuple[int, ...]
    given: KeptFields
    sure: int | None
    team: int | None
    deadline: datetime | None
    is_unlimited: bool


class Answers:
    """Takes the answers of all rooms."""

    def __init__(self, rooms: Rooms, driver: Driver) -> None:
        self._rooms = rooms
        self._driver = driver
        self._readings = Readings()

    def take(  # noqa: PLR0917
        self,
        room: Room,
        player_id: str,
        round_number: int,
        answer_id: str,
        fields: Fields,
        now: datetime,
        *,
        device: int = 0,
    ) -> Promise[Stored]:
        """Store an answer sent by that device of the player's; the promise gives what is on disk.

        A repeated answer gives the first one's. Raises, at once or in the promise: NoSeat,
        WasTakenOut, NotLetIn, PlayedElsewhere, AnswerRefused, AnswerTooLate, GameIsPaused,
        NotStored.
        """
        take = partial(self._take, room, player_id, round_number, answer_id, fields, now, device)
        if self._rooms.is_shared and not self._is_open_for(room, player_id, round_number, now):
            return _after(self._rooms.look(room), take)  # others may have opened it, or let them in
        return take()

    def _is_open_for(self, room: Room, player_id: str, round_number: int, now: datetime) -> bool:
        """As far as this process knows, the answer would count."""
        table = room.table
        factor = table.factors.get(player_id, 1.0)
        return player_id in room.players and table.game.accepts_answer(round_number, now, factor)

    def _take(  # noqa: PLR0917
        self,
        room: Room,
        player_id: str,
        round_number: int,
        answer_id: str,
        fields: Fields,
        now: datetime,
        device: int,
    ) -> Promise[Stored]:
        self._rooms.admitted(room, player_id)
        refuse_old_device(room, player_id, device)
        self._rooms.hub.presence.note(room.id, player_id)
        table = room.table
        game, factor = table.game, table.factors.get(player_id, 1.0)
        if game.round != round_number or not game.accepts_answer(round_number, now, factor):
            return self._earlier(room, player_id, round_number)
        timing = game.timing(now, factor)
        reading = self._readings.read(room, table, fields)
        entry = Entry(
            round_id=room.rounds[round_number].id,
            player_id=player_id,
            answer_id=f"{round_number}-{_plain(answer_id)[:ANSWER_ID_LIMIT]}",
            response=reading.encoded,
            received_at=now,
            elapsed_s=timing.elapsed_s,
            allowed_s=timing.allowed_s,
            sure=_sure(table, fields),
            may_change=game.rules.may_change,
            device=device,
        )
        return self._rooms.journal.append(
            room.id, entry, lambda receipt: self._keep(room, table, player_id, receipt, reading)
        )

    def show(self, game_id: str, player_id: str, *, is_shown: bool) -> None:
        """Let everybody read what this player wrote to the present question, or no longer.

        Not while it is open: what is written may change, and nobody has read it yet.
        """
        room = self._rooms.room(game_id)

        def work(session: Session) -> bool:
            game = room.table.game
            row = games.answer_of(session, game_id, player_id, game.round)
            if row is None or game.phase not in ("closed", "revealed"):
                return False
            row.is_shown = is_shown
            games.touch(game_row(session, game_id))
            return True

        def then(is_done: bool) -> None:  # noqa: FBT001 - handed on by the journal
            if is_done:
                room.show(player_id, is_shown=is_shown)
                self._rooms.tell(room)

        self._rooms.change(room, work, then).result()

    def _keep(
        self, room: Room, table: Table, player_id: str, receipt: Receipt, reading: Reading
    ) -> Stored:
        if receipt.response is not reading.encoded:  # an earlier answer stands
            question, seed = table.questions[table.game.question - 1], table.round_seed
            reading = reading_of(question, seed, decode(receipt.response))
        timing = Timing(receipt.elapsed_s, receipt.allowed_s)
        answer = Answer(reading.response, timing, receipt.sure)
        room.keep(table.game.round, player_id, answer)
        self._rooms.tell(room, "crowd")
        self._rooms.say(room)
        self._driver.look(room)
        return _stored(room, table, player_id, table.game.round, reading, answer.sure)

    def _earlier(self, room: Room, player_id: str, round_number: int) -> Promise[Stored]:
        """The receipt of an answer that is stored already; a refusal where there is none."""
        game = room.table.game
        if round_number not in room.rounds:  # a flood of these must not hold up the others
            late: Promise[Stored] = Promise()
            late.set_exception(AnswerTooLate())
            return late

        def find(session: Session) -> Stored:
            row = games.answer_of(session, room.id, player_id, round_number)
            if row is None or round_number not in room.rounds:  # another quiz was chosen since
                is_waiting = game.is_paused and game.round == round_number
                raise GameIsPaused if is_waiting else AnswerTooLate
            answer, table = answer_from(row), room.table
            number = room.rounds[round_number].question
            question, seed = table.questions[number - 1], f"{table.seed}/{number}"
            reading = reading_of(question, seed, answer.response)
            return _stored(room, table, player_id, round_number, reading, answer.sure)

        return self._rooms.journal.run(find, game=room.id)


def _after(first: Promise[None], then: Callable[[], Promise[Stored]]) -> Promise[Stored]:
    """What `then` gives, begun once the first is done; or what either raises."""
    done: Promise[Stored] = Promise()

    def hand_on(given: Promise[Stored]) -> None:
        if fault := given.exception():
            done.set_exception(fault)
        else:
            done.set_result(given.result())

    def go_on(looked: Promise[None]) -> None:
        try:
            looked.result()
            given = then()
        except Exception as fault:  # noqa: BLE001 - it belongs to whoever waits
            done.set_exception(fault)
        else:
            given.add_done_callback(hand_on)

    first.add_done_callback(go_on)
    return done


def _sure(table: Table, fields: Fields) -> int | None:
    """How sure the answer is said to be; None where that is not asked. Raises AnswerRefused."""
    asked = levels(table.game.rules)
    if not asked or table.question is None or not grade(table.question, None).is_scored:
        return None
    given = (fields.get("sure") or [""])[0]
    if given not in {str(level) for level in asked}:
        raise AnswerRefused("Say how sure you are, then send your answer.")
    return int(given)


def _stored(  # noqa: PLR0917
    room: Room, table: Table, player_id: str, round_number: int, reading: Reading, sure: int | None
) -> Stored:
    factor = table.factors.get(player_id, 1.0)
    return Stored(
        nickname=table.players.get(player_id, ""),
        round=round_number,
        answer=reading.answer,
        slots=reading.slots,
        given=reading.given,
        sure=sure,
        team=table.teams.get(player_id),
        deadline=table.game.deadline(factor) if factor != 1.0 else None,
        is_unlimited=factor is None,
    )


def _plain(answer_id: str) -> str:
    if answer_id.isascii() and answer_id.isprintable():
        return answer_id
    return "".join(c for c in answer_id if c.isascii() and c.isprintable())
