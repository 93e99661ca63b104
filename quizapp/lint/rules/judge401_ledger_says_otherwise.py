"""JUDGE401: where a question asks the ledger, the ledger agrees with its key."""

from collections.abc import Iterator

from quizapp.core.judge.options import Option, judged_options
from quizapp.lint.literature import HOUSE
from quizapp.lint.rule import Finding, Paper, Rule, Why


def asked_options(paper: Paper) -> Iterator[tuple[str, Option]]:
    """The options of all questions that ask a ledger which is there, as the ledger judges them.

    Each with its text and, in its path, its place in the bank.
    """
    first = paper.bank.sources[0] if paper.bank.sources else ""
    for anatomy in paper.questions:
        for option in judged_options(paper.ledgers, first, anatomy.question):
            yield option.text, option.at(anatomy.path)


def _findings(paper: Paper) -> Iterator[Finding]:
    for text, option in asked_options(paper):
        verdict = option.verdict
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
