"""A bank with its pictures as one .zip, out of a workspace and into it.

A picture that this program made is taken as it is, so that what was downloaded comes back to the
byte. Any other is drawn anew as one is that comes with a form, and the text then names it as that.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import IO

from quizapp.formats import bundle
from quizapp.formats.bundle import BundleRefused
from quizapp.formats.house_media import media_names, with_media
from quizapp.formats.redrawn import PictureRefused, Redrawn, pixels_in, redraw
from quizapp.services.accounts import Teacher
from quizapp.services.kept_pictures import is_kept_name, name_for, names_in
from quizapp.services.workspace import editing, typed
from quizapp.services.workspace.faults import TooMuchToPack
from quizapp.services.workspace.illustrating import as_pulled, bring_named
from quizapp.services.workspace.rights import OwnBank, authorised
from quizapp.store import pictures
from quizapp.store.database import Session

LIMIT_PIXELS = 1_500_000_000
"""Of all pictures of a .zip: some 400 of the size that is kept, a minute or so of unpacking."""


@dataclass(frozen=True)
class Unpacked:
    """A bank's text, and the pictures that came with it, by the names that the text has for them.

    `left` counts files of the folder that no question names.
    """

    text: str
    pictures: Mapping[str, Redrawn] = field(default_factory=dict)
    left: int = 0


def pictures_in(session: Session, bank: OwnBank, text: str) -> set[str]:
    """The names of those pictures of the bank that a text of its own names."""
    return pictures.of_bank(session, bank.id, names_in(text))


def pack(session: Session, teacher: Teacher, bank_id: str, number: int, to: IO[bytes]) -> OwnBank:
    """Write a version and its pictures as a .zip. Raises TooMuchToPack, NoSuchOwnBank and so on.

    One picture after the other, so that they are never all in memory.
    """
    bank = authorised(session, teacher, bank_id, "read")
    text = editing.text_of(session, bank, number)
    names = sorted(pictures_in(session, bank, text))
    # some room for what a .zip says of each
    if pictures.bytes_of(session, names) + len(text.encode()) > bundle.LIMIT_BYTES - 400_000:
        raise TooMuchToPack(bundle.LIMIT_BYTES)
    found = ((name, data) for name in names if (data := pictures.data_of(session, name)))
    bundle.write(to, bank.slug, text.encode(), found)
    return bank


def unpack(file: IO[bytes]) -> Unpacked:
    """What a file brings: a text alone, or a .zip with pictures.

    Raises TextRefused, BundleRefused, PictureRefused.
    """
    if not bundle.is_bundle(file):
        return Unpacked(typed.from_file(file.read()))
    found = bundle.read(file)
    text = typed.from_file(found.text)
    named = media_names(text)
    if named is None:  # it may be mended here: then what can be told apart is taken
        named = names_in(text)
    taken = {name: data for name, data in sorted(found.pictures.items()) if name in named}
    if sum(map(pixels_in, taken.values())) > LIMIT_PIXELS:
        raise BundleRefused(
            "The pictures in the .zip have too many pixels to unpack. Save them with at most 2048 "
            "on the longer side, then pack them anew."
        )
    drawn = {name: _drawn(data, name) for name, data in taken.items()}
    names = {name: name_for(each.data) for name, each in drawn.items()}
    shown = {names[name]: each for name, each in drawn.items()}
    return Unpacked(with_media(text, names), shown, len(found.pictures) - len(taken))


def create(
    session: Session, teacher: Teacher, came: Unpacked, now: datetime, *, limit_bytes: int
) -> str:
    """A new bank with what came; its id. Raises PicturesAreFull."""
    new = editing.create(session, teacher, came.text, "uploaded", now)
    bring_named(session, teacher, new, came.pictures, now, limit_bytes=limit_bytes)
    return new


def save(  # noqa: PLR0917
    session: Session, teacher: Teacher, bank_id: str, base: int, came: Unpacked, now: datetime,
    *, limit_bytes: int,
) -> int:  # fmt: skip
    """What came as the next version; its number. Raises as `editing.save`, and PicturesAreFull."""
    number = editing.save(session, teacher, bank_id, base, came.text, now, "uploaded")
    bring_named(session, teacher, bank_id, came.pictures, now, limit_bytes=limit_bytes)
    return number


def _drawn(data: bytes, name: str) -> Redrawn:
    if is_kept_name(name):
        return as_pulled(data, name)
    try:
        return redraw(data)
    except PictureRefused as refusal:
        raise PictureRefused(f"“{name}” in the .zip: {refusal}") from refusal
