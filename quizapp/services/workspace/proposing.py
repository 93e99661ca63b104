"""Questions proposed from a ledger for a bank: looked through, taken, edited or dismissed."""

import threading
from collections import Counter, OrderedDict
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from quizapp.core.generate import Made, generate
from quizapp.core.ledger import Ledger
from quizapp.formats.house_cards import Fields
from quizapp.formats.restricted_yaml import Node
from quizapp.services.accounts import Teacher
from quizapp.services.workspace.changing import Change
from quizapp.services.workspace.deck import Card, Decks
from quizapp.services.workspace.rights import authorised
from quizapp.store import workspace
from quizapp.store.database import Session

PAGE = 20
"""Proposals on one page."""

SHOWN_DISMISSED = 50
"""Dismissed ones that a page shows at most."""

KEPT = 8
"""Ledgers of which the questions stay made; the shipped one takes 1.5 s."""


@dataclass(frozen=True)
class Proposals:
    """A page of what is proposed; the counts are of all that is left, before it was narrowed.

    `next` is the id of the one to go on with; empty where nothing was done, or is left. Of those
    that were `dismissed` the first are here, and how many there are.
    """

    made: tuple[Made, ...]
    dismissed: tuple[Made, ...]
    dismissed_count: int
    next: str
    count: int
    page: int
    pages: int
    skills: Mapping[str, int]
    templates: Mapping[str, int]


class Proposer:
    """Every question that the templates find in a ledger, made once for each state of it."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._kept: OrderedDict[int, tuple[Ledger, tuple[Made, ...]]] = OrderedDict()

    def of(self, ledger: Ledger) -> tuple[Made, ...]:
        """The questions. May take seconds, once."""
        with self._lock:
            known = self._kept.get(id(ledger))
        if known is None:
            known = (ledger, generate(ledger))
            with self._lock:
                self._kept[id(ledger)] = known
                if len(self._kept) > KEPT:
                    self._kept.popitem(last=False)
        return known[1]


def proposals(
    made: Sequence[Made],
    taken: Container[str],
    dismissed: Container[str],
    *,
    skill: str = "",
    template: str = "",
    page: int = 1,
    done: Iterable[str] = (),
) -> Proposals:
    """The page of those that are wanted, without those that were taken or dismissed, by their ids.

    They come in turns by template, so that a page has some of each; each keeps its turn when others
    go. `done` are the ids of those that something was done to just now.
    """
    open_to = [m for m in made if m.question.id not in taken]
    left = [m for m in open_to if m.question.id not in dismissed]
    known = {m.question.id for m in left}
    wanted = [m for m in made if skill in ("", m.question.skill) and template in ("", m.template)]
    turns = _in_turns(wanted)
    inturn = [m for m in turns if m.question.id in known]
    put_aside = [m for m in wanted if m.question.id in dismissed and m.question.id not in taken]
    pages = max(1, -(-len(inturn) // PAGE))
    page = min(max(1, page), pages)
    first = (page - 1) * PAGE
    return Proposals(
        made=tuple(inturn[first : first + PAGE]),
        dismissed=tuple(put_aside[:SHOWN_DISMISSED]),
        dismissed_count=len(put_aside),
        next=_next([m.question.id for m in turns], known, set(done)),
        count=len(inturn),
        page=page,
        pages=pages,
        skills=_counted([m.question.skill for m in open_to], [m.question.skill for m in left]),
        templates=_counted([m.template for m in open_to], [m.template for m in left]),
    )


def _counted(all_there: Iterable[str], left: Iterable[str]) -> Mapping[str, int]:
    """How many of each are left, also where that is none."""
    counts = Counter(left)
    return {name: counts[name] for name in dict.fromkeys(all_there)}


def _in_turns(wanted: Sequence[Made]) -> list[Made]:
    """The first of each template, then the second of each, and so on."""
    turn: Counter[str] = Counter()
    order: list[tuple[int, int]] = []
    for number, each in enumerate(wanted):
        order.append((turn[each.template], number))
        turn[each.template] += 1
    return [wanted[number] for _, number in sorted(order)]


def _next(ids: Sequence[str], left: set[str], done: set[str]) -> str:
    """The first that is left from where something was done, or else the last before."""
    first = next((place for place, each in enumerate(ids) if each in done), None)
    if first is None:
        return ""
    ahead = (each for each in [*ids[first:], *reversed(ids[:first])] if each in left)
    return next(ahead, "")


def dismissed(session: Session, bank_id: str) -> set[str]:
    """The ids of questions that were dismissed for that bank."""
    return workspace.dismissed(session, bank_id)


def accept(  # noqa: PLR0917
    session: Session,
    decks: Decks,
    teacher: Teacher,
    bank_id: str,
    chosen: Sequence[Made],
    ledger: Ledger,
    now: datetime,
) -> tuple[Card, ...]:
    """Put those of the questions that are not in the bank at its end; all of them. Raises NoRoom.

    A colleague, or a second press, may have been first.
    """
    change = Change(session, decks, teacher, bank_id, now)
    new = [made for made in chosen if made.question.id not in change.deck.ids]
    if new:
        is_home = change.deck.sources[:1] in ((), (ledger.id,))
        fields = [fields_of(made, None if is_home else ledger.id) for made in new]
        count = "1 question" if len(fields) == 1 else f"{len(fields)} questions"
        change.take(fields, (ledger.id,), f"{count} proposed and accepted")
    found = (change.deck.find(made.question.id) for made in chosen)
    return tuple(card for card in found if card)


def dismiss(session: Session, teacher: Teacher, bank_id: str, ids: Iterable[str]) -> None:
    """Propose these for this bank no more."""
    bank = authorised(session, teacher, bank_id, "edit")
    workspace.dismiss(session, bank.id, ids)


def propose_again(session: Session, teacher: Teacher, bank_id: str, ids: Sequence[str]) -> None:
    """Undo the dismissal of these."""
    bank = authorised(session, teacher, bank_id, "edit")
    workspace.propose_again(session, bank.id, ids)


def fields_of(made: Made, source: str | None = None) -> Fields:
    """The question as a bank's text has it; `source` is named where it is not the bank's first."""
    dumped = made.question.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    value = _node({"id": dumped["id"], "type": made.question.type, **dumped}, source)
    assert isinstance(value, dict)
    return value


def _node(value: object, source: str | None) -> Node:
    match value:
        case dict():
            made: Fields = {str(k): _node(v, source) for k, v in value.items()}
            names_claim = "ask" in value or ("claim" in value and len(value) <= 2)
            return {**made, "source": source} if source and names_claim else made
        case list() | tuple():
            return tuple(_node(v, source) for v in value)
        case str() | int() | float() | None:
            return value
    raise AssertionError(f"no text has {value!r}")
