"""Stated here, or known only from elsewhere: questions over what the article leaves out."""

from collections.abc import Iterator

from quizapp.core.bank import Evidence
from quizapp.core.generate.desk import Desk, Draft, Sheet, evidence, slot_id, true_false
from quizapp.core.generate.wording import chain, clause, name
from quizapp.core.ledger import Entity, Event, Treaty
from quizapp.core.query import Query

_OUTSIDE = "What you know from elsewhere may be right, but then cite where you have it from."


def stated(desk: Desk) -> Iterator[Draft]:
    """A detail, and whether the article itself has it."""
    for entity in desk.ledger.entities:
        for field, asked in _details(desk, entity):
            settled = _evidence(desk, entity)
            sheet = Sheet(
                slot_id("stated", entity.id, field),
                asked,
                "comprehension",
                f"{_place(settled)} {_OUTSIDE}",
                settled,
                "medium",
            )
            query = Query(ask="stated", entity=entity.id, field=field)
            if settled:
                yield true_false(desk, sheet, query, "source")


def stated_claim(desk: Desk) -> Iterator[Draft]:
    """A plain statement, and whether the article makes it."""
    for claim in desk.ledger.claims:
        if claim.stance != "asserted" or claim.type not in ("event", "description"):
            continue
        sheet = Sheet(
            slot_id("stated-claim", claim.id),
            f"From the article alone you can learn that {clause(desk.ledger, claim)}.",
            "comprehension",
            f"{chain(desk.ledger, claim.anchors[0])} What an article states plainly you may take "
            "from it, with its name.",
            evidence(claim),
            "easy",
        )
        yield true_false(desk, sheet, Query(ask="stated", claim=claim.id), "source")


def _details(desk: Desk, entity: Entity) -> Iterator[tuple[str, str]]:
    """The fields that can be asked for, each with a statement to judge."""
    known = name(desk.ledger, entity.id)
    match entity:
        case Event():
            yield "date.stated", f"The article gives at least a rough time for {known}."
            yield "date.resolved", f"The article gives the date, with day and month, of {known}."
        case Treaty():
            yield "abbreviation", f"The article uses an abbreviation for the {known}."
            yield "parties", f"From the article you can tell which states the {known} was between."


def _evidence(desk: Desk, entity: Entity) -> tuple[Evidence, ...]:
    """The claim that speaks most closely of the entity."""
    claims = [c for c in desk.ledger.claims if entity.id in c.entities]
    claims.sort(key=lambda c: (c.type not in ("naming", "event"), len(c.entities)))
    return evidence(claims[0]) if claims else ()


def _place(settled: tuple[Evidence, ...]) -> str:
    where = settled[0].paragraph if settled else None
    return f"See {where and _label(where)}, and all else that the article has on it."


def _label(paragraph: str) -> str:
    kinds = {"p": "paragraph", "b": "summary point"}
    return f"{kinds.get(paragraph[:1], paragraph)} {paragraph[1:]}"
