"""The picture that a question's form brings along."""

from flask import request

from quizapp import clock
from quizapp.formats.redrawn import PictureRefused, redraw
from quizapp.services.accounts import Teacher
from quizapp.services.kept_pictures import megabytes
from quizapp.services.transaction import reading, transaction
from quizapp.services.workspace import illustrating
from quizapp.services.workspace.rights import OwnBank
from quizapp.web import access

SAVES = ("", "done", "picture")
"""Buttons that are not about rows."""


class NoAlt(Exception):
    """A picture came without the text that stands for it."""

    def __init__(self) -> None:
        super().__init__(
            "Say what the picture shows, for those who cannot see it. Then choose the file again."
        )


def used_of(bank: OwnBank) -> str:
    """How much of the room is taken that pictures of this bank count for: `1.2 of 200 MB`."""
    site = access.site()
    with reading(site.database) as session:
        used = illustrating.used_bytes(session, bank.owner_id)
    return f"{megabytes(used)} of {site.settings.picture_limit_bytes // 10**6:,} MB"


def brought(teacher: Teacher, bank: str) -> str:
    """The name of the picture that came with the form, kept now; empty where none came.

    Raises PictureRefused, also where there is no room, and NoAlt; then nothing is kept.
    """
    file = request.files.get("file")
    alt = request.form.get("alt", "").strip()
    if file is None or not file.filename:
        is_alone = alt and not request.form.get("picture")
        if request.form.get("do") == "picture" or (
            is_alone and request.form.get("do", "") in SAVES
        ):
            raise PictureRefused("Choose the file of the picture first.")
        return ""
    if not alt:
        raise NoAlt
    picture = redraw(file.read())
    site = access.site()
    with transaction(site.database) as session:
        limit = site.settings.picture_limit_bytes
        return illustrating.bring(session, teacher, bank, picture, clock.now(), limit_bytes=limit)
