"""Players of a live game: how they come in, under which names, and how they go."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from quizapp.core.game import Rules
from quizapp.services.live import rooms as limits
from quizapp.services.live.faults import NoSeat, RoomIsFull, RoomIsOver
from quizapp.services.live.nicknames import NicknameRefused
from tests.world import NOW, advance, give, play_round, two_players


@pytest.fixture
def room(rooms):
    """A game of all six questions, without a clock."""
    return rooms.room(rooms.create("test-ban", None, Rules(limit_s=None), NOW).id)


def test_a_removed_player_loses_seat_points_and_answer(rooms, room):
    anna, boris = two_players(rooms, room.id)
    play_round(rooms, room, {anna: True, boris: True})

    rooms.remove(room.id, boris, NOW)

    assert rooms.crowd(room).nicknames == ("Anna",)
    assert rooms.shared(room).reveal.answered == 1
    with pytest.raises(NoSeat, match="Join with the PIN"):
        rooms.own(room, boris)
    advance(rooms, room, "opened")
    with pytest.raises(NoSeat):
        give(rooms, room, boris, right=True)
    advance(rooms, room, "closed", "revealed", "board_shown")
    assert [p.nickname for p in rooms.shared(room).board] == ["Anna"]


def test_a_player_of_another_game_cannot_be_removed_from_here(rooms, room):
    other = rooms.create("test-ban", None, Rules(), NOW)
    anna = rooms.join(other.id, "Anna", NOW)

    rooms.remove(room.id, anna, NOW)

    assert rooms.crowd(rooms.room(other.id)).nicknames == ("Anna",)


@pytest.mark.parametrize("same", ["Anna", "anna", "ANNA", " a n n a ", "Ａｎｎａ", "An\u200bna"])
def test_a_name_is_taken_whatever_its_case(rooms, room, same):
    rooms.join(room.id, "Anna", NOW)

    with pytest.raises(NicknameRefused, match="Somebody is already called"):
        rooms.join(room.id, same, NOW)

    assert rooms.crowd(room).nicknames == ("Anna",)


def test_of_many_who_want_one_name_at_once_one_gets_it(rooms, room):
    def join(_):
        try:
            return rooms.join(room.id, "Anna", NOW)
        except NicknameRefused:
            return None

    with ThreadPoolExecutor(8) as pool:
        seats = [seat for seat in pool.map(join, range(16)) if seat]

    assert len(seats) == 1
    assert list(room.players) == seats


def test_the_same_name_may_play_in_another_game(rooms, room):
    other = rooms.create("test-ban", None, Rules(), NOW)
    rooms.join(room.id, "Anna", NOW)

    assert rooms.join(other.id, "Anna", NOW)


# Refusals


def test_nobody_joins_a_game_that_is_over(rooms, room):
    advance(rooms, room, "ended")

    with pytest.raises(RoomIsOver, match="Ask your teacher for the next PIN"):
        rooms.join(room.id, "Anna", NOW)


def test_nobody_joins_a_game_that_is_full(rooms, room, monkeypatch):
    monkeypatch.setattr(limits, "PLAYERS_LIMIT", 2)
    two_players(rooms, room.id)

    with pytest.raises(RoomIsFull):
        rooms.join(room.id, "Chen", NOW)

    assert len(room.players) == 2
