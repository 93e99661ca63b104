"""How sure one said to be against how often one was right; numbers from paper."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.core.calibration import Bar, bars, chance_of, marks, murphy, telling
from quizapp.core.proportion import Proportion
from quizapp.core.scoring import CHANCES, MARKS


def said(sure, right, wrong):
    """So many right and wrong answers at one level."""
    return {sure: Proportion(right, right + wrong)}


@pytest.mark.parametrize(
    ("right", "count", "low", "high"),
    # Newcombe 1998, "Two-sided confidence intervals for the single proportion", table I, method 3
    [
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_the_range_of_a_share(right, count, low, high):
    found = Proportion(right, count)

    assert (found.low, found.high) == pytest.approx((low, high), abs=5e-5)


def test_of_nothing_nothing_is_known():
    assert (Proportion(0, 0).low, Proportion(0, 0).high) == (0, 1)


@given(st.integers(0, 50), st.integers(0, 50))
def test_a_range_holds_the_share_that_was_seen(right, wrong):
    found = Proportion(right, right + wrong)

    if found.count:
        assert 0 <= found.low <= found.share <= found.high <= 1


def test_each_level_that_was_said_has_a_bar():
    found = bars(said(80, 7, 3) | said(20, 1, 4))

    assert found == (Bar(20, Proportion(1, 5)), Bar(80, Proportion(7, 10)))


def test_words_and_chances_are_never_mixed():
    both = said(80, 1, 0) | said(3, 1, 1)

    assert bars(both) == (Bar(80, Proportion(1, 1)),)
    assert bars(both, tuple(MARKS)) == (Bar(3, Proportion(1, 2)),)


def test_the_sentence_is_about_the_surest_level_with_enough_answers():
    found = bars(said(60, 9, 1) | said(80, 3, 2) | said(100, 1, 1))

    assert telling(found) == Bar(80, Proportion(3, 5))
    assert telling(bars(said(60, 1, 0) | said(100, 1, 1))) == Bar(100, Proportion(1, 2))
    assert telling(()) is None


@pytest.mark.parametrize(
    ("sure", "right", "wrong", "fit"),
    [
        (100, 5, 15, "surer"),
        (80, 8, 2, "fits"),
        (20, 18, 2, "better"),
        (100, 9, 1, "surer"),  # whoever is certain may not be wrong once
        (3, 10, 10, "surer"),
        (1, 19, 1, "better"),
        (3, 1, 0, "fits"),
    ],
)
def test_whether_what_was_said_fits(sure, right, wrong, fit):
    assert Bar(sure, Proportion(right, right + wrong)).fit == fit


def test_briers_score_by_hand():
    # 0.8: 3 right, 1 wrong; 0.4: 1 right, 1 wrong. Sum: 3*.04 + .64 + .36 + .16 = 1.28, over 6.
    found = murphy(bars(said(80, 3, 1) | said(40, 1, 1)))

    assert found
    assert found.brier == pytest.approx(1.28 / 6)
    # base 4/6; reliability (4*.0025 + 2*.01)/6; resolution (4*(1/12)^2 + 2*(1/6)^2)/6
    assert found.reliability == pytest.approx(0.03 / 6)
    assert found.resolution == pytest.approx((4 / 144 + 2 / 36) / 6)
    assert found.uncertainty == pytest.approx(2 / 9)


@given(st.lists(st.tuples(st.sampled_from(CHANCES), st.booleans()), min_size=1))
def test_murphys_parts_add_up(answers):
    counts = {
        level: Proportion(answers.count((level, True)), sum(sure == level for sure, _ in answers))
        for level in CHANCES
    }
    found = murphy(bars(counts))
    directly = sum((sure / 100 - is_right) ** 2 for sure, is_right in answers) / len(answers)

    assert found
    assert found.brier == pytest.approx(directly)
    assert found.reliability - found.resolution + found.uncertainty == pytest.approx(directly)


def test_nothing_said_has_no_score():
    assert murphy(()) is None
    assert marks(()) == 0


@pytest.mark.parametrize(
    ("level", "right", "wrong", "total"), [(1, 1, 1, 1), (2, 2, 1, 2), (3, 2, 1, 0), (3, 0, 1, -6)]
)
def test_certainty_based_marks(level, right, wrong, total):
    # Gardner-Medwin: 1, 2, 3 when right; 0, -2, -6 when not
    assert marks(bars(said(level, right, wrong), tuple(MARKS))) == total


def test_a_level_stands_for_the_middle_of_the_chances_it_pays_best_for():
    assert [chance_of(level) for level in MARKS] == pytest.approx([1 / 3, 11 / 15, 0.9])
    assert chance_of(80) == 0.8
