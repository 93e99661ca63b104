"""Two votes: who moved where, and the gain, by hand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.core.voting import Flow, flow

votes = st.dictionaries(st.sampled_from("abcdefgh"), st.booleans())


def test_each_voter_moved_one_of_four_ways():
    first = {"a": True, "b": False, "c": True, "d": False, "e": True}
    second = {"a": True, "b": True, "c": False, "d": False, "e": True}

    assert flow(first, second) == Flow(2, 1, 1, 1)


def test_only_who_voted_twice_is_counted():
    moved = flow({"left": True, "a": False}, {"a": True, "late": False})

    assert (moved, moved.voters) == (Flow(became_right=1), 1)


@pytest.mark.parametrize(
    ("moved", "gain"),
    [
        (Flow(4, 3, 1, 2), 0.4),  # 50 % -> 70 %: 0.2 of the 0.5 that was missing
        (Flow(0, 5, 0, 5), 0.5),
        (Flow(3, 7, 0, 0), 1.0),
        (Flow(5, 0, 0, 5), 0.0),
        (Flow(4, 0, 4, 2), -2.0),  # 80 % -> 40 %: 0.4 lost, 0.2 were missing
    ],
)
def test_the_gain_is_the_part_of_what_was_missing(moved, gain):
    assert moved.gain == pytest.approx(gain)


@pytest.mark.parametrize("moved", [Flow(), Flow(stayed_right=6), Flow(3, 0, 3, 0)])
def test_where_all_were_right_before_or_nobody_voted_there_is_no_gain(moved):
    assert moved.gain is None


@given(votes, votes)
def test_the_shares_are_those_of_the_votes(first, second):
    both = first.keys() & second.keys()
    moved = flow(first, second)

    assert moved.voters == len(both)
    assert moved.before * len(both) == pytest.approx(sum(first[p] for p in both))
    assert moved.after * len(both) == pytest.approx(sum(second[p] for p in both))
    if moved.gain is not None:
        assert moved.gain <= 1
