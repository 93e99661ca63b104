"""After a restart a game is what it was; on both databases. DESIGN.md, invariants 4, 6 and 7."""

from datetime import timedelta

import pytest

from quizapp import clock
from quizapp.core.bank import Open
from quizapp.core.grading import grade
from quizapp.core.response import decode
from quizapp.core.rules import Rules
from quizapp.core.scoring import mark_of, points
from quizapp.services.live.room import RETENTION, NoSuchGame
from quizapp.store import games
from tests.asynchronous import run
from tests.sameness import is_the_same
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
