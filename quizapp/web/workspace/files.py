"""A bank as a file with its pictures: what is uploaded, and a version to download."""

from tempfile import SpooledTemporaryFile

from flask import request, send_file
from flask.typing import ResponseReturnValue

from quizapp.formats.bundle import TYPE, BundleRefused
from quizapp.formats.redrawn import PictureRefused
from quizapp.services.accounts import Teacher
from quizapp.services.transaction import reading
from quizapp.services.workspace import bundling
from quizapp.services.workspace.bundling import Unpacked
from quizapp.services.workspace.faults import TextRefused
from quizapp.web import access
from quizapp.web.workspace.blueprint import blueprint

REFUSED = (TextRefused, BundleRefused, PictureRefused)
"""What is said of a file that cannot be taken."""
IN_MEMORY = 4_000_000
"""Bytes of a .zip that is being made; a larger one goes to the disk meanwhile."""


@blueprint.get("/workspace/banks/<bank>/versions/<int:number>/zip")
@access.teacher
def bundle(teacher: Teacher, bank: str, number: int) -> ResponseReturnValue:
    """The version's text, to the byte, with its pictures."""
    packed = SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115 (closed with the response)
    with reading(access.site().database) as session:
        held = bundling.pack(session, teacher, bank, number, packed)
    packed.seek(0)
    name = f"{held.slug}.zip"
    return send_file(packed, TYPE, as_attachment=True, download_name=name)


def unpacked() -> Unpacked:
    """What the file of the form brings. Raises one of REFUSED."""
    file = request.files.get("file")
    if file is None:
        raise TextRefused("There is no file. Choose one first.")
    return bundling.unpack(file.stream)


def said_of(came: Unpacked) -> str:
    """A sentence on the pictures that came; empty where there was nothing but text."""
    count, left = len(came.pictures), came.left
    taken = f"{count} {'picture' if count == 1 else 'pictures'} came with it."
    unnamed = f"{left} that no question names {'was' if left == 1 else 'were'} left out."
    return " ".join(s for s, is_so in ((taken, count), (unnamed, left)) if is_so)
