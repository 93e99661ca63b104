"""A test alone: told at the end, with a time if wished, handed in early; on both databases."""

import pytest

from quizapp.services import study
from quizapp.services.transaction import transaction
from tests.services.test_study import Learner
from tests.world import seconds


@pytest.fixture
def anna(database, library):
    return Learner(database, library)


def test_a_test_tells_nothing_before_its_end(anna):
    attempt = anna.start(length=2, is_test=True)
    anna.answer(attempt, 1)

    assert anna.step(attempt, 1).feedback is None
    assert anna.step(attempt, 1).verdicts == ("unscored", None)
    anna.answer(attempt, 2)
    assert anna.step(attempt, 1).feedback
    assert anna.step(attempt, 1).verdicts == ("right", "right")


def test_a_test_without_a_time_never_ends_by_itself(anna):
    attempt = anna.start(length=2, is_test=True)

    anna.tick(10**8)

    assert anna.step(attempt, 1).ends_at is None
    assert anna.result(attempt) is None


def test_practice_has_no_time(anna):
    assert anna.step(anna.start(each_s=30)).ends_at is None


def test_a_test_is_over_when_its_time_is_up(anna):
    attempt = anna.start(is_test=True, each_s=30)
    anna.answer(attempt, 1)
    anna.answer(attempt, 2, right=False)
    assert anna.step(attempt, 3).ends_at == seconds(1 + 6 * 30)

    anna.tick(6 * 30)

    found = anna.result(attempt)
    assert (found.right, found.count, found.is_cut_short) == (1, 6, True)
    assert sorted(m.verdict for m in found.mistakes) == ["none"] * 4 + ["wrong"]
    assert anna.do(study.first_open, attempt, anna.now) is None
    assert anna.do(study.waiting, anna.now) == ()
    assert [s.share for s in found.history] == [pytest.approx(1 / 6)]


def test_what_was_not_answered_in_time_is_told_and_can_be_repeated(anna):
    attempt = anna.start(length=2, is_test=True, each_s=30)
    anna.tick(60)

    feedback = anna.step(attempt, 2).feedback
    again = anna.do(study.repeat_mistakes, attempt, anna.now)

    assert feedback.grade.verdict == "none"
    assert feedback.citations
    assert anna.step(again).total == 2


def test_an_answer_under_way_when_the_time_is_up_counts(anna):
    attempt = anna.start(length=1, is_test=True, each_s=30)
    anna.tick(31)

    anna.answer(attempt)

    assert anna.result(attempt).right == 1


def test_a_test_can_be_handed_in_early(anna):
    attempt = anna.start(length=2, is_test=True)
    anna.answer(attempt, 1)

    with transaction(anna.database) as session:
        study.hand_in(session, anna.id, attempt, anna.now)

    assert (anna.result(attempt).right, anna.result(attempt).count) == (1, 2)


# Refusals


def test_an_answer_after_the_time_is_refused(anna):
    attempt = anna.start(length=2, is_test=True, each_s=30)
    anna.tick(60 + 4)

    with pytest.raises(study.TimeIsUp):
        anna.answer(attempt)

    assert anna.result(attempt).right == 0


@pytest.mark.parametrize("is_boris", [True, False])
def test_only_the_own_test_can_be_handed_in(anna, is_boris):
    attempt = anna.start(is_test=is_boris)

    with transaction(anna.database) as session, pytest.raises(study.NoSuchAttempt):
        study.hand_in(session, "boris" if is_boris else "anna", attempt, anna.now)
