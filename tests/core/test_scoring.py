"""Points and ranks, by hand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.core.scoring import FULL, Standing, points, ranking

totals = st.dictionaries(st.text(max_size=3), st.integers(0, 5), max_size=12)


@pytest.mark.parametrize(
    ("credit", "expected"),
    [
        (0, 0),
        (1 / 8, 13),
        (1 / 3, 33),
        (0.5, 50),
        (2 / 3, 67),
        (0.994, 99),
        (0.995, 100),
        (1, 100),
    ],
)
def test_points_are_the_credit_of_a_hundred_with_halves_rounded_up(credit, expected):
    assert points(credit) == expected


@given(st.floats(0, 1), st.floats(0, 1))
def test_more_credit_never_earns_fewer_points(one, other):
    low, high = sorted([one, other])

    assert 0 <= points(low) <= points(high) <= FULL


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
