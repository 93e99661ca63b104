"""The schemas for editors: they take what the reader takes, and refuse typical faults."""

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given, settings

from quizapp.core.bank import Bank, Question
from quizapp.formats import restricted_yaml
from quizapp.formats.house_fields import FIELDS
from quizapp.formats.house_schema import MODELS, schema, schema_text
from quizapp.formats.house_text import bank_text
from quizapp.formats.restricted_yaml import Node
from tests.strategies import questions

ROOT = Path(__file__).resolve().parents[2]
SHIPPED = sorted((ROOT / "questions").glob("*/*.yaml"))
BANK = """\
schema: 1
id: b
title: A bank
description: One question.
sources: [missile-offer]
questions:
  - id: one
    type: single
    stem: Who says so?
    skill: attribution
    evidence: [{claim: C07, paragraph: p3}]
    choices:
      - {id: a, text: One, correct: true}
      - {id: b, text: Another}
"""
NUMERIC = BANK[: BANK.index("  - id: one")] + (
    "  - {id: n, type: numeric, stem: How many?, range: {min: 1, max: 2}}\n"
)
EVENTS = BANK.replace("evidence:", "asks: {ask: order, events: [one, other]}\n    evidence:")
LEDGER = (ROOT / "questions/sources/missile-offer.yaml").read_text("utf-8")


def plain(node: Node) -> Any:
    """The values of a file with lists for tuples, as jsonschema knows arrays."""
    match node:
        case dict():
            return {name: plain(value) for name, value in node.items()}
        case tuple():
            return [plain(value) for value in node]
    return node


def refusals(kind: str, text: str) -> list[str]:
    tree, problems = restricted_yaml.read(text.encode(), "b.yaml")
    assert tree, problems
    errors = jsonschema.Draft7Validator(schema(kind)).iter_errors(plain(tree.value))
    return [error.message for error in errors]


def kind_of(path: Path) -> str:
    return {"banks": "bank", "sources": "ledger", "quizzes": "quiz"}[path.parent.name]


@pytest.mark.parametrize("kind", MODELS)
def test_the_committed_schema_is_what_the_models_say(kind):
    """If this fails: `./quiz schema -o static/schema`."""
    path = ROOT / "static" / "schema" / f"{kind}.schema.json"

    assert path.read_text(encoding="utf-8") == schema_text(kind)


@pytest.mark.parametrize("kind", MODELS)
def test_a_schema_is_draft_07_through_and_through(kind):
    jsonschema.Draft7Validator.check_schema(schema(kind))

    text = schema_text(kind)
    newer = ("$defs", "prefixItems", "discriminator", "oneOf", "unevaluated", "dependentRequired")
    assert [word for word in newer if f'"{word}' in text] == []


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_what_is_shipped_is_taken(path):
    assert refusals(kind_of(path), path.read_text("utf-8")) == []


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_what_is_shipped_names_its_schema_in_the_first_line(path):
    first, _ = path.read_text("utf-8").split("\n", 1)

    before, _, named = first.partition("=")
    assert before == "# yaml-language-server: $schema"
    found = json.loads((path.parent / named).resolve().read_text("utf-8"))
    assert found["title"] == schema(kind_of(path))["title"]


@given(questions)
@settings(max_examples=60, deadline=None)
def test_whatever_the_models_hold_is_taken(question: Question):
    head = {"schema": 1, "id": "b", "title": "B", "description": "D."}
    bank = Bank.model_validate({**head, "questions": (question,)})

    assert refusals("bank", bank_text(bank)) == []


def test_a_field_left_empty_is_taken_as_the_reader_takes_it():
    assert refusals("bank", BANK.replace("skill: attribution", "hint:")) == []


@pytest.mark.parametrize(
    ("good", "was", "fault"),
    [
        (BANK, "    stem: Who says so?\n", ""),
        (BANK, "title: A bank", "tilte: A bank"),
        (BANK, "type: single", "type: singel"),
        (BANK, "    type: single\n", ""),
        (BANK, "type: single", "type: multiple\n    answer: true"),
        (BANK, "skill: attribution", "skill: reading"),
        (BANK, "skill: attribution", "difficulty: 3"),
        (BANK, "correct: true", 'correct: "true"'),
        (BANK, ", correct: true", ""),
        (BANK, "      - {id: b, text: Another}\n", ""),
        (BANK, "id: one", "id: One thing"),
        (BANK, "claim: C07", "claim: 7"),
        (BANK, "{id: b, text: Another}", "Another"),
        (BANK, "stem: Who says so?", 'stem: " "'),
        (BANK, "stem: Who says so?", f"stem: {'x' * 2001}"),
        (BANK, "schema: 1", "schema: 2"),
        (BANK, BANK[BANK.index("questions:") :], "questions: []"),
        (BANK, "skill: attribution", "void: {as: all_correct, on: yesterday, why: So.}"),
        (NUMERIC, ", range: {min: 1, max: 2}", ""),
        (NUMERIC, "min: 1", "min: few"),
        (EVENTS, "[one, other]", "[one]"),
        (EVENTS, "[one, other]", "[one, other, third]"),
        (LEDGER, "kind: outlet", "kind: paper"),
        (LEDGER, "    kind: outlet\n", ""),
        (LEDGER, "stance: asserted", "stance: true"),
        (LEDGER, "factuality: CT+", "factuality: certain"),
        (LEDGER, "publisher: Business Insider\n", ""),
        (LEDGER, "length: 31", "length: 0"),
        (LEDGER, "known: {speaks_for: inferred}", "known: {speaks_for: guessed}"),
    ],
    ids=lambda text: text[:30] if len(text) < 3000 else "ledger",
)
def test_a_typical_fault_is_refused(good, was, fault):
    kind = "ledger" if good is LEDGER else "bank"
    assert was in good
    assert good is LEDGER or refusals(kind, good) == []

    assert refusals(kind, good.replace(was, fault, 1)) != []


def test_a_fault_is_told_of_the_question_s_own_kind_only():
    """With `oneOf`, each kind would complain in turn."""
    assert refusals("bank", BANK.replace("skill:", "skil:")) == [
        "Additional properties are not allowed ('skil' was unexpected)"
    ]


def test_every_sentence_on_a_field_is_used():
    used = set()
    for kind, model in MODELS.items():
        whole: Any = schema(kind)
        for name, part in {**whole["definitions"], model.__name__: whole}.items():
            for field in part.get("properties", {}):
                used.add(f"{name}.{field}" if f"{name}.{field}" in FIELDS else field)

    assert used == set(FIELDS)
