"""The migrations make the tables that the models describe, from nothing and back."""

import json
import subprocess
import sys

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import inspect, text
from sqlalchemy.exc import IntegrityError

from quizapp.core.rules import Rules
from quizapp.store import (
    attempts,
    banks,
    cards,
    games,
    own_sources,
    pictures,
    presence,
    question_index,
    returns,
    teachers,
    workspace,
)
from quizapp.store.base import Base
from quizapp.store.database import Database, DatabaseUnusable
from quizapp.store.question_index import WORDS
from quizapp.store.schema import MIGRATIONS, upgrade
from tests.serving import ROOT
from tests.world import NOW

# Imported so that the metadata is whole.
TABLES = (
    attempts, banks, cards, games, own_sources, pictures, presence, question_index, returns,
    teachers, workspace,
)  # fmt: skip


def migrate(database, to):
    """Bring the database to a version, as Alembic's command line would."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    with database.migrating() as connection:
        config.attributes["connection"] = connection
        (command.downgrade if to == "base" else command.upgrade)(config, to)


def migrate_back(database, to):
    """Bring the database back to an earlier version."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    with database.migrating() as connection:
        config.attributes["connection"] = connection
        command.downgrade(config, to)


AT = {"at": "2026-03-02 09:00:00"}
FIRST_VERSION = (  # a game as version 0001 stored it
    "INSERT INTO bank_version (digest, slug, text, first_played_at)"
    " VALUES ('d1', 'b', 'x', '2026-03-02 09:00:00')",
    "INSERT INTO game (id, pin, bank_digest, bank_slug, question_ids, seed, rules, recovery_digest,"
    " created_at, expires_at) VALUES ('g1', '123456', 'd1', 'b', '[\"q1\"]', 's',"
    " '{\"limit_s\": 20}', 'r', '2026-03-02 09:00:00', '2026-03-02 09:00:00')",
    "INSERT INTO game_event (game_id, seq, kind, round, at)"
    " VALUES ('g1', 1, 'opened', 1, '2026-03-02 09:00:00')",
    "INSERT INTO game_round (id, game_id, number, question_id, content_hash, opened_at, closed_at)"
    " VALUES (1, 'g1', 1, 'q1', 'h', '2026-03-02 09:00:00', NULL)",
    "INSERT INTO player (id, game_id, nickname, name_key, joined_at, removed_at)"
    " VALUES ('p1', 'g1', 'Anna', 'anna', '2026-03-02 09:00:00', NULL)",
    "INSERT INTO answer (id, round_id, player_id, revision, answer_id, response, received_at)"
    " VALUES (1, 1, 'p1', 0, 'a1', '{\"judged\": true}', '2026-03-02 09:00:00')",
)


def tables(database):
    return set(inspect(database.engine).get_table_names())


def test_the_tables_are_those_of_the_models(database):
    with database.engine.connect() as connection:
        options = {"compare_type": True, "include_name": lambda name, *_: WORDS not in (name or "")}
        context = MigrationContext.configure(connection, opts=options)
        differences = compare_metadata(context, Base.metadata)

    assert differences == []
    found = {name for name in tables(database) if WORDS not in name}
    assert found == {*Base.metadata.tables, "alembic_version"}


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


def test_a_game_of_the_first_version_is_kept_and_its_players_are_in(empty_database_url):
    database = Database(empty_database_url)
    migrate(database, "0001")
    with database.engine.begin() as connection:
        for statement in FIRST_VERSION:
            connection.exec_driver_sql(statement)

    upgrade(database)

    with database.reading() as session:
        game = session.get_one(games.GameRow, "g1")
        (player,) = games.players_of(session, game.id)
        ((number, answer),) = games.answers_of(session, game.id)
        (event,) = games.events_of(session, game.id)
        assert (game.is_locked, game.alive_at, Rules.of(game.rules)) == (
            False,
            None,
            Rules(limit_s=20),
        )
        assert (player.nickname, player.admitted_at, player.team, player.time_factor) == (
            "Anna",
            player.joined_at,
            None,
            1.0,
        )
        assert (number, answer.response, answer.revision) == (1, {"judged": True}, 0)
        assert (answer.elapsed_s, answer.allowed_s, answer.sure, answer.is_shown) == (
            0.0,
            None,
            None,
            False,
        )
        assert (event.kind, event.change) == ("opened", None)
    database.close()


def test_after_a_migration_rows_that_belong_together_still_go_together(empty_database_url):
    database = Database(empty_database_url)
    upgrade(database)

    with pytest.raises(IntegrityError), database.transaction() as session:
        session.execute(
            text("INSERT INTO game_event VALUES ('none', 1, 'ended', 0, :at, NULL)"), AT
        )

    database.close()


def test_the_way_back_keeps_the_rows_too(empty_database_url):
    database = Database(empty_database_url)
    migrate(database, "0001")
    with database.engine.begin() as connection:
        for statement in FIRST_VERSION:
            connection.exec_driver_sql(statement)

    migrate(database, "head")
    migrate_back(database, "0001")

    with database.engine.connect() as connection:
        assert connection.execute(text("SELECT nickname FROM player")).scalar_one() == "Anna"
        assert connection.execute(text("SELECT count(*) FROM answer")).scalar_one() == 1
    database.close()


def test_the_way_back_takes_deleted_claims_out_of_the_notes(empty_database_url):
    database = Database(empty_database_url)
    migrate(database, "head")
    notes = '{"claims": [], "deleted": [{"deleted_at": "2026-03-02"}], "highest": 4}'
    with database.engine.begin() as connection:
        connection.execute(
            text(
                "INSERT INTO teacher (id, name, name_key, created_at) "
                "VALUES ('t', 'Anna', 'anna', :at)"
            ),
            AT,
        )
        connection.execute(
            text(
                "INSERT INTO workspace_source (id, owner_id, title, publisher, text, notes, "
                "version, changed_at) VALUES ('own-1', 't', 'T', 'P', 'x', :notes, 1, :at)"
            ),
            {**AT, "notes": notes},
        )

    migrate_back(database, "0009")

    with database.engine.connect() as connection:
        kept = connection.execute(text("SELECT notes FROM workspace_source")).scalar_one()
    assert (json.loads(kept) if isinstance(kept, str) else kept) == {"claims": []}
    database.close()


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


def test_of_two_programs_that_start_at_once_one_migrates_and_the_other_waits(empty_database_url):
    program = (
        "import sys; from quizapp.store.database import Database; "
        "from quizapp.store.schema import upgrade; upgrade(Database(sys.argv[1]))"
    )
    command = [sys.executable, "-c", program, empty_database_url]

    both = [subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE) for _ in range(2)]

    said = [process.communicate(timeout=60)[1] for process in both]
    assert [process.returncode for process in both] == [0, 0], said
