"""BANK304: true and false statements keep a balance."""

from collections.abc import Iterator

from quizapp.core.bank import TrueFalse
from quizapp.lint.literature import haladyna
from quizapp.lint.rule import Finding, Paper, Rule, Why
from quizapp.lint.statistics import binomial_tail

FEWEST = 8
LEVEL = 0.05


def _findings(paper: Paper) -> Iterator[Finding]:
    answers = [q.answer for q in paper.bank.questions if isinstance(q, TrueFalse)]
    most = max(sum(answers), len(answers) - sum(answers))
    if len(answers) >= FEWEST and 2 * binomial_tail(most, len(answers), 0.5) < LEVEL:
        is_true = sum(answers) == most
        if most / len(answers) >= 0.7:
            name, other = ("true", "false") if is_true else ("false", "true")
            message = f"{most} of {len(answers)} statements are {name}"
            yield Finding(
                ("questions",),
                f"{message}; turn some of them round, so that {other} is worth a thought",
            )


BANK304 = Rule(
    "BANK304",
    "warning",
    Why(
        title="True and false out of balance",
        reason="Who answers the same throughout should not come off well. Two-sided sign test at "
        f"5 %, at least 70 % on one side, from {FEWEST} statements on.",
        mend="Turn some statements round.",
        source=f"{haladyna('20')}; Ebel & Frisbie, Essentials of educational measurement (1991)",
    ),
    _findings,
)
