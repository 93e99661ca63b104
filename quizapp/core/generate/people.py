"""Who can stand beside whom as an option: entities of one sort, as cards."""

from collections.abc import Sequence

from quizapp.core.generate.desk import Card, Desk
from quizapp.core.generate.wording import name
from quizapp.core.judge import kin
from quizapp.core.ledger import Anchor, Body, Claim, Entity, Ledger, Link, Outlet, Person
from quizapp.core.query import UNSAID

UNSAID_LISTENER = Card(UNSAID, "The article names nobody", is_fixed=True)
UNSAID_OUTLET = Card(UNSAID, "The article names none", is_fixed=True)


def speakers(ledger: Ledger) -> tuple[Entity, ...]:
    """Everybody who is given as the source of some claim, in the ledger's order."""
    found = {s for claim in ledger.claims for s in kin.sources(claim)}
    return tuple(e for e in ledger.entities if e.id in found)


def voices_like(desk: Desk, entity_id: str) -> tuple[Card, ...]:
    """Speakers of the same kind: persons for a person, states and alliances for a state."""
    own = desk.ledger.entity(entity_id)
    return cards(desk, [e for e in speakers(desk.ledger) if own and e.kind == own.kind])


def voices(desk: Desk) -> tuple[Card, ...]:
    """All speakers."""
    return cards(desk, speakers(desk.ledger))


def outlets(desk: Desk, entity_id: str = "") -> tuple[Card, ...]:
    """Agencies and broadcasters; a sister of the given outlet is never offered against it.

    Nor is a name for outlets in general, unless it is the given one.
    """
    found = [
        e
        for e in desk.ledger.entities
        if isinstance(e, Outlet)
        and (e.id == entity_id or e.form in ("agency", "broadcaster"))
        and not kin.are_kin(desk.ledger, e.id, entity_id)
    ]
    return cards(desk, found)


def cards(desk: Desk, entities: Sequence[Entity]) -> tuple[Card, ...]:
    """The entities as options."""
    return tuple(Card(e.id, name(desk.ledger, e.id)) for e in entities)


def spellings(ledger: Ledger, entity_id: str) -> tuple[str, ...]:
    """All that may be typed for an entity."""
    entity = ledger.entity(entity_id)
    return (entity.name, *entity.aliases) if entity else ()


def is_named(ledger: Ledger, entity_id: str) -> bool:
    """Whether there is a name to type."""
    entity = ledger.entity(entity_id)
    return not isinstance(entity, Person) or entity.is_named


def said(claim: Claim) -> tuple[tuple[Anchor, Link], ...]:
    """Each place where somebody is given as the source, with the innermost such link."""
    found = []
    for anchor in claim.anchors:
        own = [link for link in anchor.chain if link.role == "source" and link.speaker]
        if own:
            found.append((anchor, own[-1]))
    return tuple(found)


def is_body(ledger: Ledger, entity_id: str) -> bool:
    """Whether it is a state, an alliance or the like."""
    return isinstance(ledger.entity(entity_id), Body)
