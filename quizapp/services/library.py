"""Banks and ledgers from the folders of content, read again when a file changes.

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
from quizapp.formats import house
from quizapp.lint import runner
from quizapp.store import banks
from quizapp.store.database import Session


@dataclass(frozen=True)
class ShelvedBank:
    """A bank with the very text that it was read from, and that text's SHA-256."""

    bank: Bank
    text: str
    digest: str


@dataclass(frozen=True)
class Shelf:
    """All content at one moment; `filed` are its ledgers as their files have them."""

    banks: Mapping[str, ShelvedBank] = field(default_factory=dict)
    ledgers: Mapping[str, Ledger] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    filed: tuple[runner.LedgerOnFile, ...] = ()


class NoSuchBank(Exception):
    """No bank has this name."""

    def __init__(self, slug: str) -> None:
        super().__init__(f"There is no bank called “{slug}”. Pick one from the list.")


class Library:
    """The shelf over some folders, each with `sources/` and `banks/` in it; earlier ones win."""

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
        """The bank of that name, or NoSuchBank."""
        found = self.shelf().banks.get(slug)
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
        bank = self._versions[digest]
        today = self.shelf().banks.get(bank.id)
        return with_voids_of(today.bank, bank) if today else bank


def read_shelf(files: Iterable[Path], last: Shelf | None = None) -> Shelf:
    """Every bank and ledger among the files; a broken one keeps its version of `last`."""
    last = last or Shelf()
    ledgers: dict[str, Ledger] = {}
    shelved: dict[str, ShelvedBank] = {}
    problems: list[Problem] = []
    read: list[tuple[house.BankFile, str]] = []
    filed: list[runner.LedgerOnFile] = []
    for path in files:
        name = shown_path(path)
        data, unreadable = data_of(path)
        if path.parent.name == "sources":
            found = (
                house.LedgerFile(None, unreadable, {})
                if unreadable
                else house.read_ledger(data, name)
            )
            if found.ledger:
                filed.append(runner.LedgerOnFile(found.ledger, found.places, name))
            ledger = found.ledger or last.ledgers.get(path.stem)
            problems += found.problems
            problems += _taken(path, path.stem in ledgers)
            if ledger:
                ledgers.setdefault(path.stem, ledger)
            continue
        bank_file = (
            house.BankFile(None, unreadable, {}) if unreadable else house.read_bank(data, name)
        )
        problems += bank_file.problems
        problems += _taken(path, path.stem in shelved)
        if bank_file.bank:
            digest = hashlib.sha256(data).hexdigest()
            text = data.decode("utf-8-sig")
            shelved.setdefault(path.stem, ShelvedBank(bank_file.bank, text, digest))
            read.append((bank_file, name))
        elif path.stem in last.banks:
            shelved.setdefault(path.stem, last.banks[path.stem])
    for bank_file, name in read:
        assert bank_file.bank
        problems += runner.check_bank(bank_file.bank, ledgers, bank_file.places, name)
    return Shelf(shelved, ledgers, tuple(sorted(problems)), tuple(filed))


def unasked(shelf: Shelf) -> tuple[Problem, ...]:
    """What of the ledgers no bank of the shelf asks about; told in the ledgers' files."""
    return runner.check_shelf(shelf.filed, [shelved.bank for shelved in shelf.banks.values()])


def content_files(paths: Iterable[Path]) -> tuple[Path, ...]:
    """The files that these paths name: a folder of content, one of its folders, a file."""
    found: list[Path] = []
    for path in paths:
        if path.is_file():
            found.append(path)
        elif path.name in ("sources", "banks"):
            found += _yaml_in(path)
        else:
            found += _files((path,))
    return tuple(found)


def _files(folders: Iterable[Path]) -> tuple[Path, ...]:
    """Ledgers first, since banks are checked against them."""
    folders = tuple(folders)
    return tuple(
        path
        for kind in ("sources", "banks")
        for folder in folders
        for path in _yaml_in(folder / kind)
    )


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


def _taken(path: Path, is_taken: bool) -> list[Problem]:  # noqa: FBT001
    if not is_taken:
        return []
    message = f"another file already has the name '{path.stem}'; rename this one and its id"
    return [Problem(shown_path(path), 0, 0, "FILE001", message)]
