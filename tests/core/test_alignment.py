"""A ledger beside a copy of its text: ours, and the real one where it is at hand."""

import textwrap
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.core.alignment import align, checks, digest, excerpts, faults, marked
from quizapp.core.ledger import Ledger
from tests import world
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
    assert "C01: the words 0 to 34 of p1 are others" in found
    assert "C01: this is not quoted in p1" in found


def test_a_cue_that_does_not_occur_is_told():
    chain = ({"speaker": "minister", "cue": "insisted", "cue_type": "insist"},)
    anchor = {"paragraph": "p1", "start": 0, "end": 34, "sha256": digest(TEXT[:34]), "chain": chain}

    assert messages(small(anchors=(anchor,))) == ["C01: 'insisted' is not in p1"]


def test_a_hedge_that_does_not_occur_is_told():
    assert messages(small(hedges=("perhaps",))) == ["C01: 'perhaps' is in none of its paragraphs"]


def test_without_the_text_nothing_is_told():
    assert list(faults(small(), {})) == []


def test_what_no_text_at_hand_can_tell_is_neither_right_nor_wrong():
    assert {check.holds for check in checks(small(), {})} == {None}
    assert {check.sort for check in checks(small(), {})} == {"anchor", "quotation", "cue", "hedge"}


def test_a_cue_that_only_the_context_carries_is_not_looked_for():
    link = {"speaker": "minister", "cue": "insisted", "cue_type": "insist", "is_explicit": False}
    anchor = {"paragraph": "p1", "start": 0, "end": 34, "sha256": digest(TEXT[:34])}

    assert messages(small(anchors=(anchor | {"chain": (link,)},))) == []


# A copy, as somebody may have it


def wire(copy):
    return align(world.ledger(), copy)


@pytest.mark.parametrize(
    "copy",
    [
        world.TEXT,
        world.TEXT.replace("\n\n", "\n"),
        world.TEXT.replace("\n", "  \r\n\n"),
        world.TEXT.replace(" ", "\u00a0"),
        f"A headline\n\n{world.TEXT}\n\nRead on: more of the same",
        "\n\n".join(f"[{name}] {text}" for name, text in world.PARAGRAPHS.items()),
        "\n".join(f"{n}. {text}" for n, text in enumerate(world.PARAGRAPHS.values(), 1)),
        "\n".join(f"  • {text}" for text in world.PARAGRAPHS.values()),
        "\n\n".join(textwrap.fill(text, 40) for text in world.PARAGRAPHS.values()),
    ],
    ids=["plain", "close", "ends", "no-break", "more", "numbered", "counted", "bullets", "wrapped"],
)
def test_a_copy_is_the_same_text_however_its_paragraphs_are_set_apart(copy):
    lined = wire(copy)

    assert list(lined.matching) == list(world.PARAGRAPHS)
    assert (lined.altered, lined.missing) == ({}, ())
    assert list(faults(world.ledger(), lined.texts)) == []


def test_a_paragraph_that_begins_like_a_list_keeps_its_sign():
    text = "– We are ready, the minister said, on a rainy day, and may have meant it all."
    ledger = Ledger.model_validate(
        small().model_dump(by_alias=True)
        | {"paragraphs": ({"id": "p1", "length": len(text), "sha256": digest(text)},)}
    )

    assert align(ledger, text).matching == {"p1": text}


def test_a_paragraph_that_was_left_out_is_missing():
    lined = wire(world.TEXT.replace(world.PARAGRAPHS["p1"], ""))

    assert (list(lined.matching), lined.altered, lined.missing) == (["b1", "p2"], {}, ("p1",))


def test_what_stands_in_a_paragraphs_place_at_its_length_is_that_paragraph_altered():
    lined = wire(world.TEXT.replace("Reuters", "Routers") + "\n\nRead on")

    assert list(lined.matching) == ["b1", "p2"]
    assert list(lined.altered) == ["p1"]
    assert "Routers" in lined.altered["p1"]


def test_a_number_tells_an_altered_paragraph_whatever_its_length():
    assert wire("[p1] It was all different.").altered == {"p1": "It was all different."}


def test_another_report_is_missing_altogether():
    unlike = "\n\n".join("x" * len(text) for text in world.PARAGRAPHS.values())

    assert wire(unlike).missing == ("b1", "p1", "p2")


# What is shown


def test_the_words_that_carry_a_claim_are_marked_in_its_paragraph():
    found = excerpts(world.ledger(), world.PARAGRAPHS)

    assert set(found) == {("C01", "b1"), ("C01", "p1"), ("C02", "p1")}
    assert [s.text for s in found["C02", "p1"] if s.is_marked] == [world.PARAGRAPHS["p1"][:36]]
    assert "".join(s.text for s in found["C02", "p1"]) == world.PARAGRAPHS["p1"]


@given(st.text(), st.lists(st.tuples(st.integers(0, 20), st.integers(0, 20))))
def test_marks_never_change_a_text_however_they_overlap(text, ranges):
    found = marked(text, ranges)

    wanted = {i for start, end in ranges for i in range(start, min(end, len(text)))}
    assert "".join(s.text for s in found) == text
    assert sum(len(s.text) for s in found if s.is_marked) == len(wanted)
    assert all(one.is_marked != other.is_marked for one, other in pairwise(found))


# The article, where it is at hand


def test_the_shipped_ledger_fits_the_article():
    if not ARTICLE.exists():
        pytest.skip("the article is not part of the project")
    lined = align(LEDGER, ARTICLE.read_text("utf-8"))

    assert (lined.altered, lined.missing) == ({}, ())
    assert [f.message for f in faults(LEDGER, lined.texts)] == []
    assert {check.holds for check in checks(LEDGER, lined.texts)} == {True}
