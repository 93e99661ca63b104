"""`quizapp sources`: what there is to ask, counted."""

import json
from pathlib import Path

from click.testing import CliRunner, Result

from quizapp.cli import main
from quizapp.core.bank import QUESTION_TYPES, SKILLS

ROOT = Path(__file__).resolve().parents[2]


def sources(*words: str) -> Result:
    return CliRunner().invoke(main, ["sources", *words])


def test_a_ledger_has_a_line_with_its_claims_and_how_many_are_covered() -> None:
    done = sources()

    claims = (ROOT / "questions/sources/missile-offer.yaml").read_text("utf-8").count("\n  - id: C")
    assert done.exit_code == 0
    assert done.output.splitlines()[0] == f"missile-offer: {claims} claims, {claims} covered"


def test_the_counts_can_be_had_as_one_object() -> None:
    stock = json.loads(sources("--format", "json").stdout)

    assert list(stock) == ["sources", "questions", "kinds", "skills", "templates", "generated"]
    assert [list(source) for source in stock["sources"]] == [["slug", "claims", "covered"]]
    assert list(stock["kinds"]) == list(QUESTION_TYPES)
    assert list(stock["skills"]) == list(SKILLS)


def test_every_question_is_counted_once() -> None:
    stock = json.loads(sources("--format", "json").stdout)

    banks = (ROOT / "questions" / "banks").glob("*.yaml")
    written = sum(path.read_text("utf-8").count("\n  - id: ") for path in banks)
    assert stock["questions"] == written
    assert sum(stock["kinds"].values()) == sum(stock["skills"].values()) == written


def test_what_is_generated_is_what_the_list_in_docs_shows() -> None:
    stock = json.loads(sources("--format", "json").stdout)

    page = (ROOT / "docs" / "generated-questions.md").read_text("utf-8")
    assert f"\n{stock['generated']} questions by {stock['templates']} templates" in page


# Refusals


def test_a_format_that_there_is_not_is_refused() -> None:
    assert sources("--format", "xml").exit_code == 2
