"""A bank and its pictures in one .zip: `NAME.yaml`, and beside it the folder `media`.

It is laid out as a folder of pulled files is. Nothing that an archive says of itself is believed:
its list of contents is measured before it is read, what is unpacked is counted as it comes, and no
name in it ever becomes a path on this machine.
"""

import stat
import struct
import zipfile
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import IO

LIMIT_BYTES = 64_000_000
"""Of the whole, packed and unpacked alike: pictures hardly get smaller."""
LIMIT_ENTRIES = 1100
"""A bank names at most 1,000 pictures (`services.kept_pictures`)."""
FOLDER = "media"
TYPE = "application/zip"

_BANKS = "banks"
_ENDINGS = (".yaml", ".yml")
_LEFT_BEHIND = {".ds_store", "thumbs.db", "desktop.ini", ".pulled.json"}
"""What systems and `quizapp bank pull` put beside files."""
_BEGINS = (b"PK\x03\x04", b"PK\x05\x06")
_END, _END_64 = b"PK\x05\x06", b"PK\x06\x07"
_END_BYTES, _COMMENT_BYTES = 22, 65_535
_ENTRY_BYTES = 500
"""Of the list of contents, for each entry: 46, its name, and what systems add."""
_FAULTS = (
    zipfile.BadZipFile, zlib.error, OSError, EOFError, ValueError, RuntimeError, struct.error,
    OverflowError,
)  # fmt: skip
"""What the standard library raises on archives that are damaged, or that it cannot unpack."""


@dataclass(frozen=True)
class Bundle:
    """What a .zip holds: the bank's file, and the files of its folder `media` by their names."""

    text: bytes
    pictures: Mapping[str, bytes]


class BundleRefused(Exception):
    """A .zip that cannot be taken; says why and what to do."""


def write(to: IO[bytes], slug: str, text: bytes, pictures: Iterable[tuple[str, bytes]]) -> None:
    """Pack a bank and its pictures; the same always makes the same bytes."""
    with zipfile.ZipFile(to, "w") as archive:
        _put(archive, f"{slug}.yaml", text, zipfile.ZIP_DEFLATED)
        for name, data in pictures:
            _put(archive, f"{FOLDER}/{name}", data, zipfile.ZIP_STORED)


def is_bundle(file: IO[bytes]) -> bool:
    """Whether a file begins as a .zip does."""
    file.seek(0)
    begin = file.read(4)
    file.seek(0)
    return begin in _BEGINS


def read(file: IO[bytes]) -> Bundle:
    """What a .zip holds. Raises BundleRefused."""
    _judge_contents(file)
    try:
        archive = zipfile.ZipFile(file)
    except _FAULTS as fault:
        raise _damaged() from fault
    with archive:
        entries = [e for e in archive.infolist() if not e.is_dir() and not _is_left_behind(e)]
        _judge_entries(entries)
        return _unpacked(archive, entries)


# Below


def _put(archive: zipfile.ZipFile, name: str, data: bytes, method: int) -> None:
    entry = zipfile.ZipInfo(name)  # with a date of its own, which says nothing of anybody's clock
    entry.compress_type = method
    entry.external_attr = (stat.S_IFREG | 0o644) << 16
    archive.writestr(entry, data)


def _judge_contents(file: IO[bytes]) -> None:
    """Refuse a list of contents that would fill the memory, before it is read.

    PKWARE APPNOTE 6.3.10, 4.3.16: its size stands at byte 12 of the record at the end. Archives of
    more than 4 GB (4.3.15) are no banks.
    """
    size = file.seek(0, 2)
    if size > LIMIT_BYTES:
        raise _too_large()
    file.seek(max(0, size - _END_BYTES - _COMMENT_BYTES))
    tail = file.read()
    at = tail.rfind(_END)
    if at < 0 or len(tail) - at < _END_BYTES:
        raise _damaged()
    (contents,) = struct.unpack_from("<I", tail, at + 12)
    if contents > LIMIT_ENTRIES * _ENTRY_BYTES or tail[max(0, at - 20) :][:4] == _END_64:
        raise _too_many()


