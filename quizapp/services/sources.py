"""Sources as they are read: the ledger, one claim of it, and the questions that rest on that."""

from collections.abc import Mapping
from dataclasses import dataclass

from quizapp.core.bank import Bank, Question
from quizapp.core.judge.options import judged_options
from quizapp.core.ledger import Claim, Ledger
from quizapp.services.library import Library


@dataclass(frozen=True)
class Resting:
    """A question that rests on a claim; `is_checked` where the judge puts it to the ledger."""

    stem: str
    is_checked: bool


@dataclass(frozen=True)
class Asking:
    """A bank with those of its questions that rest on a claim."""

    slug: str
    title: str
    questions: tuple[Resting, ...]


class NoSuchSource(Exception):
    """No source has this name."""

    def __init__(self, slug: str) -> None:
        super().__init__(f"There is no report called “{slug}”. Start from a bank of the list.")


class NoSuchClaim(Exception):
    """The source has no such claim."""

    def __init__(self, claim: str, source: str) -> None:
        super().__init__(f"There is no claim “{claim}” in this report. Pick one from its list.")
        self.source = source


def source(library: Library, slug: str) -> Ledger:
    """The ledger of that name, or NoSuchSource."""
    found = library.shelf().ledgers.get(slug)
    if found is None:
        raise NoSuchSource(slug)
    return found


def claim_of(ledger: Ledger, claim_id: str) -> Claim:
    """The claim with this id or alias, or NoSuchClaim."""
    found = ledger.claim(claim_id)
    if found is None:
        raise NoSuchClaim(claim_id, ledger.id)
    return found


def asking(library: Library, ledger: Ledger, claim: Claim) -> tuple[Asking, ...]:
    """The banks that ask about a claim."""
    found = []
    shelf = library.shelf()
    for shelved in shelf.banks.values():
        bank = shelved.bank
        questions = tuple(
            Resting(q.stem, _is_checked(q, bank, shelf.ledgers))
            for q in bank.asked
            if _rests_on(q, bank, ledger, claim)
        )
        if questions:
            found.append(Asking(bank.id, bank.title, questions))
    return tuple(found)


def _is_checked(question: Question, bank: Bank, ledgers: Mapping[str, Ledger]) -> bool:
    """Whether the ledger says of any of its options whether it is right."""
    first = next(iter(bank.sources), "")
    return any(option.verdict for option in judged_options(ledgers, first, question))


def _rests_on(question: Question, bank: Bank, ledger: Ledger, claim: Claim) -> bool:
    first = next(iter(bank.sources), None)
    return any(
        (e.source or first) == ledger.id and e.claim in (claim.id, *claim.aliases)
        for e in question.evidence
    )
