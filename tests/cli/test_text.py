"""`quizapp text`: a copy of a report beside its ledger."""

import json
import stat
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from quizapp.cli import main
from tests.world import LEDGER, PARAGRAPHS, TEXT, write


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A data folder with a ledger of its own."""
    write(tmp_path / "data" / "questions" / "sources" / "wire.yaml", LEDGER)
    return tmp_path / "data"


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the ledger's text."""
    return write(tmp_path / "copy.txt", TEXT)


def text(data: Path, *words: Path | str) -> Result:
    return CliRunner().invoke(main, ["text", *map(str, words), "--data", str(data)])


def check(data: Path, *words: str) -> Result:
    sources = data / "questions" / "sources"
    return CliRunner().invoke(main, ["check", str(sources), "--data", str(data), *words])


def test_a_whole_copy_bears_out_all_that_the_ledger_says(data: Path, copy: Path) -> None:
    done = text(data, "wire", copy)

    assert done.exit_code == 0, done.output
    assert done.output.splitlines() == [
        "wire: 3 of 3 paragraphs match",
        "  matching: b1, p1, p2",
        "anchors: 3 verified, 0 failed, 0 could not be verified",
        "quotations: 1 verified, 0 failed, 0 could not be verified",
        "cues: 3 verified, 0 failed, 0 could not be verified",
        "hedges: 0 verified, 0 failed, 0 could not be verified",
    ]


def test_what_differs_is_listed_with_its_place_in_the_ledger(data: Path, copy: Path) -> None:
    write(copy, TEXT.replace("told the", "said to the"))

    done = text(data, "wire", copy)

    ledger = data / "questions" / "sources" / "wire.yaml"
    assert done.exit_code == 1
    assert "  altered: p1" in done.output
    assert f"{ledger}:10:35: error LEDGER016 p1 is another text" in done.output
    assert f"{ledger}:35:18: error LEDGER016 C01: 'told' is not in p1" in done.output
    assert "anchors: 2 verified, 1 failed, 0 could not be verified" in done.output


def test_anchors_without_their_paragraph_are_counted_and_named(data: Path, copy: Path) -> None:
    write(copy, TEXT.replace(PARAGRAPHS["p1"], ""))

    done = text(data, "wire", copy)

    assert done.exit_code == 0
    assert "  missing: p1" in done.output
    assert "anchors: 1 verified, 0 failed, 2 could not be verified" in done.output
    assert "Anchors that could not be verified: C01 in p1, C02 in p1" in done.output


def test_the_same_can_be_had_as_one_object(data: Path, copy: Path) -> None:
    write(copy, TEXT.replace("Reuters reports", "Reuters reported"))

    found = json.loads(text(data, "wire", copy, "--format", "json").stdout)

    assert found["paragraphs"] == {"matching": ["b1", "p2"], "altered": ["p1"], "missing": []}
    assert found["checks"]["anchors"] == {"verified": 2, "failed": 1, "unverified": 0}
    assert {problem["rule"] for problem in found["problems"]} == {"LEDGER016"}
    assert (found["source"], found["unverified_anchors"]) == ("wire", [])


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has other rights")
def test_a_kept_copy_is_its_owners_alone(data: Path, copy: Path) -> None:
    kept = data / "texts" / "wire.txt"
    write(kept, "An earlier one that everybody could read").chmod(0o644)

    done = text(data, "wire", copy, "--keep")

    assert done.exit_code == 0
    assert "Whoever reaches the server can read it" in done.stderr
    assert kept.read_text("utf-8") == TEXT
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert [path.name for path in kept.parent.iterdir()] == ["wire.txt"]


def test_a_kept_copy_needs_no_file_to_be_looked_at_and_can_be_forgotten(
    data: Path, copy: Path
) -> None:
    text(data, "wire", copy, "--keep")
    assert "3 of 3 paragraphs match" in text(data, "wire").output

    assert text(data, "wire", "--forget").output == "The copy is deleted.\n"
    assert list((data / "texts").iterdir()) == []
    assert text(data, "wire", "--forget").output == "No copy is kept for “wire”.\n"


