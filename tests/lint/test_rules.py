"""Each rule on a bank that breaks it, beside one that keeps it."""

import pytest

from quizapp.core.bank import Bank, Evidence, TrueFalse
from quizapp.core.ledger import Ledger
from quizapp.lint.runner import check_bank

DIGEST = "0123456789abcdef"
PARAGRAPHS = ("p1", "p2", "p3")


def ledger():
    """A report of three paragraphs, whose claim C02 (once C09) stands in p1 and p3."""
    return Ledger.model_validate(
        {
            "schema": 1,
            "id": "wire",
            "title": "A report",
            "publisher": "The Wire",
            "date": {},
            "rights": "Ours",
            "outlet": "the-wire",
            "paragraphs": tuple({"id": p, "length": 90, "sha256": DIGEST} for p in PARAGRAPHS),
            "entities": (),
            "claims": (
                {
                    "id": "C02",
                    "aliases": ("C09",),
                    "content": "It holds.",
                    "content_key": "it-holds",
                    "type": "assertion",
                    "stance": "asserted",
                    "factuality": "CT+",
                    "anchors": (anchor("p1"), anchor("p3")),
                },
            ),
        }
    )


def anchor(paragraph):
    return {"paragraph": paragraph, "start": 0, "end": 9, "sha256": DIGEST}


def question(*evidence, question_id="q", explanation="The report says so."):
    return TrueFalse(
        id=question_id,
        type="true_false",
        stem=f"It holds in {question_id}.",
        answer=True,
        explanation=explanation,
        evidence=evidence,
    )


def bank(*questions, sources=("wire",)):
    header = {"schema": 1, "id": "b", "title": "B", "description": "D", "sources": sources}
    return Bank.model_validate({**header, "questions": questions})


def check(checked, places=None):
    """What the rules say of a bank: line, column, severity, rule and message."""
    problems = check_bank(checked, {"wire": ledger()}, places or {}, "b.yaml")
    return [(p.line, p.column, p.severity, p.code, p.message) for p in problems]


@pytest.mark.parametrize(
    "evidence",
    [
        Evidence(claim="C02"),
        Evidence(claim="C02", paragraph="p3"),
        Evidence(claim="C09", paragraph="p1"),
        Evidence(claim="C02", source="wire"),
    ],
)
def test_evidence_that_leads_somewhere_is_fine(evidence):
    assert check(bank(question(evidence))) == []


def test_a_question_without_evidence_is_a_warning():
    message = "question 'q' has no evidence; name the claim that settles it"

    assert check(bank(question())) == [(0, 0, "warning", "SRC101", message)]


def test_a_question_without_explanation_is_a_warning():
    message = "question 'q' has no explanation; say why the answer is right"

    found = check(bank(question(Evidence(claim="C02"), explanation=None)))

    assert found == [(0, 0, "warning", "EXP101", message)]


def test_a_claim_that_is_not_there_is_an_error_at_its_place():
    places = {("questions", 0, "evidence", 0, "claim"): (9, 24)}
    message = "source 'wire' has no claim 'C07'; look its id up in the source's ledger"

    found = check(bank(question(Evidence(claim="C07", paragraph="p1"))), places)

    assert found == [(9, 24, "error", "SRC102", message)]


def test_a_paragraph_where_the_claim_does_not_stand_is_an_error():
    message = "claim 'C02' does not stand in paragraph 'p2'; it stands in p1, p3"

    found = check(bank(question(Evidence(claim="C02", paragraph="p2"))))

    assert found == [(0, 0, "error", "SRC102", message)]


def test_a_source_that_is_not_there_is_an_error_where_it_is_named():
    places = {("questions", 0, "evidence", 0, "source"): (9, 31)}
    message = "there is no source 'wires'; did you mean 'wire'?"

    found = check(bank(question(Evidence(claim="C02", source="wires"))), places)

    assert found == [(9, 31, "error", "SRC102", message)]


def test_a_missing_source_of_the_bank_is_told_once_and_not_for_each_question():
    places = {("sources", 0): (5, 11)}
    message = "there is no source 'npt'; add its ledger, or name another"
    questions = (question(Evidence(claim="C02")), question(Evidence(claim="C07"), question_id="r"))

    found = check(bank(*questions, sources=("npt",)), places)

    assert found == [(5, 11, "error", "SRC102", message)]


def test_a_breach_without_a_place_is_told_at_what_is_around_it():
    found = check(bank(question(Evidence(claim="C07"))), {(): (1, 1), ("questions", 0): (7, 5)})

    assert [f[:2] for f in found] == [(7, 5)]


def test_breaches_are_told_in_the_order_of_the_file():
    places = {("questions", 0): (7, 5), ("questions", 1): (12, 5)}
    questions = (
        question(Evidence(claim="C02"), explanation=None),
        question(question_id="r", explanation=None),
    )

    found = check(bank(*questions), places)

    assert [(f[0], f[3]) for f in found] == [(7, "EXP101"), (12, "EXP101"), (12, "SRC101")]
