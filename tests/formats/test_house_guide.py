"""The page on the format is what the models say, and its examples are good ones."""

from pathlib import Path
from textwrap import indent

import pytest

from quizapp.core.bank import QUESTION_TYPES
from quizapp.formats import house
from quizapp.formats.house_examples import BANK, CLAIM, ENTITIES, LEDGER, QUESTIONS
from quizapp.formats.house_guide import page
from quizapp.formats.house_layout import formatted
from quizapp.formats.house_schema import MODELS, schema

ROOT = Path(__file__).resolve().parents[2]
WHOLE_BANK = BANK + "".join(indent(text, "  ") for text in QUESTIONS.values())
WHOLE_LEDGER = (
    LEDGER
    + "".join(indent(text, "  ") for text in ENTITIES.values())
    + "claims:\n"
    + indent(CLAIM, "  ")
)


def test_the_page_is_what_the_models_say():
    """If this fails: `./quiz schema --as-docs > docs/format.md`."""
    assert (ROOT / "docs" / "format.md").read_text(encoding="utf-8") == page()


def test_every_kind_of_question_has_its_example_and_place_in_the_page():
    assert set(QUESTIONS) == set(QUESTION_TYPES)
    assert [kind for kind in QUESTIONS if f"\n### Question: `{kind}`\n" not in page()] == []


def test_every_kind_of_entity_and_every_part_has_its_place_in_the_page():
    assert [kind for kind in ENTITIES if f"\n### Entity: `{kind}`\n" not in page()] == []
    for name in ("Choice", "Evidence", "Void", "Query", "Claim", "Anchor", "Link", "BalanceGroup"):
        assert f"\n### {name}\n" in page()


def test_every_link_within_the_page_leads_to_a_heading():
    headings = {line[4:].lower() for line in page().splitlines() if line.startswith("### ")}
    links = {part.split(")")[0] for part in page().split("](#")[1:]}

    assert links <= headings


@pytest.mark.parametrize("kind", QUESTIONS)
def test_the_example_of_a_question_is_read_without_a_problem(kind):
    found = house.read_bank(
        (BANK + indent(QUESTIONS[kind], "  ")).encode(), "questions/banks/every-kind.yaml"
    )

    assert found.problems == ()
    assert found.bank
    assert [question.type for question in found.bank.questions] == [kind]


def test_the_examples_of_a_ledger_are_read_without_a_problem():
    found = house.read_ledger(WHOLE_LEDGER.encode(), "every-kind.yaml")

    assert found.problems == ()
    assert found.ledger
    assert [entity.kind for entity in found.ledger.entities] == list(ENTITIES)


def test_the_whole_files_that_the_page_shows_are_read_without_a_problem():
    shown = [part.split("```")[0] for part in page().split("```yaml\n")[1:]]
    bank, quiz, ledger = (text for text in shown if text.startswith("schema:"))

    assert house.read_bank(bank.encode(), "every-kind.yaml").problems == ()
    assert house.read_quiz(quiz.encode(), "twelve-minutes.yaml").problems == ()
    assert house.read_ledger(ledger.encode(), "every-kind.yaml").problems == ()


@pytest.mark.parametrize("text", [WHOLE_BANK, WHOLE_LEDGER], ids=["bank", "ledger"])
def test_the_examples_have_the_layout_of_the_house(text):
    assert formatted(text.encode(), "a.yaml") == (text, ())


def test_a_field_s_row_says_whether_it_must_be_there_what_it_takes_and_what_for():
    for row in (
        "| `stem` | yes | text, at most 2000 | The question as it is asked; may have marks. |",
        "| `choices` | yes | list, 2 to 6: [Choice](#choice) | The options. |",
        "| `typos` |  | whole number, 0 to 2; else `0` | How many slips of the keyboard are "
        "forgiven. |",
        "| `on` | yes | day | The day, as 2026-03-02. |",
    ):
        assert f"\n{row}\n" in page()


def test_whoever_adds_a_model_finds_it_in_the_page():
    for kind in MODELS:
        for name, part in schema(kind)["definitions"].items():  # type: ignore[union-attr]
            assert f"\n{part['description']}\n" in page(), name  # type: ignore[index, call-overload]
