"""Runs every rule over a bank and gives each breach its place in the file."""

from collections.abc import Mapping

from quizapp.core.bank import Bank
from quizapp.core.ledger import Ledger
from quizapp.core.problem import Problem
from quizapp.lint.rule import Path
from quizapp.lint.rules import RULES


def check_bank(
    bank: Bank, ledgers: Mapping[str, Ledger], places: Mapping[Path, tuple[int, int]], file: str
) -> tuple[Problem, ...]:
    """What the rules find in `bank`, in the order of the file.

    `ledgers` are all that there are, by id; `places` gives line and column for the paths of the
    bank, and may be empty (then every problem is at 0:0); `file` is the path to show.
    """
    return tuple(
        sorted(
            Problem(file, *_place(finding.path, places), rule.id, finding.message, rule.severity)
            for rule in RULES
            for finding in rule.findings(bank, ledgers)
        )
    )


def _place(path: Path, places: Mapping[Path, tuple[int, int]]) -> tuple[int, int]:
    """The place of the part, or of the nearest part around it that has one."""
    while path and path not in places:
        path = path[:-1]
    return places.get(path, (0, 0))
