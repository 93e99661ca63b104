"""`quizapp bank pull|push`: files and workspace are one, to the byte."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quizapp.cli import main
from tests.world import BANK

LATER = BANK.replace("title: The talks on a test ban", "title: Later")
ANY = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]))


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with the teacher Anna."""
    folder = tmp_path_factory.mktemp("data")
    assert run(folder, "teacher", "add", "Anna").exit_code == 0
    return folder


def run(data: Path, *words: str | Path) -> Result:
    return CliRunner().invoke(main, [*map(str, words), "--data", str(data)])


def push(data: Path, *files: str | Path) -> Result:
    return run(data, "bank", "push", *files, "--teacher", "anna")


def pull(data: Path, folder: Path, *names: str) -> Result:
    return run(data, "bank", "pull", *names, "--teacher", "anna", "--to", folder)


def file(folder: Path, text: str, name: str = "test-ban") -> Path:
    folder.mkdir(exist_ok=True)
    path = folder / f"{name}.yaml"
    path.write_bytes(text.encode())
    return path


def named(name: str, text: str = BANK) -> str:
    return text.replace("id: test-ban", f"id: {name}", 1)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(before=ANY, after=ANY)
def test_what_is_pushed_is_pulled_to_the_byte(
    tmp_path: Path, data: Path, before: str, after: str
) -> None:
    text = f"{before}\nid: round-trip\n{after}"
    path = file(tmp_path / "in", text, "round-trip")

    pushed = run(data, "bank", "push", path, "--teacher", "Anna", "--over")
    pulled = run(
        data, "bank", "pull", "round-trip", "--teacher", "Anna", "--to", tmp_path / "out", "--over"
    )

    assert (pushed.exit_code, pulled.exit_code) == (0, 0), pushed.output
    assert (tmp_path / "out" / "round-trip.yaml").read_bytes() == text.encode()


def test_a_file_goes_up_and_down_and_up_again(tmp_path: Path, data: Path) -> None:
    first = push(data, file(tmp_path / "one", named("again"), "again"))
    pull(data, tmp_path / "two", "again")
    second = push(data, file(tmp_path / "two", named("again", LATER), "again"))
    third = push(data, tmp_path / "two" / "again.yaml")

    assert first.stdout.endswith("again.yaml: version 1\n")
    assert second.stdout.endswith("again.yaml: version 2\n")
    assert third.stdout.endswith("again.yaml: version 2 already\n")


def test_a_broken_text_goes_both_ways_too(tmp_path: Path, data: Path) -> None:
    path = file(tmp_path / "in", "title: [\n", "half-written")
    assert push(data, path).exit_code == 0

    pull(data, tmp_path / "out", "half-written")

    assert (tmp_path / "out" / "half-written.yaml").read_text() == "title: [\n"


def test_without_a_name_all_banks_come(tmp_path: Path) -> None:
    run(tmp_path / "data", "teacher", "add", "Anna")
    push(tmp_path / "data", file(tmp_path, named("a"), "a"), file(tmp_path, named("b"), "b"))

    done = pull(tmp_path / "data", tmp_path / "out")

    assert done.exit_code == 0
    assert sorted(p.name for p in (tmp_path / "out").glob("*.yaml")) == ["a.yaml", "b.yaml"]


# Refusals


def test_a_file_that_does_not_rest_on_the_latest_version_is_refused(
    tmp_path: Path, data: Path
) -> None:
    push(data, file(tmp_path / "one", named("both"), "both"))
    pull(data, tmp_path / "two", "both")
    push(data, file(tmp_path / "two", named("both", LATER), "both"))

    mine = file(tmp_path / "one", named("both", BANK + "# mine\n"), "both")
    refused = push(data, mine)
    stranger = push(data, file(tmp_path / "three", named("both", BANK + "# new\n"), "both"))
    forced = run(data, "bank", "push", mine, "--teacher", "anna", "--over")

    assert (refused.exit_code, stranger.exit_code) == (1, 1)
    assert "version 2 was saved in the workspace meanwhile" in refused.stderr
    assert forced.stdout.endswith("version 3\n")


def test_a_file_that_was_changed_is_not_pulled_over(tmp_path: Path, data: Path) -> None:
    push(data, file(tmp_path / "one", named("mine"), "mine"))
    pull(data, tmp_path / "two", "mine")
    mine = file(tmp_path / "two", named("mine", BANK + "# mine\n"), "mine")

    done = pull(data, tmp_path / "two", "mine")

    assert done.exit_code == 1
    assert "changed since" in done.stderr
    assert "# mine" in mine.read_text()


def test_what_was_not_changed_is_brought_up_to_date(tmp_path: Path, data: Path) -> None:
    push(data, file(tmp_path / "one", named("fresh"), "fresh"))
    pull(data, tmp_path / "two", "fresh")
    push(data, file(tmp_path / "one", named("fresh", LATER), "fresh"))

    assert pull(data, tmp_path / "two", "fresh").exit_code == 0
    assert "title: Later" in (tmp_path / "two" / "fresh.yaml").read_text()


@pytest.mark.parametrize(
    ("content", "word"),
    [(b"", "no text"), (b"a\0b", "U+0000"), (b"\xff", "UTF-8"), (b"x" * 1_000_001, "1,000,001")],
)
def test_a_file_that_cannot_be_kept_is_told(
    tmp_path: Path, data: Path, content: bytes, word: str
) -> None:
    path = tmp_path / "bad.yaml"
    path.write_bytes(content)

    done = push(data, path)

    assert done.exit_code == 1
    assert word in done.stderr


def test_who_or_what_is_not_there_is_told(tmp_path: Path, data: Path) -> None:
    nobody = run(data, "bank", "pull", "--teacher", "Nobody", "--to", tmp_path)
    nothing = pull(data, tmp_path, "no-such-bank")

    assert "There is no teacher “Nobody”" in nobody.stderr
    assert "There is no bank “no-such-bank”" in nothing.stderr
    assert (nobody.exit_code, nothing.exit_code) == (1, 1)
