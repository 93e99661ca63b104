"""How a learner does, counted over reviews and attempts together; numbers by hand."""

import pytest

from quizapp.core.proportion import Proportion
from quizapp.services import progress, study
from quizapp.services.catalogue import Catalogues
from quizapp.services.practice import Practice
from quizapp.services.transaction import reading, transaction
from tests.answers import form_of, right_answer, wrong_answer
from tests.services.learning import Learner
from tests.world import bank

QUESTIONS = {question.stem: question for question in bank().questions}


@pytest.fixture
def anna(database, library):
    return Learner(database, Catalogues(library, Practice(library)))


def picture(learner):
    with reading(learner.database) as session:
        return progress.picture(session, learner.catalogue, learner.id, learner.now)


def practise(learner, library, *, right, sure=None):
    """A whole attempt at the bank of six."""
    with transaction(learner.database) as session:
        attempt = study.start(session, library, learner.id, "test-ban", learner.now)
    for position in range(1, 7):
        with transaction(learner.database) as session:
            step = study.step_at(session, library, learner.id, attempt, position, learner.now)
            question = QUESTIONS[step.question.stem]
            response = right_answer(question) if right else wrong_answer(question)
            fields = {**form_of(question, step.question, response)}
            if sure is not None:
                fields["sure"] = [str(sure)]
            study.answer(session, library, learner.id, attempt, position, fields, learner.now)


def test_a_learner_who_begins_has_nothing_but_a_next_step(anna):
    found = picture(anna)

    assert (found.next, found.fresh, found.answered) == ("learn", 2, 0)
    assert (found.skills, found.claims, found.sureness, found.streak) == ((), (), (), 0)


def test_attempts_and_reviews_count_together_by_skill(anna, library):
    practise(anna, library, right=True)
    practise(anna, library, right=False)

    # six questions, twice: one each of who, treaty, name and what; two of when
    assert dict(picture(anna).skills) == {
        "attribution": Proportion(1, 2),
        "instrument": Proportion(1, 2),
        "designation": Proportion(1, 2),
        "chronology": Proportion(2, 4),
        "comprehension": Proportion(1, 2),
    }


def test_claims_that_go_worst_are_named_and_lead_to_their_source(anna, library):
    practise(anna, library, right=False)

    found = picture(anna).claims

    assert {(m.claim, m.seen) for m in found} == {
        ("C01", Proportion(0, 4)),
        ("C02", Proportion(0, 2)),
    }
    assert found[0].claim == "C01"  # of four wrong ones more is known than of two


def test_what_is_due_comes_before_what_is_new(anna):
    anna.review()
    anna.wait(days=2)

    assert (picture(anna).next, picture(anna).due) == ("review", 1)


def test_when_all_is_done_the_weakest_skill_is_next(anna, library):
    practise(anna, library, right=True)
    anna.review_all()

    found = picture(anna)
    assert found.next == "practise"
    assert found.weakest_skill in dict(found.skills)


def test_how_sure_counts_attempts_and_reviews_and_not_what_was_taken_back(anna, library):
    anna.choose(sure="brier")
    practise(anna, library, right=False, sure=80)
    anna.review(sure=80)
    anna.review(sure=100)
    anna.undo()

    (found,) = picture(anna).sureness

    assert [(bar.sure, bar.seen) for bar in found.bars] == [(80, Proportion(1, 7))]
    # six times 0.8 squared and once 0.2 squared, over seven
    assert found.murphy
    assert found.murphy.brier == pytest.approx(3.88 / 7)


def test_words_are_scored_by_marks(anna, library):
    anna.choose(sure="marks")
    practise(anna, library, right=True, sure=3)

    (found,) = picture(anna).sureness
    assert (found.marks, found.murphy) == (18, None)


def test_a_streak_counts_days_on_which_due_work_was_done(anna):
    for _ in range(3):
        anna.review_all()
        anna.wait(days=1)

    found = picture(anna)
    assert found.streak == 3
    assert found.days[-1] == 0
    assert all(found.days[-4:-1])


def test_undo_takes_the_day_back_too(anna):
    anna.review()
    assert picture(anna).streak == 1

    anna.undo()

    assert picture(anna).streak == 0
    assert sum(picture(anna).days) == 0


def test_a_streak_that_nobody_wants_is_not_told(anna):
    anna.choose(shows_streak=False)
    anna.review()

    assert picture(anna).streak is None


def test_a_card_that_keeps_slipping_tells_what_it_is_taken_for(anna):
    anna.choose(new=1)
    anna.review()
    for _ in range(4):
        anna.wait(days=40)
        asked = anna.asked()
        assert asked
        anna.give(asked, right=False)
        anna.wait(minutes=10)
        again = anna.asked()
        if again and again.turn.card == asked.turn.card:
            anna.give(again, right=True)

    (leech,) = anna.overview().leeches

    assert leech.lapses == 4
    assert leech.citation
    assert leech.citation.content == leech.content
