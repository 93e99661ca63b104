"""`quizapp generate`: a bank that `quizapp check` passes, or a list to read."""

from pathlib import Path

from click.testing import CliRunner, Result

from quizapp.cli import main

ROOT = Path(__file__).resolve().parents[2]


def generate(*args: str | Path) -> Result:
    return CliRunner().invoke(main, ["generate", *map(str, args)])


def test_what_is_written_passes_the_check(tmp_path: Path) -> None:
    path = tmp_path / "banks" / "fresh.yaml"
    path.parent.mkdir()

    done = generate("missile-offer", "--seed", "7", "--count", "25", "-o", path)
    checked = CliRunner().invoke(main, ["check", str(path)])

    assert done.exit_code == 0, done.output
    assert checked.exit_code == 0, checked.output
    assert "25 questions: 0 errors" in checked.output


def test_every_question_can_be_written_and_read_again(tmp_path: Path) -> None:
    path = tmp_path / "all.yaml"

    generate("missile-offer", "-o", path)
    checked = CliRunner().invoke(main, ["check", str(path)])

    assert "0 errors" in checked.output


def test_without_a_file_the_bank_is_printed() -> None:
    done = generate("missile-offer", "--template", "label")

    assert done.output.startswith("schema: 1\nid: missile-offer-generated\n")
    assert "What does NATO call the Novator 9M729" in done.output


def test_one_seed_prints_the_same() -> None:
    twice = [generate("missile-offer", "--seed", "a", "--count", "5").output for _ in range(2)]

    assert twice[0] == twice[1]
    assert twice[0] != generate("missile-offer", "--seed", "b", "--count", "5").output


def test_the_list_in_docs_is_what_the_command_writes() -> None:
    text = (ROOT / "docs" / "generated-questions.md").read_text("utf-8")

    assert generate("missile-offer", "--as-list").output == text


# Refusals


def test_a_ledger_that_is_not_there_is_named_with_those_that_are() -> None:
    done = generate("missile-ofer")

    assert done.exit_code == 1
    assert "no ledger “missile-ofer”. There is: missile-offer" in done.output


def test_a_template_that_is_not_there_is_named_with_those_that_are() -> None:
    done = generate("missile-offer", "--template", "speakr")

    assert done.exit_code == 1
    assert "speaker, speaker-typed" in done.output
