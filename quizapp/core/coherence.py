"""Whether a ledger makes sense: what its fields have to do with each other.

That ids resolve is for the model itself (`core.ledger`); here stand the rules by which a claim's
stance, chain, quotations and relations have to fit together, and the order of events and the sides
of disputes have to hold. Each fault has the path to the part that it is about. What needs the text
of the source stands in `core.alignment`.
"""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from quizapp.core.ledger import Anchor, Claim, Entity, Ledger, Link

Path = tuple[str | int, ...]


class LedgerFault(NamedTuple):
    """What is wrong at which part of a ledger, and what to write instead."""

    path: Path
    message: str
    is_grave: bool = True


def faults(ledger: Ledger) -> Iterator[LedgerFault]:
    """All that does not fit together, in the order of the file as far as may be."""
    kinds = {entity.id: entity.kind for entity in ledger.entities}
    yield from _entity_faults(ledger, kinds)
    for index, claim in enumerate(ledger.claims):
        for fault in _claim_faults(ledger, claim, kinds):
            yield fault._replace(path=("claims", index, *fault.path))
    yield from _dispute_faults(ledger)
    yield from _order_faults(ledger, kinds)
    yield from _uncovered(ledger)


# Entities


_HAS_TO_BE = {
    "speaks_for": "body",
    "owned_by": "body",
    "members": "body",
    "parties": "body",
    "owner": "body",
    "developer": "body",
}
"""Fields that name another entity, and of which kind it is."""


def _entity_faults(ledger: Ledger, kinds: Mapping[str, str]) -> Iterator[LedgerFault]:
    taken: dict[str, str] = {}
    for index, entity in enumerate(ledger.entities):
        path: Path = ("entities", index)
        for field, kind in _HAS_TO_BE.items():
            for name in _named(entity, field):
                if kinds[name] != kind:
                    message = (
                        f"{entity.id}: '{name}' is of kind {kinds[name]}; {field} names a {kind}"
                    )
                    yield LedgerFault((*path, field), message)
        for name in (entity.name, *entity.aliases):
            other = taken.setdefault(name.casefold(), entity.id)
            if other != entity.id:
                message = f"{entity.id}: '{name}' is a name of '{other}' too; one of them only"
                yield LedgerFault((*path, "name"), message)
    if kinds.get(ledger.outlet) != "outlet":
        message = f"the outlet '{ledger.outlet}' is no entity of kind 'outlet'; add it"
        yield LedgerFault(("outlet",), message)


def _named(entity: Entity, field: str) -> tuple[str, ...]:
    value = getattr(entity, field, None)
    return value if isinstance(value, tuple) else (value,) if value else ()


# Claims


def _claim_faults(ledger: Ledger, claim: Claim, kinds: Mapping[str, str]) -> Iterator[LedgerFault]:
    for number, anchor in enumerate(claim.anchors):
        yield from _stance_faults(claim, anchor, ("anchors", number))
        for place, link in enumerate(anchor.chain):
            yield from _link_faults(claim, link, kinds, ("anchors", number, "chain", place))
    yield from _manner_faults(claim)
    yield from _quote_faults(claim)
    for number, relation in enumerate(claim.relations):
        if ledger.claim(relation.claim) is claim:
            message = f"{claim.id}: a claim stands in no relation to itself; name another"
            yield LedgerFault(("relations", number, "claim"), message)


def _stance_faults(claim: Claim, anchor: Anchor, path: Path) -> Iterator[LedgerFault]:
    is_owned = any(other.chain for other in claim.anchors)  # a summary may leave the voices out
    if claim.stance in ("attributed", "disputed") and not is_owned:
        message = f"{claim.id} is {claim.stance}: say in 'chain' who says so in {anchor.paragraph}"
        yield LedgerFault(path, message)
    if claim.stance == "asserted" and anchor.chain and claim.type != "naming":
        message = f"{claim.id} is asserted by the outlet itself: take the chain out, or the stance"
        yield LedgerFault((*path, "chain"), message)


_SPEAKS = ("person", "body", "outlet")


def _link_faults(
    claim: Claim, link: Link, kinds: Mapping[str, str], path: Path
) -> Iterator[LedgerFault]:
    if link.role == "relay" and kinds.get(link.speaker or "") != "outlet":
        message = f"{claim.id}: only an outlet relays; '{link.speaker}' is none"
        yield LedgerFault((*path, "speaker"), message)
    for name in (link.speaker, *link.with_speakers, link.addressee):
        if name and kinds[name] not in _SPEAKS:
            message = (
                f"{claim.id}: '{name}' is of kind {kinds[name]} and can neither speak nor listen"
            )
            yield LedgerFault(path, message)
    if link.speaker is None and link.with_speakers:
        message = f"{claim.id}: name the first of the speakers in 'speaker'"
        yield LedgerFault((*path, "speaker"), message)
    if link.addressee and link.addressee in (link.speaker, *link.with_speakers):
        message = f"{claim.id}: '{link.addressee}' is told what it says itself"
        yield LedgerFault((*path, "addressee"), message)


