"""A fault in content, as a value: what is wrong, where, and how to mend it."""

from dataclasses import dataclass
from typing import Literal

Severity = Literal["error", "warning"]


@dataclass(frozen=True, order=True)
class Problem:
    """One fault in a file of content.

    `line` and `column` count from 1; 0 means the file as a whole. `code` is stable
    (`BANK...`, `LEDGER...`, `YAML...`), `message` says what is wrong and what to write instead.
    `question` is the id of the question that it is in, where it is in one and known.
    """

    file: str
    line: int
    column: int
    code: str
    message: str
    severity: Severity = "error"
    question: str = ""

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}: {self.severity} {self.code} {self.message}"
