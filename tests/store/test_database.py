"""The connection: how it is set up, what it keeps, and what it says when it cannot be used."""

from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from sqlalchemy import literal, select, text
from sqlalchemy.exc import IntegrityError, StatementError

from quizapp.store import attempts, banks
from quizapp.store.base import UtcDateTime
from quizapp.store.database import Database, DatabaseUnusable
from quizapp.store.schema import upgrade
from tests.world import NOW


def open_up(url):
    """What a start does with its database."""
    database = Database(url)
    try:
        upgrade(database)
        database.check()
    finally:
        database.close()


def test_what_a_transaction_wrote_stays(database):
    with database.transaction() as session:
        banks.keep(session, "d1", "test-ban", "schema: 1", NOW)

    with database.reading() as session:
        assert banks.text_of(session, "d1") == ("test-ban", "schema: 1")


def test_a_transaction_that_fails_leaves_nothing_behind(database):
    def fail():
        with database.transaction() as session:
            banks.keep(session, "d1", "test-ban", "schema: 1", NOW)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()

    with database.reading() as session:
        assert banks.text_of(session, "d1") is None


def test_what_is_written_while_reading_is_not_kept(database):
    with database.reading() as session:
        banks.keep(session, "d1", "test-ban", "schema: 1", NOW)

    with database.reading() as session:
        assert banks.text_of(session, "d1") is None


def test_references_are_checked(database):
    def refer_to_nothing():
        with database.transaction() as session:
            session.add(
                attempts.Attempt(
                    id="a1",
                    learner_id="nobody",
                    bank_digest="nothing",
                    bank_slug="test-ban",
                    question_ids=[],
                    seed="s",
                    started_at=NOW,
                    finished_at=None,
                )
            )

    with pytest.raises(IntegrityError):
        refer_to_nothing()


def test_sqlite_is_set_up_to_lose_nothing(tmp_path):
    database = Database(f"sqlite:///{tmp_path / 'quiz.db'}")

    with database.engine.connect() as connection:
        found = {
            name: connection.execute(text(f"PRAGMA {name}")).scalar_one()
            for name in (
                "journal_mode",
                "synchronous",
                "foreign_keys",
                "busy_timeout",
                "secure_delete",
            )
        }

    assert found == {  # 2 is FULL: https://sqlite.org/pragma.html#pragma_synchronous
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "busy_timeout": 5000,
        "secure_delete": 1,
    }
    database.close()


def test_sqlite_serves_readers_while_somebody_writes(tmp_path):
    database = Database(f"sqlite:///{tmp_path / 'quiz.db'}")
    upgrade(database)

    with database.transaction() as writer:
        banks.keep(writer, "d1", "test-ban", "schema: 1", NOW)
        with database.reading() as reader:
            found = banks.text_of(reader, "d1")

    assert found is None
    database.close()


# Times


def test_a_time_comes_back_aware_and_to_the_microsecond(database):
    kyiv = timezone(timedelta(hours=2))
    moment = datetime(2026, 3, 2, 11, 0, 0, 123456, tzinfo=kyiv)
    with database.transaction() as session:
        session.add(attempts.Learner(id="l1", created_at=moment))

    with database.reading() as session:
        learner = session.get(attempts.Learner, "l1")

    assert learner.created_at == datetime(2026, 3, 2, 9, 0, 0, 123456, tzinfo=UTC)
    assert learner.created_at.tzinfo is UTC


def test_a_time_without_a_zone_is_refused(database):
    naive = NOW.replace(tzinfo=None)

    with (
        pytest.raises(StatementError, match="a time without a zone"),
        database.reading() as session,
    ):
        session.scalar(select(literal(naive, UtcDateTime)))


# Refusals: one sentence what happened, one what to do


def test_a_usable_database_is_opened(empty_database_url):
    open_up(empty_database_url)


def _readonly(folder: Path) -> str:
    open_up(f"sqlite:///{folder / 'quiz.db'}")
    return f"sqlite:///file:{folder / 'quiz.db'}?mode=ro&uri=true"


def _no_folder(folder: Path) -> str:
    return f"sqlite:///{folder / 'missing' / 'quiz.db'}"


def _a_folder(folder: Path) -> str:
    return f"sqlite:///{folder}"


def _no_database(folder: Path) -> str:
    (folder / "quiz.db").write_text("Dear diary, " * 100)
    return f"sqlite:///{folder / 'quiz.db'}"


def _no_server(folder: Path) -> str:
    return f"postgresql+psycopg://quiz:secret@/quiz?host={folder}"


def _no_url(folder: Path) -> str:
    return "quiz.db"


def _no_driver(folder: Path) -> str:
    return "postgres://quiz:secret@localhost/quiz"


@pytest.mark.parametrize(
    ("make", "advice"),
    [
        (_readonly, "Make the file and its folder writable"),
        (_no_folder, "Make the file and its folder writable"),
        (_a_folder, "Make the file and its folder writable"),
        (_no_database, "Check the file"),
        (_no_server, "Check that PostgreSQL runs"),
        (_no_url, "QUIZ_DATABASE_URL"),
        (_no_driver, "QUIZ_DATABASE_URL"),
    ],
)
def test_a_database_that_cannot_be_used_is_told_in_one_line(tmp_path, make, advice):
    with pytest.raises(DatabaseUnusable) as refusal:
        open_up(make(tmp_path))

    message = str(refusal.value)
    assert advice in message
    assert "cannot be used" in message
    assert "\n" not in message
    assert "secret" not in message
