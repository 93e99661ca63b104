"""One server a SQLite file: whoever serves it holds a lock beside it, which ends with the process.

Two of them would each decide on what they have in memory, and neither would see the other's steps.
"""

import sqlite3
from pathlib import Path

from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError

from quizapp import private
from quizapp.store.database import DatabaseUnusable

STOPS_WITHIN_S = 3.0
"""How long a server that is being stopped may still hold the file."""


def claim(url: str) -> sqlite3.Connection | None:
    """Hold this database until the connection is closed; None where there is nothing to hold.

    Raises DatabaseUnusable where another server has it.
    """
    try:
        address = make_url(url)
    except ArgumentError:
        return None  # the database itself says what is wrong, here and below
    if address.get_backend_name() != "sqlite" or address.database in {None, "", ":memory:"}:
        return None
    path = f"{address.database}-serving"
    private.prepare_file(Path(path))
    try:
        lock = sqlite3.connect(path, timeout=STOPS_WITHIN_S, isolation_level=None)
        lock.execute("BEGIN EXCLUSIVE")
    except sqlite3.OperationalError as fault:
        if fault.sqlite_errorcode != sqlite3.SQLITE_BUSY:
            return None
        raise DatabaseUnusable(
            f"Another server has the database {address.database} open, and SQLite has one writer. "
            "Stop that one, or let QUIZ_DATABASE_URL name a PostgreSQL database (docs/scaling.md)."
        ) from fault
    return lock
