"""Notes on a text: words that are found again, and the ledger that is made of them."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.core import coherence
from quizapp.core.hearing import heard
from quizapp.core.notebook import (
    About,
    Named,
    Notebook,
    NotedClaim,
    NotedLink,
    Selector,
    Spot,
    found_at,
    ledger_of,
    paragraphs_of,
    selector_at,
)
from tests.world import NOW

LATER = NOW + timedelta(days=1)
TEXT = "The minister said that the talks go on.\n\nThe agency: the talks go on, said the envoy."
ONE, TWO = paragraphs_of(TEXT)


def test_what_was_dismissed_before_places_had_keys_stays_so_and_comes_back_one_by_one():
    one, other = heard(("He said so. It rained.", "It rained. He said so."))
    notes = Notebook(dismissed=(one.digest,))
    assert notes.has_dismissed(one)
    assert notes.has_dismissed(other)

    back = notes.with_suggested(other, (one, other))

    assert back.has_dismissed(one)
    assert not back.has_dismissed(other)
    assert back.with_dismissed(other).has_dismissed(other)


def test_blank_lines_divide_paragraphs_and_lines_do_where_there_are_none():
    assert paragraphs_of("a\nb\n \n  c  d\n\n\n") == ("a b", "c d")
    assert paragraphs_of("a\nb") == ("a", "b")
    assert paragraphs_of(" \n ") == ()


def test_words_that_stand_twice_are_told_apart_by_what_stands_around_them():
    second = selector_at(TWO, 12, 27)

    assert second.exact == "the talks go on"
    assert found_at(second, (ONE, TWO)) == Spot(1, 12, 27)
    assert found_at(second, ("New.", TWO, ONE)) == Spot(1, 12, 27)
    assert found_at(second, (ONE,)) == Spot(0, 23, 38)
    assert found_at(second, ("Nothing of it.",)) is None


@given(st.text(min_size=1, max_size=60), st.data())
def test_words_are_found_where_they_were_selected(text, data):
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))

    spot = found_at(selector_at(text, start, end), (text,))

    assert spot
    assert text[spot.start : spot.end] == text[start:end]


@given(st.text("ab. ", max_size=30), st.text("ab. ", max_size=30))
def test_words_of_their_own_are_found_whatever_is_put_around_them(before, after):
    kept = selector_at(ONE, 23, 38)

    assert found_at(kept, (before + ONE + after,)) == Spot(0, 23 + len(before), 38 + len(before))


def claim(name, at, stance, *links, hedges=()):
    return NotedClaim(
        id=name, content=f"Claim {name}", stance=stance, at=at, chain=links, hedges=hedges
    )


FIVE = tuple(claim(f"C0{n}", selector_at(ONE, n, n + 9), "asserted") for n in range(1, 6))


@given(st.permutations(["C01", "C02", "C03", "C04", "C05"]), st.permutations(range(5)))
def test_deleted_claims_come_back_as_they_were_in_whatever_order(gone, back):
    notes = before = Notebook(claims=FIVE)
    for minute, name in enumerate(gone):
        notes = notes.without_claim(FIVE[int(name[1:]) - 1], NOW + timedelta(minutes=minute))
    assert (notes.claims, notes.next_id()) == ((), "C06")
    assert Notebook.model_validate_json(notes.model_dump_json()) == notes

    for place in back:
        notes = notes.with_back(gone[place])

    assert notes == before


def test_what_was_deleted_too_long_ago_is_forgotten_but_its_number():
    notes = Notebook(claims=FIVE).without_claim(FIVE[4], NOW).without_claim(FIVE[3], LATER)

    left = notes.purged(LATER)

    assert [gone.claim.id for gone in left.deleted] == ["C04"]
    assert left.with_back("C05") == left
    assert left.next_id() == "C06"


def test_a_ledger_is_made_of_the_claims_that_find_their_words():
    notes = Notebook(
        entities=(
            Named(id="minister", name="the minister", kind="person"),
            Named(id="agency", name="the agency", kind="outlet"),
            Named(id="envoy", name="the envoy", kind="person"),
        ),
        claims=(
            claim("C01", selector_at(ONE, 23, 38), "attributed",
                  NotedLink(speaker="minister", cue="said")),
            claim("C02", selector_at(TWO, 12, 27), "attributed",
                  NotedLink(speaker="agency", cue="reported"),
                  NotedLink(speaker="envoy", cue="told", addressee="minister")),
            claim("C03", Selector(exact="not there"), "asserted"),
            claim("C04", selector_at(ONE, 0, 3), "hedged", hedges=("may",)),
        ),
    )  # fmt: skip

    ledger = ledger_of(About("own-1", "The talks", "The Courier", TEXT), notes)

    assert [c.id for c in ledger.claims] == ["C01", "C02", "C04"]
    relay, teller = ledger.claims[1].anchors[0].chain
    assert (relay.role, teller.role) == ("relay", "source")
    assert (relay.cue_type, teller.cue_type) == ("report", "tell")
    assert ledger.claims[1].anchors[0].paragraph == "p2"
    assert ledger.claims[0].held_by == {"minister": "CT+"}
    assert list(coherence.faults(ledger)) == []


def test_a_name_is_one_entity_however_it_is_written():
    notes, first = Notebook().with_entity("The Minister", "person")
    notes, again = notes.with_entity("the minister", "person")
    notes, other = notes.with_entity("Договор", "treaty")

    assert first == again == "the-minister"
    assert other == "entity"
    assert len(notes.entities) == 2


@pytest.mark.parametrize(("ids", "new"), [((), "C01"), (("C01", "C07"), "C08"), (("C99",), "C100")])
def test_a_new_claim_gets_an_id_that_none_has(ids, new):
    claims = tuple(claim(i, Selector(exact="x"), "asserted") for i in ids)

    assert Notebook(claims=claims).next_id() == new
