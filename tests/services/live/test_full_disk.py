"""A database that refuses for a while: nothing half done, and everything goes on afterwards."""

import time
from datetime import timedelta

import pytest

from quizapp import clock
from quizapp.core.rules import Rules
from quizapp.services.unavailable import NotStored
from quizapp.store.games import AnswerRow, EventRow
from tests.world import advance, form_for, give, two_players

WAIT_S = 20


@pytest.fixture
def database_kind():
    return "sqlite"


@pytest.fixture
def full(database):
    """Makes the disk full for new rows of a table, and free again."""

    def fill(table, *, is_full=True):
        name = table.__tablename__
        with database.transaction() as session:
            connection = session.connection()
            if is_full:
                connection.exec_driver_sql(
                    f"CREATE TRIGGER full BEFORE INSERT ON {name} "
                    "BEGIN SELECT RAISE(ABORT, 'disk is full'); END"
                )
            else:
                connection.exec_driver_sql("DROP TRIGGER full")

    return fill


def room_with(live, **chosen):
    made = live.rooms.create("test-ban", None, Rules(**{"limit_s": None, **chosen}), clock.now())
    return live.rooms.room(made.id)


def settled(live, condition):
    """Whether it holds in the end."""
    end = time.monotonic() + WAIT_S
    while not condition() and time.monotonic() < end:
        live.rooms.journal.run(lambda session: None).result(timeout=WAIT_S)
        time.sleep(0.02)
    return condition()


@pytest.mark.parametrize(("rules", "steps", "phase"), [
    ({"reading_s": 5}, ["asked"], "open"),
    ({"votes": 2, "discuss_s": 10}, ["opened", "closed", "discussed"], "open"),
    ({"limit_s": 5}, ["opened"], "closed"),
])  # fmt: skip
def test_what_the_clock_could_not_store_it_does_once_there_is_room(live, full, rules, steps, phase):
    room = room_with(live, **rules)
    advance(live, room, *steps[:-1], at=clock.now())
    nearly = timedelta(seconds=rules.get("discuss_s", 5) - 2)
    advance(live, room, steps[-1], at=clock.now() - nearly)
    stood = room.table.game.phase
    full(EventRow)
    due_at = room.table.game.deadline()
    assert settled(live, lambda: clock.now() > due_at + timedelta(seconds=0.3))
    assert room.table.game.phase == stood
    full(EventRow, is_full=False)

    assert settled(live, lambda: room.table.game.phase == phase)


def test_a_step_that_could_not_be_stored_leaves_nothing_and_can_be_made_again(live, full):
    room = room_with(live)
    anna, boris = two_players(live, room.id)
    full(EventRow)

    with pytest.raises(Exception, match="full"):
        advance(live, room, "opened")
    assert (room.table.game.seq, room.table.game.phase) == (0, "lobby")
    full(EventRow, is_full=False)
    advance(live, room, "opened", at=clock.now())
    for player in (anna, boris):
        give(live, room, player, right=True, at=clock.now())

    assert set(room.table.answers) == {anna, boris}


def test_an_answer_that_could_not_be_stored_is_told_so_and_counts_when_sent_again(live, full):
    room = room_with(live, closes_early=True)
    anna, _ = two_players(live, room.id)
    advance(live, room, "opened", at=clock.now())
    full(AnswerRow)
    form = form_for(room, right=True)

    job = live.answers.take(room, anna, 1, "a", form, clock.now())
    with pytest.raises(NotStored):
        job.result(timeout=WAIT_S)
    assert room.table.answers == {}
    full(AnswerRow, is_full=False)
    live.answers.take(room, anna, 1, "a", form, clock.now()).result(timeout=WAIT_S)

    assert set(room.table.answers) == {anna}


def test_a_close_that_could_not_be_stored_is_tried_again(live, full):
    room = room_with(live, closes_early=True)
    anna = live.door.join(room.id, "Anna", clock.now())
    advance(live, room, "opened", at=clock.now())
    full(EventRow)

    give(live, room, anna, right=True, at=clock.now())
    assert room.table.game.phase == "open"
    full(EventRow, is_full=False)

    assert settled(live, lambda: room.table.game.phase == "closed")
