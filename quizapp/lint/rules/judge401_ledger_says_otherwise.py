"""JUDGE401: where a question asks the ledger, the ledger agrees with its key."""

from collections.abc import Iterator

from quizapp.core.judge.options import Option
from quizapp.lint.literature import HOUSE
from quizapp.lint.rule import Finding, Paper, Rule, Why


def _findings(paper: Paper) -> Iterator[Finding]:
    for option in paper.judged_options:
        text, verdict = option.text, option.verdict
        if verdict and option.is_key and verdict.value == "fails":
            yield Finding(
                option.path, f"'{text}' is keyed, and wrong by the ledger: {_why(option)}"
            )
        if verdict and not option.is_key and verdict.value == "holds":
            yield Finding(option.path, f"'{text}' is right as well: {_why(option)}")


def _why(option: Option) -> str:
    """The judge's reason, to go on with."""
    return option.verdict.reason.rstrip(".") if option.verdict else ""


JUDGE401 = Rule(
    "JUDGE401",
    "error",
    Why(
        title="The ledger says otherwise",
        reason="A question with `asks` is put to the ledger as well, option by option, by a judge "
        "that does not know the key. Here a wrong option holds, or a right one fails.",
        mend="Change the key or the option, or narrow the question and its `asks` to a paragraph.",
        source=HOUSE,
    ),
    _findings,
)
