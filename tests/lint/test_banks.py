"""Rules over a whole bank, each with a bank that shows the pattern and one that does not.

Critical values come from printed tables: chi-square with 2 degrees of freedom passes 1 % at 9.21;
of 24 throws with a chance of 1/3, 14 or more come up in 1.0 % of cases, 15 in 0.35 %.
"""

import pytest

from quizapp.lint.statistics import binomial_tail, chi_square_tail
from tests.lint.desk import found, on, single, statement

LONGER = ("It was broken by one side in the end", "It was kept", "It was never signed")


def test_a_key_that_keeps_to_one_place_is_named():
    questions = [single(key=0)] * 16 + [single(key=1)] * 4 + [single(key=2)] * 4

    assert len(found("BANK301", *questions)) == 1


def test_a_key_that_leans_to_one_place_as_chance_has_it_is_fine():
    questions = [single(key=0)] * 11 + [single(key=1)] * 7 + [single(key=2)] * 6

    assert found("BANK301", *questions) == []


def test_too_few_questions_say_nothing_about_places():
    assert found("BANK301", *[single(key=0)] * 14) == []


def test_a_longest_option_that_is_mostly_the_key_is_named():
    questions = [single(options=LONGER)] * 16 + [single(options=LONGER, key=1)] * 8

    message = "the longest option is the key in 67 % (chance 33 %) of 24 questions"
    assert found("BANK302", *questions) == [f"{message}; lengthen wrong options or shorten keys"]


def test_a_longest_option_that_is_the_key_now_and_then_is_fine():
    questions = [single(options=LONGER)] * 11 + [single(options=LONGER, key=1)] * 13

    assert found("BANK302", *questions) == []


def test_a_sure_but_small_lead_of_the_longest_option_is_fine():
    """With 3,000 questions 37 % instead of 33 % is sure, and helps nobody."""
    questions = [single(options=LONGER)] * 1110 + [single(options=LONGER, key=1)] * 1890

    assert found("BANK302", *questions) == []


def test_all_of_the_above_that_is_mostly_right_is_named():
    options = ("Putin", "Trump", "All of the above")
    questions = [single(options=options, key=2)] * 9 + [single(options=options)] * 2

    assert len(found("BANK303", *questions)) == 1


def test_all_of_the_above_that_is_right_as_often_as_others_is_fine():
    options = ("Putin", "Trump", "All of the above")
    questions = [single(options=options, key=2)] * 4 + [single(options=options)] * 8

    assert found("BANK303", *questions) == []


def test_statements_that_are_nearly_all_true_are_named():
    questions = [statement()] * 9 + [statement(answer=False)]

    assert len(found("BANK304", *questions)) == 1


@pytest.mark.parametrize(("true", "false"), [(7, 3), (5, 5), (7, 0)])
def test_statements_in_balance_or_too_few_to_tell_are_fine(true, false):
    assert found("BANK304", *[statement()] * true, *[statement(answer=False)] * false) == []


TELLING = single(
    "In which report did the agency Reuters tell of the phone call?",
    ("The morning bulletin", "The evening bulletin", "A leaflet"),
)


def test_an_answer_in_the_stem_of_another_question_on_the_same_matter_is_named():
    other = single("The morning bulletin of Reuters told of a phone call. Who told the agency?")

    assert len(found("BANK305", TELLING, other)) == 1


def test_an_answer_in_a_stem_on_another_matter_is_fine():
    other = single("Which weather did the morning bulletin promise?")

    assert found("BANK305", TELLING, other) == []


def test_an_answer_of_one_word_gives_nothing_away():
    other = single("In which report did the agency Reuters tell of the phone call by Putin?")

    assert (
        found("BANK305", single("Which caller told Reuters, the agency, of a call?"), other) == []
    )


def test_a_bank_that_trains_one_skill_only_is_named():
    questions = [single(skill="attribution")] * 9 + [single(skill="certainty")]

    assert len(found("BANK306", *questions)) == 1


def test_a_bank_that_leans_to_a_skill_and_one_without_a_source_are_fine():
    leaning = [single(skill="attribution")] * 8 + [single(skill="certainty")] * 2

    assert found("BANK306", *leaning) == []
    assert found("BANK306", *[single()] * 10, sources=()) == []


def test_a_bank_with_one_side_of_a_contested_issue_is_named():
    questions = [single(evidence=on("C01"))] * 2

    assert len(found("BANK307", *questions)) == 1


def test_a_bank_with_both_sides_or_neither_is_fine():
    both = [single(evidence=on("C01"))] * 5 + [single(evidence=on("C02"))]

    assert found("BANK307", *both) == []
    assert found("BANK307", *[single(evidence=on("C03"))] * 5) == []


NUMBERS = ("1", "5", "9", "20")


def test_a_key_that_is_mostly_a_number_in_the_middle_is_named():
    questions = [single(options=NUMBERS, key=1)] * 20 + [single(options=NUMBERS)] * 3

    assert len(found("BANK308", *questions)) == 1


def test_a_key_that_is_an_end_as_often_as_not_is_fine():
    questions = [single(options=NUMBERS, key=1)] * 12 + [single(options=NUMBERS)] * 11

    assert found("BANK308", *questions) == []


def test_a_bank_of_contested_claims_only_is_named():
    assert len(found("BANK309", *[single(evidence=on("C01"))] * 10)) == 1


def test_a_bank_that_mixes_contested_and_plain_claims_is_fine():
    questions = [single(evidence=on("C01"))] * 9 + [single(evidence=on("C03"))]

    assert found("BANK309", *questions) == []


@pytest.mark.parametrize(
    ("degrees", "value"), [(1, 6.635), (2, 9.210), (3, 11.345), (4, 13.277), (5, 15.086)]
)
def test_chi_square_has_one_percent_beyond_the_values_of_the_printed_table(degrees, value):
    assert chi_square_tail(value, degrees) == pytest.approx(0.01, rel=1e-3)


@pytest.mark.parametrize(
    ("hits", "trials", "chance", "tail"),
    [(8, 10, 0.5, 56 / 1024), (3, 3, 0.25, 1 / 64), (0, 5, 0.3, 1.0), (1, 2, 0.5, 0.75)],
)
def test_the_binomial_tail_is_that_of_counting_by_hand(hits, trials, chance, tail):
    assert binomial_tail(hits, trials, chance) == pytest.approx(tail)
