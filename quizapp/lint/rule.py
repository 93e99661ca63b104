"""A rule: what it is called, how grave it is, and what finds a breach of it."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple, TypeAlias

from quizapp.core.bank import Bank
from quizapp.core.ledger import Ledger
from quizapp.core.problem import Severity

Path: TypeAlias = tuple[str | int, ...]
"""The fields and positions (from 0) that lead to a part of a bank: `("questions", 0, "stem")`."""


class Finding(NamedTuple):
    """One breach of a rule: at which part of the bank, and what to do about it."""

    path: Path
    message: str


@dataclass(frozen=True)
class Rule:
    """A check of a bank beside the ledgers that there are, by their ids."""

    id: str
    severity: Severity
    findings: Callable[[Bank, Mapping[str, Ledger]], Iterator[Finding]]
