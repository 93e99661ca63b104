"""`./quiz`, before it has an environment: it removes nothing of others and says what is missing."""

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.serving import ROOT, serving

TOOLS = ("cat", "dirname", "id", "mkdir", "readlink", "rm", "rmdir", "sed", "tee")


@pytest.fixture
def bare_path(tmp_path: Path) -> str:
    """A PATH without Python, npm, uv or apt-get."""
    folder = tmp_path / "bin"
    folder.mkdir()
    for name in TOOLS:
        found = shutil.which(name)
        assert found
        (folder / name).symlink_to(found)
    return str(folder)


def quiz(*words: str, **environment: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        ["/bin/sh", str(ROOT / "quiz"), *words],
        env=environment,
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )


def test_without_a_command_it_says_which_there_are(bare_path: str) -> None:
    done = quiz(PATH=bare_path)

    assert done.returncode == 2
    assert "./quiz serve" in done.stderr
    assert "./quiz test" in done.stderr


def test_without_python_it_says_what_to_install(tmp_path: Path, bare_path: str) -> None:
    done = quiz("check", PATH=bare_path, QUIZ_VENV=str(tmp_path / "venv"))

    assert done.returncode == 1
    assert "needs Python 3.11 or newer" in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_a_folder_that_is_no_environment_is_left_alone(tmp_path: Path, bare_path: str) -> None:
    (tmp_path / "thesis.txt").write_text("years of work")

    done = quiz("check", PATH=bare_path, QUIZ_VENV=str(tmp_path))

    assert done.returncode == 1
    assert "something else than an environment" in done.stderr
    assert (tmp_path / "thesis.txt").read_text() == "years of work"


def test_an_environment_that_another_is_filling_is_left_alone(
    tmp_path: Path, bare_path: str
) -> None:
    unfinished = tmp_path / "venv" / ".unfinished"
    unfinished.parent.mkdir()
    unfinished.write_text(f"{os.getpid()}\n")

    done = quiz("check", PATH=bare_path, QUIZ_VENV=str(unfinished.parent))

    assert done.returncode == 1
    assert f"process {os.getpid()}" in done.stderr
    assert unfinished.exists()


def test_one_whose_filling_was_interrupted_is_made_anew(tmp_path: Path, bare_path: str) -> None:
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    venv = tmp_path / "venv"
    venv.mkdir()
    (venv / ".unfinished").write_text(f"{ended.pid}\n")
    (venv / "half-copied").touch()

    quiz("check", PATH=bare_path, QUIZ_VENV=str(venv))

    assert not (venv / "half-copied").exists()


def test_ctrl_c_ends_the_server_without_a_trace(tmp_path: Path) -> None:
    with serving(tmp_path) as server:
        server.process.send_signal(signal.SIGINT)
        status = server.process.wait(timeout=60)

    said = (tmp_path / "output.txt").read_text()
    assert status == 0
    assert "Traceback" not in said
    assert "Aborted" not in said
