"""The pictures of questions: looked up in the folders `media/`, judged, and kept by their content.

MEDIA001  no such file             MEDIA004  not what its ending says
MEDIA002  cannot be read           MEDIA005  it moves
MEDIA003  too large                MEDIA006  another folder's file of that name is shown
"""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from quizapp.core.bank import Bank
from quizapp.core.media import FoundMedia, Picture
from quizapp.core.problem import Problem
from quizapp.formats import picture
from quizapp.formats.bundle import FOLDER
from quizapp.formats.house import BankFile
from quizapp.services.kept_pictures import name_for

LIMIT_BYTES = 1_000_000
LIMIT_PIXELS = 4096
"""Of a side: what is small as a file can be huge when a phone unpacks it."""

_KINDS: Mapping[str, picture.Kind] = {
    "png": "png", "jpg": "jpeg", "jpeg": "jpeg", "webp": "webp",
}  # fmt: skip


@dataclass(frozen=True)
class PictureFile:
    """A sound picture, where it lies, and its media type."""

    picture: Picture
    path: Path
    type: str


@dataclass(frozen=True)
class Flaw:
    """Why a picture cannot be shown: the code, and what to do about it."""

    code: str
    message: str


class NoSuchPicture(Exception):
    """No bank that is there shows a picture with this address."""

    def __init__(self) -> None:
        super().__init__("There is no such picture here. It may have been replaced.")


class Gallery:
    """The pictures of some folders, each looked at once; the first that has a name counts."""

    def __init__(self, folders: tuple[Path, ...]) -> None:
        self._folders = folders
        self._known: dict[str, PictureFile | Flaw] = {}

    def look_up(self, name: str) -> PictureFile | Flaw:
        """The picture of that name, or what is wrong with it."""
        if name not in self._known:
            path = next((f / name for f in self._folders if (f / name).is_file()), None)
            self._known[name] = judged(path) if path else _missing(name)
        return self._known[name]

    def pictures_of(self, bank: Bank) -> dict[str, PictureFile]:
        """The sound pictures that a bank names, by their names."""
        names = {q.media.file for q in bank.questions if q.media}
        found = {name: self.look_up(name) for name in names}
        return {name: file for name, file in found.items() if isinstance(file, PictureFile)}

    def problems(self, read: BankFile, file: str, home: Path) -> Iterator[Problem]:
        """What is wrong with a bank's pictures, told where it names them; `home` is its folder."""
        for index, question in enumerate(read.bank.questions if read.bank else ()):
            if question.media is None:
                continue
            found = self.look_up(question.media.file)
            flaw = _flaw_for(found, home) if isinstance(found, PictureFile) else found
            if flaw:
                place = read.places[("questions", index, "media", "file")]
                yield Problem(file, *place, flaw.code, flaw.message, question=question.id)


def judged(path: Path) -> PictureFile | Flaw:
    """The picture in this file, or what is wrong with it."""
    try:
        size = path.stat().st_size
        data = path.read_bytes() if size <= LIMIT_BYTES else b""
    except OSError as fault:
        message = f"'{path.name}' cannot be read ({fault.strerror}); make it readable"
        return Flaw("MEDIA002", message)
    if size > LIMIT_BYTES:
        message = f"'{path.name}' has {size / 1e6:.1f} MB; save it smaller, with at most 1 MB"
        return Flaw("MEDIA003", message)
    head = picture.read(data)
    if head is None or head.kind != _KINDS[path.suffix[1:]]:
        what = f"is a {head.kind.upper()} file" if head else "holds no PNG, JPEG or WebP picture"
        message = f"'{path.name}' {what}; save it again in the format that its ending says"
        return Flaw("MEDIA004", message)
    if not (1 <= head.width <= LIMIT_PIXELS and 1 <= head.height <= LIMIT_PIXELS):
        size_said = f"{head.width} by {head.height} pixels"
        message = f"'{path.name}' has {size_said}; save it with at most {LIMIT_PIXELS} a side"
        return Flaw("MEDIA003", message)
    if head.is_moving:
        message = f"'{path.name}' moves, and nobody could stop it; save it as a still picture"
        return Flaw("MEDIA005", message)
    shown = Picture(address=address_of(data, path), width=head.width, height=head.height)
    return PictureFile(shown, path, f"image/{head.kind}")


def held_by(file: PictureFile) -> bytes | None:
    """What the file holds, if that is still what its address says."""
    try:
        data = file.path.read_bytes()
    except OSError:
        return None
    return data if address_of(data, file.path) == file.picture.address else None


def address_of(data: bytes, path: Path) -> str:
    """What a picture is served as: sixteen hex digits of its SHA-256, and its ending.

    One that a teacher brought and that was pulled into a folder has the address that it had.
    """
    if path.name == name_for(data):
        return path.name
    return hashlib.sha256(data).hexdigest()[:16] + path.suffix


def version_digest(text: str, bank: Bank) -> str:
    """What tells versions of a bank apart: SHA-256 of its text, and of what its pictures hold."""
    found = {q.media for q in bank.questions if isinstance(q.media, FoundMedia)}
    shown = sorted({(media.file, media.picture.address) for media in found})
    return hashlib.sha256("\0".join([text, *map(" ".join, shown)]).encode()).hexdigest()


def _missing(name: str) -> Flaw:
    return Flaw("MEDIA001", f"there is no '{name}' in the folder 'media' beside 'banks'; put it in")


def _flaw_for(found: PictureFile, home: Path) -> Flaw | None:
    """A bank with a file of that name beside it is shown another one."""
    own = home / FOLDER / found.path.name
    if own == found.path or not own.is_file():
        return None
    return Flaw("MEDIA006", f"'{own.name}' is taken by {found.path}; give yours another name")
