"""Publishing a version of a bank, so that it can be practised and hosted.

A large bank takes a second to check, so that is done outside of any transaction: SQLite has one
writer, and a class may be playing.
"""

from quizapp.services.accounts import Teacher
from quizapp.services.kept_pictures import names_of
from quizapp.services.transaction import reading, transaction
from quizapp.services.workspace.checking import Checker
from quizapp.services.workspace.editing import text_of
from quizapp.services.workspace.faults import HasErrors, NotItsPicture
from quizapp.services.workspace.history import AUTOSAVED
from quizapp.services.workspace.rights import authorised, authorised_row
from quizapp.store import pictures, workspace
from quizapp.store.database import Database

PUBLISHED = "autosaved, then published"
"""How a version came about that stays, though nobody but a form stored it."""


def publish(
    database: Database, checker: Checker, teacher: Teacher, bank_id: str, number: int
) -> None:
    """Let this version be practised and hosted, and everybody see its pictures.

    Raises HasErrors, NotItsPicture, NoSuchVersion, NoSuchOwnBank.
    """
    with reading(database) as session:
        bank = authorised(session, teacher, bank_id, "edit")
        text = text_of(session, bank, number)
    checked = checker.check(text, bank.slug)
    if checked.bank is None or not checked.is_sound:
        raise HasErrors
    shown = names_of(checked.bank)
    with transaction(database) as session:
        authorised_row(session, teacher, bank_id, "edit").published = number
        if shown - pictures.of_bank(session, bank.id, shown):
            raise NotItsPicture
        pictures.make_public(session, shown)
        workspace.name_version(session, bank_id, number, AUTOSAVED, PUBLISHED)
