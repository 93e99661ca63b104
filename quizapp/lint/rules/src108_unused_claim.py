"""SRC108: every claim of a ledger settles a question of some bank."""

from collections.abc import Iterable, Iterator

from quizapp.core.bank import Bank
from quizapp.core.ledger import Ledger
from quizapp.lint.literature import HOUSE
from quizapp.lint.rule import Finding, ShelfRule, Why


def _findings(ledger: Ledger, banks: Iterable[Bank]) -> Iterator[Finding]:
    used = {
        evidence.claim
        for bank in banks
        for question in bank.questions
        for evidence in question.evidence
        if (evidence.source or bank.sources[0]) == ledger.id
    }
    if not used and ledger.claims:
        yield Finding(("claims",), "no bank draws on this ledger yet; write questions on it")
        return
    for index, claim in enumerate(ledger.claims):
        if not used.intersection((claim.id, *claim.aliases)):
            message = f"no question rests on claim {claim.id}"
            yield Finding(("claims", index), f"{message}; ask about it, or drop it")


SRC108 = ShelfRule(
    "SRC108",
    "warning",
    Why(
        title="A claim that no question asks about",
        reason="What a source carries and no bank asks about is never learned. Checked when all "
        "banks are at hand.",
        mend="Write a question that names the claim in its evidence.",
        source=HOUSE,
    ),
    _findings,
)
