"""The migrations make the tables that the models describe, from nothing and back."""

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import inspect, text

from quizapp.store import attempts, banks, games
from quizapp.store.base import Base
from quizapp.store.database import Database, DatabaseUnusable
from quizapp.store.schema import MIGRATIONS, upgrade
from tests.world import NOW

TABLES = (attempts, banks, games)  # imported so that the metadata is whole


def migrate(database, to):
    """Bring the database to a version, as Alembic's command line would."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    with database.engine.begin() as connection:
        config.attributes["connection"] = connection
        (command.downgrade if to == "base" else command.upgrade)(config, to)


def tables(database):
    return set(inspect(database.engine).get_table_names())


def test_the_tables_are_those_of_the_models(database):
    with database.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        differences = compare_metadata(context, Base.metadata)

    assert differences == []
    assert tables(database) == {*Base.metadata.tables, "alembic_version"}


def test_a_new_database_is_filled_and_emptied_again(empty_database_url):
    database = Database(empty_database_url)

    migrate(database, "head")
    filled = tables(database)
    migrate(database, "base")

    assert filled >= set(Base.metadata.tables)
    assert tables(database) == {"alembic_version"}
    database.close()


def test_an_upgrade_of_what_is_up_to_date_keeps_everything(database):
    with database.transaction() as session:
        banks.keep(session, "d1", "test-ban", "schema: 1", NOW)

    upgrade(database)

    with database.reading() as session:
        assert banks.text_of(session, "d1") == ("test-ban", "schema: 1")


def test_the_migrations_form_one_line():
    script = ScriptDirectory(str(MIGRATIONS))

    assert len(script.get_heads()) == 1
    assert len(script.get_bases()) == 1


# Refusals


def test_a_database_of_a_later_version_is_told_so(empty_database_url):
    database = Database(empty_database_url)
    upgrade(database)
    with database.engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))

    with pytest.raises(DatabaseUnusable) as refusal:
        upgrade(database)

    assert "newer version" in str(refusal.value)
    database.close()
