"""Players of a live game: how they come in, under which names, and how they go."""

import asyncio
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from quizapp.core.rules import Rules
from quizapp.services.live import arrivals as limits
from quizapp.services.live.faults import HasBegun, RoomIsFull, RoomIsOver, WasTakenOut
from quizapp.services.live.nicknames import NicknameRefused
from tests.lines import NotedLine
from tests.world import NOW, advance, give, play_round, two_players


@pytest.fixture
def room(live):
    """A game of all six questions, without a clock."""
    return live.rooms.room(live.rooms.create("test-ban", None, Rules(limit_s=None), NOW).id)


def test_a_removed_player_loses_seat_points_and_answer(live, room):
    anna, boris = two_players(live, room.id)
    play_round(live, room, {anna: True, boris: True})

    live.door.remove(room.id, [boris], NOW)

    assert live.rooms.crowd(room).nicknames == ("Anna",)
    assert live.rooms.shared(room).reveal.answered == 1
    with pytest.raises(WasTakenOut, match="taken out"):
        live.rooms.own(room, boris)
    advance(live, room, "opened")
    with pytest.raises(WasTakenOut):
        give(live, room, boris, right=True)
    advance(live, room, "closed", "revealed", "board_shown")
    assert [p.nickname for p in live.rooms.shared(room).board] == ["Anna"]


def test_a_player_of_another_game_cannot_be_removed_from_here(live, room):
    other = live.rooms.create("test-ban", None, Rules(), NOW)
    anna = live.door.join(other.id, "Anna", NOW)

    live.door.remove(room.id, [anna], NOW)

    assert live.rooms.crowd(live.rooms.room(other.id)).nicknames == ("Anna",)


@pytest.mark.parametrize("same", ["Anna", "anna", "ANNA", " a n n a ", "Ａｎｎａ", "An\u200bna"])
def test_a_name_is_taken_whatever_its_case(live, room, same):
    live.door.join(room.id, "Anna", NOW)

    with pytest.raises(NicknameRefused, match="Somebody is already called"):
        live.door.join(room.id, same, NOW)

    assert live.rooms.crowd(room).nicknames == ("Anna",)


def test_of_many_who_want_one_name_at_once_one_gets_it(live, room):
    def join(_):
        try:
            return live.door.join(room.id, "Anna", NOW)
        except NicknameRefused:
            return None

    with ThreadPoolExecutor(8) as pool:
        seats = [seat for seat in pool.map(join, range(16)) if seat]

    assert len(seats) == 1
    assert list(room.players) == seats


def test_the_same_name_may_play_in_another_game(live, room):
    other = live.rooms.create("test-ban", None, Rules(), NOW)
    live.door.join(room.id, "Anna", NOW)

    assert live.door.join(other.id, "Anna", NOW)


def test_who_knocks_while_others_come_in_shares_their_commit_and_is_decided_alone(live):
    rules = Rules(limit_s=None, teams=2)
    room = live.rooms.room(live.rooms.create("test-ban", None, rules, NOW).id)
    live.door.join(room.id, "P0", NOW)
    go = threading.Event()
    live.rooms.journal.run(lambda session: go.wait(20))

    def knock(name):
        try:
            return live.door.join(room.id, name, NOW)
        except NicknameRefused:
            return None

    with ThreadPoolExecutor(40) as pool:
        jobs = [pool.submit(knock, f"P{n % 20}") for n in range(40)]
        while len(live.door._arrivals._waiting.get(room.id, [])) < len(jobs):
            go.wait(0.01)
        go.set()
        seated = [player for job in jobs if (player := job.result(20))]

    assert len(set(seated)) == 19
    assert sorted(room.members[i].nickname for i in seated) == sorted(f"P{n}" for n in range(1, 20))
    assert sorted(room.team_sizes.values()) == [10, 10]
    assert room.changes == 2  # one commit for P0, one for all others


# Refusals


def test_nobody_joins_a_game_that_is_over(live, room):
    advance(live, room, "ended")

    with pytest.raises(RoomIsOver, match="Ask your teacher for the next PIN"):
        live.door.join(room.id, "Anna", NOW)


def test_nobody_joins_a_game_that_is_full(live, room, monkeypatch):
    monkeypatch.setattr(limits, "PLAYERS_LIMIT", 2)
    two_players(live, room.id)

    with pytest.raises(RoomIsFull):
        live.door.join(room.id, "Chen", NOW)

    assert len(room.players) == 2


def test_who_waits_to_be_let_in_does_not_hold_up_the_class(live):
    rules = Rules(limit_s=None, approves=True)
    room = live.rooms.room(live.rooms.create("test-ban", None, rules, NOW).id)
    anna, boris = two_players(live, room.id)
    live.door.admit(room.id, [anna], NOW)
    loop = asyncio.new_event_loop()
    live.hub.attach(loop)
    advance(live, room, "opened")

    with (
        live.hub.listen(room.id, NotedLine(), player=anna),
        live.hub.listen(room.id, NotedLine(), player=boris),
    ):
        give(live, room, anna, right=True)
        live.rooms.journal.run(lambda session: None).result(20)

    loop.close()
    assert room.table.game.phase == "closed"


def test_nobody_comes_in_after_the_start_where_the_host_does_not_want_it(live):
    rules = Rules(limit_s=None, joins_late=False)
    room = live.rooms.room(live.rooms.create("test-ban", None, rules, NOW).id)
    advance(live, room, "opened")

    with pytest.raises(HasBegun, match="has begun"):
        live.door.join(room.id, "Anna", NOW)
