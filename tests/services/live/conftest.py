"""What the tests of live games may ask for besides."""

import pytest

from quizapp.services.library import Library
from quizapp.services.live.live import open_live


@pytest.fixture
def restarted(database, questions):
    """Gives new live over the same database, as a new process would have them."""
    opened = []

    def restart():
        opened.append(open_live(database, Library((questions,))))
        return opened[-1]

    yield restart
    for live in opened:
        live.close()
