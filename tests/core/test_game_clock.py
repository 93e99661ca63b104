"""The clock of a live game: reading, talking, holding, adding, the whole quiz; times by hand."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.core.game import (
    EVENT_KINDS,
    PHASES,
    SHORTEST_S,
    Due,
    Event,
    Game,
    NotNow,
    due,
    event_of,
    fold,
    next_event,
    step,
)
from quizapp.core.rules import Rules
from tests.core.histories import TWICE, WAYS, played, whole
from tests.world import NOW, seconds

# Reading first


def test_the_question_stands_alone_for_its_reading_time_and_opens_by_the_clock():
    game = played("asked@100", rules=Rules(reading_s=7, limit_s=20))

    assert due(game) == (Due("opened", 1, seconds(107)),)
    assert not game.accepts_answer(1, seconds(101))
    opened, effects = step(game, Event("opened", 1, seconds(107)))
    assert (opened.phase, opened.round, opened.question) == ("open", 1, 1)
    assert effects == (Due("closed", 1, seconds(127)),)


def test_the_host_may_end_the_reading_time():
    game = played("asked@100 opened@102", rules=Rules(reading_s=7, limit_s=20))

    assert game.deadline() == seconds(122)


# Two votes


def test_the_second_vote_is_a_round_of_its_own_linked_to_the_first():
    game = played("opened closed discussed opened")

    assert (game.question, game.vote, game.round, game.first_round) == (1, 2, 2, 1)
    assert not game.accepts_answer(1, seconds(3))
    assert game.accepts_answer(2, seconds(3))
    revealed = played("closed revealed", game=game)
    assert [(c.question, c.round, c.first) for c in revealed.counted] == [(1, 2, 1)]


def test_the_talk_has_its_own_clock_which_opens_the_second_vote():
    game = played("opened closed discussed@10", rules=Rules(votes=2, discuss_s=90))

    assert due(game) == (Due("opened", 2, seconds(100)),)


def test_without_talking_the_first_vote_counts():
    game = played("opened closed revealed")

    assert [(c.question, c.round, c.first) for c in game.counted] == [(1, 1, None)]


def test_nobody_votes_a_third_time():
    with pytest.raises(NotNow):
        played("opened closed discussed opened closed discussed")


def test_with_one_vote_there_is_no_talk():
    with pytest.raises(NotNow):
        played("opened closed discussed", rules=Rules())


def test_the_next_question_is_voted_on_for_the_first_time_again():
    game = played("opened closed discussed opened closed revealed opened")

    assert (game.question, game.vote, game.round, game.first_round) == (2, 1, 3, None)


# Holding, adding, skipping


def test_a_pause_moves_the_deadline_by_its_length():
    # opened at 0 with 30 s, held from 10 to 25: 30 + 15 = 45
    game = played("opened@0 paused@10 resumed@25", rules=Rules(limit_s=30))

    assert game.deadline() == seconds(45)
    assert game.accepts_answer(1, seconds(45))
    assert not game.accepts_answer(1, seconds(45.001))


def test_two_pauses_and_ten_seconds_more_add_up():
    # 30 + (12 - 10) + 10 + (50 - 20) = 72
    game = played("opened@0 paused@10 resumed@12 extended@15 paused@20 resumed@50")

    assert game.deadline() == seconds(72)
    assert due(game) == (Due("closed", 1, seconds(72)),)


def test_while_the_clock_is_held_nothing_is_due_and_no_answer_counts():
    game = played("opened@0 paused@10")

    assert due(game) == ()
    assert not game.accepts_answer(1, seconds(11))


def test_time_may_be_added_while_the_clock_is_held():
    assert played("opened@0 paused@10 extended@11 resumed@20").deadline() == seconds(50)


@pytest.mark.parametrize("way", ["opened paused paused", "opened resumed", "asked paused opened"])
def test_a_clock_is_held_once_and_goes_on_before_anything_else(way):
    with pytest.raises(NotNow):
        played(way, rules=Rules(reading_s=5))


def test_without_a_limit_nothing_can_be_added():
    with pytest.raises(NotNow):
        played("opened extended", rules=Rules(limit_s=None))


@pytest.mark.parametrize("count", [0, -5])
def test_time_is_only_ever_added(count):
    game = played("opened")

    with pytest.raises(NotNow):
        step(game, replace(event_of(game, "extended", NOW), seconds=count))


def test_a_pause_that_ends_before_it_began_takes_no_time_away():
    assert played("opened@0 paused@10 resumed@5").deadline() == seconds(30)


def test_the_next_round_knows_nothing_of_an_earlier_pause():
    game = played("opened@0 paused@1 resumed@9 extended@9 closed@20 revealed@21 opened@40")

    assert game.deadline() == seconds(70)


@pytest.mark.parametrize("phase", ["intro", "open", "closed", "discuss"])
def test_a_skipped_question_does_not_count_and_the_next_follows(phase):
    game = played("skipped opened", game=played(WAYS[phase]))

    assert (game.phase, game.question, game.counted) == ("open", 2, ())


@pytest.mark.parametrize(
    ("phase", "counted"),
    [("intro", []), ("open", [1]), ("closed", [1]), ("discuss", [1]), ("skipped", [])],
)
def test_a_game_that_ends_in_a_question_counts_what_was_asked(phase, counted):
    game = played("ended", game=played(WAYS[phase]))

    assert [c.round for c in game.counted] == counted


# The whole quiz on one clock

WHOLE = Rules(limit_s=60, timer="quiz", votes=2)


def test_a_question_has_what_the_ones_before_left_of_the_quizs_time():
    # 60 - 20 = 40 left at the second one
    game = played("opened@0 closed@20 revealed@21 opened@100", rules=WHOLE)

    assert (game.time_left_s, game.deadline()) == (40, seconds(140))


def test_time_held_or_added_or_between_questions_is_not_spent():
    # open for 25 s, of which 10 held and 10 added: 5 spent, 55 left
    game = played(
        "opened@0 paused@5 resumed@15 extended@16 closed@25 revealed@50 opened@100", rules=WHOLE
    )

    assert (game.time_left_s, game.deadline()) == (55, seconds(155))


def test_who_has_more_time_does_not_take_it_from_the_rest_of_the_quiz():
    # the clock of 60 s was extended; somebody with twice the time held the round open until 130
    game = played("opened@0 extended@1 closed@130 revealed@131", rules=WHOLE)

    assert game.time_left_s == 0
    first = played("opened@0 extended@1 closed@40", rules=WHOLE)  # 40 - 10 = 30 spent
    assert first.time_left_s == 30


def test_once_the_time_of_the_quiz_is_over_no_question_follows():
    game = played("opened@0 closed@60 revealed@61", rules=WHOLE)

    assert game.is_last_question
    assert next_event(game) == "podium_shown"
    with pytest.raises(NotNow):
        step(game, event_of(game, "opened", seconds(70)))


def test_once_the_time_is_over_a_first_vote_is_final():
    game = played("opened@0 closed@60", rules=WHOLE)

    assert next_event(game) == "revealed"
    with pytest.raises(NotNow):
        step(game, event_of(game, "discussed", seconds(61)))


def test_whatever_is_left_an_open_round_can_be_answered():
    game = played("opened@0 closed@58 discussed@59 opened@100", rules=WHOLE)

    assert game.deadline() == seconds(100 + SHORTEST_S)


def test_a_skipped_question_spent_its_time_too():
    assert played("opened@0 skipped@20", rules=WHOLE).time_left_s == 40


# Time to answer


def test_opening_a_round_sets_its_deadline_and_a_timer():
    game = Game(questions=1, rules=Rules(limit_s=20))

    after, effects = step(game, Event("opened", 1, seconds(100)))

    assert (after.started_at, after.deadline()) == (seconds(100), seconds(120))
    assert effects == (Due("closed", 1, seconds(120)),)


def test_without_a_limit_there_is_no_deadline_and_no_timer():
    after, effects = step(Game(questions=1, rules=Rules(limit_s=None)), Event("opened", 1, NOW))

    assert (after.deadline(), effects, due(after)) == (None, (), ())
    assert after.accepts_answer(1, NOW + timedelta(days=1))


def test_an_answer_counts_up_to_the_deadline_and_not_after():
    game = played("opened@0", rules=Rules(limit_s=30))

    assert game.accepts_answer(1, seconds(30))
    assert not game.accepts_answer(1, seconds(30) + timedelta(microseconds=1))


@pytest.mark.parametrize("number", [0, 2])
def test_an_answer_to_another_round_does_not_count(number):
    assert not played("opened").accepts_answer(number, NOW)


@pytest.mark.parametrize("phase", [p for p in PHASES if p != "open"])
def test_only_an_open_round_takes_answers(phase):
    game = played(WAYS[phase])

    assert not game.accepts_answer(game.round, NOW)


def test_more_time_is_a_multiple_of_the_limit_and_what_was_added_is_for_all():
    # 20 * 1.5 + 10 = 40
    game = played("opened@0 extended@1", rules=Rules(limit_s=20))

    assert (game.deadline(), game.deadline(1.5), game.deadline(None)) == (
        seconds(30),
        seconds(40),
        None,
    )
    assert game.accepts_answer(1, seconds(40), 1.5)
    assert not game.accepts_answer(1, seconds(40.1), 1.5)
    assert game.accepts_answer(1, seconds(9999), None)


def test_more_time_to_answer_is_no_more_time_to_talk():
    game = played("opened closed discussed@0", rules=Rules(votes=2, discuss_s=60))

    assert game.deadline(2.0) == game.deadline(None) == seconds(60)


def test_how_long_an_answer_took_leaves_out_the_pause():
    # sent at 25, held from 5 to 15: 15 s of 20 * 2 + 10
    game = played("opened@0 paused@5 resumed@15 extended@16", rules=Rules(limit_s=20))

    timing = game.timing(seconds(25), 2.0)

    assert (timing.elapsed_s, timing.allowed_s) == (15, 50)
    assert game.timing(seconds(25), None).allowed_s is None


# The clock after the fact


def test_a_timer_of_an_earlier_round_closes_nothing():
    game = played("opened closed revealed opened")

    with pytest.raises(NotNow):
        step(game, Event("closed", 1, seconds(30)))


@pytest.mark.parametrize("phase", [p for p in PHASES if p not in ("intro", "open", "discuss")])
def test_where_no_clock_runs_nothing_is_due(phase):
    assert due(played(WAYS[phase])) == ()


@given(
    st.lists(st.tuples(st.sampled_from(EVENT_KINDS), st.integers(0, 4)), max_size=40),
    st.sampled_from([TWICE, WHOLE, Rules(reading_s=5)]),
)
def test_a_game_is_the_fold_of_its_events_from_any_point(tried, rules):
    start = Game(questions=3, rules=rules)
    game, log = start, []
    for number, (kind, round_number) in enumerate(tried):
        event = replace(whole(game, kind, seconds(number)), round=round_number)
        try:
            game, _ = step(game, event)
        except NotNow:
            continue
        log.append(event)

    assert fold(start, log) == game
    for split in range(len(log) + 1):
        later = fold(fold(start, log[:split]), log[split:])
        assert later == game
        assert due(later) == due(game)
