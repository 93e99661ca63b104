"""A source as a map: who speaks, and what is left when one asks for some of it."""

from quizapp.core.source_map import UNNAMED, Wanted, map_of
from tests import world

LEDGER = world.ledger()


def shown(**wanted):
    """The claims that are shown, by paragraph."""
    found = map_of(LEDGER, Wanted(**wanted))
    return {s.id: [row.citation.claim for row in s.rows] for s in found.sections}


def test_claims_are_listed_by_paragraph_in_the_order_of_the_source():
    found = map_of(LEDGER, Wanted())

    assert [(s.id, s.label) for s in found.sections] == [
        ("b1", "summary point 1"),
        ("p1", "paragraph 1"),
    ]
    assert shown() == {"b1": ["C01"], "p1": ["C02", "C01"]}
    assert (found.shown, found.total) == (2, 2)


def test_a_claim_is_first_at_one_place_only():
    rows = [row for s in map_of(LEDGER, Wanted()).sections for row in s.rows]

    assert [(r.citation.claim, r.is_first) for r in rows] == [
        ("C01", True),
        ("C02", True),
        ("C01", False),
    ]


def test_everybody_who_speaks_is_counted_with_the_claims():
    entries = map_of(LEDGER, Wanted()).filters["speaker"]

    assert {(e.name, e.count) for e in entries} == {
        ("The minister", 1),
        ("Her deputy", 1),
        ("The Wire", 1),
        ("Somebody not named", 1),
    }


def test_who_passes_on_is_no_speaker():
    found = map_of(LEDGER, Wanted())

    assert "reuters" not in {e.value for e in found.filters["speaker"]}
    assert [(e.name, e.count) for e in found.filters["outlet"]] == [("Reuters", 1)]


def test_a_filter_asks_for_the_place_where_it_holds():
    assert shown(speaker="minister") == {"p1": ["C01"]}
    assert shown(speaker=UNNAMED) == {"p1": ["C02"]}
    assert shown(paragraph="b1") == {"b1": ["C01"]}
    assert shown(stance="attributed", outlet="reuters") == {"p1": ["C01"]}


def test_what_does_not_go_together_shows_nothing_and_is_not_unknown():
    found = map_of(LEDGER, Wanted(speaker="minister", paragraph="b1"))

    assert (found.sections, found.shown, found.unknown) == ((), 0, ())
    assert found.chosen == {"speaker": "The minister", "paragraph": "Summary point 1"}


def test_what_the_source_does_not_have_is_named():
    found = map_of(LEDGER, Wanted(speaker="nobody", stance="loud"))

    assert (found.sections, found.unknown) == ((), ("speaker", "stance"))


def test_an_empty_value_in_the_address_asks_for_nothing():
    assert Wanted.read({"speaker": "", "stance": "hedged", "page": "2"}) == Wanted(stance="hedged")
