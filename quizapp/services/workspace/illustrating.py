"""Pictures brought into a bank: by a form, where they are drawn anew, in a .zip or beside a file.

Whoever owns the bank has room for so many bytes of them, each content counted once.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta

from quizapp.formats.redrawn import PictureRefused, Redrawn, is_redrawn
from quizapp.services.accounts import Teacher
from quizapp.services.kept_pictures import name_for
from quizapp.services.workspace.faults import PicturesAreFull
from quizapp.services.workspace.rights import authorised_row
from quizapp.store import pictures, teachers
from quizapp.store.database import Session

WAITS = timedelta(days=1)
"""How long a picture stays that no version names, or whose last bank is gone."""


def used_bytes(session: Session, owner_id: str) -> int:
    """How much of that teacher's room is taken: by all pictures of banks that are not deleted."""
    return pictures.bytes_of_owner(session, owner_id)


def bring(
    session: Session, teacher: Teacher, bank_id: str, picture: Redrawn, now: datetime,
    *, limit_bytes: int,
) -> str:  # fmt: skip
    """Keep the picture for the bank, whose next version is to name it; its name.

    Raises NoSuchOwnBank, MayOnlyRead, PicturesAreFull.
    """
    name = name_for(picture.data)
    bring_all(session, teacher, bank_id, {name: picture}, now, limit_bytes=limit_bytes)
    return name


def bring_all(
    session: Session, teacher: Teacher, bank_id: str, brought: Mapping[str, Redrawn],
    now: datetime, *, limit_bytes: int,
) -> None:  # fmt: skip
    """Keep these, by their names, or none of them. Raises as `bring`."""
    bank = authorised_row(session, teacher, bank_id, "edit")  # the bank first: as whoever saves it
    teachers.hold(session, bank.owner_id)  # or two at once would each find the same room
    new = brought.keys() - pictures.of_owner(session, bank.owner_id, brought)
    more = sum(len(brought[name].data) for name in new)
    used = pictures.bytes_of_owner(session, bank.owner_id)
    if more and used + more > limit_bytes:
        raise PicturesAreFull(used, more, limit_bytes)
    for name, picture in brought.items():
        size = (picture.width, picture.height)
        pictures.bring(session, bank.id, name, picture.data, size, now)


def bring_named(
    session: Session, teacher: Teacher, bank_id: str, brought: Mapping[str, Redrawn],
    now: datetime, *, limit_bytes: int,
) -> None:  # fmt: skip
    """The same where the latest version names them already. Raises as `bring`."""
    bring_all(session, teacher, bank_id, brought, now, limit_bytes=limit_bytes)
    pictures.name(session, bank_id, brought, now)


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
