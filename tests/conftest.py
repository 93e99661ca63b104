"""What every test may ask for: a database of either kind, the services over it, a whole site."""

import os
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings
from sqlalchemy import text

from quizapp import paths
from quizapp.services.library import Library
from quizapp.services.live.live import Live, open_live
from quizapp.services.site import Site, open_site
from quizapp.settings import Settings
from quizapp.store.base import Base
from quizapp.store.database import Database
from quizapp.store.schema import upgrade
from tests.world import SECRET_KEY, write_content

pytest_plugins = ["tests.postgres", "tests.valkey"]

settings.register_profile("house", deadline=None, max_examples=60)
settings.register_profile("ci", settings.get_profile("house"), derandomize=True, print_blob=True)
settings.load_profile("ci" if os.environ.get("CI") else "house")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--long", action="store_true", help="run the long matrices too")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if config.getoption("--long"):
        return
    for item in items:
        if "long" in item.keywords:
            item.add_marker(pytest.mark.skip(reason="a long matrix; runs with --long"))


@pytest.fixture(params=["sqlite", "postgresql"])
def database_kind(request: pytest.FixtureRequest) -> str:
    """A test that asks for a database runs on each kind."""
    return str(request.param)


@pytest.fixture
def empty_database_url(database_kind: str, tmp_path: Path, request: pytest.FixtureRequest) -> str:
    """Where a database without any table is."""
    if database_kind == "sqlite":
        return f"sqlite:///{tmp_path / 'quiz.db'}"
    return str(request.getfixturevalue("postgres_database"))


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file that is up to date, to be copied."""
    path = tmp_path_factory.mktemp("template") / "quiz.db"
    _upgrade(f"sqlite:///{path}")
    return path


@pytest.fixture(scope="session")
def postgres_shared(postgres_url: str) -> Iterator[Database]:
    """One that is up to date, to be emptied after each test: to make one takes 0.3 seconds."""
    _upgrade(postgres_url)
    shared = Database(postgres_url)
    yield shared
    shared.close()


@pytest.fixture
def database_url(
    database_kind: str, tmp_path: Path, request: pytest.FixtureRequest
) -> Iterator[str]:
    """Where a database is that is up to date and holds nothing yet."""
    if database_kind == "sqlite":
        path = tmp_path / "quiz.db"
        shutil.copyfile(request.getfixturevalue("sqlite_template"), path)
        yield f"sqlite:///{path}"
        return
    shared = request.getfixturevalue("postgres_shared")
    yield shared.engine.url.render_as_string(hide_password=False)
    with shared.transaction() as session:
        session.execute(text("SET LOCAL lock_timeout = '10s'"))  # a test left something open
        for table in reversed(Base.metadata.sorted_tables):
            session.execute(table.delete())


@pytest.fixture(autouse=True)
def _no_thread_reads_on() -> Iterator[None]:
    """Wait until the templates of a test's app are read.

    Jinja and the routes of the next test's app both parse by `ast`, which in CPython 3.11 two
    threads must not do at once: "recursion depth mismatch" (python/cpython#106905).
    """
    yield
    for thread in threading.enumerate():
        if thread.name == "warm up":
            thread.join()


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    """The same, opened."""
    opened = Database(database_url)
    yield opened
    opened.close()


@pytest.fixture
def questions(tmp_path: Path) -> Path:
    """A folder of content with one small bank, `test-ban`, and the ledger it rests on."""
    return write_content(tmp_path / "questions")


@pytest.fixture
def library(questions: Path) -> Library:
    """The library over that folder."""
    return Library((questions,))


@pytest.fixture
def live(database: Database, library: Library) -> Iterator[Live]:
    """The live games over the database and the library."""
    opened = open_live(database, library)
    yield opened
    opened.close()


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    """All that a server holds, with the shipped banks, over SQLite in a folder of its own."""
    chosen = Settings(
        data_dir=tmp_path, database_url=f"sqlite:///{tmp_path / 'quiz.db'}", secret_key=SECRET_KEY
    )
    opened = open_site(chosen, paths.questions_dir())
    yield opened
    opened.close()


def _upgrade(url: str) -> None:
    database = Database(url)
    upgrade(database)
    database.close()
