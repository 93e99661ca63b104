"""A file is written whole or not at all."""

from pathlib import Path

import pytest

from quizapp.services.tidying import layout_of, write_whole


def test_a_file_gets_its_text_and_nothing_is_left_beside_it(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_text("a: 1\n")

    write_whole(path, "ä: 2\n")

    assert path.read_bytes() == "ä: 2\n".encode()
    assert list(tmp_path.iterdir()) == [path]


def test_nothing_is_new_about_a_formatted_file(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_text("a: 1\n")

    layout = layout_of(path)

    assert (layout.text, layout.is_new, layout.problems) == ("a: 1\n", False, ())


# Refusals


def test_what_cannot_be_replaced_stays_and_nothing_is_left_beside_it(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    (path / "inner").mkdir(parents=True)

    with pytest.raises(OSError, match=r"a\.yaml"):
        write_whole(path, "a: 1\n")

    assert list(tmp_path.iterdir()) == [path]


def test_text_that_is_no_text_changes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_text("a: 1\n")

    with pytest.raises(UnicodeEncodeError):
        write_whole(path, "a: \ud800\n")

    assert path.read_text() == "a: 1\n"
    assert list(tmp_path.iterdir()) == [path]


def test_what_cannot_be_read_has_no_layout(tmp_path: Path) -> None:
    (problem,) = layout_of(tmp_path).problems

    assert problem.code == "FILE002"
