"""Which claims of a ledger some question rests on."""

from collections.abc import Iterable

from quizapp.core.bank import Bank
from quizapp.core.ledger import Claim, Ledger


def asked_claims(ledger: Ledger, banks: Iterable[Bank]) -> tuple[Claim, ...]:
    """The claims that a question of the banks names as its evidence, by id or alias."""
    named = {
        evidence.claim
        for bank in banks
        for question in bank.questions
        for evidence in question.evidence
        if (evidence.source or bank.sources[0]) == ledger.id
    }
    return tuple(c for c in ledger.claims if not named.isdisjoint((c.id, *c.aliases)))
