"""Banks, quizzes, ledgers and pictures from the folders of content, read again when a file changes.

A file that breaks keeps its last good version in service; the others never notice.
"""

import threading
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from pathlib import Path

from quizapp.core.bank import Bank, with_pictures, with_voids_of
from quizapp.core.ledger import Ledger
from quizapp.core.problem import Problem
from quizapp.core.quiz import CannotDraw, Pool, Quiz, pool
from quizapp.formats import house
from quizapp.formats.bundle import FOLDER
from quizapp.formats.house_name import id_in
from quizapp.formats.house_text import bank_text
from quizapp.lint import runner
from quizapp.services import pictures
from quizapp.services.kept_pictures import KeptPictures
from quizapp.services.own_ledgers import OwnLedgers
from quizapp.services.pictures import Gallery, NoSuchPicture, PictureFile, version_digest
from quizapp.services.transaction import reading
from quizapp.store import banks, workspace
from quizapp.store.database import Database, Session

FOLDERS = ("sources", "banks", "quizzes")
"""Where content lies; in the order in which one leans on the other."""

OWN = "own/"
"""Begins the name of a teacher's published bank, before its id; no page's address has a slash."""

OWN_KEPT = 8
"""Texts of those that stay read: one with 2,000 questions takes 0.3 s."""

Stamp = tuple[str, int, int]
"""Path, time of the last change in ns, size in bytes; zeros where it cannot be seen."""


@dataclass(frozen=True)
class ShelvedBank:
    """A bank with the very text that it was read from, and a digest of that and of its pictures.

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
    """All content at one moment; `filed` are its ledgers as their files have them.

    `pictures` are those that its banks show, by the names of their files.
    """

    banks: Mapping[str, ShelvedBank] = field(default_factory=dict)
    quizzes: Mapping[str, ShelvedBank] = field(default_factory=dict)
    ledgers: Mapping[str, Ledger] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    filed: tuple[runner.LedgerOnFile, ...] = ()
    pictures: Mapping[str, PictureFile] = field(default_factory=dict)

    def as_shown(self, bank: Bank) -> Bank:
        """The bank with its pictures as they are now."""
        return with_pictures(bank, {name: file.picture for name, file in self.pictures.items()})


class NoSuchBank(Exception):
    """No bank has this name."""

    def __init__(self, slug: str) -> None:
        super().__init__(f"There is no bank called “{slug}”. Pick one from the list.")


class Library:
    """The shelf over folders with `sources/`, `banks/` and so on in them; earlier ones win.

    `database` holds the banks that teachers published. They are on no shelf: who knows the name of
    one has been let in (`services.workspace.rights`).
    """

    def __init__(self, folders: tuple[Path, ...], database: Database | None = None) -> None:
        self._folders = folders
        self._database = database
        self._lock = threading.Lock()
        self._seen: tuple[Stamp, ...] | None = None
        self._shelf = Shelf()
        self._versions: dict[str, tuple[str, Bank]] = {}
        self._own_ledgers = OwnLedgers(database)
        self._kept_pictures = KeptPictures(database)

    def shelf(self) -> Shelf:
        """The content as the files have it now."""
        watched = (*_files(self._folders), *_media(self._folders))
        seen = tuple(stamp_of(p) for p in watched)
        if seen != self._seen:
            with self._lock:
                self._shelf = read_shelf(_files(self._folders), last=self._shelf)
                self._seen = seen
        return self._shelf

    def ledgers(self, names: Iterable[str]) -> Mapping[str, Ledger]:
        """The ledgers of the shelf, and teachers' own ones among these names."""
        own = {name: ledger for name in names if (ledger := self._own_ledgers.get(name))}
        return {**self.shelf().ledgers, **own} if own else self.shelf().ledgers

    def ledgers_of(self, bank: Bank) -> Mapping[str, Ledger]:
        """The same for all that a bank names."""
        return self.ledgers(sources_in(bank))

    def bank(self, slug: str) -> ShelvedBank:
        """The bank or quiz of that name, or NoSuchBank."""
        if slug.startswith(OWN):
            return self._own(slug)
        shelf = self.shelf()
        found = shelf.banks.get(slug) or shelf.quizzes.get(slug)
        if found is None:
            raise NoSuchBank(slug)
        return found

    def keep(self, session: Session, shelved: ShelvedBank, now: datetime) -> None:
        """Store this version for good, so that a game or attempt outlives a change of the file."""
        banks.keep(session, shelved.digest, shelved.bank.id, shelved.text, now)
        self._kept_pictures.keep_played(session, shelved.bank)

    def version(self, session: Session, digest: str) -> Bank:
        """A kept version, as it was when it was played; KeyError if it never was.

        Only what was declared void since is void in it too, and a picture that was replaced since
        is left out: its text stands in for it.
        """
        if digest not in self._versions:
            found = banks.text_of(session, digest)
            if found is None:
                raise KeyError(digest)
            slug, text = found
            bank = house.read_bank(text.encode(), f"{slug}.yaml").bank
            if bank is None:
                raise KeyError(digest)
            self._versions[digest] = (text, bank)
        today = {slug: shelved.bank for slug, shelved in self.shelf().banks.items()}
        return with_voids_of(today, self._as_played(digest))

    def as_shown(self, bank: Bank) -> Bank:
        """The bank with its pictures as they are now: those of the shelf, and those brought."""
        return self._kept_pictures.shown_in(self.shelf().as_shown(bank))

    def has_picture(self, name: str) -> bool:
        """Whether there is a picture of that name, on the shelf or brought by a teacher."""
        return name in self.shelf().pictures or bool(self._kept_pictures.get((name,)))

    def picture(self, address: str) -> tuple[bytes, str]:
        """What a picture's file holds, and its media type. Raises NoSuchPicture.

        Those that teachers brought are not for everybody (`services.workspace.rights`).
        """
        shown = self.shelf().pictures.values()
        found = next((p for p in shown if p.picture.address == address), None)
        data = pictures.held_by(found) if found else None
        if found is None or data is None:
            raise NoSuchPicture
        return data, found.type

    def _own(self, slug: str) -> ShelvedBank:
        """What a teacher published, or the version that stands behind its id. NoSuchBank."""
        bank_id, _, number = slug.removeprefix(OWN).partition("/")
        if self._database is None:
            raise NoSuchBank(slug)
        with reading(self._database) as session:
            text = workspace.played_text(session, bank_id, int(number) if number else None)
        bank = _read_own(text) if text else None
        if text is None or bank is None:
            raise NoSuchBank(slug)
        with reading(self._database) as session:
            own = self._kept_pictures.shown_in_own(session, bank_id, bank)
        shown = self.shelf().as_shown(own)
        return ShelvedBank(shown, text, version_digest(text, shown))

    def _as_played(self, digest: str) -> Bank:
        """The kept version with its pictures, if they are all still those it was played with."""
        text, bank = self._versions[digest]
        # a bank of files never had what only teachers brought
        for shown in (self.as_shown(bank), self.shelf().as_shown(bank)):
            if shown is bank or version_digest(text, shown) == digest:
                return shown
        return bank


