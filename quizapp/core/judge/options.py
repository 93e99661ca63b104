"""The options of a question in the ledger's terms, and what the judge says of each.

An option is what it `means`; where that is not given, the entity that has its text for a name.
Typed answers are judged as far as the ledger knows them.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from quizapp.core.bank import Multiple, Question, ShortText, Single, TrueFalse
from quizapp.core.judge import Verdict, judge
from quizapp.core.ledger import Entity, Ledger, Treaty, Weapon
from quizapp.core.query import Query

_AS_TEXT = ("hedge", "designation")
"""Asks whose options are words as printed."""


@dataclass(frozen=True)
class Option:
    """An option, whether it is right by its author, and the verdict; None if it is not known."""

    text: str
    path: tuple[str | int, ...]
    is_key: bool
    verdict: Verdict | None

    def at(self, path: tuple[str | int, ...]) -> "Option":
        """The same with its path within a bank."""
        return replace(self, path=(*path, *self.path))


def judged_options(ledger: Ledger, question: Question) -> Iterator[Option]:
    """The options of a question that asks the ledger."""
    query = question.asks
    match question:
        case Single() | Multiple() if query:
            for i, c in enumerate(question.choices):
                verdict = _verdict(ledger, query, c.means or meant(ledger, query, c.text))
                yield Option(c.text, ("choices", i), c.correct, verdict)
        case TrueFalse() if query:
            verdict = _verdict(ledger, query, question.means)
            yield Option(question.stem, ("stem",), question.answer, verdict)
        case ShortText() if query:
            for i, text in enumerate(question.accept):
                yield from _typed(ledger, query, Option(text, ("accept", i), True, None))
            for i, rejected in enumerate(question.reject):
                yield from _typed(ledger, query, Option(rejected.text, ("reject", i), False, None))


def _typed(ledger: Ledger, query: Query, option: Option) -> Iterator[Option]:
    """The option, if the ledger knows it and has a clear view: many spellings are accepted."""
    verdict = _verdict(ledger, query, meant(ledger, query, option.text))
    if verdict and verdict.value != "unclear":
        yield replace(option, verdict=verdict)


def _verdict(ledger: Ledger, query: Query, means: str | None) -> Verdict | None:
    return None if means is None else judge(ledger, query, means)


def meant(ledger: Ledger, query: Query, text: str) -> str | None:
    """What a text stands for, by the names of the ledger; None if it is none of them."""
    if query.ask in _AS_TEXT and not (query.ask == "designation" and query.weapon is None):
        return text.strip("“”\"' ")
    if query.ask == "treaty":
        known = _by_name(ledger).get(_bare(text))
        return known if known else text
    return _by_name(ledger).get(_bare(text))


def _by_name(ledger: Ledger) -> dict[str, str]:
    return {_bare(name): e.id for e in reversed(ledger.entities) for name in _names(e)}


def _names(entity: Entity) -> Iterator[str]:
    yield entity.name
    yield from entity.aliases
    if isinstance(entity, Treaty) and entity.abbreviation:
        yield entity.abbreviation
    if isinstance(entity, Weapon):
        yield from (d.value for d in entity.designations)


def _bare(text: str) -> str:
    """A name in small letters, without its article, quotes and end."""
    return re.sub(r"^(?:the|a|an) ", "", text.casefold().strip(" .“”\"'"))
