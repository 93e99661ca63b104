"""After a restart a game is what it was; on both databases. DESIGN.md, invariants 4, 6 and 7."""

import asyncio
from datetime import timedelta

import pytest

from quizapp import clock
from quizapp.core.game import Rules
from quizapp.core.grading import grade
from quizapp.core.response import decode
from quizapp.core.scoring import points
from quizapp.core.seats import seen_by_player
from quizapp.services.library import Library
from quizapp.services.live.hub import Hub
from quizapp.services.live.room import RETENTION, NoSuchGame
from quizapp.services.live.rooms import Rooms
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
    """Gives new rooms over the same database, as a new process would have them."""
    opened = []

    def restart():
        opened.append(Rooms(database, Library((questions,)), Hub()))
        return opened[-1]

    yield restart
    for rooms in opened:
        rooms.close()


@pytest.fixture
def room(rooms):
    return rooms.room(rooms.create("test-ban", 3, Rules(limit_s=None), NOW).id)


def play_to(rooms, room, way, answering):
    """Press these buttons; in each open round those named answer, rightly where True."""
    for kind in way.split():
        advance(rooms, room, kind)
        if kind == "opened":
            for player, right in answering.items():
                give(rooms, room, player, right=right)


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
def test_a_restart_changes_nothing_in_any_phase(rooms, room, restarted, way):
    anna, boris = two_players(rooms, room.id)
    chen = rooms.join(room.id, "Chen", seconds(3))
    play_to(rooms, room, way, {anna: True, chen: False, boris: True})
    rooms.remove(room.id, boris, NOW)

    after = restarted().room(room.id)

    assert after.table == room.table
    assert list(after.players) == list(room.players) == [anna, chen]
    assert after.round_ids == room.round_ids
    assert (after.pin, after.expires_at) == (room.pin, room.expires_at)
    for player in (anna, chen):
        assert seen_by_player(after.table, player) == seen_by_player(room.table, player)


def test_a_game_goes_on_after_a_restart(rooms, room, restarted):
    anna, boris = two_players(rooms, room.id)
    advance(rooms, room, "opened")
    give(rooms, room, anna, right=True)

    later = restarted()
    after = later.room(room.id)
    give(later, after, boris, right=True)
    give(later, after, anna, right=False)  # the first answer stands
    advance(later, after, "closed", "revealed")

    assert [later.own(after, p).total for p in (anna, boris)] == [100, 100]


def test_a_round_keeps_its_deadline_over_a_restart(rooms, restarted):
    opened = clock.now()
    room = rooms.room(rooms.create("test-ban", None, Rules(limit_s=600), opened).id)
    advance(rooms, room, "opened", at=opened)

    after = restarted().room(room.id)

    assert after.table.game.deadline == room.table.game.deadline
    assert after.table.game.deadline == opened + timedelta(seconds=600)


def test_the_order_of_options_survives_a_restart(rooms, room, restarted):
    advance(rooms, room, "opened")

    assert restarted().shared(restarted().room(room.id)) == rooms.shared(room)


def test_a_game_outlives_a_change_of_its_bank(rooms, room, restarted, questions):
    advance(rooms, room, "opened")
    write(questions / "banks" / "test-ban.yaml", BANK.replace("stem: ", "stem: So, "))

    after = restarted().room(room.id)

    assert after.table == room.table


def test_the_score_shown_is_the_score_of_the_log(rooms, room, database):
    anna, boris = two_players(rooms, room.id)
    for right in (True, False, True):
        play_round(rooms, room, {anna: True, boris: right})

    log = dict.fromkeys((anna, boris), 0)
    with database.reading() as session:
        for number, row in games.answers_of(session, room.id):
            question = room.table.questions[number - 1]
            log[row.player_id] += points(grade(question, decode(row.response)).credit)

    assert {p: rooms.own(room, p).total for p in log} == log == {anna: 300, boris: 200}


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


@pytest.fixture
def hub():
    return Hub()


@pytest.fixture
def timed(database, library, hub):
    """Rooms whose hub a test can listen to."""
    opened = Rooms(database, library, hub)
    yield opened
    opened.close()


def test_a_round_closes_by_itself_when_its_time_is_up(timed, hub):
    room = timed.room(timed.create("test-ban", None, Rules(limit_s=1), NOW).id)
    opened = clock.now() - timedelta(milliseconds=800)

    advance(timed, room, "opened", at=opened)

    assert until((hub, room.id), lambda: room.table.game.phase == "closed")
    assert room.table.game.seq == 2


def test_a_round_that_the_host_closed_is_not_closed_again(timed, hub):
    room = timed.room(timed.create("test-ban", None, Rules(limit_s=1), NOW).id)
    opened = clock.now() - timedelta(milliseconds=800)
    advance(timed, room, "opened", at=opened)
    advance(timed, room, "closed", "revealed", "opened", at=clock.now() + timedelta(hours=1))

    # The first round's timer rings meanwhile; the second one's would in an hour.
    moved = until((hub, room.id), lambda: room.table.game.phase != "open", timeout_s=0.5)

    assert not moved
    assert (room.table.game.phase, room.table.game.round) == ("open", 2)


def test_a_restart_closes_the_rounds_whose_time_ran_out_meanwhile(database, library, restarted):
    before = restarted()
    room = before.room(before.create("test-ban", None, Rules(limit_s=3600), clock.now()).id)
    anna = before.join(room.id, "Anna", NOW)
    advance(before, room, "opened", at=clock.now() - timedelta(seconds=3599.5))
    give(before, room, anna, right=True, at=clock.now())
    before.close()

    hub = Hub()
    after = Rooms(database, library, hub)
    after.resume(clock.now())

    found = after.room(room.id)
    assert until((hub, room.id), lambda: found.table.game.phase == "closed")
    assert after.crowd(found).answered == 1
    after.close()


def test_a_start_forgets_what_is_past_its_retention(rooms, restarted):
    game = rooms.create("test-ban", None, Rules(), NOW)
    kept = rooms.create("test-ban", None, Rules(), NOW + RETENTION)

    later = restarted()
    later.resume(NOW + RETENTION)

    assert later.room(kept.id)
    with pytest.raises(NoSuchGame):
        later.room(game.id)


def test_a_room_can_be_asked_for_on_the_event_loop(rooms, room, restarted):
    later = restarted()

    async def ask():
        first = await later.room_async(room.id)
        return first, await later.room_async(room.id)

    first, second = run(ask())

    assert first is second
    assert first.table == room.table


# Refusals


def test_a_game_that_never_was_is_told_so(restarted):
    later = restarted()

    with pytest.raises(NoSuchGame):
        later.room("none")
    with pytest.raises(NoSuchGame):
        run(later.room_async("none"))
