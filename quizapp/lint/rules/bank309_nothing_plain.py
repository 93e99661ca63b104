"""BANK309: a bank shows claims that the source states plainly beside those that it does not."""

from collections.abc import Iterator

from quizapp.lint.rule import Finding, Paper, Rule, Why

FEWEST = 10
PLAIN = frozenset(("asserted", "evidence_backed"))


def _findings(paper: Paper) -> Iterator[Finding]:
    stances = [claim.stance for a in paper.questions for _, claim in paper.claims_behind(a)]
    plain = sum(stance in PLAIN for stance in stances)
    if len(paper.questions) >= FEWEST and len(stances) >= FEWEST and plain in (0, len(stances)):
        what = "contested" if plain == 0 else "plainly stated"
        other = "states plainly" if plain == 0 else "passes on or doubts"
        message = f"all {len(stances)} pieces of evidence are {what} claims"
        yield Finding(("questions",), f"{message}; ask about what the source {other} as well")


BANK309 = Rule(
    "BANK309",
    "warning",
    Why(
        title="Only contested claims, or none",
        reason="Where everything is doubtful, doubting everything wins, and distrust of all news "
        "is how such teaching fails. Where nothing is, there is nothing to tell apart.",
        mend="Mix claims that the source states in its own voice with those that it passes on.",
        source="Modirrousta-Galian & Higham, Gamified inoculation interventions do not improve "
        "discrimination between true and fake news (2023)",
    ),
    _findings,
)