def read_shelf(files: Iterable[Path], last: Shelf | None = None) -> Shelf:
    """Every bank, quiz and ledger among the files, and the pictures beside them.

    What is broken keeps its version of `last`.
    """
    files = tuple(files)
    folders = dict.fromkeys(home_of(path) / FOLDER for path in files)
    reading = _Reading(last or Shelf(), Gallery(tuple(folders)))
    for path in files:
        reading.take(path)
    return reading.shelf()


class _Reading:
    """The shelf as it fills; quizzes and what the linter says wait until all banks are there."""

    def __init__(self, last: Shelf, gallery: Gallery) -> None:
        self._last = last
        self._gallery = gallery
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
        take(path, name, None if unreadable else data)

    def shelf(self) -> Shelf:
        """All that was read."""
        for file, name in self._to_check:
            assert file.bank
            self._problems += runner.check_bank(file.bank, self._ledgers, file.places, name)
        quizzes = {slug: made for slug in self._quizzes if (made := self._quiz(slug))}
        shown = [self._gallery.pictures_of(shelved.bank) for shelved in self._banks.values()]
        return Shelf(
            banks=self._banks,
            quizzes=quizzes,
            ledgers=self._ledgers,
            problems=tuple(sorted(self._problems)),
            filed=tuple(self._filed),
            pictures={name: file for files in shown for name, file in files.items()},
        )

    def _take_ledger(self, path: Path, name: str, data: bytes | None) -> None:
        slug = path.stem
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

    def _take_bank(self, path: Path, name: str, data: bytes | None) -> None:
        slug = path.stem
        self._note_name(slug in self._banks, slug, name)
        shelved = self._last.banks.get(slug)
        if data is not None:
            found = house.read_bank(data, name)
            self._problems += found.problems
            if found.bank:
                self._to_check.append((found, name))
                self._problems += self._gallery.problems(found, name, home_of(path))
                shelved = self._shelved(found.bank, data.decode("utf-8-sig"))
        if shelved:
            self._banks.setdefault(slug, shelved)

    def _take_quiz(self, path: Path, name: str, data: bytes | None) -> None:
        slug = path.stem
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
        return ShelvedBank(made.bank, text, version_digest(text, made.bank), found.quiz, made)

    def _shelved(self, bank: Bank, text: str) -> ShelvedBank:
        found = self._gallery.pictures_of(bank)
        shown = with_pictures(bank, {name: file.picture for name, file in found.items()})
        return ShelvedBank(shown, text, version_digest(text, shown))

    def _note_name(self, is_taken: bool, slug: str, name: str) -> None:  # noqa: FBT001
        if is_taken:
            message = f"another file already has the name '{slug}'; rename this one and its id"
            self._problems.append(Problem(name, 0, 0, "FILE001", message))


def sources_in(bank: Bank) -> tuple[str, ...]:
    """Every source that a bank or its evidence names."""
    evidence = (e.source for q in bank.questions for e in q.evidence if e.source)
    return tuple(dict.fromkeys((*bank.sources, *evidence)))


@lru_cache(maxsize=OWN_KEPT)
def _read_own(text: str) -> Bank | None:
    return house.read_bank(text.encode(), f"{id_in(text)}.yaml").bank


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


def _media(folders: Iterable[Path]) -> tuple[Path, ...]:
    """What lies beside the files of content, to see when it changes."""
    return tuple(p for folder in folders for p in sorted((folder / FOLDER).glob("*")))


def home_of(path: Path) -> Path:
    """The folder of content that a file belongs to."""
    return path.parent.parent if path.parent.name in FOLDERS else path.parent


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


def stamp_of(path: Path) -> Stamp:
    """What tells whether a file has changed since it was read."""
    try:
        stat = path.stat()
    except OSError:  # deleted between the listing and this look, or not ours to see
        return (str(path), 0, 0)
    return (str(path), stat.st_mtime_ns, stat.st_size)


def shown_path(path: Path) -> str:
    """The path as the person in this folder would type it."""
    here = Path.cwd()
    return str(path.relative_to(here) if path.is_relative_to(here) else path)
