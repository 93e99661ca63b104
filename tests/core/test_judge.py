"""The judge against 425 verdicts that a reader wrote before it was there (see their file)."""

from collections import Counter

import pytest

from quizapp.core.judge import judge
from quizapp.core.query import UNSAID, Query
from tests.core.labels import CASES, asked, name_of
from tests.shipped import LEDGER

PARTED = {
    # The judge is more careful than the reader: rule 2 (kin, neighbours) or rule 3 (near stances).
    "speaker C18 putin": "unclear",
    "content putin C18": "unclear",
    "speaker C20 us": "unclear",
    "stance C20 doubted": "unclear",
    "relation C20 C13 restates": "unclear",
    # A belief without an owner has no wrong owners either (rule 6).
    "speaker C40 nato": "unclear",
    "speaker C40 russia": "unclear",
    "content nato C40": "unclear",
    # The ledger has no word on these, and the judge does not read the article.
    "relation C38 C01 denies": "unclear",
    "relation C38 C01 supports": "unclear",
    "designation 9m729 9M728": "unclear",
    "stated economic-forum its name and city outside": "unclear",
    "stated offer-talk at a summit in June 2019 stated": "unclear",
    # It compares no dates from outside.
    "earlier us-test accident us-test": "unclear",
}
"""Where the two part, and what the judge says: a case that agrees again has to leave this list."""


def test_there_are_enough_verdicts_of_every_kind():
    asks = Counter(case["ask"] for case in CASES)

    assert asks.total() >= 60
    assert min(asks.values()) >= 10


@pytest.mark.parametrize("case", CASES, ids=name_of)
def test_the_judge_agrees_with_the_reader(case):
    query, option = asked(case)

    verdict = judge(LEDGER, query, option)

    assert verdict.value == PARTED.get(name_of(case), case["verdict"]), case["why"]
    assert (verdict.value == case["verdict"]) == (name_of(case) not in PARTED), "take it off PARTED"


def test_what_the_two_part_on_is_always_caution():
    assert len(PARTED) / len(CASES) < 0.05
    assert set(PARTED.values()) == {"unclear"}


# It explains itself


def test_another_claim_that_makes_an_option_right_is_named():
    query = Query(ask="relay", claim="C04")

    assert judge(LEDGER, query, "tass").reason == "Claim C07 also makes TASS right."


def test_every_reason_is_one_sentence():
    for case in CASES:
        reason = judge(LEDGER, *asked(case)).reason
        assert reason[0].isupper() or reason[0] in "“0123456789", reason
        assert reason.endswith((".", "”")), reason


# It is total


@pytest.mark.parametrize("option", ["", "nobody-we-know", UNSAID, "C99", "asserted"])
def test_an_option_that_the_ledger_does_not_know_never_holds_by_accident(option):
    for case in CASES:
        verdict = judge(LEDGER, asked(case)[0], option)
        if option in ("", "nobody-we-know", "C99"):
            assert verdict.value != "holds", case


def test_a_query_on_a_claim_that_is_not_there_is_unclear():
    assert judge(LEDGER, Query(ask="speaker", claim="C99"), "putin").value == "unclear"


@pytest.mark.parametrize("ask", ["speaker", "quoted", "relation", "designation", "earlier"])
def test_a_query_without_its_fields_is_refused(ask):
    with pytest.raises(ValueError, match=f"'ask: {ask}' needs the field"):
        Query(ask=ask)
