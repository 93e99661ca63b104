"""JUDGE402: where a question asks the ledger, the ledger decides on every option."""

from collections.abc import Iterator

from quizapp.lint.literature import HOUSE
from quizapp.lint.rule import Finding, Paper, Rule, Why


def _findings(paper: Paper) -> Iterator[Finding]:
    for option in paper.judged_options:
        text = option.text
        if option.verdict is None:
            message = f"the ledger knows nothing called '{text}'"
            yield Finding(option.path, f"{message}; say what it 'means', or drop 'asks'")
        elif option.verdict.value == "unclear":
            reason = option.verdict.reason.rstrip(".")
            yield Finding(option.path, f"'{text}' can be defended: {reason}; replace it")


JUDGE402 = Rule(
    "JUDGE402",
    "warning",
    Why(
        title="An option that is not proved",
        reason="By the ledger a case can be made for this option, or it is not known what the "
        "option stands for. Then it is neither right nor wrong beyond doubt.",
        mend="Replace the option, name with `means` what it stands for, or drop `asks`: a question "
        "that is not put to the ledger is fine, and simply not proved.",
        source=HOUSE,
    ),
    _findings,
)
