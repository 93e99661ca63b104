"""SRC101: a question rests on a claim of a source."""

from collections.abc import Iterator, Mapping

from quizapp.core.bank import Bank
from quizapp.core.ledger import Ledger
from quizapp.lint.rule import Finding, Rule


def _findings(bank: Bank, _ledgers: Mapping[str, Ledger]) -> Iterator[Finding]:
    for index, question in enumerate(bank.questions):
        if not question.evidence:
            message = f"question '{question.id}' has no evidence; name the claim that settles it"
            yield Finding(("questions", index), message)


SRC101 = Rule("SRC101", "warning", _findings)
