"""What a device may take for right by itself agrees with the grading, for every kind."""

import pytest

from quizapp.core.answering import read_response
from quizapp.core.grading import grade
from quizapp.core.presentation import present
from quizapp.core.solution import Solution, solution
from quizapp.core.spelling import normalised
from tests import world
from tests.answers import form_of, right_answer, wrong_answer

QUESTIONS = {q.id: q for q in (*world.bank().questions, *world.more().questions)}
SCORED = [i for i, q in QUESTIONS.items() if q.type not in ("poll", "open")]
SEED = "seed/1"


def is_right(found, form):
    """What the device does: every field is what it should be, and no other is filled in."""
    exact = {name: set(values) for name, values in found.exact.items()}
    picked = {name: set(values) for name, values in form.items() if name not in found.typed}
    return picked == exact and all(
        normalised(form[name][0]) in words for name, words in found.typed.items()
    )


@pytest.mark.parametrize("name", SCORED)
def test_the_solution_is_what_is_graded_as_right(name):
    question = QUESTIONS[name]
    found = solution(question, SEED)
    assert found
    fields = {name: words[:1] or ("2",) for name, words in found.typed.items()} | found.exact

    assert grade(question, read_response(question, SEED, fields)).credit == 1


@pytest.mark.parametrize("name", [n for n in SCORED if QUESTIONS[n].type != "numeric"])
def test_a_right_answer_is_found_right_and_a_wrong_one_is_not(name):
    question = QUESTIONS[name]
    found, shown = solution(question, SEED), present(question, SEED)

    assert is_right(found, form_of(question, shown, right_answer(question)))
    assert not is_right(found, form_of(question, shown, wrong_answer(question)))


def test_a_number_is_never_judged_without_the_server():
    assert solution(QUESTIONS["how-many"], SEED) == Solution(typed={"text": ()})


@pytest.mark.parametrize("name", ["your-view", "your-words"])
def test_what_has_no_key_has_no_solution(name):
    assert solution(QUESTIONS[name], SEED) is None
