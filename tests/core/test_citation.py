"""Evidence as it is shown: who said it, to whom, through whom."""

from typing import get_args

import pytest

from quizapp.core.bank import Evidence
from quizapp.core.citation import (
    STANCE_MEANS,
    STANCE_WORDS,
    Speech,
    Voice,
    citations,
    cite,
    name_of,
    paragraph_label,
)
from quizapp.core.ledger import Stance
from tests import world

LEDGER = world.ledger()


def cited(*evidence, ledgers=None):
    """The citations of a question with this evidence."""
    question = world.bank().questions[0].model_copy(update={"evidence": evidence})
    return citations(question, world.bank(), {"wire": LEDGER} if ledgers is None else ledgers)


def test_the_chain_runs_from_the_outermost_voice_to_the_innermost():
    assert cite(LEDGER, "C01").chain == (
        Voice("Reuters", "reports", None, is_relay=True),
        Voice("The minister and Her deputy", "told", "The ambassador", is_relay=False),
    )


def test_a_voice_without_a_name_stays_unnamed():
    assert cite(LEDGER, "C02").chain == (Voice(None, "is believed", None, is_relay=False),)


def test_the_same_claim_elsewhere_has_the_chain_of_that_place():
    found = cite(LEDGER, "C01", "b1")

    assert (found.paragraph, found.chain, found.speech) == ("b1", (), ())


def test_what_was_said_is_quoted_with_its_speaker():
    assert cite(LEDGER, "C01").speech == (Speech("We go on.", "The minister"),)


def test_a_citation_says_where_it_comes_from_and_how_sure_it_is():
    found = cite(LEDGER, "C01")

    assert (found.publisher, found.source_title) == (
        "The Wire",
        "Talks go on, minister tells ambassador",
    )
    assert (found.stance, found.stance_words) == ("attributed", "reported as someone’s words")


def test_every_stance_has_words():
    assert set(STANCE_WORDS) == set(STANCE_MEANS) == set(get_args(Stance))


def test_evidence_without_a_source_rests_on_the_first_of_the_bank():
    found = cited(Evidence(claim="C01"), Evidence(claim="C02", source="wire"))

    assert [(c.source, c.claim) for c in found] == [("wire", "C01"), ("wire", "C02")]


def test_evidence_may_name_a_claim_by_its_old_id():
    assert [c.claim for c in cited(Evidence(claim="C09"))] == ["C02"]


def test_evidence_that_leads_nowhere_is_left_out():
    found = cited(
        Evidence(claim="C07"), Evidence(claim="C01", source="journal"), Evidence(claim="C01")
    )

    assert [c.claim for c in found] == ["C01"]
    assert cited(Evidence(claim="C01"), ledgers={}) == ()


@pytest.mark.parametrize(
    ("paragraph", "label"),
    [
        ("p5", "paragraph 5"),
        ("b12", "summary point 12"),
        ("t0", "caption 0"),
        ("lead", "lead"),
        ("p", "p"),
        ("x1", "x1"),
    ],
)
def test_a_paragraph_has_a_name(paragraph, label):
    assert paragraph_label(paragraph) == label


def test_nobody_has_no_name():
    assert name_of(LEDGER, None) is None
    assert name_of(LEDGER, "tass") is None


def test_a_claim_that_does_not_exist_cannot_be_cited():
    with pytest.raises(KeyError):
        cite(LEDGER, "C07")
