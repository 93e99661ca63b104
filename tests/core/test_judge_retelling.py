"""The judge on parts of a retelling and on voices; the verdicts are labelled by hand."""

import pytest

from quizapp.core.judge import judge
from quizapp.core.query import Query
from tests.shipped import LEDGER

# C06 in paragraph 2: Reuters reported, Putin said, Trump told Putin. C03: Putin told Trump.
# C38: the official told Voice of America, Trump has stated. C14: the article's own words.
PARTS = [
    ("C06", "p2", "attribution", {"1": "holds", "2-voice": "holds", "content": "fails"}),
    ("C06", "p2", "attribution", {"other": "fails", "4": "unclear", "nonsense": "unclear"}),
    ("C06", "p2", "origin", {"1-voice": "fails", "2-voice": "fails", "3-voice": "holds"}),
    ("C06", "p2", "origin", {"3-cue": "fails", "3": "unclear", "content": "fails"}),
    ("C03", "p2", "origin", {"2-voice": "holds", "3-voice": "holds", "3-listener": "fails"}),
    ("C06", "p2", "cue", {"1-cue": "holds", "3-cue": "holds", "2-voice": "fails"}),
    ("C06", "p2", "relay", {"1-voice": "holds", "2-voice": "fails", "3-listener": "fails"}),
    ("C06", "p2", "listener", {"3-listener": "holds", "2-voice": "unclear", "1-voice": "fails"}),
    ("C38", "p11", "listener", {"1-listener": "holds", "2-voice": "fails", "2-cue": "fails"}),
    ("C06", "p2", "colour", {"1-voice": "unclear"}),
    ("C02", "p1", "cue", {"1-cue": "unclear"}),  # it may be the report that gives this motive
    ("C40", "p12", "cue", {"1-cue": "unclear"}),  # nobody is named as believing it
]


@pytest.mark.parametrize(("claim", "paragraph", "role", "verdicts"), PARTS)
def test_a_part_is_judged_by_what_it_does_in_the_chain(claim, paragraph, role, verdicts):
    query = Query(ask="part", claim=claim, paragraph=paragraph, field=role, other="C14")

    assert {option: judge(LEDGER, query, option).value for option in verdicts} == verdicts


@pytest.mark.parametrize("other", ["C13", "C99", "C22"])
def test_another_claim_that_is_more_than_plain_proves_nothing(other):
    query = Query(ask="part", claim="C06", field="attribution", other=other)

    assert judge(LEDGER, query, "other").value == "unclear"


@pytest.mark.parametrize(
    ("claim", "paragraph", "count"),
    [
        ("C06", "p2", 3),  # Reuters, Putin, Trump
        ("C06", "b3", 2),  # the summary leaves Reuters out
        ("C07", "p3", 2),  # TASS and Putin, who speaks twice
        ("C01", "p1", 1),  # Putin said that he offered
        ("C14", "p5", 0),  # the article's own
    ],
)
def test_voices_are_counted_once_each_and_the_article_not(claim, paragraph, count):
    query = Query(ask="voices", claim=claim, paragraph=paragraph)

    for number in range(5):
        verdict = judge(LEDGER, query, str(number)).value
        assert verdict == ("holds" if number == count else "fails")


@pytest.mark.parametrize("claim", ["C13", "C02", "C40"])
def test_voices_side_by_side_or_in_doubt_are_not_counted(claim):
    assert judge(LEDGER, Query(ask="voices", claim=claim), "1").value == "unclear"
