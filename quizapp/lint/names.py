"""The names in the ledgers that a bank draws on."""

from quizapp.core.ledger import Ledger, names_of
from quizapp.lint.rule import Paper
from quizapp.lint.words import topic, words


def all_names(ledgers: tuple[Ledger, ...]) -> tuple[str, ...]:
    """Everything that any entity of these ledgers is called; events are told, not named."""
    return tuple(
        name
        for ledger in ledgers
        for entity in ledger.entities
        if entity.kind != "event"
        for name in names_of(entity)
    )


def name_stems(paper: Paper) -> frozenset[str]:
    """The stems of all words of those names."""
    return frozenset(s for name in all_names(paper.own_ledgers) for s in topic(words(name)))
