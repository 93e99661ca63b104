"""What another process stores between two questions of one look: nothing of it is missed."""

import re

import pytest
from sqlalchemy import event

from quizapp.services.live import low_water
from tests.processes import WAIT_S, game_at
from tests.sameness import is_the_same
from tests.world import NOW, advance, give


@pytest.fixture
def database_kind():
    """SQLite has one process."""
    return "postgresql"


@pytest.fixture
def between():
    """Does something once, just before this process puts a question that names that table."""

    def arrange(live, table, act):
        engine = live.rooms.journal.run(lambda session: session.get_bind()).result(WAIT_S)
        once = [act]

        def before(_connection, _cursor, statement, *_rest):
            if once and re.search(rf"FROM {table}\b", statement):
                once.pop()()

        event.listen(engine, "before_cursor_execute", before)

    return arrange


def test_who_joins_and_answers_and_sees_the_close_within_one_look_of_another_counts(pair, between):
    a, b = pair
    here, there = game_at(a, b)
    advance(a, here, "opened")
    joined = []

    def meanwhile():
        joined.append(a.door.join(here.id, "Anna", NOW))
        give(a, here, joined[0], right=True)
        advance(a, here, "closed", "revealed")

    between(b, "game_event", meanwhile)
    for _ in range(2):
        b.rooms.look(there).result(WAIT_S)

    assert b.rooms.own(there, *joined).total == 100
    assert is_the_same(there, here)


def test_an_answer_that_is_read_before_its_player_is_known_is_read_again(
    pair, between, monkeypatch
):
    monkeypatch.setattr(low_water, "SETTLES_S", 0.0)
    a, b = pair
    here, there = game_at(a, b)
    advance(a, here, "opened")
    b.rooms.look(there).result(WAIT_S)

    between(b, "answer", lambda: give(a, here, a.door.join(here.id, "Anna", NOW), right=True))
    for _ in range(2):
        b.rooms.look(there).result(WAIT_S)

    assert b.rooms.crowd(there).answered == 1
