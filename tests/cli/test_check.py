"""`quizapp check`: a line for each fault, at its line and column."""

import json
from pathlib import Path

from click.testing import CliRunner, Result

from quizapp.cli import main

GOOD = """\
schema: 1
id: good
title: Good
description: One question.
sources: [missile-offer]
questions:
  - id: one
    type: true_false
    stem: The article names TASS.
    answer: true
    explanation: It does, twice.
    evidence:
      - {claim: C07, paragraph: p3}
"""
BOMB = "a: &a [x, x]\n" + "".join(
    f"{name}: &{name} [*{last}, *{last}, *{last}]\n"
    for last, name in zip("abcdefgh", "bcdefghi", strict=True)
)


def check(*words: Path | str) -> Result:
    return CliRunner().invoke(main, ["check", *map(str, words)])


def bank(folder: Path, name: str, text: str) -> Path:
    (folder / "banks").mkdir(exist_ok=True)
    path = folder / "banks" / f"{name}.yaml"
    path.write_text(text)
    return path


def test_what_is_shipped_is_clean() -> None:
    done = check()

    assert done.exit_code == 0, done.output
    assert "0 errors, 0 warnings" in done.output


def test_a_good_bank_is_counted(tmp_path: Path) -> None:
    done = check(bank(tmp_path, "good", GOOD))

    assert done.exit_code == 0, done.output
    assert "1 files" in done.output


def test_a_typing_slip_is_found_where_it_stands(tmp_path: Path) -> None:
    path = bank(tmp_path, "good", GOOD.replace("answer: true", "anwser: true"))

    done = check(path)

    assert done.exit_code == 1
    assert f"{path}:10:5: error" in done.output
    assert "answer" in done.output


def test_a_claim_that_does_not_exist_is_found(tmp_path: Path) -> None:
    done = check(bank(tmp_path, "good", GOOD.replace("C07", "C99")))

    assert done.exit_code == 1
    assert "C99" in done.output


def test_an_alias_bomb_is_refused_in_one_line_and_the_others_are_read(tmp_path: Path) -> None:
    bank(tmp_path, "bomb", BOMB)
    bank(tmp_path, "good", GOOD)

    done = check(tmp_path)

    assert done.exit_code == 1
    assert "bomb.yaml:1:4: error" in done.output
    assert "good.yaml" not in done.output
    assert "Traceback" not in done.output


def test_a_warning_fails_only_in_strict_mode(tmp_path: Path) -> None:
    path = bank(tmp_path, "good", GOOD.replace("    explanation: It does, twice.\n", ""))

    assert check(path).exit_code == 0
    assert check(path, "--strict").exit_code == 1


def test_what_is_shipped_is_clean_in_strict_mode() -> None:
    assert check("--strict").exit_code == 0


def test_the_faults_can_be_had_as_objects(tmp_path: Path) -> None:
    path = bank(tmp_path, "good", GOOD.replace("C07", "C99"))

    done = check(path, "--format", "json")

    (fault,) = json.loads(done.stdout)
    assert list(fault) == ["file", "line", "column", "severity", "rule", "message", "question"]
    assert (fault["file"], fault["line"], fault["question"]) == (str(path), 13, "one")
    assert (fault["severity"], done.exit_code) == ("error", 1)


def test_no_faults_are_an_empty_list(tmp_path: Path) -> None:
    assert json.loads(check(bank(tmp_path, "good", GOOD), "--format", "json").stdout) == []


def test_a_path_that_does_not_exist_is_named() -> None:
    done = check(Path("no/such/file.yaml"))

    assert done.exit_code == 2
    assert "no/such/file.yaml" in done.output


def test_the_version_is_said() -> None:
    assert "Trust but Verify" in CliRunner().invoke(main, ["--version"]).output
