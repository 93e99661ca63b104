"""SRC108: every claim of a ledger settles a question of some bank."""

from collections.abc import Iterable, Iterator

from quizapp.core.bank import Bank
from quizapp.core.coverage import asked_claims
from quizapp.core.ledger import Ledger
from quizapp.lint.literature import HOUSE
from quizapp.lint.rule import Finding, ShelfRule, Why


def _findings(ledger: Ledger, banks: Iterable[Bank]) -> Iterator[Finding]:
    asked = {claim.id for claim in asked_claims(ledger, banks)}
    if not asked and ledger.claims:
        yield Finding(("claims",), "no bank draws on this ledger yet; write questions on it")
        return
    for index, claim in enumerate(ledger.claims):
        if claim.id not in asked:
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
