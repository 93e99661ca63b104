"""What is stored is the server's own user's alone, whichever command makes it."""

import os
import sqlite3
import stat
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from quizapp.cli import main
from quizapp.services import texts
from tests.serving import serving
from tests.world import TEXT

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has other rights")


@pytest.fixture(autouse=True)
def _new_files_are_open() -> Iterator[None]:
    """A shell whose new files everybody may read, as most are."""
    before = os.umask(0o022)
    yield
    os.umask(before)


def run(*words: str | Path) -> Result:
    return CliRunner().invoke(main, [*map(str, words)])


def modes(folder: Path) -> dict[str, int]:
    """The rights of the folder and of what lies in it; without the output of a test's server."""
    found = {path.name: path for path in folder.iterdir() if path.name != "output.txt"}
    return {name: stat.S_IMODE(path.stat().st_mode) for name, path in found.items()}


@pytest.mark.parametrize(
    "command",
    [("teacher", "add", "Anna"), ("teacher", "list"), ("bank", "pull", "--teacher", "Anna")],
    ids=" ".join,
)
def test_a_command_before_the_first_start_makes_nothing_that_others_read(
    tmp_path: Path, command: tuple[str, ...]
) -> None:
    data = tmp_path / "data"

    run(*command, "--data", data)

    assert stat.S_IMODE(data.stat().st_mode) == 0o700
    assert modes(data) == {"quiz.db": 0o600, "secret.key": 0o600}


def test_a_text_kept_before_the_first_start_is_nobody_elses(tmp_path: Path) -> None:
    path = texts.keep(tmp_path / "data", "wire", TEXT)

    assert {stat.S_IMODE(each.stat().st_mode) for each in path.parents[:2]} == {0o700}
    assert modes(path.parent) == {"wire.txt": 0o600}


def test_the_server_makes_nothing_that_others_read(tmp_path: Path) -> None:
    with serving(tmp_path):
        found = modes(tmp_path)

    assert {"quiz.db", "quiz.db-wal", "quiz.db-shm", "quiz.db-serving"} <= set(found)
    assert set(found.values()) == {0o600}


@pytest.mark.parametrize("starts", ["serve", "teacher"])
def test_what_was_open_to_others_is_closed_at_the_next_start(tmp_path: Path, starts: str) -> None:
    run("teacher", "add", "Anna", "--data", tmp_path)
    with closing(sqlite3.connect(tmp_path / "quiz.db")) as other:  # keeps the log beside it
        other.execute("SELECT count(*) FROM teacher").fetchall()
        for path in tmp_path.iterdir():
            path.chmod(0o644)

        if starts == "serve":
            with serving(tmp_path):
                found = modes(tmp_path)
        else:
            assert run("teacher", "list", "--data", tmp_path).exit_code == 0
            found = modes(tmp_path)

    assert {"quiz.db", "quiz.db-wal", "quiz.db-shm", "secret.key"} <= set(found)
    assert set(found.values()) == {0o600}


def test_rights_that_the_owner_gave_up_do_not_come_back(tmp_path: Path) -> None:
    run("teacher", "add", "Anna", "--data", tmp_path)
    (tmp_path / "secret.key").chmod(0o440)

    run("teacher", "list", "--data", tmp_path)

    assert stat.S_IMODE((tmp_path / "secret.key").stat().st_mode) == 0o400
