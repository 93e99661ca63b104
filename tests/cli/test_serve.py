"""What `quizapp serve` says when it cannot start: one sentence, and no trace."""

import os
import resource
import socket
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from tests.serving import ROOT, free_port, serving


def start(*options: str, **limits: object) -> "subprocess.CompletedProcess[str]":
    """Start a server that is expected to end at once."""
    command = [sys.executable, "-m", "quizapp.cli", "serve", *options]
    return subprocess.run(
        command,
        capture_output=True,
        text=True,
        timeout=30,
        cwd=ROOT,
        check=False,
        **limits,  # type: ignore[call-overload]
    )


def is_one_sentence(said: str) -> bool:
    return "Traceback" not in said and len(said.strip().splitlines()) == 1


def test_a_taken_port_is_named_with_another_to_try(tmp_path: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]

        done = start("--port", str(port), "--data", str(tmp_path))

    assert done.returncode == 1
    assert f"Port {port} is taken" in done.stderr
    assert f"--port {port + 1}" in done.stderr
    assert is_one_sentence(done.stderr)


def test_more_than_one_worker_on_sqlite_is_refused_with_the_reason(tmp_path: Path) -> None:
    done = start("--workers", "2", "--data", str(tmp_path), "--port", str(free_port()))

    assert done.returncode == 1
    assert "SQLite has one writer" in done.stderr
    assert is_one_sentence(done.stderr)


def test_a_second_server_over_the_same_file_is_refused_with_the_reason(tmp_path: Path) -> None:
    with serving(tmp_path) as first:
        done = start("--data", str(tmp_path), "--port", str(free_port()))
        first.kill()

    assert done.returncode == 1
    assert "SQLite has one writer" in done.stderr
    assert is_one_sentence(done.stderr)
    with serving(tmp_path) as again:
        assert again.url


def test_a_bus_that_cannot_be_one_is_named(tmp_path: Path) -> None:
    environment = {**os.environ, "QUIZ_BUS_URL": "redis://127.0.0.1:port"}

    done = start("--data", str(tmp_path), "--port", str(free_port()), env=environment)

    assert done.returncode == 1
    assert "QUIZ_BUS_URL cannot be used" in done.stderr
    assert is_one_sentence(done.stderr)


def test_a_data_folder_that_cannot_be_one_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()

    done = start("--data", str(tmp_path / "file" / "data"), "--port", str(free_port()))

    assert done.returncode == 1
    assert "Cannot write to the data folder" in done.stderr
    assert is_one_sentence(done.stderr)


def test_a_database_that_cannot_be_opened_is_named(tmp_path: Path) -> None:
    (tmp_path / "quiz.db").mkdir()

    done = start("--data", str(tmp_path), "--port", str(free_port()))

    assert done.returncode == 1
    assert "quiz.db cannot be used" in done.stderr
    assert is_one_sentence(done.stderr)


def test_a_database_that_is_none_is_named(tmp_path: Path) -> None:
    (tmp_path / "quiz.db").write_bytes(b"not a database, not at all" * 100)

    done = start("--data", str(tmp_path), "--port", str(free_port()))

    assert done.returncode == 1
    assert "quiz.db cannot be used" in done.stderr
    assert is_one_sentence(done.stderr)


@pytest.mark.parametrize("limit_bytes", [0, 8192])
def test_a_full_disk_at_the_start_is_said(tmp_path: Path, limit_bytes: int) -> None:
    """A limit on the size of files stands in for the disk: the write fails as on a full one."""

    def no_room() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit_bytes, limit_bytes))

    done = start("--data", str(tmp_path), "--port", str(free_port()), preexec_fn=no_room)

    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert "space" in done.stderr
    with serving(tmp_path) as freed:
        assert freed.url


def test_the_first_start_makes_a_key_that_only_its_owner_reads(tmp_path: Path) -> None:
    with serving(tmp_path):
        mode = stat.S_IMODE((tmp_path / "secret.key").stat().st_mode)

    assert mode == 0o600


def test_the_second_start_finds_what_the_first_one_made(tmp_path: Path) -> None:
    with serving(tmp_path):
        key = (tmp_path / "secret.key").read_text()

    with serving(tmp_path) as again:
        assert again.url
        assert (tmp_path / "secret.key").read_text() == key


def test_a_broken_bank_is_reported_and_stops_nobody(tmp_path: Path) -> None:
    own = tmp_path / "questions" / "banks"
    own.mkdir(parents=True)
    (own / "broken.yaml").write_text("schema: 1\nid: broken\ntitle: [\n")

    with serving(tmp_path):
        said = (tmp_path / "output.txt").read_text()

    assert "broken.yaml:" in said
    assert "Trust but Verify is at" in said
