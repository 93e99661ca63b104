"""Players who ask to come back on another device."""

import pytest

from quizapp.core.rules import Rules
from quizapp.services.live import returns
from quizapp.services.live.faults import PlayedElsewhere
from quizapp.services.live.returns import refuse_old_device
from tests.world import NOW, seconds, two_players


@pytest.fixture
def room(live):
    return live.rooms.room(live.rooms.create("test-ban", None, Rules(limit_s=None), NOW).id)


def test_a_name_is_found_however_it_is_typed(live, room):
    anna, _ = two_players(live, room.id)

    asked = live.returns.ask(room, "  ANNA ", NOW)

    assert asked.player_id == anna
    assert [(w.nickname, w.code) for w in live.returns.waiting(room, NOW)] == [("Anna", asked.code)]


def test_a_request_holds_for_five_minutes(live, room):
    two_players(live, room.id)
    asked = live.returns.ask(room, "Anna", NOW)

    assert live.returns.find(room, asked.id, seconds(299)) == asked
    assert live.returns.find(room, asked.id, seconds(300)) is None
    assert live.returns.waiting(room, seconds(300)) == []


def test_nobody_fills_the_hosts_list_with_one_name(live, room):
    two_players(live, room.id)

    asked = [live.returns.ask(room, "Anna", NOW) for _ in range(5)]

    assert [w.id for w in live.returns.waiting(room, NOW)] == [a.id for a in asked[2:]]


def test_requests_for_nobody_push_out_the_oldest_in_the_end(live, room, monkeypatch):
    monkeypatch.setattr(returns, "LIMIT", 4)
    first = live.returns.ask(room, "Nobody", NOW)

    for _ in range(3):
        live.returns.ask(room, "Nobody", NOW)
    assert live.returns.find(room, first.id, NOW)
    live.returns.ask(room, "Nobody", NOW)

    assert live.returns.find(room, first.id, NOW) is None


def test_a_seat_belongs_to_the_device_that_was_let_back_last(live, room, restarted):
    anna, boris = two_players(live, room.id)
    first = live.returns.ask(room, "Anna", NOW)
    live.returns.let_back(room, first.id, NOW)
    live.returns.let_back(room, first.id, NOW)  # a second press
    live.returns.let_back(room, live.returns.ask(room, "Anna", NOW).id, NOW)

    after = restarted().rooms.room(room.id)
    for known in (room, after):
        assert [r.device for r in known.returns] == [1, 2]
        for device in (0, 1):
            with pytest.raises(PlayedElsewhere):
                refuse_old_device(known, anna, device)
        refuse_old_device(known, anna, 2)
        refuse_old_device(known, boris, 0)


def test_whoever_is_let_back_has_five_minutes_to_go_in(live, room):
    two_players(live, room.id)
    asked = live.returns.ask(room, "Anna", NOW)

    live.returns.let_back(room, asked.id, seconds(299))

    assert live.returns.find(room, asked.id, seconds(598)).device == 1
    assert live.returns.find(room, asked.id, seconds(599)) is None


def test_a_press_on_a_request_that_is_over_leaves_the_seat_alone(live, room):
    anna, _ = two_players(live, room.id)
    asked = live.returns.ask(room, "Anna", NOW)

    live.returns.let_back(room, asked.id, seconds(300))

    assert room.members[anna].device == 0
    refuse_old_device(room, anna, 0)


def test_no_other_request_takes_the_place_of_one_that_is_let_back(live, room, monkeypatch):
    monkeypatch.setattr(returns, "LIMIT", 4)
    two_players(live, room.id)
    back = live.returns.ask(room, "Anna", NOW)
    live.returns.let_back(room, back.id, NOW)

    for name in ("Anna",) * returns.EACH + ("Nobody",) * returns.LIMIT:
        live.returns.ask(room, name, NOW)

    assert live.returns.find(room, back.id, NOW).device == 1


def test_a_no_of_a_second_window_takes_nobody_out_who_is_let_back(live, room):
    two_players(live, room.id)
    asked = live.returns.ask(room, "Anna", NOW)
    live.returns.let_back(room, asked.id, NOW)

    live.returns.turn_down(room, asked.id)

    assert live.returns.find(room, asked.id, NOW).device == 1


def test_of_several_requests_for_a_seat_one_is_let_back_and_the_others_are_gone(live, room):
    anna, _ = two_players(live, room.id)
    first, second, other = (live.returns.ask(room, n, NOW) for n in ("Anna", "Anna", "Boris"))

    live.returns.let_back(room, second.id, NOW)
    live.returns.let_back(room, first.id, NOW)  # in a window that has not heard

    assert room.members[anna].device == 1
    assert [w.id for w in live.returns.waiting(room, NOW)] == [other.id]
    refuse_old_device(room, anna, 1)


def test_who_was_taken_out_meanwhile_cannot_come_back(live, room):
    anna, _ = two_players(live, room.id)
    live.returns.ask(room, "Anna", NOW)

    live.door.remove(room.id, [anna], NOW)

    assert live.returns.waiting(room, NOW) == []


def test_to_answer_a_request_that_is_gone_does_nothing(live, room):
    live.returns.let_back(room, "gone", NOW)
    live.returns.turn_down(room, "gone")

    assert live.returns.find(room, "gone", NOW) is None


def test_no_two_devices_show_the_same_code(live, room, monkeypatch):
    drawn = iter(["0001", "0001", "0001", "0002"])
    monkeypatch.setattr("quizapp.services.chance.new_short_code", lambda: next(drawn))

    codes = [live.returns.ask(room, name, NOW).code for name in ("Anna", "Nobody")]

    assert codes == ["0001", "0002"]
