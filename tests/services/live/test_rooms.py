"""A live game from its PIN to its podium; on both databases. DESIGN.md, invariants 1 to 6."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from quizapp.core.rules import Rules
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
def game(live):
    """A game of all six questions, without a clock."""
    return live.rooms.create("test-ban", None, Rules(limit_s=None), NOW)


@pytest.fixture
def room(live, game):
    return live.rooms.room(game.id)


# The whole of it


def test_a_whole_game(live, room):
    anna, boris = two_players(live, room.id)

    for number in range(6):
        play_round(live, room, {anna: True, boris: number == 0})
        if number < 5:
            advance(live, room, "board_shown")
    advance(live, room, "podium_shown")

    board = live.rooms.shared(room).board
    assert [(p.rank, p.nickname, p.points) for p in board] == [
        (1, "Anna", 600),
        (2, "Boris", 100),
    ]
    own = live.rooms.own(room, boris)
    assert (own.rank, own.total) == (2, 100)
    advance(live, room, "ended")
    assert live.rooms.shared(room).phase == "ended"


def test_each_question_is_asked_once_and_a_shorter_game_asks_fewer(live, room):
    short = live.rooms.room(live.rooms.create("test-ban", 2, Rules(), NOW).id)

    assert len({q.id for q in room.table.questions}) == 6
    assert len(short.table.questions) == live.rooms.shared(short).count == 2


def test_host_and_screen_see_who_came_and_who_answered(live, room):
    anna, _ = two_players(live, room.id)
    advance(live, room, "opened")

    give(live, room, anna, right=True)

    crowd = live.rooms.crowd(room)
    assert (crowd.nicknames, crowd.answered) == (("Anna", "Boris"), 1)


def test_the_reveal_counts_what_was_given(live, room):
    anna, boris = two_players(live, room.id)

    play_round(live, room, {anna: True, boris: False})

    reveal = live.rooms.shared(room).reveal
    assert reveal.answered == 2
    assert [live.rooms.own(room, p).verdict for p in (anna, boris)] == ["right", "wrong"]


def test_who_comes_late_plays_along(live, room):
    anna = live.door.join(room.id, "Anna", NOW)
    play_round(live, room, {anna: True})

    boris = live.door.join(room.id, "Boris", seconds(60))
    play_round(live, room, {boris: True})

    assert [live.rooms.own(room, p).total for p in (anna, boris)] == [100, 100]


# The host's button


def test_a_double_click_is_one_step(live, room):
    live.driver.advance(room.id, 0, "opened", NOW)
    live.driver.advance(room.id, 0, "opened", seconds(1))

    assert (room.table.game.phase, room.table.game.round, room.table.game.seq) == ("open", 1, 1)
    assert room.table.game.started_at == NOW


def test_of_many_tabs_that_press_at_once_one_counts(live, room, database):
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda _: live.driver.advance(room.id, 0, "opened", NOW), range(16)))

    with database.reading() as session:
        assert [e.kind for e in games.events_of(session, room.id)] == ["opened"]


@pytest.mark.parametrize("kind", ["revealed", "board_shown", "podium_shown", "closed"])
def test_what_cannot_be_next_does_nothing(live, room, kind):
    live.driver.advance(room.id, 0, kind, NOW)

    assert (room.table.game.phase, room.table.game.seq) == ("lobby", 0)


def test_after_the_last_question_no_other_opens(live):
    room = live.rooms.room(live.rooms.create("test-ban", 1, Rules(), NOW).id)
    play_round(live, room, {})

    advance(live, room, "opened")

    assert (room.table.game.phase, room.table.game.round) == ("revealed", 1)


def test_a_game_may_end_in_the_middle_of_a_question_and_its_answers_count(live, room):
    anna, boris = two_players(live, room.id)
    advance(live, room, "opened")
    give(live, room, anna, right=True)

    advance(live, room, "ended")

    assert [live.rooms.own(room, p).total for p in (anna, boris)] == [100, 0]
    with pytest.raises(AnswerTooLate):
        give(live, room, boris, right=True)


# Finding a game


def test_a_pin_is_found_however_it_is_typed(live, game):
    pin = game.pin

    for typed in (pin, f" {pin} ", f"{pin[:3]} {pin[3:]}", f"{pin[:3]}-{pin[3:]}"):
        assert live.rooms.game_of_pin(typed) == game.id


def test_a_host_comes_back_with_pin_and_code(live, game):
    code = game.recovery_code

    for typed in (code, code.lower(), code.replace("-", " "), code.replace("-", "")):
        assert live.rooms.recover(game.pin, typed) == game.id


# Retention


def test_after_a_day_a_game_is_gone_with_its_names(live, game, room, database):
    two_players(live, room.id)
    assert live.rooms.game_of_pin(game.pin) == game.id

    live.rooms.purge(NOW + RETENTION)

    for look in (
        lambda: live.rooms.game_of_pin(game.pin),
        lambda: live.rooms.room(game.id),
        lambda: live.rooms.recover(game.pin, game.recovery_code),
        lambda: live.door.join(game.id, "Chen", NOW),
    ):
        with pytest.raises(NoSuchGame):
            look()
    with database.reading() as session:
        assert games.players_of(session, game.id) == []


def test_after_a_day_no_name_is_left_in_the_file(live, room, database_url):
    if not database_url.startswith("sqlite"):
        pytest.skip("PostgreSQL has no file of ours")
    live.door.join(room.id, "Zanzibarina", seconds(1))
    path = Path(database_url.removeprefix("sqlite:///"))

    live.rooms.purge(NOW + RETENTION)

    beside = path.with_name(f"{path.name}-wal")
    assert b"Zanzibarina" not in path.read_bytes() + beside.read_bytes()


def test_before_that_it_stays(live, game):
    live.rooms.purge(NOW + RETENTION - (seconds(1) - NOW))

    assert live.rooms.game_of_pin(game.pin) == game.id


# Refusals


@pytest.mark.parametrize("pin", ["", "000000", "12345", "1234567", "pin", "１２３４５６", "\0"])
def test_a_pin_of_no_game_is_told_so(live, game, pin):
    with pytest.raises(NoSuchGame, match="Check the number on the screen"):
        live.rooms.game_of_pin(pin)


@pytest.mark.parametrize("code", ["", "AAAA-AAAA-AAAA", "é"])
def test_a_wrong_code_opens_nothing(live, game, code):
    with pytest.raises(NoSuchGame):
        live.rooms.recover(game.pin, code)


def test_a_game_of_no_bank_cannot_be_made(live):
    with pytest.raises(NoSuchBank):
        live.rooms.create("none", None, Rules(), NOW)


def test_where_hardly_a_pin_is_free_a_host_is_told_so(live, game, monkeypatch):
    monkeypatch.setattr(chance, "new_pin", lambda: game.pin)

    with pytest.raises(TooManyGames, match="Try again later"):
        live.rooms.create("test-ban", None, Rules(), NOW)


def test_what_all_see_is_made_once_for_each_state(live, room):
    two_players(live, room.id)

    assert room.shared is live.rooms.shared(room)
    before = room.shared
    advance(live, room, "opened")
    assert room.shared is not before
