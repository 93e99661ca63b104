"""A claim is covered where a question names it, in whatever way."""

from quizapp.core.bank import Bank, Evidence, Open
from quizapp.core.coverage import asked_claims
from tests.shipped import LEDGER


def bank(*evidence: Evidence, sources: tuple[str, ...] = ("missile-offer",)) -> Bank:
    question = Open(id="q", type="open", stem="What do you ask?", evidence=evidence)
    head = {"schema": 1, "id": "b", "title": "B", "description": "D.", "sources": sources}
    return Bank.model_validate({**head, "questions": (question,)})


def test_a_claim_that_a_question_names_is_covered() -> None:
    covered = asked_claims(LEDGER, [bank(Evidence(claim="C07"))])

    assert [claim.id for claim in covered] == ["C07"]


def test_an_alias_names_its_claim() -> None:
    claim = LEDGER.claims[0].model_copy(update={"aliases": ("C99",)})
    ledger = LEDGER.model_copy(update={"claims": (claim,)})

    assert asked_claims(ledger, [bank(Evidence(claim="C99"))]) == (claim,)


def test_a_claim_of_another_source_is_not_meant() -> None:
    elsewhere = bank(Evidence(claim="C07"), sources=("other",))
    by_name = bank(Evidence(claim="C07", source="other"))

    assert asked_claims(LEDGER, [elsewhere, by_name]) == ()
