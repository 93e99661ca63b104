"""`quizapp bank pull|push` with pictures: they lie beside the file and go with it."""

from pathlib import Path

import pytest

from quizapp.cli.teacher import open_database
from quizapp.formats.redrawn import redraw
from quizapp.services import accounts
from quizapp.services.kept_pictures import name_for
from quizapp.services.transaction import reading
from quizapp.services.workspace import rights
from tests.cli.test_bank import file, pull, push, run
from tests.pictures import drawn, pictured

DATA = redraw(drawn()).data
NAME = name_for(DATA)
SHOWN = pictured().replace("envelopes.png", NAME)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    folder = tmp_path / "data"
    assert run(folder, "teacher", "add", "Anna").exit_code == 0
    return folder


@pytest.fixture
def pulled(tmp_path: Path) -> Path:
    """A folder with a bank and its picture, as `pull` writes them on another server."""
    folder = tmp_path / "pulled"
    file(folder, SHOWN)
    (folder / "media").mkdir()
    (folder / "media" / NAME).write_bytes(DATA)
    return folder


def kept(data: Path) -> bytes:
    """The picture as Anna has it on the server."""
    with open_database(data) as (database, _), reading(database) as session:
        return rights.authorised_picture(session, accounts.named(session, "Anna"), NAME)


def test_a_picture_goes_up_and_down_to_the_byte(tmp_path: Path, data: Path, pulled: Path) -> None:
    pushed = push(data, pulled / "test-ban.yaml")
    assert pushed.exit_code == 0, pushed.stderr
    assert kept(data) == DATA

    assert pull(data, tmp_path / "out").exit_code == 0

    assert (tmp_path / "out" / "media" / NAME).read_bytes() == DATA
    assert (tmp_path / "out" / "test-ban.yaml").read_text() == SHOWN
    again = push(data, tmp_path / "out" / "test-ban.yaml")
    assert again.stdout.endswith("version 1 already\n")


def test_in_a_folder_of_banks_it_lies_where_the_check_looks(
    tmp_path: Path, data: Path, pulled: Path
) -> None:
    push(data, pulled / "test-ban.yaml")

    pull(data, tmp_path / "own" / "banks")

    assert (tmp_path / "own" / "media" / NAME).read_bytes() == DATA
    checked = run(data, "check", tmp_path / "own" / "banks" / "test-ban.yaml")
    assert "MEDIA" not in checked.output


def test_a_file_without_its_picture_is_pushed_as_the_draft_that_it_is(
    data: Path, pulled: Path
) -> None:
    (pulled / "media" / NAME).unlink()

    assert push(data, pulled / "test-ban.yaml").exit_code == 0


# Refusals


@pytest.mark.parametrize(
    "other",
    [b"", drawn("JPEG"), DATA[:-9], redraw(drawn(size=(8, 8))).data, b"<svg/>"],
    ids=["empty", "a JPEG", "cut off", "another", "SVG"],
)
def test_a_picture_that_is_not_what_its_name_says_keeps_all_back(
    tmp_path: Path, data: Path, pulled: Path, other: bytes
) -> None:
    (pulled / "media" / NAME).write_bytes(other)

    done = push(data, pulled / "test-ban.yaml")

    assert done.exit_code == 1
    assert "it was changed since it was pulled" in done.stderr
    assert "There is no bank" in pull(data, tmp_path / "out", "test-ban").stderr


def test_without_room_nothing_is_pushed(
    tmp_path: Path, data: Path, pulled: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QUIZ_PICTURE_MB", "0")

    done = push(data, pulled / "test-ban.yaml")

    assert done.exit_code == 1
    assert "There is no room for 0.1 MB of pictures more" in done.stderr
    assert "There is no bank" in pull(data, tmp_path / "out", "test-ban").stderr
