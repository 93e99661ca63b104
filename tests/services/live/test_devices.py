"""A place belongs to one device at a time, also where another process gave it to the next."""

import pytest

from quizapp.services.live.faults import PlayedElsewhere
from tests.processes import WAIT_S, answer, game_at
from tests.world import NOW, advance, form_for, two_players


@pytest.fixture
def database_kind():
    """SQLite has one process."""
    return "postgresql"


def let_back(live, room, name):
    """Its host lets somebody back on another device."""
    live.returns.let_back(room, live.returns.ask(room, name, NOW).id, NOW)


def test_who_lost_a_phone_asks_at_one_process_and_is_let_back_at_another(pair):
    a, b = pair
    here, there = game_at(a, b)
    anna, _ = two_players(a, here.id)
    asked = a.returns.ask(here, "anna", NOW)

    assert b.returns.find(there, asked.id, NOW) == asked
    assert [w.nickname for w in b.returns.waiting(there, NOW)] == ["Anna"]
    b.returns.let_back(there, asked.id, NOW)

    found = a.returns.find(here, asked.id, NOW)
    assert (found.device, found.player_id) == (1, anna)
    assert here.members[anna].device == there.members[anna].device == 1


def test_a_device_whose_place_went_to_another_answers_at_no_process(pair):
    a, b = pair
    here, there = game_at(a, b)
    anna, _ = two_players(a, here.id)
    b.rooms.look(there).result(WAIT_S)
    let_back(a, here, "Anna")
    advance(a, here, "opened")
    form = form_for(here, right=True)

    with pytest.raises(PlayedElsewhere):
        answer(b, there, anna, 1, form)  # b did not know that it is open, nor of the other device

    assert b.answers.take(there, anna, 1, "b", form, NOW, device=1).result(WAIT_S).round == 1


def test_a_device_whose_place_went_to_another_changes_no_answer_of_that_one(pair):
    a, b = pair
    here, there = game_at(a, b, may_change=True)
    anna, _ = two_players(a, here.id)
    advance(a, here, "opened")
    right, wrong = (form_for(here, right=is_right) for is_right in (True, False))
    answer(a, here, anna, 1, wrong)
    b.rooms.look(there).result(WAIT_S)
    let_back(a, here, "Anna")
    new = a.answers.take(here, anna, 1, "new", right, NOW, device=1).result(WAIT_S)

    assert answer(b, there, anna, 1, wrong, "old") == new

    advance(a, here, "closed", "revealed")
    assert a.rooms.own(here, anna).total == 100
