"""The one writer of the live game: answers of a burst share one commit.

Work is done in the order in which it was handed in, by one thread; only answers may overtake what
is done in other games. An answer's promise is kept only after the commit; answers handed in before
a close are stored before it, those handed in after it find the round closed. A batch that the
database refuses is tried again one by one, so that a bad entry fails alone, and the writer goes on
(DESIGN.md, "Journal").
"""

import logging
import queue
import threading
import time
from collections import deque
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import datetime
from typing import Any, NamedTuple, TypeVar

from sqlalchemy import Connection, Row, bindparam, select
from sqlalchemy.orm import Session

from quizapp.store.base import insert_new
from quizapp.store.database import Database
from quizapp.store.games import AnswerRow, PlayerRow, RoundRow
from quizapp.store.promise import Promise

BATCH_LIMIT = 500
"""Rows of one commit at most; keeps the wait of the first one short."""

COMPANY_S = 0.002
"""How long the first answer of a batch waits for others, while they come close together: a commit
costs as much as ten answers do."""

CHANGES_LIMIT = 100
"""How often a player's answer to one round may change; after that the last one stands."""

log = logging.getLogger(__name__)
Result = TypeVar("Result")


class Entry(NamedTuple):
    """An answer to store. `answer_id` is the client's own: a repeat carries the same one.

    The first answer to a round counts; where it `may_change`, the last one of the player's last
    `device`. A tuple, as a receipt is: thousands a second are made.
    """

    round_id: int
    player_id: str
    answer_id: str
    response: dict[str, Any]
    received_at: datetime
    elapsed_s: float = 0.0
    allowed_s: float | None = None
    sure: int | None = None
    may_change: bool = False
    device: int = 0


class Receipt(NamedTuple):
    """The proof that an answer counts: what is stored for that player and round.

    `is_own`: it is this very entry's answer, not an earlier one.
    """

    answer_id: str
    response: dict[str, Any]
    received_at: datetime
    elapsed_s: float
    allowed_s: float | None
    sure: int | None
    is_own: bool


class AnswerTooLate(Exception):
    """The round was not open for this answer when it arrived."""

    def __init__(self) -> None:
        super().__init__("This question is closed, so the answer could not be counted.")


class NotStored(Exception):
    """The database refused the answer; nothing was acknowledged."""

    def __init__(self) -> None:
        super().__init__("The server could not store that. Send it again in a moment.")


class _Answer(NamedTuple):
    game: str
    entry: Entry
    then: Callable[[Receipt], Any]
    done: Promise[Any]


class _Work(NamedTuple):
    game: str | None
    run: Callable[[], None]


_Job = _Answer | _Work | None
"""None: the last one."""


