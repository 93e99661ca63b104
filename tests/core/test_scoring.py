"""Points and ranks: every rule by numbers from paper, and what must hold for all of them."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from quizapp.core.game import Timing
from quizapp.core.rules import Rules
from quizapp.core.scoring import (
    FULL,
    Mark,
    Points,
    Standing,
    Tally,
    add,
    points,
    ranking,
    score_round,
    team_totals,
)

totals = st.dictionaries(st.text(max_size=3), st.integers(-5, 5), max_size=12)
RIGHT, WRONG = Mark(1.0), Mark(0.0)


def at(elapsed_s, allowed_s=30.0, credit=1.0):
    return Mark(credit, timing=Timing(elapsed_s, allowed_s))


# Accuracy


@pytest.mark.parametrize(
    ("credit", "expected"),
    [(0, 0), (1 / 8, 13), (1 / 3, 33), (0.5, 50), (2 / 3, 67), (0.994, 99), (0.995, 100), (1, 100)],
)
def test_points_are_the_credit_of_a_hundred_with_halves_rounded_up(credit, expected):
    assert points(Mark(credit), Rules()) == Points(expected)


@given(st.floats(0, 1), st.floats(0, 1))
def test_more_credit_never_earns_fewer_points(one, other):
    low, high = (points(Mark(credit), Rules()).total for credit in sorted([one, other]))

    assert 0 <= low <= high <= FULL


def test_where_parts_earn_nothing_only_what_is_wholly_right_does():
    rules = Rules(gives_part=False)

    assert [points(Mark(c), rules).total for c in (0, 0.99, 1)] == [0, 0, 100]


@pytest.mark.parametrize("mark", [None, Mark(0.0, is_scored=False)])
def test_no_answer_and_what_has_no_key_earn_nothing(mark):
    assert points(mark, Rules(takes_away=True, has_streaks=True), in_a_row=3) == Points()


def test_a_survey_has_no_points():
    assert points(RIGHT, Rules(is_survey=True)) == Points()


@pytest.mark.parametrize("timing", [Timing(0.1, 30), Timing(29.9, 30), Timing(5, None), None])
def test_time_does_not_count_unless_the_host_says_so(timing):
    assert points(Mark(1.0, timing=timing), Rules()) == Points(100)


# Weights


@pytest.mark.parametrize(("weight", "expected"), [(0, 0), (1, 67), (2, 133), (3, 200)])
def test_a_question_counts_as_often_as_its_weight(weight, expected):
    # 2/3 of 100 is 66.67; twice 133.33; three times 200
    assert points(Mark(2 / 3), Rules(), weight=weight).total == expected


def test_the_rules_say_which_question_counts_how_often():
    rules = Rules(weights=((2, 3), (4, 0)))

    assert [rules.weight(n) for n in (1, 2, 3, 4)] == [1, 3, 1, 0]


# What a wrong answer costs


@pytest.mark.parametrize(
    ("credit", "weight", "expected"), [(0, 1, -25), (0, 3, -75), (0.5, 1, 50), (1, 1, 100)]
)
def test_a_wholly_wrong_answer_may_cost_a_quarter(credit, weight, expected):
    assert points(Mark(credit), Rules(takes_away=True), weight=weight).total == expected


def test_a_part_that_earns_nothing_costs_nothing_either():
    assert points(Mark(0.5), Rules(takes_away=True, gives_part=False)).total == 0


def test_in_kahoots_points_a_quarter_is_250():
    assert points(at(3, credit=0.0), Rules(takes_away=True, scoring="kahoot")).total == -250


# Kahoot's formula: support.kahoot.com, article 115002303908, "How points work"


@pytest.mark.parametrize(
    ("elapsed_s", "allowed_s", "expected"),
    [
        (2, 30, 967),  # the example of that page
        (0.49, 30, 1000),  # below half a second: all of them
        (0.5, 30, 992),  # 1 - (0.5 / 30) / 2 = 0.99167
        (15, 30, 750),
        (30, 30, 500),  # "the minimum points you can receive is 500" (their older page)
        (31, 30, 500),
        (2, 20, 950),
        (12, None, 1000),  # without a timer there is no point reduction (same page)
    ],
)
def test_kahoots_published_formula(elapsed_s, allowed_s, expected):
    assert points(at(elapsed_s, allowed_s), Rules(scoring="kahoot")).total == expected


def test_kahoots_points_twice_and_in_part():
    rules = Rules(scoring="kahoot")

    assert points(at(2), rules, weight=2).total == 1933  # 966.67 * 2 = 1933.33
    assert points(at(15, credit=0.5), rules).total == 375  # 1000 * 0.5 * 0.75


# The bounded bonus


@pytest.mark.parametrize(
    ("elapsed_s", "questions", "bonus"),
    [(0, 1, 99), (30, 1, 0), (15, 1, 49), (0, 10, 9), (7.5, 3, 24), (40, 2, 0)],
)
def test_the_bonus_is_a_share_of_99_by_the_time_that_was_left(elapsed_s, questions, bonus):
    # 99 * 0.5 = 49.5; 99 / 10 = 9.9; 99 * 0.75 / 3 = 24.75; always rounded down
    earned = points(at(elapsed_s), Rules(scoring="speed"), questions=questions)

    assert earned == Points(100, bonus)


def test_only_what_is_wholly_right_earns_a_bonus():
    assert points(at(0, credit=0.9), Rules(scoring="speed")) == Points(90)


def test_the_bonus_grows_by_no_weight():
    assert points(at(0), Rules(scoring="speed"), questions=2, weight=3) == Points(300, 49)


answered = st.one_of(
    st.none(),
    st.builds(
        lambda credit, elapsed, allowed: at(elapsed, allowed, credit),
        st.sampled_from([0.0, 1.0]),
        st.floats(0, 200),
        st.none() | st.floats(5, 120),
    ),
)


@given(st.data(), st.integers(1, 40))
def test_whoever_has_more_right_answers_is_ahead_whatever_the_timing(data, questions):
    rules = Rules(scoring="speed")
    sheets = [
        data.draw(st.lists(answered, min_size=questions, max_size=questions)) for _ in range(2)
    ]
    right = [sum(m is not None and m.is_right for m in sheet) for sheet in sheets]
    assume(right[0] > right[1])

    sums = [sum(points(m, rules, questions=questions).total for m in sheet) for sheet in sheets]

    assert sums[0] > sums[1]


# Streaks


def total_of(marks, rules):
    """The running totals of one player over these answers."""
    tallies: dict[str, Tally] = {}
    so_far = []
    for number, mark in enumerate(marks, start=1):
        given_marks = {} if mark is None else {"a": mark}
        tallies, _ = score_round(
            ["a"], tallies, given_marks, rules, number=number, questions=len(marks)
        )
        so_far.append(tallies.get("a", Tally()).total)
    return so_far


def test_each_right_answer_in_a_row_earns_ten_more_up_to_fifty():
    rules = Rules(has_streaks=True)

    assert total_of([RIGHT] * 8, rules) == [100, 210, 330, 460, 600, 750, 900, 1050]


@pytest.mark.parametrize("breaking", [WRONG, Mark(0.5, is_scored=True), None])
def test_a_streak_ends_with_what_is_not_right(breaking):
    first = [RIGHT, RIGHT, breaking, RIGHT]

    found = total_of(first, Rules(has_streaks=True))

    assert found[3] - found[2] == 100


def test_a_question_without_a_key_ends_no_streak():
    found = total_of([RIGHT, Mark(0.0, is_scored=False), RIGHT], Rules(has_streaks=True))

    assert found == [100, 100, 210]


def test_what_counts_nought_builds_a_streak_and_earns_nothing():
    # Kahoot's page: with points toggled to 0 the streak grows, without bonus
    rules = Rules(has_streaks=True, weights=((2, 0),))

    assert total_of([RIGHT, RIGHT, RIGHT], rules) == [100, 100, 220]


def test_beside_kahoots_points_a_streak_is_as_large_as_theirs():
    # "Answer Streak 2: 100 bonus points ... 6: 500" (same page)
    rules = Rules(has_streaks=True, scoring="kahoot")
    bonus = [points(at(0), rules, in_a_row=n).streak for n in range(8)]

    assert bonus == [0, 100, 200, 300, 400, 500, 500, 500]


def test_without_the_rule_there_is_no_streak():
    assert total_of([RIGHT] * 3, Rules()) == [100, 200, 300]


def test_who_did_not_answer_has_no_entry_and_who_has_nothing_no_tally():
    after, earned = score_round(
        ["a", "b", "c"], {}, {"a": RIGHT, "b": WRONG}, Rules(), number=1, questions=1
    )

    assert after == {"a": Tally(100, 1)}
    assert earned == {"a": Points(100), "b": Points(0)}


def test_adding_up_keeps_what_is_below_zero():
    assert add(Tally(10, 2), WRONG, Points(-25)) == Tally(-15, 0)


# Ranks


def test_equal_points_share_the_better_rank():
    found = ranking({"d": 50, "b": 100, "c": 100, "a": 300})

    assert found == (
        Standing(1, "a", 300),
        Standing(2, "b", 100),
        Standing(2, "c", 100),
        Standing(4, "d", 50),
    )


def test_nobody_has_no_ranking():
    assert ranking({}) == ()


@given(totals)
def test_a_rank_says_how_many_are_better(given_totals):
    for standing in ranking(given_totals):
        better = sum(points > standing.points for points in given_totals.values())

        assert standing.rank == better + 1


@given(totals)
def test_everybody_is_ranked_with_their_own_points(given_totals):
    assert {s.player_id: s.points for s in ranking(given_totals)} == given_totals


@given(totals, st.randoms(use_true_random=False))
def test_the_order_of_arrival_changes_no_rank(given_totals, random):
    shuffled = list(given_totals.items())
    random.shuffle(shuffled)

    assert ranking(dict(shuffled)) == ranking(given_totals)


# Teams


def test_a_team_has_the_mean_of_its_members():
    # (100 + 0 + 50) / 3 = 50; (100 + 33) / 2 = 66.5, rounded up
    found = team_totals(
        {"a": 100, "b": 0, "c": 50, "d": 100, "e": 33, "f": 999},
        {"a": 1, "b": 1, "c": 1, "d": 2, "e": 2},
    )

    assert found == {1: 50, 2: 67}


@given(st.lists(st.integers(-300, 3000), min_size=1, max_size=8), st.integers(2, 5))
def test_a_teams_points_do_not_depend_on_its_size(scores, times):
    once = {f"p{n}": score for n, score in enumerate(scores)}
    more = {f"p{n}-{k}": score for n, score in enumerate(scores) for k in range(times)}

    assert team_totals(once, dict.fromkeys(once, 1)) == team_totals(more, dict.fromkeys(more, 1))


# All rules together


@given(st.lists(answered, max_size=12), st.sampled_from(["accuracy", "speed", "kahoot"]))
def test_a_total_is_what_the_answers_earned(marks, scoring):
    rules = Rules(scoring=scoring, has_streaks=True, takes_away=True, weights=((2, 3), (3, 0)))
    tallies: dict[str, Tally] = {}
    total = 0
    for number, mark in enumerate(marks, start=1):
        given_marks = {} if mark is None else {"a": mark}
        tallies, earned = score_round(
            ["a"], tallies, given_marks, rules, number=number, questions=len(marks)
        )
        total += earned["a"].total if mark else 0

    assert tallies.get("a", Tally()).total == total
