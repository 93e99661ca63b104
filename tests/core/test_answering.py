"""A form that was sent can be shown filled in again."""

import pytest

from quizapp.core.answering import fields_of, read_response
from quizapp.core.presentation import present
from quizapp.core.rules import Rules
from quizapp.core.scoring import stakes
from tests.answers import form_of, right_answer, wrong_answer
from tests.world import bank, more

QUESTIONS = [*bank().questions, *more().questions]


@pytest.mark.parametrize("answer", [right_answer, wrong_answer])
@pytest.mark.parametrize("question", QUESTIONS, ids=lambda q: q.id)
def test_the_fields_of_an_answer_are_those_that_it_came_in(question, answer):
    response = answer(question)
    sent = form_of(question, present(question, "a seed"), response)

    fields = fields_of(question, "a seed", response)

    assert {name: sorted(values) for name, values in fields.items()} == {
        name: sorted(values) for name, values in sent.items()
    }
    assert read_response(question, "a seed", fields) == response


def test_each_level_of_sureness_has_its_price():
    marks = [(s.sure, s.right, s.wrong) for s in stakes(Rules(certainty="marks"), weight=3)]
    brier = [(s.sure, s.right, s.wrong) for s in stakes(Rules(certainty="brier"))]

    assert marks == [(1, 100, 0), (2, 200, -200), (3, 300, -600)]  # 1/0, 2/-2, 3/-6 of a third
    assert brier == [(20, 36, 96), (40, 64, 84), (60, 84, 64), (80, 96, 36), (100, 100, 0)]
    assert stakes(Rules()) == ()
