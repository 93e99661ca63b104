"""What counts as neither right nor wrong: polls, free words, and questions found flawed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.core.bank import Bank, Void, content_hash, with_voids_of
from quizapp.core.grading import grade
from quizapp.core.rules import Rules
from quizapp.core.scoring import Points, mark_of, points
from tests import answers, strategies, world

FLAWED = {"as": "disregard", "on": "2026-03-02", "why": "Two of the answers hold."}


def voided(question, treat="disregard"):
    return question.model_copy(update={"void": Void.model_validate({**FLAWED, "as": treat})})


@given(strategies.unscored)
def test_without_a_key_an_answer_is_noted_and_earns_nothing(question):
    found = grade(question, answers.right_answer(question))

    assert (found.credit, found.is_scored, found.verdict) == (0.0, False, "unscored")
    assert points(mark_of(found), Rules()) == Points()
    assert not any(option.is_key for option in found.options)


@given(strategies.questions, st.booleans())
def test_a_question_found_flawed_can_be_disregarded(question, is_answered):
    response = answers.right_answer(question) if is_answered else None

    found = grade(voided(question), response)

    assert (found.credit, found.is_scored) == (0.0, False)
    assert found.verdict == ("unscored" if response else "none")
    assert found.void == "Two of the answers hold."


@given(strategies.questions)
def test_a_question_found_flawed_can_count_as_right_for_all_who_answered(question):
    found = grade(voided(question, "all_correct"), answers.right_answer(question))
    missed = grade(voided(question, "all_correct"), None)

    assert found.credit == 1.0
    assert (missed.credit, missed.verdict) == (0.0, "none")


def test_a_question_declared_void_keeps_its_hash():
    question = world.bank().questions[0]

    assert content_hash(voided(question)) == content_hash(question)


def test_a_void_question_is_not_asked_again():
    bank = world.bank()
    first, *others = bank.questions
    mended = bank.model_copy(update={"questions": (voided(first), *others)})

    assert mended.asked == tuple(others)
    assert sorted(mended.drawn("x", None)) == sorted(q.id for q in others)
    assert len(mended.drawn("x", 2)) == 2


def test_what_is_void_today_is_void_in_earlier_versions_too():
    earlier = world.bank()
    first, *others = earlier.questions
    today = earlier.model_copy(update={"questions": (*others, voided(first))})

    found = with_voids_of({today.id: today}, earlier)

    assert [q.id for q in found.questions] == [q.id for q in earlier.questions]
    assert [q.id for q in found.questions if q.void] == [first.id]
    assert with_voids_of({earlier.id: earlier}, earlier) is earlier
    assert with_voids_of({}, earlier) is earlier


def test_a_bank_with_nothing_left_to_ask_is_refused():
    bank = world.bank()
    fields = {
        "schema": 1,
        "id": "b",
        "title": "B",
        "description": "D",
        "sources": bank.sources,
        "questions": tuple(voided(q) for q in bank.questions),
    }

    with pytest.raises(ValueError, match="every question here is void"):
        Bank.model_validate(fields)