class Journal:
    """A queue and its writer thread."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._queue: queue.SimpleQueue[_Job] = queue.SimpleQueue()
        self._door = threading.Lock()
        self._is_closed = False
        self._is_busy = False
        self._thread = threading.Thread(target=self._write, name="journal", daemon=True)
        self._thread.start()

    def append(self, game: str, entry: Entry, then: Callable[[Receipt], Result]) -> Promise[Result]:
        """Store an answer in that game; after the commit `then`, on the writer's thread.

        The promise gives what `then` makes of the receipt, AnswerTooLate or NotStored.
        """
        done: Promise[Result] = Promise()
        self._hand_in(_Answer(game, entry, then, done), done)
        return done

    def run(
        self,
        work: Callable[[Session], Result],
        then: Callable[[Result], None] | None = None,
        *,
        game: str | None = None,
    ) -> Promise[Result]:
        """Do `work` in a transaction of its own, in turn; after the commit `then`.

        Answers in other games than `game` may be stored before; all may where it is not named, for
        such work does not touch on what answers count.

        Both run on the writer's thread. The promise gives the result or what was raised; NotStored
        after the close.
        """
        done: Promise[Result] = Promise()

        def in_turn() -> None:
            try:
                with self._database.transaction() as session:
                    result = work(session)
                if then:
                    then(result)
            except Exception as fault:  # noqa: BLE001 - it belongs to whoever waits
                done.set_exception(fault)
            else:
                done.set_result(result)

        self._hand_in(_Work(game, in_turn), done)
        return done

    def close(self) -> None:
        """Write what is waiting, then stop; what comes later is refused."""
        with self._door:
            self._is_closed = True
            self._queue.put(None)
        self._thread.join(timeout=10)

    def _hand_in(self, job: _Answer | _Work, done: Promise[Any]) -> None:
        with self._door:
            if not self._is_closed:
                self._queue.put(job)
                return
        done.set_exception(NotStored())

    def _write(self) -> None:
        waiting: deque[_Job] = deque()
        while True:
            self._take_in(waiting)
            if isinstance(waiting[0], _Answer) and self._is_busy:
                time.sleep(COMPANY_S)
                self._take_in(waiting)
            batch = _answers_first(waiting)
            self._is_busy = len(batch) > 1
            if batch:
                self._store(batch)
            if waiting and not isinstance(waiting[0], _Answer):
                job = waiting.popleft()
                if not isinstance(job, _Work):
                    return
                job.run()

    def _take_in(self, waiting: "deque[_Job]") -> None:
        """Take what was handed in; wait for something where there is nothing."""
        if not waiting:
            waiting.append(self._queue.get())
        with suppress(queue.Empty):
            while True:
                waiting.append(self._queue.get_nowait())

    def _store(self, batch: Sequence[_Answer]) -> None:
        try:
            with self._database.engine.begin() as connection:
                outcomes = _insert(connection, [a.entry for a in batch])
        except Exception as fault:
            if len(batch) > 1:
                for answer in batch:
                    self._store([answer])
                return
            log.error("an answer could not be stored", exc_info=fault)
            outcomes = [NotStored()]
        for answer, outcome in zip(batch, outcomes, strict=True):
            _finish(answer, outcome)


def _finish(answer: _Answer, outcome: Receipt | Exception) -> None:
    """Tell whoever waits."""
    if isinstance(outcome, Exception):
        answer.done.set_exception(outcome)
        return
    try:
        made = answer.then(outcome)
    except Exception as fault:  # noqa: BLE001 - it belongs to whoever waits
        answer.done.set_exception(fault)
    else:
        answer.done.set_result(made)


def _answers_first(waiting: "deque[_Job]") -> list[_Answer]:
    """Take the answers that can go next: none that came after a work of its own game.

    When forty classes end a question at the same time, the answers of one do not wait for the
    closes of the others, nor for the beat of all clocks behind these.
    """
    batch: list[_Answer] = []
    behind: list[_Job] = []
    closed: set[str] = set()
    while waiting and len(batch) < BATCH_LIMIT:
        job = waiting.popleft()
        if isinstance(job, _Answer) and job.game not in closed:
            batch.append(job)
            continue
        behind.append(job)
        if job is not None and job.game is not None:
            closed.add(job.game)
    waiting.extendleft(reversed(behind))
    return batch


_COLUMNS = (*Entry._fields[:-2], "revision")
"""Those of an answer's row: all of an entry's but its last, `may_change` and `device`."""
_ROUNDS = RoundRow.__table__.c  # past the mapped class: a batch every few milliseconds asks
_OPEN_ROUNDS = (
    select(_ROUNDS.id)
    .where(_ROUNDS.id.in_(bindparam("ids", expanding=True)), _ROUNDS.closed_at.is_(None))
    .with_for_update(read=True)
)


def _insert(connection: Connection, entries: Sequence[Entry]) -> list[Receipt | Exception]:
    """Store what is new, then read back the truth for each entry, unless all of them are new."""
    asked = {e.round_id for e in entries}
    open_rounds = set(connection.scalars(_OPEN_ROUNDS, {"ids": list(asked)}))
    rows = _rows(connection, [e for e in entries if e.round_id in open_rounds])
    new = insert_new(connection, AnswerRow, _COLUMNS, rows) if rows else 0
    if new == len(entries) == len({(e.round_id, e.player_id) for e in entries}):
        return [_own(e) for e in entries]
    stored = _stored(connection, entries)
    return [_outcome(e, stored.get((e.round_id, e.player_id)), open_rounds) for e in entries]


def _rows(connection: Connection, entries: Sequence[Entry]) -> list[tuple[Any, ...]]:
    """The rows to insert: one that may change gets the next revision, a repeated one no other.

    Nor one of a device whose player came back on another: its process did not know that yet.
    """
    changing = [e for e in entries if e.may_change]
    stored = _stored(connection, changing)
    last = {key: row.revision for key, row in stored.items()}
    known = _answer_ids(connection, changing)
    rows = []
    for entry in entries:
        key = entry.round_id, entry.player_id
        revision = last.get(key, -1) + 1 if entry.may_change else 0
        if entry.may_change and (entry.player_id, entry.answer_id) in known:
            continue
        if revision > CHANGES_LIMIT or (key in stored and entry.device < stored[key].device):
            continue
        known.add((entry.player_id, entry.answer_id))
        last[key] = max(revision, last.get(key, 0))
        rows.append((*entry[:-2], revision))
    return rows


def _own(entry: Entry) -> Receipt:
    """The receipt of an entry that has just become a row."""
    return Receipt(
        entry.answer_id,
        entry.response,
        entry.received_at,
        entry.elapsed_s,
        entry.allowed_s,
        entry.sure,
        is_own=True,
    )


def _outcome(entry: Entry, row: "Row[Any] | None", open_rounds: set[int]) -> Receipt | Exception:
    if row is None:  # still missing in an open round: its answer_id was used for another one
        return NotStored() if entry.round_id in open_rounds else AnswerTooLate()
    return Receipt(
        answer_id=row.answer_id,
        response=row.response,
        received_at=row.received_at,
        elapsed_s=row.elapsed_s,
        allowed_s=row.allowed_s,
        sure=row.sure,
        is_own=row.answer_id == entry.answer_id,
    )


def _stored(connection: Connection, entries: Sequence[Entry]) -> "dict[tuple[int, str], Row[Any]]":
    """What counts for each round and player of these entries: the highest revision.

    With the number of the device that holds the player's seat.
    """
    if not entries:
        return {}
    query = (
        select(AnswerRow.__table__, PlayerRow.device)
        .join(PlayerRow, PlayerRow.id == AnswerRow.player_id)
        .where(
            AnswerRow.round_id.in_({e.round_id for e in entries}),
            AnswerRow.player_id.in_({e.player_id for e in entries}),
        )
    )
    rows = connection.execute(query.order_by(AnswerRow.revision))
    return {(row.round_id, row.player_id): row for row in rows}


def _answer_ids(connection: Connection, entries: Sequence[Entry]) -> set[tuple[str, str]]:
    """Who sent which of these before, as (player, answer_id)."""
    if not entries:
        return set()
    query = select(AnswerRow.player_id, AnswerRow.answer_id).where(
        AnswerRow.player_id.in_({e.player_id for e in entries}),
        AnswerRow.answer_id.in_({e.answer_id for e in entries}),
    )
    return {(player, answer_id) for player, answer_id in connection.execute(query)}
