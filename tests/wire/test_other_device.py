"""A place belongs to one device, also where another process gave it to the next a moment ago."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from quizapp import clock, paths
from quizapp.asgi import create_asgi
from quizapp.core.rules import Rules
from quizapp.services.live.room import Room
from quizapp.services.site import Site, open_site
from quizapp.settings import Settings
from tests.asynchronous import run
from tests.wire.readers import ask, scope_of
from tests.world import SECRET_KEY, advance, form_for, two_players


@pytest.fixture
def database_kind() -> str:
    """SQLite has one process."""
    return "postgresql"


@pytest.fixture
def sites(database_url: str, tmp_path: Path) -> Iterator[tuple[Site, Site]]:
    """Two processes over one database, without a bus."""
    chosen = Settings(data_dir=tmp_path, database_url=database_url, secret_key=SECRET_KEY)
    with ExitStack() as stack:

        def opened() -> Site:
            site = open_site(chosen, paths.questions_dir())
            stack.callback(site.close)
            return site

        yield opened(), opened()


@pytest.fixture
def room(sites: tuple[Site, Site]) -> Room:
    """A game of Anna and Boris, as the first process has it."""
    live = sites[0].live
    game = live.rooms.create("which-treaty", 3, Rules(limit_s=None), clock.now())
    two_players(live, game.id)
    return live.rooms.room(game.id)


def at_the_second(sites: tuple[Site, Site], room: Room) -> Callable[..., tuple[int, str]]:
    """What the process that has not heard answers to Anna's device of that number."""
    there, app = sites[1], create_asgi(sites[1])
    unaware, anna = there.live.rooms.room(room.id), next(iter(room.players))

    def asks(
        device: int, method: str, page: str, form: dict[str, Any] | None = None
    ) -> tuple[int, str]:
        return run(ask(app, scope_of(there, unaware, anna, method, page, device), form or {}))

    return asks


def let_back(site: Site, room: Room) -> None:
    """Anna comes back on another device."""
    returns, now = site.live.returns, clock.now()
    returns.let_back(room, returns.ask(room, "Anna", now).id, now)


def test_the_old_device_answers_no_question_that_opened_meanwhile(
    sites: tuple[Site, Site], room: Room
) -> None:
    asks = at_the_second(sites, room)
    let_back(sites[0], room)
    advance(sites[0].live, room, "opened", at=clock.now())
    form = {"round": "1", "answer_id": "a", **form_for(room, right=True)}

    status, words = asks(0, "POST", "answers", form)

    assert (status, "on another device" in words) == (403, True)
    assert asks(1, "POST", "answers", form)[0] == 200


def test_the_old_device_sees_no_more_of_an_open_question(
    sites: tuple[Site, Site], room: Room
) -> None:
    advance(sites[0].live, room, "opened", at=clock.now())
    asks = at_the_second(sites, room)
    let_back(sites[0], room)

    status, words = asks(0, "GET", "state")

    assert (status, "on another device" in words) == (403, True)
    assert asks(1, "GET", "state")[0] == 200
