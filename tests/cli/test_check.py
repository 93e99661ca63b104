"""`quizapp check`: a line for each fault, at its line and column."""

import json
from pathlib import Path

import pytest
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
QUIZ = """\
schema: 1
id: short
title: Short
description: One question.
draws:
  - {bank: good, count: 1}
order: shuffled
"""
BOMB = "a: &a [x, x]\n" + "".join(
    f"{name}: &{name} [*{last}, *{last}, *{last}]\n"
    for last, name in zip("abcdefgh", "bcdefghi", strict=True)
)


@pytest.fixture(autouse=True)
def _no_text_is_kept(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Whatever the developer keeps is no part of the test."""
    monkeypatch.setenv("QUIZ_DATA", str(tmp_path / "data"))


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


def test_a_warning_can_be_waived_with_a_reason(tmp_path: Path) -> None:
    bare = GOOD.replace("    explanation: It does, twice.\n", "")
    reason = "    lint: {ignore: [EXP101], why: The answer speaks for itself.}\n"
    path = bank(tmp_path, "good", bare + reason)

    assert check(path, "--strict").output == "1 files, 1 questions: 0 errors, 0 warnings\n"


def test_a_waiver_without_a_reason_is_refused(tmp_path: Path) -> None:
    done = check(bank(tmp_path, "good", GOOD + "    lint: {ignore: [EXP101]}\n"))

    assert done.exit_code == 1
    assert "why" in done.output


def test_a_quiz_that_draws_too_much_is_told_where(tmp_path: Path) -> None:
    bank(tmp_path, "good", GOOD)
    (tmp_path / "quizzes").mkdir()
    path = tmp_path / "quizzes" / "short.yaml"
    path.write_text(QUIZ.replace("count: 1", "count: 2"))

    done = check(tmp_path)

    assert done.exit_code == 1
    assert f"{path}:6:5: error QUIZ101 'good' has 1 such questions" in done.output


def test_a_quiz_may_draw_from_what_is_shipped(tmp_path: Path) -> None:
    (tmp_path / "quizzes").mkdir()
    path = tmp_path / "quizzes" / "short.yaml"
    path.write_text(QUIZ.replace("bank: good", "bank: which-treaty"))

    done = check(path)

    assert done.output == "1 files, 0 questions: 0 errors, 0 warnings\n"


@pytest.mark.parametrize(
    ("given", "place", "said"),
    [
        ("count: 1", "count: many", ":6:25: error QUIZ003"),
        ("count: 1", "count: 0", ":6:25: error QUIZ006"),
        ("order: shuffled", "order: random", ":7:8: error QUIZ004"),
        ("bank: good", "bank: nowhere", ":6:5: error QUIZ101 there is no bank 'nowhere' here"),
        ("id: short", "id: long", ":2:5: error QUIZ010"),
        ("order: shuffled", "colour: red", ":7:1: error QUIZ002"),
    ],
)
def test_a_fault_of_a_quiz_is_told_where(tmp_path: Path, given: str, place: str, said: str) -> None:
    bank(tmp_path, "good", GOOD)
    (tmp_path / "quizzes").mkdir()
    path = tmp_path / "quizzes" / "short.yaml"
    path.write_text(QUIZ.replace(given, place))

    assert f"{path}{said}" in check(tmp_path).output


def test_a_path_that_does_not_exist_is_named() -> None:
    done = check(Path("no/such/file.yaml"))

    assert done.exit_code == 2
    assert "no/such/file.yaml" in done.output


def test_the_version_is_said() -> None:
    assert "Trust but Verify" in CliRunner().invoke(main, ["--version"]).output
