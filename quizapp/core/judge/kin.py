"""Who may count as whom, and which claims come with which: the widening before a verdict.

Rule 2: of what is also right belong all members of a chain, co-sources, the same content anywhere,
whom one speaks for, owner and member, neighbours by relation, the same side of a dispute.
"""

from collections.abc import Iterator

from quizapp.core.ledger import Anchor, Body, Claim, Ledger, Link, Open, Outlet, Person

NEAR_RELATIONS = frozenset(("restates", "elaborates", "supports"))
"""Relations by which whoever makes one claim all but makes the other."""


def same_content(ledger: Ledger, claim: Claim) -> tuple[Claim, ...]:
    """The claim itself, then all others with its content."""
    others = (c for c in ledger.claims if c is not claim and c.content_key == claim.content_key)
    return (claim, *others)


def is_no_wider(ledger: Ledger, claim: Claim, twin: Claim) -> bool:
    """Whether who makes the twin has made the claim too: the same words, or narrower ones."""
    if twin is claim:
        return True
    group = {name for c in same_content(ledger, claim) for name in _names(c)}
    for one, other in ((twin, claim), (claim, twin)):
        if any(r.type == "restates" and r.claim in _names(other) for r in one.relations):
            return True
    return any(r.type == "elaborates" and r.claim in group for r in twin.relations)


def neighbours(ledger: Ledger, claim: Claim) -> tuple[Claim, ...]:
    """Claims so near that whoever makes them all but makes this one.

    What is said *about* a plain fact takes the fact for granted, and so counts as well.
    """
    group = {name for c in same_content(ledger, claim) for name in _names(c)}
    named = [ledger.claim(r.claim) for r in claim.relations if r.type in NEAR_RELATIONS]
    bearing = NEAR_RELATIONS | {"about"} if claim.stance == "asserted" else NEAR_RELATIONS
    near = {other.id for other in named if other} | {
        other.id
        for other in ledger.claims
        for r in other.relations
        if r.claim in group and r.type in bearing
    }
    near -= group
    return tuple(c for c in ledger.claims if c.id in near) if near else ()


def around_the_doubted(ledger: Ledger, claim: Claim) -> Iterator[Claim]:
    """The claims that bear on something that this one doubts."""
    doubted = {r.claim for r in claim.relations if r.type == "doubts"}
    for other in ledger.claims if doubted else ():
        if any(r.claim in doubted for r in other.relations):
            yield other


def anchors(claim: Claim, paragraph: str | None) -> tuple[Anchor, ...]:
    """The claim's anchors; only those in that paragraph where one is given."""
    if paragraph is None:
        return claim.anchors
    return tuple(a for a in claim.anchors if a.paragraph == paragraph)


def links(claim: Claim, paragraph: str | None = None) -> Iterator[Link]:
    """The links of all its chains."""
    return (link for anchor in anchors(claim, paragraph) for link in anchor.chain)


def sources(claim: Claim, paragraph: str | None = None) -> set[str]:
    """Who is given as a source of the claim."""
    return {
        name
        for link in links(claim, paragraph)
        if link.role == "source"
        for name in (link.speaker, *link.with_speakers)
        if name
    }


def first_hand(claim: Claim) -> set[str]:
    """Those whom the article itself has say it: the outermost sources, if they stand by it."""
    found: set[str] = set()
    for anchor in claim.anchors:
        own = [link for link in anchor.chain if link.role == "source"]
        found |= {name for link in own[:1] for name in (link.speaker, *link.with_speakers) if name}
    return {name for name in found if claim.held_by.get(name) != "Uu"}


def commits_somebody(claim: Claim) -> bool:
    """Whether one of its sources stands by it."""
    return any(claim.held_by.get(name) != "Uu" for name in sources(claim))


def relays(claim: Claim, paragraph: str | None = None) -> set[str]:
    """Who passes the claim on."""
    found = (link.speaker for link in links(claim, paragraph) if link.role == "relay")
    return {name for name in found if name}


def addressees(claim: Claim, paragraph: str | None = None) -> set[str]:
    """To whom the claim is made, at any level."""
    return {link.addressee for link in links(claim, paragraph) if link.addressee}


def is_ownerless(claim: Claim) -> bool:
    """Whether it is a belief or the like that nobody is said to hold (rule 6)."""
    return any(link.speaker is None for link in links(claim))


def leaves_open(claim: Claim, what: Open) -> bool:
    """Whether the claim can be read in two ways as to this."""
    return claim.ambiguous is not None and (not claim.open or what in claim.open)


def are_kin(ledger: Ledger, one: str, other: str) -> bool:
    """Whether the two may stand for each other: spokesman, owner, member, sister outlet."""
    if one == other:
        return False
    owners = _owners(ledger, one) & _owners(ledger, other)
    return other in _stands_for(ledger, one) or one in _stands_for(ledger, other) or bool(owners)


def _stands_for(ledger: Ledger, name: str) -> set[str]:
    match ledger.entity(name):
        case Person(speaks_for=str(body)):
            return {body}
        case Outlet(owned_by=str(owner)):
            return {owner}
        case Body(members=members):
            return set(members)
    return set()


def _owners(ledger: Ledger, name: str) -> set[str]:
    entity = ledger.entity(name)
    return {entity.owned_by} if isinstance(entity, Outlet) and entity.owned_by else set()


def same_side(ledger: Ledger, claim: Claim) -> set[str]:
    """Who holds the claim's position in its dispute, by the balance groups."""
    return {
        name
        for group in ledger.balance_groups
        for position in group.positions
        if set(_names(claim)) & set(position.claims)
        for name in position.by
    }


def _names(claim: Claim) -> tuple[str, ...]:
    """A claim's id and its aliases."""
    return (claim.id, *claim.aliases)