def _judge_entries(entries: list[zipfile.ZipInfo]) -> None:
    if len(entries) > LIMIT_ENTRIES:
        raise _too_many()
    names = [entry.filename for entry in entries]
    for entry in entries:
        # zipfile cuts a name at a NUL, and keeps what stood there
        if not _is_plain(entry.orig_filename) or stat.S_ISLNK(entry.external_attr >> 16):
            raise BundleRefused(
                f"“{_shown(entry.orig_filename)}” in the .zip does not lie in a folder of it. Pack "
                "the bank’s file and its folder “media” anew."
            )
        if entry.flag_bits & 1:
            raise BundleRefused("The .zip has a password. Pack the files without one.")
        if entry.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
            raise BundleRefused("The .zip is packed in a way that is not read here. Pack it anew.")
    if len(set(names)) < len(names):
        twice = next(name for name in names if names.count(name) > 1)
        raise BundleRefused(f"“{_shown(twice)}” is in the .zip twice. Pack the files anew.")


def _is_plain(name: str) -> bool:
    steps = name.split("/")
    has_drive = len(steps[0]) > 1 and steps[0][1] == ":"
    return not ({"", ".", ".."} & set(steps) or "\\" in name or "\0" in name or has_drive)


def _is_left_behind(entry: zipfile.ZipInfo) -> bool:
    path = PurePosixPath(entry.filename)
    return path.name.lower() in _LEFT_BEHIND or "__MACOSX" in path.parts[:1]


def _unpacked(archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo]) -> Bundle:
    banks = [e for e in entries if e.filename.lower().endswith(_ENDINGS)]
    if not banks:
        raise BundleRefused(
            "There is no bank in the .zip. Pack one bank’s .yaml file with its folder “media”."
        )
    if len(banks) > 1:
        raise BundleRefused(
            f"There are {len(banks)} banks in the .zip. Pack each by itself, with its folder "
            "“media”."
        )
    others = [e for e in entries if e is not banks[0]]
    _judge_places(others, _folder_beside(PurePosixPath(banks[0].filename)))
    left = LIMIT_BYTES
    found: list[bytes] = []
    for entry in (banks[0], *others):
        found.append(_data_of(archive, entry, left))
        left -= len(found[-1])
    names = [PurePosixPath(entry.filename).name for entry in others]
    return Bundle(found[0], dict(zip(names, found[1:], strict=True)))


def _judge_places(others: list[zipfile.ZipInfo], folder: PurePosixPath) -> None:
    for entry in others:
        if PurePosixPath(entry.filename).parent != folder:
            raise BundleRefused(
                f"“{_shown(entry.filename)}” does not belong into the .zip of a bank: its .yaml "
                "file and the folder “media” are all. Pack these alone."
            )


def _folder_beside(bank: PurePosixPath) -> PurePosixPath:
    """Where a bank's pictures lie: beside its file, or beside the folder `banks` that it is in."""
    home = bank.parent.parent if bank.parent.name == _BANKS else bank.parent
    return home / FOLDER


def _data_of(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, left: int) -> bytes:
    try:
        with archive.open(entry) as unpacked:
            data = unpacked.read(left + 1)
    except _FAULTS as fault:
        raise _damaged() from fault
    if len(data) > left:
        raise _too_large()
    return data


def _shown(name: str) -> str:
    return "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in name[:80])


def _damaged() -> BundleRefused:
    return BundleRefused("The .zip is damaged or cut off. Download or pack it anew.")


def _too_large() -> BundleRefused:
    return BundleRefused(
        f"The .zip holds more than {LIMIT_BYTES // 10**6} MB, which is the most that is taken. "
        "Make its pictures smaller, or split the bank."
    )


def _too_many() -> BundleRefused:
    return BundleRefused(
        "The .zip holds too many files for one bank. Pack its .yaml file and its folder “media” "
        "alone."
    )
