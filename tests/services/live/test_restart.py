"""After a restart a game is what it was; on both databases. DESIGN.md, invariants 4, 6 and 7."""

import asyncio
from datetime import timedelta

import pytest

from quizapp import clock
from quizapp.core.grading import grade
from quizapp.core.response import decode
from quizapp.core.rules import Rules
from quizapp.core.scoring import mark_of, points
from quizapp.core.seats import seen_by_player
from quizapp.services.library import Library
from quizapp.services.live.live import open_live
from quizapp.services.live.room import RETENTION, NoSuchGame
from quizapp.store import games
from tests.asynchronous import run
from tests.world import BANK, NOW, advance, give, play_round, seconds, two_players, write

WAYS = {  # what the host pressed, from the lobby on
    "lobby": "",
    "open": "opened",
    "closed": "opened closed",
    "revealed": "opened closed revealed",
    "board": "opened closed revealed board_shown",
    "second open": "opened closed revealed board_shown opened",
    "second closed": "opened closed revealed opened closed",
    "podium": "opened closed revealed podium_shown",
    "ended": "opened closed revealed podium_shown ended",
    "ended in the lobby": "ended",
    "ended while open": "opened ended",
    "ended while closed": "opened closed ended",
}


@pytest.fixture
def restarted(database, questions):
    """Gives new live over the same database, as a new process would have them."""
    opened = []

    def restart():
        opened.append(open_live(database, Library((questions,))))
        return opened[-1]

    yield restart
    for live in opened:
        live.close()


@pytest.fixture
def room(live):
    return live.rooms.room(live.rooms.create("test-ban", 3, Rules(limit_s=None), NOW).id)


def play_to(live, room, way, answering):
    """Press these buttons; in each open round those named answer, rightly where True."""
    for kind in way.split():
        advance(live, room, kind)
        if kind == "opened":
            for player, right in answering.items():
                give(live, room, player, right=right)


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
def test_a_restart_changes_nothing_in_any_phase(live, room, restarted, way):
    anna, boris = two_players(live, room.id)
    chen = live.door.join(room.id, "Chen", seconds(3))
    play_to(live, room, way, {anna: True, chen: False, boris: True})
    live.door.remove(room.id, [boris], NOW)

    after = restarted().rooms.room(room.id)

    assert after.table == room.table
    assert list(after.players) == list(room.players) == [anna, chen]
    assert after.rounds == room.rounds
    assert (after.pin, after.expires_at) == (room.pin, room.expires_at)
    for player in (anna, chen):
        assert seen_by_player(after.table, player) == seen_by_player(room.table, player)


def test_a_game_goes_on_after_a_restart(live, room, restarted):
    anna, boris = two_players(live, room.id)
    advance(live, room, "opened")
    give(live, room, anna, right=True)

    later = restarted()
    after = later.rooms.room(room.id)
    give(later, after, boris, right=True)
    give(later, after, anna, right=False)  # the first answer stands
    advance(later, after, "closed", "revealed")

    assert [later.rooms.own(after, p).total for p in (anna, boris)] == [100, 100]


def test_a_round_keeps_its_deadline_over_a_restart(live, restarted):
    opened = clock.now()
    room = live.rooms.room(live.rooms.create("test-ban", None, Rules(limit_s=600), opened).id)
    advance(live, room, "opened", at=opened)

    after = restarted().rooms.room(room.id)

    assert after.table.game.deadline() == room.table.game.deadline()
    assert after.table.game.deadline() == opened + timedelta(seconds=600)


def test_the_order_of_options_survives_a_restart(live, room, restarted):
    advance(live, room, "opened")

    assert restarted().rooms.shared(restarted().rooms.room(room.id)) == live.rooms.shared(room)


def test_a_game_outlives_a_change_of_its_bank(live, room, restarted, questions):
    advance(live, room, "opened")
    write(questions / "banks" / "test-ban.yaml", BANK.replace("stem: ", "stem: So, "))

    after = restarted().rooms.room(room.id)

    assert after.table == room.table


def test_the_score_shown_is_the_score_of_the_log(live, room, database):
    anna, boris = two_players(live, room.id)
    for right in (True, False, True):
        play_round(live, room, {anna: True, boris: right})

    log = dict.fromkeys((anna, boris), 0)
    with database.reading() as session:
        for number, row in games.answers_of(session, room.id):
            question = room.table.questions[number - 1]
            log[row.player_id] += points(
                mark_of(grade(question, decode(row.response))), Rules()
            ).total

    assert {p: live.rooms.own(room, p).total for p in log} == log == {anna: 300, boris: 200}


# The clock


def until(rooms_of, condition, timeout_s=10):
    """Wait until the condition holds, asked whenever the game moves on; False after that time."""

    async def wait():
        hub, game_id = rooms_of
        hub.attach(asyncio.get_running_loop())
        with hub.listen(game_id, player="a") as listener:
            while not condition():
                if not await listener.moved(timeout_s):
                    return False
        return True

    return run(wait())


def test_a_round_closes_by_itself_when_its_time_is_up(live):
    room = live.rooms.room(live.rooms.create("test-ban", None, Rules(limit_s=5), NOW).id)
    opened = clock.now() - timedelta(milliseconds=4800)

    advance(live, room, "opened", at=opened)

    assert until((live.hub, room.id), lambda: room.table.game.phase == "closed")
    assert room.table.game.seq == 2


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


def test_a_second_restart_gives_back_no_more_than_the_outages(live, restarted):
    died = clock.now() - timedelta(minutes=5)
    room = live.rooms.room(live.rooms.create("test-ban", None, Rules(limit_s=3600), died).id)
    advance(live, room, "opened", at=died)
    now = clock.now()
    restarted().driver.resume(now)

    later = restarted()
    later.driver.resume(now + timedelta(seconds=30))

    deadline = later.rooms.room(room.id).table.game.deadline()
    assert deadline == now + timedelta(seconds=3630)


def test_a_clock_that_the_host_holds_stays_held_over_a_restart(live, room, restarted):
    advance(live, room, "opened", "paused")

    later = restarted()
    later.driver.resume(NOW + timedelta(hours=1))

    assert later.rooms.room(room.id).table.game == room.table.game


def test_a_start_forgets_what_is_past_its_retention(live, restarted):
    game = live.rooms.create("test-ban", None, Rules(), NOW)
    kept = live.rooms.create("test-ban", None, Rules(), NOW + RETENTION)

    later = restarted()
    later.driver.resume(NOW + RETENTION)

    assert later.rooms.room(kept.id)
    with pytest.raises(NoSuchGame):
        later.rooms.room(game.id)


def test_a_room_can_be_asked_for_on_the_event_loop(live, room, restarted):
    later = restarted()

    async def ask():
        first = await later.rooms.room_async(room.id)
        return first, await later.rooms.room_async(room.id)

    first, second = run(ask())

    assert first is second
    assert first.table == room.table


# Refusals


def test_a_game_that_never_was_is_told_so(restarted):
    later = restarted()

    with pytest.raises(NoSuchGame):
        later.rooms.room("none")
    with pytest.raises(NoSuchGame):
        run(later.rooms.room_async("none"))
