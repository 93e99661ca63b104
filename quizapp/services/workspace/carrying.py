"""Banks carried between files and a workspace, to the byte.

A folder of pulled files has a note of which version each one is. A file is pushed onto the version
that it was pulled from, and nowhere else.
"""

import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path
from types import MappingProxyType

from quizapp.formats.bundle import FOLDER
from quizapp.formats.house_name import id_in
from quizapp.formats.redrawn import Redrawn
from quizapp.services.accounts import Teacher
from quizapp.services.kept_pictures import names_in
from quizapp.services.library import home_of
from quizapp.services.tidying import write_whole
from quizapp.services.workspace import editing
from quizapp.services.workspace.faults import HasChanged
from quizapp.services.workspace.illustrating import as_pulled, bring_named
from quizapp.services.workspace.rights import OwnBank, authorised
from quizapp.store import pictures, workspace
from quizapp.store.database import Session

NOTES = ".pulled.json"
_SLUG = re.compile(r"[a-z0-9][a-z0-9-]{0,63}")


@dataclass(frozen=True)
class Note:
    """Which version of which bank a file was, and the digest of its bytes."""

    bank: str
    version: int
    sha256: str


@dataclass(frozen=True)
class Carried:
    """A bank on its way: its name, its text as bytes, and where that stands in the workspace.

    `pictures` are those that teachers brought and the text names, by their names.
    """

    slug: str
    data: bytes
    note: Note
    is_new: bool
    pictures: Mapping[str, bytes] = field(default_factory=dict)

    @property
    def file(self) -> str:
        """The name of its file."""
        return f"{self.slug}.yaml"


class NoSuchName(Exception):
    """The teacher has no bank of this name."""

    def __init__(self, name: str) -> None:
        super().__init__(f"There is no bank “{name}” in this workspace.")


class IsBehind(Exception):
    """The workspace has a version that the file does not rest on."""

    def __init__(self, number: int) -> None:
        super().__init__(
            f"not pushed: version {number} was saved in the workspace meanwhile. Pull it into "
            "another folder and bring the two together, or push with --over."
        )


def pull(session: Session, teacher: Teacher, names: Iterable[str]) -> tuple[Carried, ...]:
    """The latest versions of the teacher's own banks of these names; of all where there is none.

    Raises NoSuchName.
    """
    own = {
        bank.slug: bank
        for bank in editing.banks(session, teacher)
        if bank.right == "own" and not bank.is_deleted
    }
    wanted = dict.fromkeys(names) or own
    for name in wanted:
        if name not in own:
            raise NoSuchName(name)
    return tuple(_carried(session, own[name], is_new=False) for name in wanted)


def push(  # noqa: PLR0917
    session: Session, teacher: Teacher, stem: str, text: str, note: Note | None, now: datetime,
    *, over: bool, limit_bytes: int, shown: Mapping[str, Redrawn] = MappingProxyType({}),
) -> Carried:  # fmt: skip
    """Store a file's text as the next version of its bank, or as a new one.

    The bank is the one that `note` names, or else the teacher's own of that name. Raises IsBehind
    where it has a later version than the file rests on, unless `over`; NameIsTaken; PicturesAreFull
    where `shown`, the pictures beside the file, would be more than `limit_bytes` with the others.
    """
    name = id_in(text) or (stem if _SLUG.fullmatch(stem) else "bank")
    bank_id = _noted(session, teacher, note) or _named(session, teacher, name)
    if bank_id is None:
        new = editing.create(session, teacher, text, "pushed", now, name)
        bring_named(session, teacher, new, shown, now, limit_bytes=limit_bytes)
        return _carried(session, authorised(session, teacher, new, "own"), is_new=True)
    before = authorised(session, teacher, bank_id, "own").latest
    base = note.version if note and note.bank == bank_id else 0
    try:
        number = editing.save(
            session, teacher, bank_id, before if over else base, text, now, "pushed"
        )
    except HasChanged as conflict:
        raise IsBehind(conflict.number) from conflict
    bring_named(session, teacher, bank_id, shown, now, limit_bytes=limit_bytes)
    bank = authorised(session, teacher, bank_id, "own")
    return _carried(session, bank, is_new=number != before)


def is_as_pulled(data: bytes, note: Note | None) -> bool:
    """Whether a file is still what it was when it was pulled or pushed."""
    return note is not None and note.sha256 == _digest(data)


# Pictures


def pictures_beside(path: Path, text: str) -> dict[str, Redrawn]:
    """The pictures of a pulled file that lie beside it, by their names.

    Raises PictureRefused where one was changed, OSError.
    """
    folder = home_of(path) / FOLDER
    there = (name for name in sorted(names_in(text)) if (folder / name).is_file())
    return {name: as_pulled((folder / name).read_bytes(), name) for name in there}


def write_pictures(path: Path, shown: Mapping[str, bytes]) -> None:
    """Write a bank's pictures beside its file, where `quizapp check` looks for them. OSError."""
    folder = home_of(path) / FOLDER
    if shown:
        folder.mkdir(exist_ok=True)
    for name, data in shown.items():
        write_whole(folder / name, data)


# Notes


def read_notes(folder: Path) -> dict[str, Note]:
    """The notes of a folder, by the names of banks; none where they cannot be read."""
    try:
        found = json.loads((folder / NOTES).read_text(encoding="utf-8"))
        return {str(slug): Note(**note) for slug, note in found.items()}
    except (OSError, ValueError, TypeError, AttributeError):
        return {}


def write_notes(folder: Path, notes: Mapping[str, Note]) -> None:
    """Keep the notes beside the files. Raises OSError."""
    fields = {slug: asdict(note) for slug, note in sorted(notes.items())}
    write_whole(folder / NOTES, json.dumps(fields, indent=2) + "\n")


def _carried(session: Session, bank: OwnBank, *, is_new: bool) -> Carried:
    text = editing.text_of(session, bank)
    data, own = text.encode(), pictures.of_bank(session, bank.id, names_in(text))
    shown = {name: found for name in sorted(own) if (found := pictures.data_of(session, name))}
    return Carried(bank.slug, data, Note(bank.id, bank.latest, _digest(data)), is_new, shown)


def _noted(session: Session, teacher: Teacher, note: Note | None) -> str | None:
    found = workspace.bank(session, teacher.id, note.bank) if note else None
    if found is None or found[0].owner_id != teacher.id or found[0].deleted_at:
        return None
    return found[0].id


def _named(session: Session, teacher: Teacher, name: str) -> str | None:
    found = workspace.owned(session, teacher.id, name)
    return found.id if found else None


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
