"""Rules on what a question rests on, and on what is not printed."""

import pytest

from quizapp.core.bank import Evidence
from quizapp.lint.runner import LedgerOnFile, check_shelf
from tests.lint.desk import bank, found, ledger, on, places, single, statement


@pytest.mark.parametrize(
    "question",
    [
        statement("Russia broke the agreement.", evidence=on("C01")),
        single("When did Russia break the agreement?", evidence=on("C01")),
        single("Which agreement did Russia keep?", evidence=on("C02")),
        single("Where was it that Russia broke the agreement?"),
    ],
)
def test_a_contested_claim_told_as_a_fact_is_named(question):
    assert len(found("SRC106", question)) == 1


@pytest.mark.parametrize(
    "stem",
    [
        "According to the US, Russia broke the agreement.",
        "The article says that Russia broke the agreement.",
        "Russia is accused of having broken the agreement.",
        "When did the United States leave the agreement?",
        "Which missile was tested on an island?",
    ],
)
def test_a_claim_with_its_voice_and_one_that_the_source_asserts_are_fine(stem):
    assert found("SRC106", single(stem, evidence=on("C01", "C03"))) == []


@pytest.mark.parametrize("slip", ["Reuter", "Burevesnik", "SSC-X-8", "SSC-9", "Burevestnick"])
def test_a_name_that_is_nearly_one_of_the_ledger_is_named(slip):
    assert len(found("SRC107", single(f"What does the article say of {slip}?"))) == 1


@pytest.mark.parametrize(
    "name",
    ["Reuters", "Reuters’s", "Russian", "Russians", "American", "SSC-X-9", "SSC‑X‑9", "9M729"],
)
def test_a_name_of_the_ledger_its_forms_and_quite_another_name_are_fine(name):
    assert found("SRC107", single(f"What does the article say of {name}?")) == []


def test_a_wrong_option_may_be_a_letter_off_and_its_feedback_may_say_so():
    question = single(options=("Burevestnik", "Burevesnik", "SSC-X-8"))
    choices = (
        *question.choices[:2],
        question.choices[2].model_copy(
            update={"feedback": "SSC-X-8 and Burevesnik are not named."}
        ),
    )

    assert found("SRC107", question.model_copy(update={"choices": choices})) == []


def test_a_slip_in_an_explanation_is_named_where_it_stands():
    question = single(explanation="Reuter says so.")

    assert places("SRC107", question) == [("questions", 0, "explanation")]


def test_a_claim_that_no_bank_asks_about_is_told_in_the_ledger():
    filed = LedgerOnFile(ledger(), {("claims", 3): (40, 5)}, "wire.yaml")
    banks = (bank(single(evidence=on("C01", "C03"))), bank(single(evidence=on("C02"))))

    problems = check_shelf([filed], banks)

    message = "no question rests on claim C04; ask about it, or drop it"
    assert [str(p) for p in problems] == [f"wire.yaml:40:5: warning SRC108 {message}"]


def test_a_ledger_on_which_no_bank_draws_is_told_once():
    filed = LedgerOnFile(ledger(), {}, "wire.yaml")

    problems = check_shelf([filed], (bank(single()),))

    assert [p.message for p in problems] == [
        "no bank draws on this ledger yet; write questions on it"
    ]


def test_a_claim_of_another_source_of_the_same_number_is_not_ours():
    filed = LedgerOnFile(ledger(), {}, "wire.yaml")
    theirs = tuple(Evidence(claim=f"C0{n}", source="other") for n in (1, 2, 3, 4))

    problems = check_shelf([filed], (bank(single(evidence=theirs)),))

    assert len(problems) == 1


@pytest.mark.parametrize(
    "text",
    [
        "Its warhead has a yield of 150 kilotons.",
        "The missile flies at Mach 8.",
        "The missile can reach a target 2,350 km away.",
        "The missiles are stationed near the border.",
        "The missile has satellite guidance.",
    ],
)
def test_operational_detail_of_a_weapon_is_named(text):
    assert places("SAFE501", single(explanation=text)) == [("questions", 0, "explanation")]


@pytest.mark.parametrize(
    "text",
    [
        "The treaty bans ground-launched missiles with ranges of 500 to 5,500 km.",
        "The capital lies 300 km from the sea.",
        "Drivers yield to those from the right.",
        "The missile was fired two weeks later.",
    ],
)
def test_a_treaty_limit_and_what_is_no_weapon_are_fine(text):
    assert found("SAFE501", single(explanation=text)) == []


@pytest.mark.parametrize(
    "text", ["An evil plan.", "The Putin regime says so.", "Who are the good guys?", "🇷🇺 says so."]
)
def test_a_side_called_names_is_named(text):
    assert len(found("SAFE502", single(explanation=text))) == 1


@pytest.mark.parametrize(
    "text",
    ["He spoke of an “evil empire”.", "A verification regime was agreed.", "A medieval plan."],
)
def test_quoted_names_and_plain_words_are_fine(text):
    assert found("SAFE502", single(explanation=text)) == []


def test_a_bank_without_a_source_may_speak_of_villains():
    assert found("SAFE502", single("Who is the villain in Macbeth?"), sources=()) == []


@pytest.mark.parametrize("stem", ["Is it true that Russia left?", "Who is lying about the race?"])
def test_a_verdict_asked_for_is_named(stem):
    assert len(found("SAFE503", single(stem))) == 1


@pytest.mark.parametrize("stem", ["Who says that it is true?", "Who calls it a lie?"])
def test_asking_who_says_so_is_fine(stem):
    assert found("SAFE503", single(stem)) == []
