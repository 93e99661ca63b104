"""The connection: SQLite by default, PostgreSQL for more than one machine; same code for both.

On SQLite a write begins with BEGIN IMMEDIATE, so that two writers wait for each other rather than
fail half-way; WAL lets readers go on; `synchronous=FULL` since NORMAL lost acknowledged rows in
simulated power cuts (DESIGN.md).
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, create_engine, event, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import ArgumentError, DBAPIError, OperationalError
from sqlalchemy.orm import Session

from quizapp import private

__all__ = ["Database", "DatabaseUnusable", "Session", "StorageFailed"]

BUSY = "busy_timeout=5000"
PRAGMAS = (
    "journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", BUSY,
    "secure_delete=ON",  # what is deleted does not stay readable in the file
)  # fmt: skip


WAITS = ("lock_timeout = '5s'", "idle_in_transaction_session_timeout = '10s'")
"""On PostgreSQL, where a process that hangs must not hold up the others for good."""
MIGRATION_LOCK = 7_469_224_118
"""Any number that no other program asks PostgreSQL to lock; ours for good."""


StorageFailed = OperationalError
"""What a session raises when the disk is full or the server is gone."""


class DatabaseUnusable(Exception):
    """The database cannot be opened or written to; the message says which and why."""


class Database:
    """An engine and its two doors: `transaction` to write, `reading` to read."""

    def __init__(self, url: str) -> None:
        """Raises DatabaseUnusable where the address makes no sense; nothing is opened yet."""
        try:
            self.engine = create_engine(url, hide_parameters=True)  # logs hold no answer
        except (ArgumentError, ImportError) as fault:
            raise DatabaseUnusable(
                f"The database address in QUIZ_DATABASE_URL cannot be used: {fault}. "
                "Write it as postgresql+psycopg://USER:PASSWORD@HOST/NAME."
            ) from fault
        self.is_sqlite = make_url(url).get_backend_name() == "sqlite"
        if self.is_sqlite:
            event.listen(self.engine, "connect", _set_up_sqlite)
            event.listen(self.engine, "begin", _begin_sqlite)
        else:
            event.listen(self.engine, "connect", _set_up_postgresql)
        self._readers = self.engine.execution_options(reads_only=True)

    @contextmanager
    def transaction(self) -> Iterator[Session]:
        """A session that commits at the end, or leaves nothing behind."""
        with Session(self.engine, expire_on_commit=False) as session, session.begin():
            yield session

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A session whose changes are never kept."""
        with Session(self._readers, autoflush=False) as session:
            yield session

    def keep_private(self) -> None:
        """Make the file of SQLite, or close it, so that its owner alone reads it.

        SQLite gives the files beside it the same rights when it makes them.
        """
        path = self.engine.url.database
        if self.is_sqlite and path not in {None, "", ":memory:"}:
            private.prepare_file(Path(path))
            for beside in ("-wal", "-shm"):
                private.close_file(Path(path + beside))

    @contextmanager
    def migrating(self) -> Iterator[Connection]:
        """A connection that commits at the end, on which tables may be made anew.

        SQLite follows no foreign key meanwhile: to drop the old table would delete all rows that
        point to it (sqlite.org/lang_altertable.html, section 7, step 1). Of two programs that
        start at once, one migrates and the other waits.
        """
        with self.engine.connect() as connection:
            self._follow_keys(connection, is_on=False)
            try:
                with connection.begin():
                    if not self.is_sqlite:
                        _wait_for_migrations(connection)
                    yield connection
            finally:
                self._follow_keys(connection, is_on=True)

    def _follow_keys(self, connection: Connection, *, is_on: bool) -> None:
        found = connection.connection.driver_connection
        if isinstance(found, sqlite3.Connection):  # beside SQLAlchemy, which would begin first
            found.execute(f"PRAGMA foreign_keys={'ON' if is_on else 'OFF'}")

    def check(self) -> None:
        """Raise DatabaseUnusable unless a write would be accepted; the schema is up to date."""
        try:
            with self.engine.connect() as connection:
                connection.exec_driver_sql("UPDATE alembic_version SET version_num = version_num")
                connection.rollback()
        except DBAPIError as fault:
            raise DatabaseUnusable(self.explain(fault)) from fault

    def explain(self, fault: DBAPIError) -> str:
        """A sentence for the operator about a failure of the database."""
        where = self.engine.url.render_as_string(hide_password=True)
        reason = str(fault.orig).strip().splitlines()[0] if fault.orig else type(fault).__name__
        if "readonly" in reason or "unable to open" in reason:
            advice = "Make the file and its folder writable, or choose another with --data DIR."
        elif "disk is full" in reason or "disk I/O" in reason:
            advice = "Free some space on that disk and start again."
        elif isinstance(fault, OperationalError) and not self.is_sqlite:
            advice = "Check that PostgreSQL runs and that QUIZ_DATABASE_URL is right."
        else:
            advice = "Check the file, or start with another --data DIR."
        return f"The database {where} cannot be used: {reason}. {advice}"

    def scrub(self) -> None:
        """Let the file forget what was deleted: the log beside it still has the old pages.

        Waits for readers a moment only, since writers wait meanwhile; PostgreSQL needs none of it.
        """
        if self.is_sqlite:
            with self.engine.connect() as connection:
                found = connection.connection.driver_connection
                assert isinstance(found, sqlite3.Connection)
                found.execute("PRAGMA busy_timeout=100")
                found.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
                found.execute(f"PRAGMA {BUSY}")

    def close(self) -> None:
        """Let go of every connection."""
        self.engine.dispose()


def _set_up_sqlite(connection: DBAPIConnection, _record: Any) -> None:
    assert isinstance(connection, sqlite3.Connection)
    connection.isolation_level = None  # we say BEGIN ourselves
    cursor = connection.cursor()
    for pragma in PRAGMAS:
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _set_up_postgresql(connection: DBAPIConnection, _record: Any) -> None:
    cursor = connection.cursor()
    for wait in WAITS:
        cursor.execute(f"SET SESSION {wait}")
    cursor.close()
    connection.commit()


def _wait_for_migrations(connection: Connection) -> None:
    """Until the commit, no other program migrates."""
    connection.exec_driver_sql("SET LOCAL lock_timeout = 0")
    connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({MIGRATION_LOCK})")


def _begin_sqlite(connection: Connection) -> None:
    reads_only = connection.get_execution_options().get("reads_only", False)
    connection.exec_driver_sql("BEGIN" if reads_only else "BEGIN IMMEDIATE")
