"""Banks, quizzes and ledgers from the folders of content, read again when a file changes.

A file that breaks keeps its last good version in service; the others never notice.
"""

import hashlib
import threading
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from quizapp.core.bank import Bank, with_voids_of
from quizapp.core.ledger import Ledger
from quizapp.core.problem import Problem
from quizapp.core.quiz import CannotDraw, Pool, Quiz, pool
from quizapp.formats import house
from quizapp.formats.house_text import bank_text
from quizapp.lint import runner
from quizapp.store import banks
from quizapp.store.database import Session

FOLDERS = ("sources", "banks", "quizzes")
"""Where content lies; in the order in which one leans on the other."""


@dataclass(frozen=True)
class ShelvedBank:
    """A bank with the very text that it was read from, and that text's SHA-256.

    For a `quiz`, the bank is all that it may ask, and `pool` says which draw takes what.
    """

    bank: Bank
    text: str
    digest: str
    quiz: Quiz | None = None
    pool: Pool | None = None

    @property
    def count(self) -> int:
        """How many questions are asked when all are."""
        return self.quiz.count if self.quiz else len(self.bank.asked)

    def drawn(self, seed: str, count: int | None) -> list[str]:
        """The ids of `count` questions to ask (None: of all), in the order that `seed` gives."""
        if self.quiz and self.pool:
            return self.pool.drawn(self.quiz, seed)[:count]
        return self.bank.drawn(seed, count)


@dataclass(frozen=True)
class Shelf:
    """All content at one moment; `filed` are its ledgers as their files have them."""

    banks: Mapping[str, ShelvedBank] = field(default_factory=dict)
    quizzes: Mapping[str, ShelvedBank] = field(default_factory=dict)
    ledgers: Mapping[str, Ledger] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    filed: tuple[runner.LedgerOnFile, ...] = ()


class NoSuchBank(Exception):
    """No bank has this name."""

    def __init__(self, slug: str) -> None:
        super().__init__(f"There is no bank called “{slug}”. Pick one from the list.")


class Library:
    """The shelf over folders with `sources/`, `banks/` and `quizzes/` in them; earlier ones win."""

    def __init__(self, folders: tuple[Path, ...]) -> None:
        self._folders = folders
        self._lock = threading.Lock()
        self._seen: tuple[tuple[str, int, int], ...] | None = None
        self._shelf = Shelf()
        self._versions: dict[str, Bank] = {}

    def shelf(self) -> Shelf:
        """The content as the files have it now."""
        seen = tuple(_stamp(p) for p in _files(self._folders))
        if seen != self._seen:
            with self._lock:
                self._shelf = read_shelf(_files(self._folders), last=self._shelf)
                self._seen = seen
        return self._shelf

    def bank(self, slug: str) -> ShelvedBank:
        """The bank or quiz of that name, or NoSuchBank."""
        shelf = self.shelf()
        found = shelf.banks.get(slug) or shelf.quizzes.get(slug)
        if found is None:
            raise NoSuchBank(slug)
        return found

    def keep(self, session: Session, shelved: ShelvedBank, now: datetime) -> None:
        """Store this version for good, so that a game or attempt outlives a change of the file."""
        banks.keep(session, shelved.digest, shelved.bank.id, shelved.text, now)

    def version(self, session: Session, digest: str) -> Bank:
        """A kept version, as it was when it was played; KeyError if it never was.

        Only what was declared void since is void in it too.
        """
        if digest not in self._versions:
            found = banks.text_of(session, digest)
            if found is None:
                raise KeyError(digest)
            slug, text = found
            bank = house.read_bank(text.encode(), f"{slug}.yaml").bank
            if bank is None:
                raise KeyError(digest)
            self._versions[digest] = bank
        today = {slug: shelved.bank for slug, shelved in self.shelf().banks.items()}
        return with_voids_of(today, self._versions[digest])


def read_shelf(files: Iterable[Path], last: Shelf | None = None) -> Shelf:
    """Every bank, quiz and ledger among the files; a broken one keeps its version of `last`."""
    reading = _Reading(last or Shelf())
    for path in files:
        reading.take(path)
    return reading.shelf()