def _manner_faults(claim: Claim) -> Iterator[LedgerFault]:
    if claim.stance in ("hedged", "doubted", "evidence_backed") and not claim.hedges:
        message = f"{claim.id} is {claim.stance}: give the words that say so in 'hedges'"
        yield LedgerFault(("stance",), message, is_grave=False)
    if claim.stance == "asserted" and claim.factuality != "CT+":
        message = f"{claim.id} is asserted, so its factuality is CT+, not {claim.factuality}"
        yield LedgerFault(("factuality",), message)
    if claim.stance == "doubted" and claim.factuality in ("CT+", "PR+"):
        message = f"{claim.id} is doubted, so its factuality cannot be {claim.factuality}"
        yield LedgerFault(("factuality",), message)
    if claim.open and not claim.ambiguous:
        message = f"{claim.id}: say in 'ambiguous' what can be read in two ways"
        yield LedgerFault(("open",), message)


def _quote_faults(claim: Claim) -> Iterator[LedgerFault]:
    """A quotation stands where the claim does; its speaker and relay are those of the chain."""
    for number, quote in enumerate(claim.quotes):
        path: Path = ("quotes", number)
        here = [anchor for anchor in claim.anchors if anchor.paragraph == quote.paragraph]
        links = [link for anchor in here for link in anchor.chain]
        if not here:
            message = f"{claim.id} does not stand in {quote.paragraph}; give it an anchor there"
            yield LedgerFault((*path, "paragraph"), message)
            continue
        if quote.speaker not in {n for k in links for n in (k.speaker, *k.with_speakers)}:
            message = f"{claim.id}: '{quote.speaker}' is in no chain in {quote.paragraph}"
            yield LedgerFault(
                (*path, "speaker"), f"{message}; the speaker of a quotation has to be"
            )
        relays = {link.speaker for link in links if link.role == "relay"} or {None}
        if quote.relay not in relays:
            named = " or ".join(sorted(r for r in relays if r)) or "none"
            message = f"{claim.id}: the chain in {quote.paragraph} names {named} as relay"
            yield LedgerFault((*path, "relay" if quote.relay else "text"), message)


# The whole


def _dispute_faults(ledger: Ledger) -> Iterator[LedgerFault]:
    """A disputed claim has its other side on record."""
    grouped = {c for g in ledger.balance_groups for p in g.positions for c in p.claims}
    for index, claim in enumerate(ledger.claims):
        if claim.stance == "disputed" and not grouped & {claim.id, *claim.aliases}:
            message = f"{claim.id} is disputed: put it into a balance group, with the other side"
            yield LedgerFault(("claims", index, "stance"), message)
    for number, group in enumerate(ledger.balance_groups):
        claims = [c for p in group.positions for c in p.claims]
        for claim_id in {c for c in claims if claims.count(c) > 1}:
            message = f"{group.id}: claim {claim_id} is on two sides; one claim has one side"
            yield LedgerFault(("balance_groups", number), message)


def _order_faults(ledger: Ledger, kinds: Mapping[str, str]) -> Iterator[LedgerFault]:
    for field in ("event_order", "hinted_order"):
        for number, pair in enumerate(getattr(ledger, field)):
            for place, name in enumerate(pair):
                if kinds[name] != "event":
                    message = f"'{name}' is of kind {kinds[name]}; only events have an order"
                    yield LedgerFault((field, number, place), message)
    for number, (one, other) in enumerate(ledger.event_order):
        if one == other or comes_before(ledger, other, one):
            message = f"'{one}' and '{other}' come before each other; take one of the pairs out"
            yield LedgerFault(("event_order", number), message)
            return  # every pair of the circle would be told
    for number, (one, other) in enumerate(ledger.hinted_order):
        if comes_before(ledger, one, other) or comes_before(ledger, other, one):
            message = f"the order of '{one}' and '{other}' is stated, and no mere hint"
            yield LedgerFault(("hinted_order", number), message)


def comes_before(ledger: Ledger, one: str, other: str) -> bool:
    """Whether the stated order leads from the one event to the other, step by step."""
    seen, edge = set[str](), {one}
    while edge:
        edge = {b for a, b in ledger.event_order if a in edge} - seen
        seen |= edge
    return other in seen


def _uncovered(ledger: Ledger) -> Iterator[LedgerFault]:
    """Bullets and body paragraphs in which no claim stands."""
    covered = {anchor.paragraph for claim in ledger.claims for anchor in claim.anchors}
    for index, paragraph in enumerate(ledger.paragraphs):
        if paragraph.kind in ("bullet", "body") and paragraph.id not in covered:
            message = f"no claim stands in {paragraph.id}; add what it says"
            yield LedgerFault(("paragraphs", index), message, is_grave=False)
