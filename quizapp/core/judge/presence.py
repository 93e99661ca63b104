"""In what order, and stated at all: the verdicts over events and over what a source leaves out."""

from quizapp.core.coherence import comes_before
from quizapp.core.judge.verdict import Verdict, called, fails, holds, unclear
from quizapp.core.ledger import Basis, Dated, Entity, Event, Ledger, Treaty, Weapon
from quizapp.core.query import UNSAID, Query


def earlier(ledger: Ledger, query: Query, option: str) -> Verdict:
    """Whether `option` came before the other event of the two.

    Rule 5: only what follows from the stated order, step by step, is an order. Where the source
    has none, the events may still have one outside it (rule 4). Pairs at which it hints without
    saying so are neither ordered nor open.
    """
    assert query.events is not None
    one, other = query.events
    if {one, other} in [set(pair) for pair in ledger.hinted_order]:
        return unclear("the article hints at an order and does not say it")
    first = next((a for a, b in ((one, other), (other, one)) if comes_before(ledger, a, b)), None)
    if option == UNSAID:
        if first:
            return fails(f"the article puts {called(ledger, first)} first")
        return holds("the article does not order the two")
    if option not in query.events:
        return unclear("this event is not one of the two")
    if first is None:
        return unclear("the article does not order the two; other sources may")
    if option == first:
        return holds(f"by the article, {called(ledger, first)} came first")
    return fails(f"the article puts {called(ledger, first)} first")


def order(ledger: Ledger, query: Query, option: str) -> Verdict:
    """Whether the source puts `option` first: that it does not is certain where it orders none."""
    verdict = earlier(ledger, query, option)
    is_open = earlier(ledger, query, UNSAID).value == "holds"
    if is_open and query.events and option in query.events:
        return fails("the article does not order the two")
    return verdict


def stated(ledger: Ledger, query: Query, option: str) -> Verdict:
    """Whether it stands in the source, or is known only from outside: a claim, or a field."""
    claim = ledger.claim(query.claim or "")
    entity = ledger.entity(query.entity or "")
    basis = claim.basis if claim else _basis(entity, query.field or "") if entity else None
    if basis is None or basis == "inferred" or option not in ("source", "outside"):
        return unclear("the ledger does not say where this is known from")
    where = "it stands in the article" if basis == "source" else "the article does not give it"
    return holds(where) if option == basis else fails(where)


def _basis(entity: Entity, field: str) -> Basis | None:
    """Where a field of an entity is known from; None for a field that it does not have."""
    if field in entity.known:
        return entity.known[field]
    match entity:
        case Event() if field.startswith("date."):
            return _date_basis(entity.date, field)
        case Treaty() if field == "abbreviation" and entity.abbreviation:
            return entity.abbreviation_basis
        case Weapon() if field.startswith("designations."):
            _, value, part = field.split(".", 2)
            found = (d for d in entity.designations if d.value == value and part == "system")
            return next((d.system_basis for d in found), None)
    return "source" if getattr(entity, field, None) else None


def _date_basis(date: Dated, field: str) -> Basis | None:
    """`date.basis` is that of the resolved date where there is one, else of the stated one."""
    if field == "date.resolved":
        return date.basis if date.resolved else None
    if not date.stated:
        return None
    return "source" if date.resolved else date.basis
