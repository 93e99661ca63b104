"""A ledger beside a copy of its text: ours, and the real one where it is at hand."""

import re
from pathlib import Path

import pytest

from quizapp.core.alignment import digest, faults
from quizapp.core.ledger import Ledger
from tests.shipped import LEDGER

ARTICLE = Path(__file__).resolve().parents[3] / "shared" / "source" / "article.txt"
TEXT = "“We are ready,” the minister said on a rainy day, and may have meant it."


def small(**changes):
    """A ledger of one claim over TEXT."""
    claim = {
        "id": "C01",
        "content": "They are ready.",
        "content_key": "ready",
        "type": "assertion",
        "stance": "attributed",
        "factuality": "Uu",
        "hedges": ("may have",),
        "anchors": (
            {
                "paragraph": "p1",
                "start": 0,
                "end": 34,
                "sha256": digest(TEXT[:34]),
                "chain": ({"speaker": "minister", "cue": "said", "cue_type": "say"},),
            },
        ),
        "quotes": ({"speaker": "minister", "text": "We are ready", "paragraph": "p1"},),
    } | changes
    return Ledger.model_validate(
        {
            "schema": 1,
            "id": "small",
            "title": "A report",
            "publisher": "The Wire",
            "date": {},
            "rights": "Ours",
            "outlet": "minister",
            "paragraphs": ({"id": "p1", "length": len(TEXT), "sha256": digest(TEXT)},),
            "entities": ({"id": "minister", "kind": "person", "name": "a minister"},),
            "claims": (claim,),
        }
    )


def messages(ledger, text=TEXT):
    return [fault.message for fault in faults(ledger, {"p1": text})]


def test_a_ledger_that_fits_its_text_has_no_fault():
    assert messages(small()) == []


def test_a_no_break_space_is_a_space():
    assert messages(small(), TEXT.replace(" ", "\u00a0")) == []


def test_another_text_is_told():
    found = messages(small(), TEXT.replace("ready", "steady"))

    assert "p1 is another text than the ledger was made from" in found
    assert "C01: the words 0 to 34 are others" in found
    assert "C01: this is not quoted in p1" in found


def test_a_cue_that_does_not_occur_is_told():
    chain = ({"speaker": "minister", "cue": "insisted", "cue_type": "insist"},)
    anchor = {"paragraph": "p1", "start": 0, "end": 34, "sha256": digest(TEXT[:34]), "chain": chain}

    assert messages(small(anchors=(anchor,))) == ["C01: 'insisted' is not in p1"]


def test_a_hedge_that_does_not_occur_is_told():
    assert messages(small(hedges=("perhaps",))) == ["C01: 'perhaps' is in none of its paragraphs"]


def test_without_the_text_nothing_is_told():
    assert list(faults(small(), {})) == []


def test_the_shipped_ledger_fits_the_article():
    if not ARTICLE.exists():
        pytest.skip("the article is not part of the project")
    told = re.findall(r"^\[([bp]\d+)\] (.*)$", ARTICLE.read_text("utf-8"), re.MULTILINE)

    assert [f.message for f in faults(LEDGER, dict(told))] == []
