"""What happens next in a game: the host's presses, and closing once nobody is waited for."""

import asyncio
from contextlib import ExitStack
from datetime import timedelta

import pytest

from quizapp import clock
from quizapp.core.rules import Rules
from quizapp.services.live.driver import MORE_S
from quizapp.services.live.faults import AnswerTooLate, GameIsPaused
from quizapp.services.live.presence import Presence
from quizapp.services.live.room import RETENTION, NoSuchGame
from quizapp.store import games
from tests.asynchronous import run
from tests.lines import NotedLine
from tests.world import MORE, NOW, advance, give, play_round, seconds, two_players, write


def room_with(live, count=3, **chosen):
    rules = Rules.of({"limit_s": None, **chosen})
    return live.rooms.room(live.rooms.create("test-ban", count, rules, NOW).id)


def change_rules(live, room, **chosen):
    game = room.table.game
    rules = Rules.of(game.rules.stored() | chosen)
    live.driver.advance(room.id, game.seq, "rules_changed", NOW, rules=rules)


def settle(live):
    """Until all that was handed in so far is done."""
    live.rooms.journal.run(lambda session: None).result(20)


def totals(live, room, *players):
    return [live.rooms.own(room, p).total for p in players]


# Presses


def test_a_press_gives_ten_seconds_more_to_everybody(live):
    opened = clock.now()
    room = room_with(live, limit_s=600)
    advance(live, room, "opened", at=opened)

    advance(live, room, "extended", "extended", at=opened)

    assert MORE_S == 10
    assert room.table.game.deadline() == opened + timedelta(seconds=620)


def test_while_a_game_is_held_no_answer_counts_and_then_it_does(live):
    room = room_with(live)
    anna, _ = two_players(live, room.id)
    advance(live, room, "opened", "paused")

    with pytest.raises(GameIsPaused, match="Answer again when it goes on"):
        give(live, room, anna, right=True)
    advance(live, room, "resumed")
    give(live, room, anna, right=True)

    assert live.rooms.crowd(room).answered == 1


def test_a_skipped_question_counts_for_nobody(live):
    room = room_with(live)
    anna, boris = two_players(live, room.id)
    advance(live, room, "opened")
    give(live, room, anna, right=True)

    advance(live, room, "skipped")
    play_round(live, room, {boris: True})

    assert totals(live, room, anna, boris) == [0, 100]
    assert live.rooms.shared(room).number == 2


def test_of_two_votes_the_second_counts_and_both_are_told(live):
    room = room_with(live, votes=2, discuss_s=None)
    anna, boris = two_players(live, room.id)
    advance(live, room, "opened")
    give(live, room, anna, right=True)
    give(live, room, boris, right=False)
    advance(live, room, "closed", "discussed", "opened")

    assert live.rooms.shared(room).round == 2
    assert not live.rooms.own(room, anna).has_answered
    give(live, room, anna, right=False)
    give(live, room, boris, right=True)
    advance(live, room, "closed", "revealed")

    reveal = live.rooms.shared(room).reveal
    assert (reveal.flow.became_right, reveal.flow.became_wrong) == (1, 1)
    assert totals(live, room, anna, boris) == [0, 100]


def test_the_question_of_both_votes_is_the_same_in_the_same_order(live):
    room = room_with(live, votes=2)
    advance(live, room, "opened")
    first = live.rooms.shared(room).question

    advance(live, room, "closed", "discussed", "opened")

    assert live.rooms.shared(room).question == first


def test_an_answer_to_the_first_vote_is_late_in_the_second(live):
    room = room_with(live, votes=2)
    anna, boris = two_players(live, room.id)
    advance(live, room, "opened")
    give(live, room, boris, right=True)
    advance(live, room, "closed", "discussed", "opened")

    with pytest.raises(AnswerTooLate):
        live.answers.take(room, anna, 1, "x", {"choice": ["1"]}, NOW).result(20)
    assert live.answers.take(room, boris, 1, "x", {}, NOW).result(20).round == 1


# The next quiz


@pytest.fixture
def more_bank(questions):
    write(questions / "banks" / "test-ban-more.yaml", MORE)


