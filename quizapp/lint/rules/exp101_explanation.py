"""EXP101: a question says why its key is right, so that a wrong answer teaches something."""

from collections.abc import Iterator, Mapping

from quizapp.core.bank import Bank
from quizapp.core.ledger import Ledger
from quizapp.lint.rule import Finding, Rule


def _findings(bank: Bank, _ledgers: Mapping[str, Ledger]) -> Iterator[Finding]:
    for index, question in enumerate(bank.questions):
        if question.explanation is None:
            message = f"question '{question.id}' has no explanation; say why the answer is right"
            yield Finding(("questions", index), message)


EXP101 = Rule("EXP101", "warning", _findings)
