"""What the same form says is worked out once, and never for another question."""

from quizapp.core.answering import read_response
from quizapp.core.rules import Rules
from quizapp.services.live.readings import LONG, Readings
from tests.world import NOW, advance, form_for

RULES = Rules(limit_s=None, closes_early=False)


def test_the_same_form_says_the_same(live):
    room = live.rooms.room(live.rooms.create("test-ban", None, RULES, NOW).id)
    advance(live, room, "opened")
    form, readings = form_for(room, right=True), Readings()

    first = readings.read(room, room.table, {**form, "answer_id": ["a"]})

    assert readings.read(room, room.table, {**form, "answer_id": ["b"]}) is first
    assert readings.read(room, room.table, form_for(room, right=False)) != first


def test_each_question_is_read_anew(live):
    room = live.rooms.room(live.rooms.create("test-ban", None, RULES, NOW).id)
    readings = Readings()
    for steps in (("opened",), *[("closed", "revealed", "opened")] * 3):
        advance(live, room, *steps)
        question, seed = room.table.question, room.table.round_seed
        form = form_for(room, right=True)

        assert readings.read(room, room.table, form).response == read_response(question, seed, form)


def test_what_is_long_is_not_kept(live):
    room = live.rooms.room(live.rooms.create("test-ban", None, RULES, NOW).id)
    advance(live, room, "opened")
    form, readings = {**form_for(room, right=True), "more": ["x" * LONG]}, Readings()

    assert readings.read(room, room.table, form) is not readings.read(room, room.table, form)
