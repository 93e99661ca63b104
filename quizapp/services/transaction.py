"""The door to the database for pages: what they write is committed here and nowhere else."""

from collections.abc import Iterator
from contextlib import contextmanager

from quizapp.store.database import Database, Session


@contextmanager
def transaction(database: Database) -> Iterator[Session]:
    """A session that commits at the end, or leaves nothing behind."""
    with database.transaction() as session:
        yield session


@contextmanager
def reading(database: Database) -> Iterator[Session]:
    """A session to read with."""
    with database.reading() as session:
        yield session
