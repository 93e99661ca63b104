"""One claim in full: the ways it came, its words, its neighbours, and who holds the other side."""

from collections.abc import Iterator
from dataclasses import dataclass

from quizapp.core.citation import STANCE_MEANS, Voice, cite, name_of
from quizapp.core.ledger import Claim, Ledger, Position, RelationType, Stance

RELATION_WORDS: dict[RelationType, tuple[str, str]] = {
    "about": ("It is about", "It is spoken of in"),
    "contradicts": ("It contradicts", "It contradicts"),
    "denies": ("It denies", "It is denied by"),
    "doubts": ("It doubts", "It is doubted by"),
    "elaborates": ("It adds detail to", "Detail is added by"),
    "in_tension_with": ("It sits oddly with", "It sits oddly with"),
    "reason_for": ("It is given as a reason for", "Its reason is given as"),
    "responds_to": ("It answers", "It is answered by"),
    "restates": ("It says the same as", "It says the same as"),
    "supports": ("It speaks for", "What speaks for it"),
    "undermines": ("It weakens", "It is weakened by"),
}
"""Each relation as seen from the claim that has it, and from the other one."""


@dataclass(frozen=True)
class Brief:
    """A claim in a line, to be followed."""

    id: str
    content: str
    stance: Stance


@dataclass(frozen=True)
class Route:
    """A chain, outermost voice first, with all the paragraphs that give it so."""

    paragraphs: tuple[str, ...]
    chain: tuple[Voice, ...]


@dataclass(frozen=True)
class Spoken:
    """Words in quotation marks: whose, where, and through whom (None: nobody between)."""

    text: str
    speaker: str
    paragraph: str
    relay: str | None


@dataclass(frozen=True)
class Side:
    """Who holds one position of a dispute, by which claims; `is_own`: this claim is among them."""

    holders: tuple[str, ...]
    claims: tuple[Brief, ...]
    is_own: bool


@dataclass(frozen=True)
class Dispute:
    """A contested issue with all its sides, in the order of the ledger."""

    issue: str
    sides: tuple[Side, ...]


@dataclass(frozen=True)
class ClaimSheet:
    """All that a page says of a claim; `relations` by the words for them, in both directions."""

    source: str
    source_title: str
    publisher: str
    claim: Brief
    stance_means: str
    routes: tuple[Route, ...]
    spoken: tuple[Spoken, ...]
    hedges: tuple[str, ...]
    distancing: tuple[str, ...]
    relations: dict[str, tuple[Brief, ...]]
    disputes: tuple[Dispute, ...]
    note: str | None


def sheet_of(ledger: Ledger, claim: Claim) -> ClaimSheet:
    """The sheet of a claim of this ledger."""
    spoken = (
        Spoken(
            q.text, name_of(ledger, q.speaker) or q.speaker, q.paragraph, name_of(ledger, q.relay)
        )
        for q in claim.quotes
    )
    return ClaimSheet(
        source=ledger.id,
        source_title=ledger.title,
        publisher=ledger.publisher,
        claim=_brief(claim),
        stance_means=STANCE_MEANS[claim.stance],
        routes=_routes(ledger, claim),
        spoken=tuple(spoken),
        hedges=claim.hedges,
        distancing=claim.distancing,
        relations=_relations(ledger, claim),
        disputes=tuple(_disputes(ledger, claim)),
        note=claim.ambiguous,
    )


def _brief(claim: Claim) -> Brief:
    return Brief(claim.id, claim.content, claim.stance)


def _routes(ledger: Ledger, claim: Claim) -> tuple[Route, ...]:
    by_chain: dict[tuple[Voice, ...], list[str]] = {}
    for anchor in claim.anchors:
        chain = cite(ledger, claim.id, anchor.paragraph).chain
        by_chain.setdefault(chain, []).append(anchor.paragraph)
    return tuple(Route(tuple(places), chain) for chain, places in by_chain.items())


def _relations(ledger: Ledger, claim: Claim) -> dict[str, tuple[Brief, ...]]:
    found: dict[str, dict[str, Brief]] = {}
    for relation in claim.relations:
        other = ledger.claim(relation.claim)
        if other:
            words = RELATION_WORDS[relation.type][0]
            found.setdefault(words, {})[other.id] = _brief(other)
    own = {claim.id, *claim.aliases}
    for other in ledger.claims:
        for relation in other.relations:
            if relation.claim in own:
                words = RELATION_WORDS[relation.type][1]
                found.setdefault(words, {})[other.id] = _brief(other)
    return {words: tuple(others.values()) for words, others in found.items()}


def _disputes(ledger: Ledger, claim: Claim) -> Iterator[Dispute]:
    for group in ledger.balance_groups:
        sides = tuple(_side(ledger, position, claim) for position in group.positions)
        if any(side.is_own for side in sides):
            yield Dispute(group.issue, sides)


def _side(ledger: Ledger, position: Position, claim: Claim) -> Side:
    claims = [ledger.claim(i) for i in position.claims]
    return Side(
        holders=tuple(name_of(ledger, i) or i for i in position.by),
        claims=tuple(_brief(c) for c in claims if c),
        is_own=claim in claims,
    )
