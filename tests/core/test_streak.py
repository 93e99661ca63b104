"""How many days were kept in a row."""

from hypothesis import given
from hypothesis import strategies as st

from quizapp.core.streak import streak

due = {"always": lambda _: True, "never": lambda _: False}


def test_each_day_on_which_something_was_done_counts():
    assert streak({8, 9, 10}, due["always"], today=10) == 3


def test_today_breaks_nothing_before_it_is_over():
    assert streak({8, 9}, due["always"], today=10) == 2


def test_a_day_without_anything_due_neither_counts_nor_breaks():
    assert streak({1, 9}, due["never"], today=10) == 2


def test_a_weekend_is_free():
    assert streak({1, 2, 3, 4, 5, 8, 9}, due["always"], today=9) == 7


def test_a_third_pause_within_a_week_ends_it():
    assert streak({1, 2, 6, 7}, due["always"], today=7) == 2


def test_pauses_are_free_again_a_week_later():
    studied = set(range(1, 30)) - {6, 7, 13, 14, 20, 21}

    assert streak(studied, due["always"], today=29) == 23


def test_nobody_has_a_streak_before_the_first_day():
    assert streak(set(), due["always"], today=5) == 0


@given(st.sets(st.integers(0, 60)), st.integers(0, 60))
def test_what_is_taken_back_never_makes_a_streak_longer(studied, undone):
    before = streak(studied, due["always"], today=60)

    assert streak(studied - {undone}, due["always"], today=60) <= before


@given(st.sets(st.integers(0, 60)))
def test_a_streak_is_never_more_than_the_days_on_which_something_was_done(studied):
    assert 0 <= streak(studied, due["never"], today=60) == len(studied)
