"""In what order, and whether that can be told: questions over events."""

from collections.abc import Iterator
from functools import partial
from itertools import combinations, pairwise

from quizapp.core.bank import Evidence
from quizapp.core.coherence import comes_before
from quizapp.core.generate.desk import Card, Desk, Draft, Sheet, ordering, single, slot_id
from quizapp.core.generate.wording import name
from quizapp.core.ledger import Event
from quizapp.core.query import UNSAID, Query

_OPEN = Card(UNSAID, "It leaves their order open", is_fixed=True)


def earlier(desk: Desk) -> Iterator[Draft]:
    """Which of two events the article puts first, if it does."""
    for one, other in _pairs(desk):
        first, second = _as_told(desk, one, other)
        is_ordered = comes_before(desk.ledger, first, second)
        sheet = Sheet(
            slot_id("earlier", *sorted((one, other))),
            "Which of these two does the article put first, if it orders them at all?",
            "chronology",
            _order_told(desk, first, second)
            if is_ordered
            else "Nothing in the article ties the two to each other. To settle it you would need "
            "dates from another source, and would have to name it.",
            _evidence(desk, (one, other)),
            "medium" if is_ordered else "hard",
        )
        pool = [Card(e, name(desk.ledger, e)) for e in (one, other)]
        key = first if is_ordered else UNSAID
        yield single(desk, sheet, Query(ask="order", events=(one, other)), key, [*pool, _OPEN])


def in_order(desk: Desk) -> Iterator[Draft]:
    """Three or four events to put in order, every two of which the article orders."""
    for size in (3, 4):
        for events in combinations(_events(desk), size):
            told = sorted(events, key=partial(_place_among, desk, events))
            pairs = [(told[i], told[j]) for i, j in combinations(range(size), 2)]
            if not all(_is_proved(desk, a, b) for a, b in pairs):
                continue
            sheet = Sheet(
                slot_id("in-order", *told),
                "Put these in the order that follows from the article, earliest first.",
                "chronology",
                " ".join(_order_told(desk, a, b) for a, b in pairwise(told)),
                _evidence(desk, told),
                "medium" if size == 3 else "hard",
            )
            yield ordering(sheet, [name(desk.ledger, e) for e in told])


def _place_among(desk: Desk, events: tuple[str, ...], event: str) -> int:
    """How many of the events come before this one."""
    return sum(comes_before(desk.ledger, other, event) for other in events)


def _is_proved(desk: Desk, first: str, second: str) -> bool:
    """Whether the judge has the one before the other, and nothing else."""
    query = Query(ask="order", events=(first, second))
    verdicts = [desk.verdict(query, option).value for option in (first, second, UNSAID)]
    return verdicts == ["holds", "fails", "fails"]


def _events(desk: Desk) -> list[str]:
    return [e.id for e in desk.ledger.entities if isinstance(e, Event)]


def _pairs(desk: Desk) -> Iterator[tuple[str, str]]:
    return combinations(_events(desk), 2)


def _as_told(desk: Desk, one: str, other: str) -> tuple[str, str]:
    return (other, one) if comes_before(desk.ledger, other, one) else (one, other)


def _order_told(desk: Desk, first: str, second: str) -> str:
    a, b = name(desk.ledger, first), name(desk.ledger, second)
    return f"The article puts {a} before {b}."


def _evidence(desk: Desk, events: tuple[str, ...] | list[str]) -> tuple[Evidence, ...]:
    """For each event the claim that tells of it: one that is a plain event, if there is any."""
    found = []
    for event in events:
        claims = [c for c in desk.ledger.claims if event in c.entities]
        claims.sort(key=lambda c: (c.type != "event", c.stance != "asserted", len(c.entities)))
        if claims:
            anchor = claims[0].anchors[0]
            found.append(Evidence(claim=claims[0].id, paragraph=anchor.paragraph))
    return tuple(dict.fromkeys(found))
