"""A bank played as a survey: no key is left in any question."""

import pytest
from hypothesis import given

from quizapp.core.bank import Open, Poll
from quizapp.core.grading import grade
from quizapp.core.presentation import present
from quizapp.core.survey import can_ask, keyless
from tests import answers, strategies, world
from tests.twins import choice_twins, judged_twins

QUESTIONS = {q.id: q for q in world.bank().questions + world.more().questions}


@given(judged_twins() | choice_twins().filter(lambda pair: pair.one.type == "single"))
def test_questions_that_differ_in_their_key_alone_become_equal(pair):
    assert keyless(pair.one) == keyless(pair.other)


def test_stem_options_and_ids_stay():
    found = keyless(QUESTIONS["who-said"])

    assert isinstance(found, Poll)
    assert (found.id, found.stem, found.skill) == (
        "who-said",
        "Who says that the talks go on?",
        "attribution",
    )
    assert [c.id for c in found.choices] == ["minister", "agency", "ambassador", "nobody"]
    assert (found.explanation, found.evidence) == (None, ())


def test_a_statement_is_voted_on_as_true_or_false_in_that_order():
    question = QUESTIONS["says-when"]

    shown = present(keyless(question), "seed")

    assert [o.text for o in shown.options] == ["True", "False"]
    assert [o.text for o in present(question, "seed").options] == ["True", "False"]


@pytest.mark.parametrize("question_id", ["your-view", "your-words"])
def test_what_has_no_key_stays_as_it_is(question_id):
    assert keyless(QUESTIONS[question_id]) is QUESTIONS[question_id]


@given(strategies.questions.filter(can_ask))
def test_nothing_is_right_or_wrong_any_more(question):
    found = keyless(question)

    graded = grade(found, answers.right_answer(found))

    assert isinstance(found, Poll | Open)
    assert not graded.is_scored
    assert not any(option.is_key for option in graded.options)


# Refusals


@pytest.mark.parametrize(
    "question_id", [i for i, question in QUESTIONS.items() if not can_ask(question)]
)
def test_what_cannot_be_voted_on_is_refused(question_id):
    with pytest.raises(ValueError, match="cannot be voted on"):
        keyless(QUESTIONS[question_id])