def test_another_quiz_goes_on_in_the_same_room_with_points_anew(live, more_bank):
    room = room_with(live, count=1)
    anna, boris = two_players(live, room.id)
    play_round(live, room, {anna: True, boris: True})
    advance(live, room, "podium_shown")

    live.driver.choose_quiz(room.id, room.table.game.seq, "test-ban-more", None, NOW)

    shared = live.rooms.shared(room)
    assert (shared.title, shared.phase, shared.count) == ("More on the test ban", "lobby", 7)
    assert (list(room.players), totals(live, room, anna, boris)) == ([anna, boris], [0, 0])
    assert shared.round == 1
    play_round(live, room, {anna: True})
    assert live.rooms.shared(room).round == 2


def test_a_second_press_for_another_quiz_does_nothing(live, more_bank):
    room = room_with(live, count=1)

    for _ in range(2):
        live.driver.choose_quiz(room.id, 0, "test-ban-more", 2, NOW)

    assert (room.table.game.leg, room.table.game.seq) == (2, 1)


def test_an_answer_to_the_quiz_before_finds_no_round_in_this_one(live, more_bank):
    room = room_with(live, count=1)
    anna, _ = two_players(live, room.id)
    play_round(live, room, {anna: True})
    live.driver.choose_quiz(room.id, room.table.game.seq, "test-ban-more", 2, NOW)

    with pytest.raises(AnswerTooLate):
        live.answers.take(room, anna, 1, "again", {"choice": ["1"]}, NOW).result(20)


# Rules that change during play


def test_who_changes_the_rules_changes_all_points_so_far(live):
    room = room_with(live, weights=[[1, 3]])
    anna, boris = two_players(live, room.id)
    play_round(live, room, {anna: True, boris: False})
    play_round(live, room, {anna: True, boris: True})
    assert totals(live, room, anna, boris) == [400, 100]

    change_rules(live, room, weights=[], takes_away=True, has_streaks=True)

    assert totals(live, room, anna, boris) == [210, 75]
    assert live.rooms.own(room, anna).streak == 10


@pytest.mark.parametrize(("name", "value"), [("votes", 2), ("teams", 3), ("is_survey", True)])
def test_what_is_fixed_does_not_change(live, name, value):
    room = room_with(live)

    change_rules(live, room, **{name: value})

    assert room.table.game.seq == 0


# Who is waited for


@pytest.fixture
def present(live):
    """Runs a scenario on an event loop that the hub serves; `here` opens a player's stream."""

    live.hub.presence = Presence(grace_s=-1.0)  # who has no stream is gone at once

    def scenario(room, players, work):
        async def on_loop():
            live.hub.attach(asyncio.get_running_loop())
            with ExitStack() as stack:
                for player in players:
                    stack.enter_context(live.hub.listen(room.id, NotedLine(), player=player))
                await asyncio.get_running_loop().run_in_executor(None, work)

        run(on_loop())

    return scenario


def test_a_round_closes_once_all_who_are_here_have_answered(live, present):
    room = room_with(live)
    anna, boris = two_players(live, room.id)
    advance(live, room, "opened")

    def work():
        give(live, room, anna, right=True)
        settle(live)
        assert room.table.game.phase == "open"
        give(live, room, boris, right=True)
        settle(live)

    present(room, [anna, boris], work)

    assert room.table.game.phase == "closed"


def test_who_is_not_here_holds_nobody_up(live, present):
    room = room_with(live)
    anna, boris = two_players(live, room.id)
    advance(live, room, "opened")

    def work():
        give(live, room, anna, right=True)
        settle(live)

    present(room, [anna], work)

    assert room.table.game.phase == "closed"
    assert boris in room.players


@pytest.mark.parametrize("chosen", [{"closes_early": False}, {"may_change": True}])
def test_where_the_rules_say_so_a_round_stays_open_to_its_end(live, present, chosen):
    room = room_with(live, **chosen)
    anna, _ = two_players(live, room.id)
    advance(live, room, "opened")

    def work():
        give(live, room, anna, right=True)
        settle(live)

    present(room, [anna], work)

    assert room.table.game.phase == "open"