def test_to_look_at_a_copy_writes_nothing(data: Path, copy: Path) -> None:
    text(data, "wire", copy)

    assert [path.name for path in data.iterdir()] == ["questions"]


# What `quizapp check` makes of it


def test_a_check_without_the_text_counts_what_it_could_not_verify(data: Path) -> None:
    done = check(data, "--strict")

    assert "wire: 3 anchors could not be verified, nothing of its text is at hand" in done.output
    assert "LEDGER016" not in done.output


def test_a_check_with_the_text_finds_what_is_not_so(data: Path, copy: Path) -> None:
    text(data, "wire", copy, "--keep")
    write(data / "questions" / "sources" / "wire.yaml", LEDGER.replace("cue: told", "cue: warned"))

    done = check(data)

    assert done.exit_code == 1
    assert "wire.yaml:35:18: error LEDGER016 C01: 'warned' is not in p1" in done.output
    assert "could not be verified" not in done.output


def test_a_check_with_part_of_the_text_names_the_anchors_left(data: Path, copy: Path) -> None:
    write(copy, PARAGRAPHS["p1"])
    text(data, "wire", copy, "--keep")

    done = check(data)

    assert done.exit_code == 0
    assert "wire: 1 anchors could not be verified" in done.output
    assert "C01 in b1" in done.output


def test_a_kept_copy_that_is_damaged_is_a_problem_of_its_own(data: Path) -> None:
    kept = data / "texts" / "wire.txt"
    kept.parent.mkdir()
    kept.write_bytes(b"\xff\xfe\x00")

    done = check(data)

    assert done.exit_code == 1
    assert f"{kept}:0:0: error FILE002" in done.output


# Refusals: one sentence, exit status 1


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"a\0b", "is not plain text"),
        ("Müller".encode("latin-1"), "is not UTF-8"),
        (TEXT.encode("utf-16"), "is not plain text"),
        (b"x" * 1_000_001, "has more than 1,000,000 bytes"),
        (b" \n\n", "is empty"),
    ],
    ids=["nul", "latin-1", "utf-16", "too-big", "empty"],
)
def test_a_file_that_is_no_text_is_refused(
    data: Path, copy: Path, content: bytes, said: str
) -> None:
    copy.write_bytes(content)

    done = text(data, "wire", copy, "--keep")

    assert done.exit_code == 1
    assert done.output.startswith(f"Error: {copy} {said}")
    assert len(done.output.splitlines()) == 1
    assert not (data / "texts").exists()


def test_a_file_that_is_not_there_and_a_folder_are_refused(data: Path, tmp_path: Path) -> None:
    missing, folder = text(data, "wire", tmp_path / "no.txt"), text(data, "wire", tmp_path)

    assert (missing.exit_code, folder.exit_code) == (1, 1)
    assert "There is no file" in missing.output
    assert "cannot be read" in folder.output


def test_an_unknown_ledger_is_refused_with_those_that_there_are(data: Path, copy: Path) -> None:
    done = text(data, "../wire", copy)

    assert done.exit_code == 1
    assert "There is no ledger “../wire”. There is: missile-offer, wire." in done.output


def test_another_report_is_not_kept(data: Path, copy: Path) -> None:
    write(copy, "Something else was written here.")

    done = text(data, "wire", copy, "--keep")

    assert done.exit_code == 1
    assert "no paragraph of it is the ledger's own" in done.output
    assert not (data / "texts").exists()


def test_without_a_file_and_without_a_kept_copy_a_file_is_asked_for(data: Path) -> None:
    done = text(data, "wire")

    assert done.exit_code == 1
    assert "Name a file" in done.output


def test_to_keep_nothing_and_to_forget_a_file_are_refused(data: Path, copy: Path) -> None:
    assert text(data, "wire", "--keep").exit_code == 2
    assert text(data, "wire", copy, "--forget").exit_code == 2


def test_a_data_folder_that_cannot_be_written_is_named(data: Path, copy: Path) -> None:
    write(data / "texts", "A file where a folder should be")

    done = text(data, "wire", copy, "--keep")

    assert done.exit_code == 1
    assert f"Error: Cannot write to the data folder {data}" in done.output
