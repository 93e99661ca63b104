"""BANK307: a bank that carries one side of a contested issue carries another too."""

from collections.abc import Iterator

from quizapp.core.ledger import BalanceGroup, Ledger
from quizapp.lint.literature import HOUSE
from quizapp.lint.rule import Finding, Paper, Rule, Why

FEWEST = 2
"""Questions on one side from which on the other is missed."""


def _findings(paper: Paper) -> Iterator[Finding]:
    touched = [
        {(source, claim.id) for source, claim in paper.claims_behind(anatomy)}
        for anatomy in paper.questions
    ]
    for ledger in paper.own_ledgers:
        for group in ledger.balance_groups:
            counts = [
                sum(bool(side & claims) for claims in touched) for side in _sides(ledger, group)
            ]
            if max(counts) >= FEWEST and sum(count > 0 for count in counts) == 1:
                by = group.positions[counts.index(max(counts))].by
                message = f"'{group.issue}': all {max(counts)} questions on it rest on one side"
                advice = "ask about another position too"
                yield Finding(("questions",), f"{message} ({', '.join(by)}); {advice}")


def _sides(ledger: Ledger, group: BalanceGroup) -> list[set[tuple[str, str]]]:
    return [
        {(ledger.id, claim.id) for name in position.claims if (claim := ledger.claim(name))}
        for position in group.positions
    ]


BANK307 = Rule(
    "BANK307",
    "warning",
    Why(
        title="One side only",
        reason="Whoever meets the claims of one side alone learns them as the story. The sides "
        "stand in the ledger's balance groups; what counts is which claims the evidence names.",
        mend="Ask about a claim of another position too.",
        source=HOUSE,
    ),
    _findings,
)
