"""Departing from a rule, and what is left of it when the fault is gone."""

from quizapp.core.question import Waiver
from quizapp.lint.runner import check_bank
from quizapp.lint.waiver import Waivers
from tests.lint.desk import bank, ledger, on, single

FIELDS = {"explanation": "As told.", "evidence": on("C01")}


def codes(*waived, question):
    """The rules that a bank of this one question breaks, with what it is let off."""
    waiver = Waiver(ignore=waived, why="A departure on purpose.")
    checked = bank(question.model_copy(update={"lint": waiver}))
    problems = check_bank(checked, {"wire": ledger()}, {}, "b.yaml")
    return [(p.code, p.question) for p in problems]


def test_a_warning_that_is_waived_is_not_told():
    question = single("Which of these is not so?", **FIELDS)

    assert codes("CUE204", question=question) == []


def test_other_warnings_of_that_question_are_told_with_its_id():
    question = single("Which is not so?", ("Putin", "Trump", "All of them"), **FIELDS)

    assert codes("CUE204", question=question) == [("CUE201", "q0")]


def test_a_waiver_that_nothing_needs_is_told():
    assert codes("CUE204", question=single(**FIELDS)) == [("LINT001", "q0")]


def test_a_waiver_of_a_rule_that_is_not_there_is_told():
    assert codes("CUE999", question=single(**FIELDS)) == [("LINT001", "q0")]


def test_an_error_cannot_be_waived():
    question = single(options=("Putin", "Trump", "putin"), **FIELDS)

    assert codes("ITEM003", question=question) == [("ITEM003", "q0"), ("LINT001", "q0")]


def test_a_waiver_of_the_bank_covers_what_is_found_over_all_of_it_only():
    waivers = Waivers({(): ("BANK301", "CUE204")})

    assert waivers.covers("BANK301", ("questions",))
    assert not waivers.covers("CUE204", ("questions", 0, "stem"))
