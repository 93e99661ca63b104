"""Two teachers, a bank of the first one, and the library that has what they publish."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from quizapp.services.accounts import Teacher
from quizapp.services.library import Library
from quizapp.services.workspace import editing, rights
from quizapp.services.workspace.changing import Change
from quizapp.services.workspace.deck import Decks
from quizapp.store.database import Database
from tests.services.workspace.desk import make, teacher
from tests.world import NOW


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


@pytest.fixture
def change(database: Database, anna: Teacher, bank: str) -> Callable[..., Any]:
    """Does something to the bank in a transaction of its own; what it gave."""

    def in_one(deed: Callable[[Change], Any], who: Teacher = anna, bank_id: str = bank) -> Any:
        with database.transaction() as session:
            return deed(Change(session, Decks(), who, bank_id, NOW))

    return in_one


@pytest.fixture
def text(database: Database, anna: Teacher, bank: str) -> Callable[..., str]:
    """The text of a version; of the latest where none is named."""

    def of(number: int | None = None) -> str:
        with database.reading() as session:
            held = rights.authorised(session, anna, bank, "read")
            return editing.text_of(session, held, number)

    return of
