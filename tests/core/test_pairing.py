"""Which entry of a list is which of another one."""

from hypothesis import given
from hypothesis import strategies as st

from quizapp.core.pairing import longest_row, paired


def test_of_several_with_one_mark_the_first_goes_with_the_first():
    assert paired("aab", "baa", str) == {0: 2, 1: 0, 2: 1}


def test_what_the_first_mark_leaves_goes_by_the_next_one():
    assert paired(["a1", "b2"], ["c2", "a9"], lambda w: w[0], lambda w: w[1]) == {1: 0, 0: 1}


def test_none_marks_nothing():
    assert paired("ab", "ab", lambda _: None) == {}


@given(st.permutations(range(7)))
def test_no_ascending_row_is_longer(numbers):
    row = [numbers[place] for place in sorted(longest_row(numbers))]
    lengths = [1] * len(numbers)
    for here, number in enumerate(numbers):
        lengths[here] += max((lengths[n] for n in range(here) if numbers[n] < number), default=0)

    assert row == sorted(row)
    assert len(row) == max(lengths)
