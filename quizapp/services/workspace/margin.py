"""What is said in the margin of one question while it is written: faults, flaws, and how to mend.

Only what a question shows by itself is judged here, so that it takes milliseconds; what shows over
a whole bank is for the check of the bank.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pydantic import ValidationError

from quizapp.core.bank import Bank, Question
from quizapp.core.ledger import Ledger
from quizapp.core.problem import Severity
from quizapp.formats import house
from quizapp.formats.house_cards import Fields
from quizapp.formats.places import Path
from quizapp.lint import runner
from quizapp.services.library import Library

OVER_A_BANK = ("BANK", "LINT", "SRC108")
"""Rules that need all questions to judge by."""
UNSHOWN = "MEDIA001"
"""No such picture is here."""


@dataclass(frozen=True)
class Note:
    """One thing to mend; `path` leads to the part of the question, `mend` says how."""

    path: Path
    severity: Severity
    code: str
    message: str
    mend: str = ""

    @property
    def field(self) -> str:
        """The field of the question that it is in; empty for the question as a whole."""
        return str(self.path[0]) if self.path else ""


@dataclass(frozen=True)
class Judged:
    """A question as far as it can be read, and what is said of it."""

    question: Question | None
    notes: tuple[Note, ...]

    @property
    def errors(self) -> int:
        """How many things keep it from being played."""
        return sum(note.severity == "error" for note in self.notes)

    @property
    def state(self) -> str:
        """`error`, `warning` or `sound`."""
        return "error" if self.errors else "warning" if self.notes else "sound"


def judged(
    fields: Fields, sources: tuple[str, ...], library: Library, ledgers: Mapping[str, Ledger]
) -> Judged:
    """What is wrong with a question of a bank over these sources."""
    question, faults = house.read_question(fields)
    notes = [Note(f.path, "error", f"BANK{f.number:03}", f.message) for f in faults]
    if question is None:
        return Judged(None, tuple(notes))
    notes += _unshown(question, library)
    try:
        bank = bank_of(question, sources)
    except ValidationError as fault:
        said = str(fault.errors()[0]["msg"]).removeprefix("Value error, ")
        return Judged(question, (*notes, Note((), "error", "BANK007", said)))
    notes += _flaws(bank, ledgers)
    return Judged(question, tuple(sorted(notes, key=lambda n: n.severity)))


def bank_of(question: Question, sources: tuple[str, ...]) -> Bank:
    """A bank of this question alone. Raises ValidationError where it cannot be one."""
    return Bank.model_validate(
        {
            "schema": 1,
            "id": "one",
            "title": "One question",
            "description": "A draft.",
            "sources": sources,
            "questions": (question,),
        }
    )


def _flaws(bank: Bank, ledgers: Mapping[str, Ledger]) -> Iterator[Note]:
    for rule, found in runner.findings(bank, ledgers):
        if not rule.id.startswith(OVER_A_BANK):
            path = found.path[2:] if found.path[:1] == ("questions",) else ()
            yield Note(path, rule.severity, rule.id, found.message, rule.why.mend)


def _unshown(question: Question, library: Library) -> Iterator[Note]:
    if question.media and not library.has_picture(question.media.file):
        message = f"there is no picture '{question.media.file}' on this server"
        yield Note(("media", "file"), "error", UNSHOWN, message)
