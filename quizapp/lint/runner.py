"""Runs every rule over banks and ledgers, and gives each breach its place in the file.

A question may depart from a rule and say why, in a field `lint: {ignore: [CUE207], why: ...}`; a
bank likewise, for what is found over the whole of it. Errors cannot be waived. A waiver that
nothing needs is told as LINT001.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from quizapp.core import alignment
from quizapp.core.bank import Bank
from quizapp.core.ledger import Ledger
from quizapp.core.problem import Problem
from quizapp.lint.anatomy import Path
from quizapp.lint.rule import Finding, Paper, Rule, ShelfRule
from quizapp.lint.rules import RULES, SHELF_RULES
from quizapp.lint.rules.lint001_waiver import LINT001
from quizapp.lint.waiver import Waivers, waivers_of

Places = Mapping[Path, tuple[int, int]]
"""Line and column for paths of a file; may be empty, and then every problem is at 0:0."""


@dataclass(frozen=True)
class LedgerOnFile:
    """A ledger, the places of its parts, and the path of its file to show."""

    ledger: Ledger
    places: Places
    file: str


def check_bank(
    bank: Bank, ledgers: Mapping[str, Ledger], places: Places, file: str
) -> tuple[Problem, ...]:
    """What the rules find in `bank`, in the order of the file.

    `ledgers` are all that there are, by id; `file` is the path to show.
    """
    paper = Paper(bank, ledgers)
    waivers = waivers_of(bank)
    found = list(_unwaived(paper, waivers))
    found += [(LINT001, finding) for finding in waivers.idle(RULES)]
    ids = [question.id for question in bank.questions]
    return tuple(sorted(_problem(rule, finding, places, file, ids=ids) for rule, finding in found))


def findings(bank: Bank, ledgers: Mapping[str, Ledger]) -> Iterator[tuple[Rule, Finding]]:
    """What the rules find in `bank`, rule by rule, each with the part of the bank that it is in."""
    yield from _unwaived(Paper(bank, ledgers), waivers_of(bank))


def check_shelf(ledgers: Iterable[LedgerOnFile], banks: Iterable[Bank]) -> tuple[Problem, ...]:
    """What is missing from `banks`, which have to be all that there are; told in the ledgers."""
    banks = tuple(banks)
    return tuple(
        sorted(
            _problem(rule, finding, filed.places, filed.file)
            for filed in ledgers
            for rule in SHELF_RULES
            for finding in rule.findings(filed.ledger, banks)
        )
    )


def check_text(filed: LedgerOnFile, texts: Mapping[str, str]) -> tuple[Problem, ...]:
    """What of the ledger is not as these paragraphs of its source have it."""
    return tuple(
        sorted(
            Problem(filed.file, *_place(fault.path, filed.places), "LEDGER016", fault.message)
            for fault in alignment.faults(filed.ledger, texts)
        )
    )


def _unwaived(paper: Paper, waivers: Waivers) -> Iterator[tuple[Rule, Finding]]:
    for rule in RULES:
        for finding in rule.findings(paper):
            if rule.severity == "error" or not waivers.covers(rule.id, finding.path):
                yield rule, finding


def _problem(
    rule: Rule | ShelfRule,
    finding: Finding,
    places: Places,
    file: str,
    *,
    ids: list[str] | None = None,
) -> Problem:
    place = _place(finding.path, places)
    question = ""
    if ids and finding.path[:1] == ("questions",) and len(finding.path) > 1:
        index = finding.path[1]
        question = ids[index] if isinstance(index, int) else ""
    return Problem(file, *place, rule.id, finding.message, rule.severity, question)


def _place(path: Path, places: Places) -> tuple[int, int]:
    """The place of the part, or of the nearest part around it that has one."""
    while path and path not in places:
        path = path[:-1]
    return places.get(path, (0, 0))
