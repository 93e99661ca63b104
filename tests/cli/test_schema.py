"""`quizapp schema`: the schemas for editors, printed or written."""

import json
from pathlib import Path

from click.testing import CliRunner, Result

from quizapp.cli import main

ROOT = Path(__file__).resolve().parents[2]
DRAFT = "http://json-schema.org/draft-07/schema#"


def schema(*words: str | Path) -> Result:
    return CliRunner().invoke(main, ["schema", *map(str, words)])


def test_one_schema_is_printed_as_it_is_committed() -> None:
    for kind in ("bank", "ledger", "quiz"):
        committed = ROOT / "static" / "schema" / f"{kind}.schema.json"
        assert schema(kind).stdout == committed.read_text("utf-8")


def test_without_a_kind_all_are_printed_in_one_object() -> None:
    printed = json.loads(schema().stdout)

    drafts = {kind: one["$schema"] for kind, one in printed.items()}
    assert drafts == {"bank": DRAFT, "ledger": DRAFT, "quiz": DRAFT}


def test_all_are_written_to_a_folder_which_is_made(tmp_path: Path) -> None:
    done = schema("-o", tmp_path / "new" / "schema")

    written = sorted((tmp_path / "new" / "schema").iterdir())
    assert done.exit_code == 0
    names = ["bank.schema.json", "ledger.schema.json", "quiz.schema.json"]
    assert [path.name for path in written] == names
    assert written[0].read_text("utf-8") == schema("bank").stdout


def test_only_the_one_asked_for_is_written(tmp_path: Path) -> None:
    schema("ledger", "-o", tmp_path)

    assert [path.name for path in tmp_path.iterdir()] == ["ledger.schema.json"]


def test_the_page_in_docs_is_what_the_command_prints() -> None:
    assert schema("--as-docs").stdout == (ROOT / "docs" / "format.md").read_text("utf-8")


# Refusals


def test_a_kind_that_there_is_not_is_refused_with_those_that_are() -> None:
    done = schema("game")

    assert done.exit_code == 2
    assert "'bank', 'ledger', 'quiz'" in done.output
