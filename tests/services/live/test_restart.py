"""After a restart a game is what it was; on both databases. DESIGN.md, invariants 4, 6 and 7."""

import asyncio
from datetime import timedelta

import pytest

from quizapp import clock
from quizapp.core.bank import Open
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
from tests.world import (
    BANK,
    MORE,
    NOW,
    advance,
    form_for,
    give,
    play_round,
    seconds,
    two_players,
    write,
)

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
    "intro": "asked",
    "held in the intro": "asked paused",
    "opened from the intro": "asked opened",
    "held while open": "opened paused",
    "gone on": "opened paused resumed",
    "discuss": "opened closed discussed",
    "second vote": "opened closed discussed opened",
    "second vote closed": "opened closed discussed opened closed",
    "second vote revealed": "opened closed discussed opened closed revealed",
    "question after two votes": "opened closed discussed opened closed revealed opened",
    "ended in the second vote": "opened closed discussed opened ended",
    "skipped": "opened skipped",
    "skipped in the intro": "asked skipped",
    "question after a skipped one": "opened skipped opened closed revealed",
    "lobby again": "opened closed revealed lobby_shown",
    "podium after a skipped one": "opened closed revealed opened skipped podium_shown",
}
MODES = {
    "plain": Rules(limit_s=None),
    "all": Rules(
        limit_s=None,
        reading_s=15,
        scoring="speed",
        has_streaks=True,
        takes_away=True,
        weights=((1, 2),),
        votes=2,
        discuss_s=None,
        teams=2,
        may_change=True,
        approves=True,
    ),
    "how sure": Rules(limit_s=None, certainty="brier", votes=2, discuss_s=None, reading_s=15),
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
    """Press these buttons; in each open round those named answer, rightly where True at last."""
    for kind in way.split():
        at = clock.now()
        advance(live, room, kind, at=at)
        if kind == "opened":
            for player, right in answering.items():
                for answer_id, is_right in (("a", not right), ("b", right)):
                    form = form_for(room, right=is_right) | {"sure": ["80"]}
                    number = room.table.game.round
                    live.answers.take(room, player, number, answer_id, form, at).result(20)


def is_the_same(after, room):
    """Whether a room that was built from the database is what it was in memory."""
    assert after.table == room.table
    assert after.members == room.members
    assert after.rounds == room.rounds
    assert (after.names, +after.team_sizes) == (room.names, +room.team_sizes)
    assert (after.pin, after.expires_at, after.is_locked) == (
        room.pin,
        room.expires_at,
        room.is_locked,
    )
    assert after.shared == room.shared
    for player in room.players:
        assert seen_by_player(after.table, player) == seen_by_player(room.table, player)
    return True


@pytest.mark.parametrize("rules", MODES.values(), ids=MODES)
@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
def test_a_restart_changes_nothing_in_any_phase(live, restarted, way, rules):
    room = live.rooms.room(live.rooms.create("test-ban", 3, rules, NOW).id)
    anna, boris = two_players(live, room.id)
    chen = live.door.join(room.id, "Chen", seconds(3))
    live.door.join(room.id, "Dora", seconds(4))
    live.door.admit(room.id, [chen, boris, anna], seconds(5))
    live.door.give_time(room.id, chen, 1.5)
    live.door.rename(room.id, chen, "Chan")
    if rules.votes == 2 or "discussed" not in way:
        play_to(live, room, way, {anna: True, chen: False, boris: True})
    live.door.remove(room.id, [boris], NOW)

    assert is_the_same(restarted().rooms.room(room.id), room)


def test_a_restart_changes_nothing_after_the_rules_changed(live, room, restarted):
    anna, boris = two_players(live, room.id)
    play_round(live, room, {anna: True, boris: False})
    rules = Rules(limit_s=None, takes_away=True, has_streaks=True, ranking="end")
    live.driver.advance(room.id, room.table.game.seq, "rules_changed", NOW, rules=rules)
    play_round(live, room, {anna: True, boris: True})

    assert is_the_same(restarted().rooms.room(room.id), room)
    assert [live.rooms.own(room, p).total for p in (anna, boris)] == [210, 75]


@pytest.mark.parametrize("way", ["", "opened", "opened closed revealed", "opened skipped"])
def test_a_restart_changes_nothing_in_the_next_quiz(live, room, restarted, questions, way):
    write(questions / "banks" / "test-ban-more.yaml", MORE)
    anna, boris = two_players(live, room.id)
    play_round(live, room, {anna: True, boris: False})
    live.driver.choose_quiz(room.id, room.table.game.seq, "test-ban-more", 3, NOW)
    play_to(live, room, way, {anna: True, boris: False})

    assert is_the_same(restarted().rooms.room(room.id), room)


def test_a_restart_keeps_what_the_host_lets_everybody_read(live, restarted, questions):
    write(questions / "banks" / "test-ban-more.yaml", MORE)
    rules = Rules(limit_s=None, is_survey=True, closes_early=False)
    room = live.rooms.room(live.rooms.create("test-ban-more", None, rules, NOW).id)
    anna, boris = two_players(live, room.id)
    while not isinstance(room.table.question, Open):
        advance(live, room, "opened" if room.table.game.phase != "open" else "skipped")
    for player in (anna, boris):
        give(live, room, player, right=True)
    live.answers.show(room.id, anna, is_shown=True)  # too early: nothing happens
    advance(live, room, "closed")
    live.answers.show(room.id, boris, is_shown=True)
    advance(live, room, "revealed")

    assert live.rooms.shared(room).reveal.shown == ("How do you know?",)
    assert is_the_same(restarted().rooms.room(room.id), room)
    live.answers.show(room.id, boris, is_shown=False)
    assert live.rooms.shared(room).reveal.shown == ()


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
