"""Today's five, and a learner's weakest: attempts gathered from several banks."""

from datetime import date, timedelta

import pytest

from quizapp import paths
from quizapp.services import gathering, study
from quizapp.services.catalogue import Catalogues
from quizapp.services.gathering import NothingToGather
from quizapp.services.library import Library
from quizapp.services.practice import Practice
from quizapp.services.transaction import reading, transaction
from tests.services.learning import Learner
from tests.world import BANK, NOW, write

TODAY = date(2026, 3, 2)


@pytest.fixture
def anna(database, library):
    return Learner(database, Catalogues(library, Practice(library)))


def daily(learner, library, day=TODAY, learner_id="anna"):
    """The attempt at that day's five, and the stems that it asks."""
    with transaction(learner.database) as session:
        attempt = gathering.start_daily(session, library, learner_id, day, learner.now)
    with reading(learner.database) as session:
        first = study.step_at(session, library, learner_id, attempt, 1, learner.now)
        places = range(1, first.total + 1)
        stems = [
            study.step_at(session, library, learner_id, attempt, n, learner.now).question.stem
            for n in places
        ]
    return attempt, stems


def test_a_day_has_five_questions_of_different_claims_and_skills(anna):
    shipped = Library((paths.questions_dir(),))

    _, stems = daily(anna, shipped)

    assert len(set(stems)) == gathering.DAILY_COUNT


def test_everybody_has_the_same_on_a_day_and_others_the_next(anna):
    shipped = Library((paths.questions_dir(),))
    boris = daily(anna, shipped, learner_id="boris")[1]

    assert daily(anna, shipped)[1] == boris
    assert daily(anna, shipped, TODAY + timedelta(days=1))[1] != boris


def test_a_change_of_a_bank_changes_nothing_that_day(anna, library, questions):
    _, before = daily(anna, library)

    write(questions / "banks" / "test-ban.yaml", BANK.replace("stem: ", "stem: So, "))

    assert daily(anna, library, learner_id="boris")[1] == before


def test_a_learner_has_one_attempt_a_day(anna, library):
    assert daily(anna, library)[0] == daily(anna, library)[0]


def test_the_name_of_an_attempt_tells_its_day():
    assert gathering.daily_of("daily/2026-03-02") == TODAY
    assert gathering.daily_of("test-ban") is None


def test_the_weakest_are_those_that_were_missed(anna, library):
    anna.choose(new=20)
    missed = anna.asked()
    assert missed
    anna.give(missed, right=False)
    anna.review_all()

    with transaction(anna.database) as session:
        attempt = gathering.start_cram(session, anna.catalogue, anna.id, anna.now)

    with reading(anna.database) as session:
        steps = [study.step_at(session, library, anna.id, attempt, n, anna.now) for n in (1, 2)]
    skills = {step.question.skill for step in steps}
    assert steps[0].title == "Your weakest ten"
    assert missed.question.skill in skills


# Refusals


def test_without_cards_there_is_nothing_weak(anna):
    with transaction(anna.database) as session, pytest.raises(NothingToGather):
        gathering.start_cram(session, anna.catalogue, anna.id, NOW)


def test_without_banks_there_is_no_daily(anna, tmp_path):
    with transaction(anna.database) as session, pytest.raises(NothingToGather):
        gathering.start_daily(session, Library((tmp_path / "none",)), "anna", TODAY, NOW)