class _Reading:
    """The shelf as it fills; quizzes and what the linter says wait until all banks are there."""

    def __init__(self, last: Shelf) -> None:
        self._last = last
        self._ledgers: dict[str, Ledger] = {}
        self._banks: dict[str, ShelvedBank] = {}
        self._problems: list[Problem] = []
        self._filed: list[runner.LedgerOnFile] = []
        self._to_check: list[tuple[house.BankFile, str]] = []
        self._quizzes: dict[str, tuple[house.QuizFile, str]] = {}

    def take(self, path: Path) -> None:
        """Read one more file."""
        name = shown_path(path)
        data, unreadable = data_of(path)
        self._problems += unreadable
        takers = {"sources": self._take_ledger, "quizzes": self._take_quiz}
        take = takers.get(path.parent.name, self._take_bank)
        take(path.stem, name, None if unreadable else data)

    def shelf(self) -> Shelf:
        """All that was read."""
        for file, name in self._to_check:
            assert file.bank
            self._problems += runner.check_bank(file.bank, self._ledgers, file.places, name)
        quizzes = {slug: made for slug in self._quizzes if (made := self._quiz(slug))}
        return Shelf(
            self._banks, quizzes, self._ledgers, tuple(sorted(self._problems)), tuple(self._filed)
        )

    def _take_ledger(self, slug: str, name: str, data: bytes | None) -> None:
        self._note_name(slug in self._ledgers, slug, name)
        ledger = self._last.ledgers.get(slug)
        if data is not None:
            found = house.read_ledger(data, name)
            self._problems += found.problems
            if found.ledger:
                self._filed.append(runner.LedgerOnFile(found.ledger, found.places, name))
                ledger = found.ledger
        if ledger:
            self._ledgers.setdefault(slug, ledger)

    def _take_bank(self, slug: str, name: str, data: bytes | None) -> None:
        self._note_name(slug in self._banks, slug, name)
        shelved = self._last.banks.get(slug)
        if data is not None:
            found = house.read_bank(data, name)
            self._problems += found.problems
            if found.bank:
                self._to_check.append((found, name))
                digest = hashlib.sha256(data).hexdigest()
                shelved = ShelvedBank(found.bank, data.decode("utf-8-sig"), digest)
        if shelved:
            self._banks.setdefault(slug, shelved)

    def _take_quiz(self, slug: str, name: str, data: bytes | None) -> None:
        self._note_name(slug in self._quizzes or slug in self._banks, slug, name)
        if data is not None:
            found = house.read_quiz(data, name)
            self._problems += found.problems
            self._quizzes.setdefault(slug, (found, name))

    def _quiz(self, slug: str) -> ShelvedBank | None:
        found, name = self._quizzes[slug]
        if found.quiz is None or slug in self._banks:
            return self._last.quizzes.get(slug)
        try:
            made = pool(found.quiz, {i: shelved.bank for i, shelved in self._banks.items()})
        except CannotDraw as fault:
            place = found.places.get(("draws", fault.draw), (0, 0))
            self._problems.append(Problem(name, *place, "QUIZ101", str(fault)))
            return self._last.quizzes.get(slug)
        text = bank_text(made.bank)
        digest = hashlib.sha256(text.encode()).hexdigest()
        return ShelvedBank(made.bank, text, digest, found.quiz, made)

    def _note_name(self, is_taken: bool, slug: str, name: str) -> None:  # noqa: FBT001
        if is_taken:
            message = f"another file already has the name '{slug}'; rename this one and its id"
            self._problems.append(Problem(name, 0, 0, "FILE001", message))


def unasked(shelf: Shelf) -> tuple[Problem, ...]:
    """What of the ledgers no bank of the shelf asks about; told in the ledgers' files."""
    return runner.check_shelf(shelf.filed, [shelved.bank for shelved in shelf.banks.values()])


def content_files(paths: Iterable[Path]) -> tuple[Path, ...]:
    """The files that these paths name: a folder of content, one of its folders, a file."""
    found: list[Path] = []
    for path in paths:
        if path.is_file():
            found.append(path)
        elif path.name in FOLDERS:
            found += _yaml_in(path)
        else:
            found += _files((path,))
    return tuple(found)


def _files(folders: Iterable[Path]) -> tuple[Path, ...]:
    """Ledgers first, since banks are checked against them."""
    folders = tuple(folders)
    return tuple(path for kind in FOLDERS for folder in folders for path in _yaml_in(folder / kind))


def _yaml_in(folder: Path) -> list[Path]:
    """The files of a folder, without what editors and systems hide beside them."""
    return sorted(p for p in folder.glob("*.yaml") if not p.name.startswith("."))


def data_of(path: Path) -> tuple[bytes, tuple[Problem, ...]]:
    """What stands in the file; or the problem that it cannot be read."""
    try:
        return path.read_bytes(), ()
    except OSError as fault:
        message = f"cannot be read ({fault.strerror}); make it readable, or take it away"
        return b"", (Problem(shown_path(path), 0, 0, "FILE002", message),)


def _stamp(path: Path) -> tuple[str, int, int]:
    try:
        stat = path.stat()
    except FileNotFoundError:  # deleted between the listing and this look
        return (str(path), 0, 0)
    return (str(path), stat.st_mtime_ns, stat.st_size)


def shown_path(path: Path) -> str:
    """The path as the person in this folder would type it."""
    here = Path.cwd()
    return str(path.relative_to(here) if path.is_relative_to(here) else path)
