"""JUDGE401 and JUDGE402: questions that are put to the ledger as well."""

import pytest

from quizapp import paths
from quizapp.core.bank import Choice, Single, TrueFalse
from quizapp.core.query import Query
from quizapp.lint.rule import Paper
from quizapp.lint.rules import RULES
from quizapp.services.library import content_files, read_shelf
from tests.lint.desk import bank
from tests.shipped import LEDGER


def agency(*options, key="Reuters", **asks):
    """Which agency: the claim that a sale would balance things, unless `asks` says otherwise."""
    choices = tuple(
        Choice(id=f"o{i}", text=text, correct=text == key) for i, text in enumerate(options)
    )
    query = Query(**{"ask": "relay", "claim": "C04", **asks})
    return Single(id="q", type="single", stem="Which agency?", choices=choices, asks=query)


def found(rule_id, question):
    rule = next(rule for rule in RULES if rule.id == rule_id)
    paper = Paper(bank(question, sources=("missile-offer",)), {"missile-offer": LEDGER})
    return [(f.path[2:], f.message) for f in rule.findings(paper)]


def test_an_option_that_another_claim_makes_right_is_told_with_that_claim():
    question = agency("Reuters", "TASS", "Voice of America")

    assert found("JUDGE401", question) == [
        (("choices", 1), "'TASS' is right as well: Claim C07 also makes TASS right")
    ]


def test_narrowed_to_a_paragraph_the_same_options_are_sound():
    question = agency("Reuters", "TASS", "Voice of America", paragraph="p2")

    assert found("JUDGE401", question) == found("JUDGE402", question) == []


def test_a_wrong_key_is_told_with_the_reason():
    question = agency("Voice of America", "NATO", key="Voice of America", claim="C27")

    assert found("JUDGE401", question) == [
        (
            ("choices", 0),
            "'Voice of America' is keyed, and wrong by the ledger: "
            "The article does not credit Voice of America with this",
        )
    ]


def test_an_option_that_can_be_defended_is_told():
    question = agency("TASS", "Russian state media", key="TASS", paragraph="p3")

    assert found("JUDGE401", question) == []
    assert found("JUDGE402", question) == [
        (
            ("choices", 1),
            "'Russian state media' can be defended: TASS and Russian state media may be one; "
            "replace it",
        )
    ]


def test_a_text_that_no_entity_has_for_a_name_wants_its_meaning():
    question = agency("Reuters", "An agency in Moscow", paragraph="p2")

    assert found("JUDGE402", question) == [
        (
            ("choices", 1),
            "the ledger knows nothing called 'An agency in Moscow'; "
            "say what it 'means', or drop 'asks'",
        )
    ]


@pytest.mark.parametrize("answer", [True, False])
def test_a_statement_is_judged_by_what_it_means(answer):
    question = TrueFalse(
        id="q",
        type="true_false",
        stem="The article gives it as a fact that Russia began the race.",
        answer=answer,
        means="asserted",
        asks=Query(ask="stance", claim="C25"),
    )

    assert bool(found("JUDGE401", question)) is answer


def test_a_question_that_asks_no_ledger_is_let_be():
    question = agency("Reuters", "TASS").model_copy(update={"asks": None})

    assert found("JUDGE401", question) == found("JUDGE402", question) == []


def test_many_of_the_shipped_questions_are_put_to_the_ledger():
    shelf = read_shelf(content_files([paths.questions_dir()]))
    bound = [q.id for b in shelf.banks.values() for q in b.bank.questions if q.asks]

    assert len(bound) >= 15
