"""A server's parts, opened over a data folder and closed again."""

import threading
import time
from dataclasses import replace

import pytest
from sqlalchemy import text

from quizapp import clock, paths
from quizapp.core.rules import Rules
from quizapp.services import site as sites
from quizapp.services.live.room import RETENTION, NoSuchGame
from quizapp.services.site import open_site
from quizapp.settings import Settings
from quizapp.store.database import DatabaseUnusable
from tests.world import BANK, NOW, SECRET_KEY, advance, give, two_players, write


@pytest.fixture
def chosen(tmp_path):
    return Settings(
        data_dir=tmp_path, database_url=f"sqlite:///{tmp_path / 'quiz.db'}", secret_key=SECRET_KEY
    )


def test_a_new_site_has_the_shipped_banks_and_those_of_its_data_folder(chosen, tmp_path):
    write(tmp_path / "questions" / "banks" / "test-ban.yaml", BANK)

    site = open_site(chosen, paths.questions_dir())

    assert {"test-ban", "which-treaty"} <= set(site.library.shelf().banks)
    site.close()


def test_what_was_handed_in_before_the_stop_is_there_after_the_start(chosen):
    before = open_site(chosen, paths.questions_dir())
    now = clock.now()
    room = before.live.rooms.room(
        before.live.rooms.create("which-treaty", 3, Rules(limit_s=None), now).id
    )
    anna, _ = two_players(before.live, room.id)
    advance(before.live, room, "opened", at=now)
    give(before.live, room, anna, right=True, at=now)
    before.close()

    after = open_site(chosen, paths.questions_dir())

    table = after.live.rooms.room(room.id).table
    assert (table.game.phase, table.game.round) == ("open", 1)
    assert (table.answers, table.players) == (room.table.answers, room.table.players)
    after.close()


def test_a_start_deletes_what_is_past_its_retention(chosen):
    before = open_site(chosen, paths.questions_dir())
    game = before.live.rooms.create("which-treaty", 3, Rules(), clock.now() - RETENTION)
    before.close()

    after = open_site(chosen, paths.questions_dir())

    with pytest.raises(NoSuchGame):
        after.live.rooms.game_of_pin(game.pin)
    after.close()


def test_names_are_deleted_on_time_though_the_database_failed_for_a_while(
    chosen, monkeypatch, caplog
):
    monkeypatch.setattr(sites, "PURGE_PAUSE_S", 0.02)
    site = open_site(chosen, paths.questions_dir())
    with site.database.engine.begin() as connection:
        connection.execute(text("ALTER TABLE game RENAME TO elsewhere"))
    wait_until(lambda: "could not be deleted yet" in caplog.text)
    with site.database.engine.begin() as connection:
        connection.execute(text("ALTER TABLE elsewhere RENAME TO game"))

    game = site.live.rooms.create("which-treaty", 3, Rules(), NOW)

    wait_until(lambda: is_gone(site, game.id))
    site.close()


def test_a_closed_site_ends_its_threads(chosen, monkeypatch):
    before = set(threading.enumerate())
    site = open_site(chosen, paths.questions_dir())
    started = set(threading.enumerate()) - before

    site.close()

    for thread in started:
        thread.join(timeout=10)
    assert started
    assert not [thread.name for thread in started if thread.is_alive()]


# Refusals


def test_a_site_without_a_database_does_not_open(chosen, tmp_path):
    nowhere = replace(chosen, database_url=f"sqlite:///{tmp_path / 'missing' / 'quiz.db'}")

    with pytest.raises(DatabaseUnusable, match="choose another with --data DIR"):
        open_site(nowhere, paths.questions_dir())


def is_gone(site, game_id):
    try:
        site.live.rooms.room(game_id)
    except NoSuchGame:
        return True
    return False


def wait_until(condition, timeout_s=10):
    """Ask again and again until the condition holds; for what tells nobody when it is done."""
    deadline = time.monotonic() + timeout_s
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.005)
