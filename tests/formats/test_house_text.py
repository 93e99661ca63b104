"""A bank written and read again is the same bank."""

import pytest
from hypothesis import given, settings

from quizapp.core.bank import Bank, Question
from quizapp.formats import house
from quizapp.formats.house_text import bank_text
from tests.strategies import questions


def bank(*asked: Question, title: str = "B") -> Bank:
    head = {"schema": 1, "id": "b", "title": title, "description": "D."}
    return Bank.model_validate({**head, "questions": asked})


def read(text: str) -> Bank | None:
    return house.read_bank(text.encode(), "b.yaml").bank


@given(questions)
@settings(max_examples=100, deadline=None)
def test_any_question_is_read_as_it_was_written(question):
    written = bank(question)

    assert read(bank_text(written)) == written


@pytest.mark.parametrize("text", ["0e0", "1e3", "0o10", "0x1F", "010", "NO", "~", "true", "12:30"])
@given(question=questions)
@settings(max_examples=1, deadline=None)
def test_text_that_looks_like_something_else_stays_text(text, question):
    written = bank(question, title=text)

    assert read(bank_text(written)) == written
