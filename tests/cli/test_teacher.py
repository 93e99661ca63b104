"""`quizapp teacher`: links rather than passwords, for whoever runs the server."""

import re
from pathlib import Path

from click.testing import CliRunner, Result

from quizapp.cli import main
from tests.serving import serving

LINK = re.compile(r"http://127\.0\.0\.1:\d+/set-up/[\w-]{22}")


def teacher(data: Path, *words: str) -> Result:
    return CliRunner().invoke(main, ["teacher", *words, "--data", str(data)])


def test_a_new_teacher_gets_a_link(tmp_path: Path) -> None:
    done = teacher(tmp_path, "add", "Anna")

    assert done.exit_code == 0
    assert LINK.fullmatch(done.stdout.strip())
    assert teacher(tmp_path, "list").stdout == "invited   Anna\n"


def test_a_reset_gives_another_link(tmp_path: Path) -> None:
    first = teacher(tmp_path, "add", "Anna").stdout

    done = teacher(tmp_path, "reset", "anna")

    assert LINK.fullmatch(done.stdout.strip())
    assert done.stdout != first


def test_a_disabled_teacher_is_listed_so(tmp_path: Path) -> None:
    teacher(tmp_path, "add", "Anna")

    done = teacher(tmp_path, "disable", "Anna")

    assert done.exit_code == 0
    assert "reset" in done.stderr
    assert teacher(tmp_path, "list").stdout == "disabled  Anna\n"


def test_a_link_says_the_public_address(tmp_path: Path) -> None:
    done = CliRunner(env={"QUIZ_PUBLIC_URL": "https://quiz.example"}).invoke(
        main, ["teacher", "add", "Anna", "--data", str(tmp_path)]
    )

    assert done.stdout.startswith("https://quiz.example/set-up/")


def test_a_link_says_the_address_that_is_given(tmp_path: Path) -> None:
    for command in ("add", "reset"):
        done = teacher(tmp_path, command, "Anna", "--public-url", "http://127.0.0.1:9000/")

        assert done.stdout.startswith("http://127.0.0.1:9000/set-up/")
        assert done.stderr == ""


def test_an_address_that_is_only_likely_is_told(tmp_path: Path) -> None:
    for command in ("add", "reset"):
        done = teacher(tmp_path, command, "Anna")

        assert "in place of http://127.0.0.1:8000" in done.stderr
        assert "--public-url" in done.stderr


def test_a_start_without_a_teacher_prints_a_link(tmp_path: Path) -> None:
    with serving(tmp_path):
        said = (tmp_path / "output.txt").read_text()

    assert LINK.search(said)


# Refusals


def test_an_address_that_is_none_makes_no_teacher(tmp_path: Path) -> None:
    done = teacher(tmp_path, "add", "Anna", "--public-url", "127.0.0.1:9000")

    assert done.exit_code == 1
    assert "must start with http:// or https://" in done.stderr
    assert teacher(tmp_path, "list").stdout == ""


def test_a_name_that_is_taken_is_told(tmp_path: Path) -> None:
    teacher(tmp_path, "add", "Anna")

    done = teacher(tmp_path, "add", "ANNA")

    assert done.exit_code == 1
    assert "already" in done.stderr


def test_an_unknown_name_is_told(tmp_path: Path) -> None:
    for command in ("reset", "disable"):
        done = teacher(tmp_path, command, "Nobody")

        assert done.exit_code == 1
        assert "There is no teacher “Nobody”" in done.stderr