@pytest.mark.parametrize("factor", [2.0, None])
def test_after_the_time_of_all_the_round_waits_for_who_has_more_and_closes_with_their_answer(
    live, present, factor
):
    room = room_with(live, limit_s=60)
    players = [live.door.join(room.id, f"P{n}", seconds(n)) for n in range(4)]
    slow = players[0]
    live.door.give_time(room.id, slow, factor)
    opened = clock.now() - timedelta(seconds=61)

    def work():
        advance(live, room, "opened", at=opened)
        live.driver._ring(room.id)  # as the timer does
        settle(live)
        assert room.table.game.phase == "open"
        with pytest.raises(AnswerTooLate):
            give(live, room, players[1], right=True, at=clock.now())
        give(live, room, slow, right=True, at=clock.now())
        settle(live)

    present(room, players, work)

    assert room.table.game.phase == "closed"
    assert live.rooms.crowd(room).answered == 1


def test_once_nobody_has_more_time_any_more_the_round_closes(live, present):
    room = room_with(live, limit_s=60)
    anna, boris = two_players(live, room.id)
    live.door.give_time(room.id, anna, None)

    def work():
        advance(live, room, "opened", at=clock.now() - timedelta(seconds=61))
        live.driver._ring(room.id)
        settle(live)
        assert room.table.game.phase == "open"
        live.door.give_time(room.id, anna, 1.0)
        settle(live)

    present(room, [anna, boris], work)

    assert room.table.game.phase == "closed"


def test_whoever_is_taken_out_is_not_waited_for(live, present):
    room = room_with(live)
    anna, boris = two_players(live, room.id)
    advance(live, room, "opened")

    def work():
        give(live, room, anna, right=True)
        live.door.remove(room.id, [boris], NOW)
        settle(live)

    present(room, [anna, boris], work)

    assert room.table.game.phase == "closed"


def test_before_anybody_answered_no_round_closes_early(live, present):
    room = room_with(live)
    anna, _ = two_players(live, room.id)
    advance(live, room, "opened")

    present(room, [anna], lambda: (live.driver.look(room), settle(live)))

    assert room.table.game.phase == "open"


def test_while_somebody_is_waited_for_an_answer_costs_no_look_over_the_room(live, present):
    room = room_with(live)
    players = [live.door.join(room.id, f"P{n}", seconds(n)) for n in range(60)]
    advance(live, room, "opened")
    looks = []
    whole_room = live.hub.present

    def counted(game_id):
        looks.append(game_id)
        return whole_room(game_id)

    live.hub.present = counted

    def work():
        for player in players:
            give(live, room, player, right=True)
        settle(live)

    present(room, players, work)

    assert room.table.game.phase == "closed"
    assert len(looks) < 30  # about ln 60 = 4 are likely; 60 would be one an answer


def test_nobody_is_remembered_of_a_game_that_was_deleted_while_they_listened(live):
    room = room_with(live)
    anna, _ = two_players(live, room.id)
    live.hub.presence = Presence(grace_s=0.1)

    async def on_loop():
        live.hub.attach(asyncio.get_running_loop())
        with live.hub.listen(room.id, NotedLine(), player=anna):
            late = room.expires_at
            await asyncio.get_running_loop().run_in_executor(None, live.rooms.purge, late)
            await asyncio.sleep(0)
        assert live.hub.presence._until
        told = asyncio.Event()
        tell_driver = live.hub.when_gone

        def tell(game_id):
            tell_driver(game_id)
            told.set()

        live.hub.when_gone = tell
        async with asyncio.timeout(10):
            await told.wait()
        assert not live.hub.presence._until

    run(on_loop())


def test_a_press_at_the_very_moment_of_the_purge_is_told_that_the_game_is_gone(live):
    room = room_with(live)
    live.rooms.journal.run(lambda session: games.purge(session, NOW + RETENTION)).result(20)

    with pytest.raises(NoSuchGame):
        advance(live, room, "opened")
    with pytest.raises(NoSuchGame):
        live.door.lock(room.id, is_locked=True)
