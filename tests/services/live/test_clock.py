"""Clocks of live games: they run out, stand still over an outage, and wait for who is here."""

import asyncio
from datetime import timedelta

import pytest

from quizapp import clock
from quizapp.core.rules import Rules
from quizapp.services.live.presence import Presence
from tests.asynchronous import run
from tests.lines import NotedLine
from tests.world import NOW, advance, give, two_players


@pytest.fixture
def room(live):
    return live.rooms.room(live.rooms.create("test-ban", 3, Rules(limit_s=None), NOW).id)


def until(rooms_of, condition, timeout_s=10):
    """Wait until the condition holds, asked whenever the game moves on; False after that time."""

    async def wait():
        hub, game_id = rooms_of
        hub.attach(asyncio.get_running_loop())
        line = NotedLine()
        deadline = asyncio.get_running_loop().time() + timeout_s
        with hub.listen(game_id, line, player="a"):
            while not condition():
                left_s = deadline - asyncio.get_running_loop().time()
                if left_s <= 0 or not await line.heard(left_s):
                    return condition()
        return True

    return run(wait())


def test_a_round_closes_by_itself_when_its_time_is_up(live):
    room = live.rooms.room(live.rooms.create("test-ban", None, Rules(limit_s=5), NOW).id)
    opened = clock.now() - timedelta(milliseconds=4800)

    advance(live, room, "opened", at=opened)

    assert until((live.hub, room.id), lambda: room.table.game.phase == "closed")
    assert room.table.game.seq == 2


def test_who_goes_silent_without_a_farewell_is_waited_for_no_longer(live, room):
    live.hub.presence = Presence(grace_s=0.5)
    anna, _ = two_players(live, room.id)
    advance(live, room, "opened")
    give(live, room, anna, right=True)

    assert until((live.hub, room.id), lambda: room.table.game.phase == "closed")


def test_a_round_that_the_host_closed_is_not_closed_again(live):
    room = live.rooms.room(live.rooms.create("test-ban", None, Rules(limit_s=5), NOW).id)
    opened = clock.now() - timedelta(milliseconds=4800)
    advance(live, room, "opened", at=opened)
    advance(live, room, "closed", "revealed", "opened", at=clock.now() + timedelta(hours=1))

    # The first round's timer rings meanwhile; the second one's would in an hour.
    moved = until((live.hub, room.id), lambda: room.table.game.phase != "open", timeout_s=0.5)

    assert not moved
    assert (room.table.game.phase, room.table.game.round) == ("open", 2)


def test_a_restart_gives_back_the_time_of_the_outage(live, restarted):
    died = clock.now() - timedelta(minutes=5)
    room = live.rooms.room(live.rooms.create("test-ban", None, Rules(limit_s=3600), died).id)
    anna = live.door.join(room.id, "Anna", died)
    advance(live, room, "opened", at=died)  # from here on nobody drove the clock
    live.close()

    later = restarted()
    now = clock.now()
    later.driver.resume(now)

    after = later.rooms.room(room.id)
    assert after.table.game.phase == "open"
    assert after.table.game.deadline() == now + timedelta(seconds=3600)
    give(later, after, anna, right=True, at=now + timedelta(seconds=3599))
    assert later.rooms.crowd(after).answered == 1


def test_a_restart_closes_nothing_whose_time_ran_out_only_while_nobody_drove_it(live, restarted):
    died = clock.now() - timedelta(minutes=5)
    live.driver.close()  # its clock stands still from here on
    room = live.rooms.room(live.rooms.create("test-ban", None, Rules(limit_s=30), died).id)
    advance(live, room, "opened", at=died)
    live.rooms.close()

    later = restarted()
    now = clock.now()
    later.driver.resume(now)
    later.rooms.journal.run(lambda session: None).result(20)

    after = later.rooms.room(room.id)
    assert after.table.game.phase == "open"
    assert after.table.game.deadline() == now + timedelta(seconds=30)


def test_after_a_restart_the_first_who_answers_does_not_close_the_round_for_the_others(
    live, room, restarted
):
    anna, boris = two_players(live, room.id)
    advance(live, room, "opened")
    live.close()

    later = restarted()
    after = later.rooms.room(room.id)
    give(later, after, anna, right=True)
    later.rooms.journal.run(lambda session: None).result(20)
    assert after.table.game.phase == "open"
    give(later, after, boris, right=True)
    later.rooms.journal.run(lambda session: None).result(20)

    assert after.table.game.phase == "closed"


def test_a_second_restart_gives_back_no_more_than_the_outages(live, restarted):
    died = clock.now() - timedelta(minutes=5)
    room = live.rooms.room(live.rooms.create("test-ban", None, Rules(limit_s=3600), died).id)
    advance(live, room, "opened", at=died)
    now = clock.now()
    restarted().driver.resume(now)

    later = restarted()
    later.driver.resume(now + timedelta(seconds=30))

    deadline = later.rooms.room(room.id).table.game.deadline()
    # a beat in between says that the clock was driven: on a slow machine a little less is given
    assert now + timedelta(seconds=3600) < deadline <= now + timedelta(seconds=3630)


def test_a_clock_that_the_host_holds_stays_held_over_a_restart(live, room, restarted):
    advance(live, room, "opened", "paused")

    later = restarted()
    later.driver.resume(NOW + timedelta(hours=1))

    assert later.rooms.room(room.id).table.game == room.table.game
