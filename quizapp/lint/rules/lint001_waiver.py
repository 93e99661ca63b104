"""LINT001: what a question is let off exists and is needed; kept by the runner."""

from collections.abc import Iterator

from quizapp.lint.literature import HOUSE
from quizapp.lint.rule import Finding, Paper, Rule, Why


def _findings(_paper: Paper) -> Iterator[Finding]:
    """Nothing: only the runner knows what the other rules found."""
    yield from ()


LINT001 = Rule(
    "LINT001",
    "warning",
    Why(
        title="A waiver that is not needed",
        reason="A waiver outlives the fault that it was for, and then hides the next one.",
        mend="Take the rule out of `lint.ignore`.",
        source=HOUSE,
    ),
    _findings,
)
