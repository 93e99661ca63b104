"""Pictures brought into a bank: by a form, where they are drawn anew, or with a pushed file."""

from datetime import datetime, timedelta

from quizapp.formats.redrawn import PictureRefused, Redrawn, is_redrawn
from quizapp.services.accounts import Teacher
from quizapp.services.kept_pictures import name_for
from quizapp.services.workspace.rights import authorised
from quizapp.store import pictures
from quizapp.store.database import Session

WAITS = timedelta(days=1)
"""How long a picture stays that no version names, or whose last bank is gone."""


def bring(session: Session, teacher: Teacher, bank_id: str, picture: Redrawn, now: datetime) -> str:
    """Keep the picture for the bank, whose next version is to name it; its name.

    Raises NoSuchOwnBank, MayOnlyRead.
    """
    bank = authorised(session, teacher, bank_id, "edit")
    name = name_for(picture.data)
    size = (picture.width, picture.height)
    pictures.bring(session, bank.id, name, picture.data, size, now)
    return name


def as_pulled(data: bytes, name: str) -> Redrawn:
    """A picture's file as `pull` wrote it. Raises PictureRefused where it is any other."""
    found = is_redrawn(data)
    if found is None or name_for(data) != name:
        raise PictureRefused(
            f"The picture {name} is not what its name says: it was changed since it was pulled. "
            "Pull it again, or bring the new picture in by the form of its question."
        )
    return found


def purge(session: Session, now: datetime) -> None:
    """Delete the pictures that belong to no bank, unless they were played."""
    pictures.purge(session, now - WAITS)
