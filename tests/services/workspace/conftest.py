"""Two teachers, a bank of the first one, and the library that has what they publish."""

from pathlib import Path

import pytest

from quizapp.services.accounts import Teacher
from quizapp.services.library import Library
from quizapp.store.database import Database
from tests.services.workspace.desk import make, teacher


@pytest.fixture
def anna(database: Database) -> Teacher:
    """A teacher."""
    return teacher(database, "Anna")


@pytest.fixture
def boris(database: Database) -> Teacher:
    """Another one."""
    return teacher(database, "Boris")


@pytest.fixture
def bank(database: Database, anna: Teacher) -> str:
    """The id of a bank of Anna's."""
    return make(database, anna)


@pytest.fixture
def shelf(database: Database, questions: Path) -> Library:
    """The library with the banks that teachers published."""
    return Library((questions,), database)
