"""What the tests of live games may ask for besides."""

from contextlib import ExitStack

import pytest

from quizapp.services.library import Library
from quizapp.services.live.live import open_live
from quizapp.store.bus import Bus
from quizapp.store.database import Database


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


@pytest.fixture
def process(database_url, questions):
    """Starts another process: with its own connections, content and games in memory."""
    with ExitStack() as stack:

        def start(bus_url=None):
            database = Database(database_url)
            stack.callback(database.close)
            live = open_live(database, Library((questions,)), Bus(bus_url))
            stack.callback(live.close)
            return live

        yield start


@pytest.fixture
def pair(process):
    """Two processes without a bus."""
    return process(), process()
