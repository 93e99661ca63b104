"""The database's shape: brought up to date at every start by Alembic's migrations."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.util import CommandError
from sqlalchemy.exc import DBAPIError

from quizapp.store.database import Database, DatabaseUnusable

MIGRATIONS = Path(__file__).parent / "migrations"


def upgrade(database: Database) -> None:
    """Bring the database to the newest version, its owner's alone. Raises DatabaseUnusable."""
    database.keep_private()
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    try:
        with database.migrating() as connection:
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
    except DBAPIError as fault:
        raise DatabaseUnusable(database.explain(fault)) from fault
    except CommandError as fault:
        raise DatabaseUnusable(
            "The database was made by a newer version of this program. "
            "Install that version again, or start with another --data DIR."
        ) from fault
