"""One claim in full."""

from typing import get_args

from quizapp.core.claim_sheet import RELATION_WORDS, sheet_of
from quizapp.core.ledger import RelationType
from tests import shipped, world

LEDGER = world.ledger()


def sheet(claim_id, ledger=LEDGER):
    """The sheet of the claim with this id."""
    return sheet_of(ledger, ledger.claim(claim_id))


def test_each_way_that_a_claim_came_has_its_paragraphs():
    routes = sheet("C01").routes

    assert [(r.paragraphs, len(r.chain)) for r in routes] == [(("p1",), 2), (("b1",), 0)]


def test_what_was_said_has_its_speaker_and_its_place():
    spoken = sheet("C01").spoken

    assert [(s.text, s.speaker, s.paragraph) for s in spoken] == [
        ("We go on.", "The minister", "p1")
    ]


def test_every_relation_has_words_from_both_ends():
    assert set(RELATION_WORDS) == set(get_args(RelationType))


def related(claim_id, words):
    """The claims to which a shipped one is related in these words."""
    return {b.id for b in sheet(claim_id, shipped.LEDGER).relations.get(words, ())}


def test_relations_are_told_from_both_ends():
    for claim in shipped.LEDGER.claims:
        for relation in claim.relations:
            there, back = RELATION_WORDS[relation.type]
            assert relation.claim in related(claim.id, there)
            assert claim.id in related(relation.claim, back)


def test_a_dispute_shows_all_its_sides_whichever_one_looks_from():
    issues = [sheet(claim, shipped.LEDGER).disputes for claim in ("C13", "C21", "C20")]

    assert {d.issue for found in issues for d in found} == {
        "Did Russia break the Intermediate-Range Nuclear Forces Treaty?"
    }
    assert [[s.is_own for s in found[0].sides] for found in issues] == [
        [True, False, False],
        [False, True, False],
        [False, False, True],
    ]
    assert issues[0][0].sides[0].holders == ("the United States", "NATO")


def test_what_authors_tell_each_other_is_not_on_the_sheet():
    for claim in shipped.LEDGER.claims:
        if claim.note:
            assert claim.note not in repr(sheet_of(shipped.LEDGER, claim))
