"""Publishing a version of a bank, so that it can be practised and hosted.

A large bank takes a second to check, so that is done outside of any transaction: SQLite has one
writer, and a class may be playing.
"""

from quizapp.services.accounts import Teacher
from quizapp.services.transaction import reading, transaction
from quizapp.services.workspace.checking import Checker
from quizapp.services.workspace.editing import text_of
from quizapp.services.workspace.faults import HasErrors
from quizapp.services.workspace.history import AUTOSAVED
from quizapp.services.workspace.rights import authorised, authorised_row
from quizapp.store import workspace
from quizapp.store.database import Database

PUBLISHED = "autosaved, then published"
"""How a version came about that stays, though nobody but a form stored it."""


def publish(
    database: Database, checker: Checker, teacher: Teacher, bank_id: str, number: int
) -> None:
    """Let this version be practised and hosted. Raises HasErrors, NoSuchVersion, NoSuchOwnBank."""
    with reading(database) as session:
        bank = authorised(session, teacher, bank_id, "edit")
        text = text_of(session, bank, number)
    if not checker.check(text, bank.slug).is_sound:
        raise HasErrors
    with transaction(database) as session:
        authorised_row(session, teacher, bank_id, "edit").published = number
        workspace.name_version(session, bank_id, number, AUTOSAVED, PUBLISHED)
