"""`quizapp fmt`: files are formatted, or left as they were."""

import os
from pathlib import Path

from click.testing import CliRunner, Result

from quizapp.cli import main

UNTIDY = "schema:   1\n\n\n# Why\nid: a   # here\nsources: [ b,c ]\n"
TIDY = "schema: 1\n\n# Why\nid: a   # here\nsources: [b, c]\n"


def fmt(*words: str | Path) -> Result:
    return CliRunner().invoke(main, ["fmt", *map(str, words)])


def file(folder: Path, text: str, name: str = "a.yaml") -> Path:
    (folder / "banks").mkdir(exist_ok=True)
    path = folder / "banks" / name
    path.write_text(text, encoding="utf-8")
    return path


def test_a_file_is_formatted_in_its_place(tmp_path: Path) -> None:
    path = file(tmp_path, UNTIDY)

    done = fmt(path)

    assert done.exit_code == 0
    assert done.stdout == f"{path}: formatted\n"
    assert path.read_text("utf-8") == TIDY
    assert [p.name for p in path.parent.iterdir()] == ["a.yaml"]


def test_a_folder_means_its_banks_and_ledgers(tmp_path: Path) -> None:
    path = file(tmp_path, UNTIDY)
    file(tmp_path, TIDY, "b.yaml")

    done = fmt(tmp_path)

    assert path.read_text("utf-8") == TIDY
    assert "2 files: 1 formatted, 0 with problems" in done.stderr


def test_a_formatted_file_is_not_written(tmp_path: Path) -> None:
    path = file(tmp_path, TIDY)
    os.utime(path, ns=(0, 0))

    assert fmt(path).stdout == ""
    assert path.stat().st_mtime_ns == 0


def test_check_tells_and_writes_nothing(tmp_path: Path) -> None:
    path = file(tmp_path, UNTIDY)

    done = fmt("--check", path)

    assert done.exit_code == 1
    assert done.stdout == f"{path}: would be formatted\n"
    assert path.read_text("utf-8") == UNTIDY


def test_what_is_shipped_is_formatted() -> None:
    done = fmt("--check")

    assert done.exit_code == 0, done.output
    assert ": 0 to be formatted, 0 with problems" in done.stderr


def test_the_rights_of_a_file_stay(tmp_path: Path) -> None:
    path = file(tmp_path, UNTIDY)
    path.chmod(0o640)

    fmt(path)

    assert path.stat().st_mode & 0o777 == 0o640


def test_a_link_goes_on_leading_to_the_file(tmp_path: Path) -> None:
    path = file(tmp_path, UNTIDY)
    link = tmp_path / "link.yaml"
    link.symlink_to(path)

    fmt(link)

    assert link.is_symlink()
    assert path.read_text("utf-8") == TIDY


# Refusals


def test_a_broken_file_is_told_and_left_and_the_others_are_formatted(tmp_path: Path) -> None:
    broken = file(tmp_path, "schema:   1\nid: [a\n", "broken.yaml")
    path = file(tmp_path, UNTIDY)

    done = fmt(tmp_path)

    assert done.exit_code == 1
    assert f"{broken}:2:5: error YAML004" in done.stdout
    assert broken.read_text("utf-8") == "schema:   1\nid: [a\n"
    assert path.read_text("utf-8") == TIDY


def test_a_comment_that_would_get_lost_keeps_its_file_as_it_is(tmp_path: Path) -> None:
    text = "schema:   1\nsources: [a, # the first\n  b]\n"
    path = file(tmp_path, text)

    done = fmt(path)

    assert done.exit_code == 1
    assert f"{path}:2:1: error FORMAT001" in done.stdout
    assert path.read_text("utf-8") == text


def test_a_path_that_does_not_exist_is_named() -> None:
    done = fmt("no/such/file.yaml")

    assert done.exit_code == 2
    assert "no/such/file.yaml" in done.output
