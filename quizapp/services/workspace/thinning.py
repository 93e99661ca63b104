"""Old autosaves are thinned: of one sitting's the last stays, once a day has passed over all of it.

Whatever somebody saved, restored, set aside or published stays for good, and so does every line
that the page of versions shows. Texts may be large and SQLite has one writer, so versions are
looked through outside of any transaction that writes, and deleted a few at a time.
"""

from datetime import datetime, timedelta

from quizapp.services.transaction import reading, transaction
from quizapp.services.workspace.history import AUTOSAVED, Version, sittings
from quizapp.store import workspace
from quizapp.store.database import Database

REST = timedelta(days=1)
"""How long every autosave stays."""

BATCH = 10
"""Versions that are deleted in one transaction, each up to 1 MB."""


def thin(database: Database, now: datetime) -> None:
    """Thin the autosaves of every bank whose sittings ended long enough ago."""
    with reading(database) as session:
        waiting = workspace.unthinned(session, now - REST)
    for bank_id, thinned, latest in waiting:
        with reading(database) as session:
            rows = workspace.history(session, bank_id, latest + 1, after=thinned)
        _thin(database, bank_id, [Version(*row) for row in rows], now)


def _thin(database: Database, bank_id: str, found: list[Version], now: datetime) -> None:
    over = [sitting for sitting in sittings(found, set()) if sitting.saved_at < now - REST]
    if not over:
        return
    gone = [
        version.number
        for sitting in over
        for version in found
        if sitting.since <= version.number < sitting.number
    ]
    for start in range(0, len(gone), BATCH):
        with transaction(database) as session:
            workspace.drop_versions(session, bank_id, gone[start : start + BATCH], AUTOSAVED)
    with transaction(database) as session:
        workspace.set_thinned(session, bank_id, over[0].number)
