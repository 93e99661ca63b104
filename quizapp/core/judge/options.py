"""The options of a question in the ledger's terms, and what the judge says of each.

An option is what it `means`; where that is not given, the entity that has its text for a name.
Typed answers are judged as far as the ledger knows them. Of things to sort, each category is an
option for each item; of things to put in order, each pair, where all say which event they mean.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from quizapp.core.bank import (
    Categorise,
    Choice,
    Cloze,
    Gap,
    Highlight,
    Multiple,
    Numeric,
    Ordering,
    Question,
    ShortText,
    Single,
    TrueFalse,
)
from quizapp.core.judge import Verdict, judge
from quizapp.core.ledger import Ledger
from quizapp.core.passage import marked_spans
from quizapp.core.query import Query

_AS_TEXT = ("hedge", "designation")
"""Asks whose options are words as printed."""

_Path = tuple[str | int, ...]

Verdicts = dict[tuple[str, Query, str], Verdict]
"""What was said of a ledger (its id), a query and what an option means."""


@dataclass(frozen=True)
class Option:
    """An option, whether it is right by its author, and the verdict; None if it is not known."""

    text: str
    path: _Path
    is_key: bool
    verdict: Verdict | None


@dataclass(frozen=True)
class _Put:
    """An option as it is put to a ledger; `means` None: by its text."""

    query: Query
    text: str
    path: _Path
    is_key: bool
    means: str | None = None
    is_typed: bool = False


def judged_options(
    ledgers: Mapping[str, Ledger],
    first: str,
    question: Question,
    path: _Path = (),
    said: Verdicts | None = None,
) -> Iterator[Option]:
    """The options of a question that asks a ledger which is there; `first` where none is named.

    `path` leads to the question, and their own paths begin with it. `said` is what was said before
    of the same ledgers, and is added to: the questions of a bank ask much the same.
    """
    said = {} if said is None else said
    for put in _put(question):
        ledger = ledgers.get(put.query.source or first)
        if ledger is None:
            continue
        means = put.means or meant(ledger, put.query, put.text)
        verdict = None if means is None else _verdict(ledger, put.query, means, said)
        if put.is_typed and (verdict is None or verdict.value == "unclear"):
            continue  # many spellings are accepted
        yield Option(put.text, (*path, *put.path), put.is_key, verdict)


def _verdict(ledger: Ledger, query: Query, means: str, said: Verdicts) -> Verdict:
    asked = (ledger.id, query, means)
    if asked not in said:
        said[asked] = judge(ledger, query, means)
    return said[asked]


def _put(question: Question) -> Iterator[_Put]:
    """Whatever of a question is put to a ledger."""
    match question:
        case Categorise():
            yield from _sorted(question)
        case Ordering():
            yield from _ordered(question)
        case Cloze():
            for i, gap in enumerate(question.gaps):
                yield from _filled(gap, ("gaps", i))
        case _ if question.asks:
            yield from _asked(question, question.asks)


def _asked(question: Question, query: Query) -> Iterator[_Put]:
    """The same for the kinds that ask one thing."""
    match question:
        case Single() | Multiple():
            yield from _chosen(query, question.choices, ("choices",))
        case TrueFalse():
            yield _Put(query, question.stem, ("stem",), question.answer, question.means)
        case ShortText():
            yield from _typed(query, question, ())
        case Numeric() if question.value is not None:
            for value, path in (
                (question.value, ("value",)),
                *((r.value, ("reject", i, "value")) for i, r in enumerate(question.reject)),
            ):
                yield _Put(query, f"{value:g}", path, path == ("value",), f"{value:g}")
        case Highlight():
            for span in marked_spans(question.passage):
                if span.id:
                    is_key, means = span.id in question.correct, question.means.get(span.id)
                    yield _Put(query, span.text, ("passage",), is_key, means)


def _chosen(query: Query, choices: Sequence[Choice], path: _Path) -> Iterator[_Put]:
    for i, c in enumerate(choices):
        yield _Put(query, c.text, (*path, i), c.correct, c.means)


def _typed(query: Query, typed: ShortText | Gap, path: _Path) -> Iterator[_Put]:
    for i, text in enumerate(typed.accept):
        yield _Put(query, text, (*path, "accept", i), True, is_typed=True)
    for i, rejected in enumerate(typed.reject):
        yield _Put(query, rejected.text, (*path, "reject", i), False, is_typed=True)


def _filled(gap: Gap, path: _Path) -> Iterator[_Put]:
    if gap.asks and gap.choices:
        yield from _chosen(gap.asks, gap.choices, (*path, "choices"))
    elif gap.asks:
        yield from _typed(gap.asks, gap, path)


def _sorted(question: Categorise) -> Iterator[_Put]:
    for i, item in enumerate(question.items):
        for category in question.categories if item.asks else ():
            assert item.asks
            text, means = f"{item.text}: {category.text}", category.means
            if means in ("first", "second") and item.asks.events:
                means = item.asks.events[means == "second"]
            is_key = category.id == item.category
            yield _Put(item.asks, text, ("items", i, "category"), is_key, means)


def _ordered(question: Ordering) -> Iterator[_Put]:
    events = [item.means for item in question.items]
    for i, j in combinations(range(len(events)), 2):
        one, other = events[i], events[j]
        if one and other:
            text = f"{question.items[i].text} before {question.items[j].text}"
            query = Query(ask="earlier", events=(one, other))
            yield _Put(query, text, ("items", i), True, one)


def meant(ledger: Ledger, query: Query, text: str) -> str | None:
    """What a text stands for, by the names of the ledger; None if it is none of them."""
    if query.ask in _AS_TEXT and not (query.ask == "designation" and query.weapon is None):
        return text.strip("“”\"' ")
    entity = ledger.entity_called(text)
    if entity is None:
        return text if query.ask == "treaty" else None
    return entity.id
