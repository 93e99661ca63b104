"""A live game from its PIN to its podium; on both databases. DESIGN.md, invariants 1 to 6."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from quizapp.core.game import Rules
from quizapp.services import chance
from quizapp.services.library import NoSuchBank
from quizapp.services.live.faults import AnswerTooLate, TooManyGames
from quizapp.services.live.room import RETENTION, NoSuchGame
from quizapp.store import games
from tests.world import (
    NOW,
    advance,
    give,
    play_round,
    seconds,
    two_players,
)


@pytest.fixture
def game(rooms):
    """A game of all six questions, without a clock."""
    return rooms.create("test-ban", None, Rules(limit_s=None), NOW)


@pytest.fixture
def room(rooms, game):
    return rooms.room(game.id)


# The whole of it


def test_a_whole_game(rooms, room):
    anna, boris = two_players(rooms, room.id)

    for number in range(6):
        play_round(rooms, room, {anna: True, boris: number == 0})
        if number < 5:
            advance(rooms, room, "board_shown")
    advance(rooms, room, "podium_shown")

    board = rooms.shared(room).board
    assert [(p.rank, p.nickname, p.points) for p in board] == [
        (1, "Anna", 600),
        (2, "Boris", 100),
    ]
    own = rooms.own(room, boris)
    assert (own.rank, own.total) == (2, 100)
    advance(rooms, room, "ended")
    assert rooms.shared(room).phase == "ended"


def test_each_question_is_asked_once_and_a_shorter_game_asks_fewer(rooms, room):
    short = rooms.room(rooms.create("test-ban", 2, Rules(), NOW).id)

    assert len({q.id for q in room.table.questions}) == 6
    assert len(short.table.questions) == rooms.shared(short).rounds == 2


def test_host_and_screen_see_who_came_and_who_answered(rooms, room):
    anna, _ = two_players(rooms, room.id)
    advance(rooms, room, "opened")

    give(rooms, room, anna, right=True)

    crowd = rooms.crowd(room)
    assert (crowd.nicknames, crowd.answered) == (("Anna", "Boris"), 1)


def test_the_reveal_counts_what_was_given(rooms, room):
    anna, boris = two_players(rooms, room.id)

    play_round(rooms, room, {anna: True, boris: False})

    reveal = rooms.shared(room).reveal
    assert reveal.answered == 2
    assert [rooms.own(room, p).verdict for p in (anna, boris)] == ["right", "wrong"]


def test_who_comes_late_plays_along(rooms, room):
    anna = rooms.join(room.id, "Anna", NOW)
    play_round(rooms, room, {anna: True})

    boris = rooms.join(room.id, "Boris", seconds(60))
    play_round(rooms, room, {boris: True})

    assert [rooms.own(room, p).total for p in (anna, boris)] == [100, 100]


# The host's button


def test_a_double_click_is_one_step(rooms, room):
    rooms.advance(room.id, 0, "opened", NOW)
    rooms.advance(room.id, 0, "opened", seconds(1))

    assert (room.table.game.phase, room.table.game.round, room.table.game.seq) == ("open", 1, 1)
    assert room.table.game.opened_at == NOW


def test_of_many_tabs_that_press_at_once_one_counts(rooms, room, database):
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda _: rooms.advance(room.id, 0, "opened", NOW), range(16)))

    with database.reading() as session:
        assert [e.kind for e in games.events_of(session, room.id)] == ["opened"]


@pytest.mark.parametrize("kind", ["revealed", "board_shown", "podium_shown", "closed"])
def test_what_cannot_be_next_does_nothing(rooms, room, kind):
    rooms.advance(room.id, 0, kind, NOW)

    assert (room.table.game.phase, room.table.game.seq) == ("lobby", 0)


def test_after_the_last_question_no_other_opens(rooms):
    room = rooms.room(rooms.create("test-ban", 1, Rules(), NOW).id)
    play_round(rooms, room, {})

    advance(rooms, room, "opened")

    assert (room.table.game.phase, room.table.game.round) == ("revealed", 1)


def test_a_game_may_end_in_the_middle_of_a_question_and_its_answers_count(rooms, room):
    anna, boris = two_players(rooms, room.id)
    advance(rooms, room, "opened")
    give(rooms, room, anna, right=True)

    advance(rooms, room, "ended")

    assert [rooms.own(room, p).total for p in (anna, boris)] == [100, 0]
    with pytest.raises(AnswerTooLate):
        give(rooms, room, boris, right=True)


# Finding a game


def test_a_pin_is_found_however_it_is_typed(rooms, game):
    pin = game.pin

    for typed in (pin, f" {pin} ", f"{pin[:3]} {pin[3:]}", f"{pin[:3]}-{pin[3:]}"):
        assert rooms.game_of_pin(typed) == game.id


def test_a_host_comes_back_with_pin_and_code(rooms, game):
    code = game.recovery_code

    for typed in (code, code.lower(), code.replace("-", " "), code.replace("-", "")):
        assert rooms.recover(game.pin, typed) == game.id


# Retention


def test_after_a_day_a_game_is_gone_with_its_names(rooms, game, room, database):
    two_players(rooms, room.id)
    assert rooms.game_of_pin(game.pin) == game.id

    rooms.purge(NOW + RETENTION)

    for look in (
        lambda: rooms.game_of_pin(game.pin),
        lambda: rooms.room(game.id),
        lambda: rooms.recover(game.pin, game.recovery_code),
        lambda: rooms.join(game.id, "Chen", NOW),
    ):
        with pytest.raises(NoSuchGame):
            look()
    with database.reading() as session:
        assert games.players_of(session, game.id) == []


def test_before_that_it_stays(rooms, game):
    rooms.purge(NOW + RETENTION - (seconds(1) - NOW))

    assert rooms.game_of_pin(game.pin) == game.id


# Refusals


@pytest.mark.parametrize("pin", ["", "000000", "12345", "1234567", "pin", "１２３４５６", "\0"])
def test_a_pin_of_no_game_is_told_so(rooms, game, pin):
    with pytest.raises(NoSuchGame, match="Check the number on the screen"):
        rooms.game_of_pin(pin)


@pytest.mark.parametrize("code", ["", "AAAA-AAAA-AAAA", "é"])
def test_a_wrong_code_opens_nothing(rooms, game, code):
    with pytest.raises(NoSuchGame):
        rooms.recover(game.pin, code)


def test_a_game_of_no_bank_cannot_be_made(rooms):
    with pytest.raises(NoSuchBank):
        rooms.create("none", None, Rules(), NOW)


def test_where_hardly_a_pin_is_free_a_host_is_told_so(rooms, game, monkeypatch):
    monkeypatch.setattr(chance, "new_pin", lambda: game.pin)

    with pytest.raises(TooManyGames, match="Try again later"):
        rooms.create("test-ban", None, Rules(), NOW)


def test_what_all_see_is_made_once_for_each_state(rooms, room):
    two_players(rooms, room.id)

    assert room.shared is rooms.shared(room)
    before = room.shared
    advance(rooms, room, "opened")
    assert room.shared is not before
