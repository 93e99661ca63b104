"""How sure? Marks, the quadratic rule and calibration, by numbers from paper."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from quizapp.core.game import Timing
from quizapp.core.rules import Rules
from quizapp.core.scoring import Calibration, Level, Mark, Points, calibration, levels, points


@pytest.mark.parametrize(
    ("sure", "right", "wrong"),
    # Gardner-Medwin: +1, +2, +3 and 0, -2, -6 marks, of which three make a hundred points
    [(1, 33, 0), (2, 67, -67), (3, 100, -200)],
)
def test_certainty_based_marks(sure, right, wrong):
    rules = Rules(certainty="marks")

    assert points(Mark(1.0, sure=sure), rules).total == right
    assert points(Mark(0.0, sure=sure), rules).total == wrong
    assert points(Mark(0.5, sure=sure), rules).total == wrong  # not right is not right


@pytest.mark.parametrize(
    ("sure", "right", "wrong"),
    # 100 * (1 - (p - o)^2), Brier 1950
    [(20, 36, 96), (40, 64, 84), (60, 84, 64), (80, 96, 36), (100, 100, 0)],
)
def test_the_quadratic_rule(sure, right, wrong):
    rules = Rules(certainty="brier")

    assert points(Mark(1.0, sure=sure), rules).total == right
    assert points(Mark(0.0, sure=sure), rules).total == wrong


@given(st.sampled_from([20, 40, 60, 80, 100]), st.sampled_from([20, 40, 60, 80, 100]))
def test_by_the_quadratic_rule_to_say_what_one_believes_earns_most(believed, said):
    rules = Rules(certainty="brier")

    def expected(sure):
        right, wrong = (points(Mark(c, sure=sure), rules).total for c in (1.0, 0.0))
        return believed / 100 * right + (1 - believed / 100) * wrong

    assert expected(believed) >= expected(said)


@given(st.floats(0, 1))
def test_by_the_marks_each_level_of_certainty_pays_where_it_should(chance):
    # Gardner-Medwin: below 2/3 sure say 1, above 4/5 say 3, else 2
    assume(min(abs(chance - 2 / 3), abs(chance - 4 / 5)) > 0.01)
    rules = Rules(certainty="marks")

    def expected(sure):
        right, wrong = (points(Mark(c, sure=sure), rules).total for c in (1.0, 0.0))
        return chance * right + (1 - chance) * wrong

    best = 1 if chance < 2 / 3 else 2 if chance < 4 / 5 else 3
    assert max((1, 2, 3), key=expected) == best


def test_time_earns_nothing_besides_how_sure():
    mark = Mark(1.0, timing=Timing(0, 30), sure=3)

    assert points(mark, Rules(certainty="marks", scoring="speed")) == Points(100)
    assert points(mark, Rules(certainty="marks", scoring="kahoot")) == Points(100)


def test_what_may_be_said_to_how_sure():
    assert levels(Rules()) == ()
    assert levels(Rules(certainty="marks")) == (1, 2, 3)
    assert levels(Rules(certainty="brier")) == (20, 40, 60, 80, 100)


def test_a_calibration_by_hand():
    # (1 - .8)^2 + (0 - .8)^2 + (1 - .8)^2 + (0 - .2)^2 = .04 + .64 + .04 + .04; by four: 0.19
    said = [(1.0, 80), (0.0, 80), (1.0, 80), (0.0, 20)]
    marks = [Mark(credit, sure=sure) for credit, sure in said]

    found = calibration(marks, Rules(certainty="brier"))

    assert found.levels == (Level(20, 1, 0), Level(80, 3, 2))
    assert [round(level.share, 3) for level in found.levels] == [0, 0.667]
    assert found.brier == pytest.approx(0.19)


def test_named_levels_have_shares_and_no_brier_score():
    found = calibration([Mark(1.0, sure=3), Mark(0.0, sure=1)], Rules(certainty="marks"))

    assert found == Calibration((Level(1, 1, 0), Level(3, 1, 1)), None)


def test_what_nobody_was_asked_is_in_no_calibration():
    marks = [Mark(1.0), Mark(0.0, is_scored=False, sure=80)]

    assert calibration(marks, Rules(certainty="brier")) == Calibration((), None)
