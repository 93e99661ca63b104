"""A journal, and a round that it writes answers to."""

from collections.abc import Iterator

import pytest

from quizapp.store.database import Database
from quizapp.store.journal import Journal
from tests.store.playing import add_game, add_players, open_round


@pytest.fixture
def journal(database: Database) -> Iterator[Journal]:
    """The one writer of answers."""
    opened = Journal(database)
    yield opened
    opened.close()


@pytest.fixture
def round_id(database: Database) -> int:
    """An open round of a game with Anna and Boris."""
    with database.transaction() as session:
        add_game(session)
        add_players(session, "anna", "boris")
        return open_round(session)
