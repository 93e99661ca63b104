"""What one claim does to another: questions over the relations between claims."""

from collections.abc import Iterator

from quizapp.core.generate.desk import Card, Desk, Draft, Sheet, evidence, single, slot_id
from quizapp.core.generate.wording import chain, sentence
from quizapp.core.judge import kin
from quizapp.core.ledger import RelationType
from quizapp.core.query import Query

_OPTIONS: dict[RelationType, str] = {
    "contradicts": "It says the opposite",
    "denies": "It denies the second",
    "doubts": "It casts doubt on the second",
    "elaborates": "It adds detail to the second",
    "reason_for": "It gives a reason for the second",
    "responds_to": "It answers the second",
    "restates": "It says the same in other words",
    "supports": "It speaks for the second",
    "undermines": "It speaks against the second",
}
"""What is offered. `about` says too little; `in_tension_with` is for discussion."""

_NOT_ASKED = ("doubts", "about", "in_tension_with")
"""A doubt is about an account as a whole, not about the bare content of each of its parts."""

_READING = "Claims in a report lean on each other; say in your own words how before you pick."


def relation(desk: Desk) -> Iterator[Draft]:
    """How the first claim bears on the second."""
    cards = tuple(Card(kind, text) for kind, text in _OPTIONS.items())
    for claim in desk.ledger.claims:
        for found in claim.relations:
            other = desk.ledger.claim(found.claim)
            if other is None or found.type in _NOT_ASKED:
                continue
            if found.type == "responds_to" and not kin.sources(other):
                continue  # a reply to a question, which is no claim
            sheet = Sheet(
                slot_id("relation", claim.id, other.id),
                f"Here are two claims from the article. First: {sentence(claim)}. "
                f"Second: {sentence(other)}. What does the first do to the second?",
                "comprehension",
                f"{_OPTIONS[found.type]}. First claim: {chain(desk.ledger, claim.anchors[0])} "
                f"Second claim: {chain(desk.ledger, other.anchors[0])} {_READING}",
                evidence(claim) + evidence(other),
                "hard",
            )
            query = Query(ask="relation", claim=claim.id, other=other.id)
            yield single(desk, sheet, query, found.type, cards)
