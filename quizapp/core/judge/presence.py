"""In what order, and stated at all: the verdicts over events and over what a source leaves out."""

from quizapp.core.judge.verdict import Verdict, called, fails, holds, unclear
from quizapp.core.ledger import Entity, Event, Ledger, Treaty, Weapon
from quizapp.core.query import UNSAID, Query


def earlier(ledger: Ledger, query: Query, option: str) -> Verdict:
    """Whether the source puts `option` before the other event of the two.

    Rule 5: only what follows from the stated order, step by step, is an order. Pairs at which the
    source hints without saying so are neither ordered nor open.
    """
    assert query.events is not None
    one, other = query.events
    if {one, other} in [set(pair) for pair in ledger.hinted_order]:
        return unclear("the article hints at an order and does not say it")
    first = next((a for a, b in ((one, other), (other, one)) if comes_before(ledger, a, b)), None)
    if option == UNSAID:
        if first:
            return fails(f"the article does say which came first: {called(ledger, first)}")
        return holds("the article does not order the two")
    if option not in query.events:
        return unclear("this event is not one of the two")
    if first is None:
        return fails("the article does not order the two")
    if option == first:
        return holds(f"by the article, {called(ledger, first)} came first")
    return fails(f"the article puts {called(ledger, first)} first")


def comes_before(ledger: Ledger, one: str, other: str) -> bool:
    """Whether the stated order leads from the one to the other."""
    seen, edge = set[str](), {one}
    while edge:
        edge = {b for a, b in ledger.event_order if a in edge} - seen
        seen |= edge
    return other in seen


def stated(ledger: Ledger, query: Query, option: str) -> Verdict:
    """Whether it stands in the source, or is known only from outside.

    Of an entity what is asked is its detail: an event's date, a treaty's abbreviation, whose
    system a weapon's first name belongs to.
    """
    claim = ledger.claim(query.claim or "")
    entity = ledger.entity(query.entity or "")
    basis = claim.basis if claim else _detail_basis(entity) if entity else None
    if basis is None or basis == "inferred" or option not in ("source", "outside"):
        return unclear("the ledger does not say where this is known from")
    if option == basis:
        return holds(
            "it stands in the article" if basis == "source" else "the article does not give it"
        )
    return fails(
        "it does stand in the article" if basis == "source" else "the article does not give it"
    )


def _detail_basis(entity: Entity) -> str | None:
    """Where an entity's detail is known from."""
    match entity:
        case Event() if entity.date.resolved:
            return entity.date.basis
        case Treaty() if entity.abbreviation:
            return entity.abbreviation_basis
        case Weapon(designations=(first, *_)):
            return first.system_basis
    return None
