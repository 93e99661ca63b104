"""The page on the rules is the rules, and everything of the linter's is in order."""

from pathlib import Path

import pytest

from quizapp.core.bank import QUESTION_TYPES
from quizapp.lint.anatomy import KNOWN_KINDS
from quizapp.lint.guide import page
from quizapp.lint.rule import Rule, ShelfRule
from quizapp.lint.rules import RULES, SHELF_RULES

ROOT = Path(__file__).resolve().parents[2]
EVERY_RULE: list[Rule | ShelfRule] = [*RULES, *SHELF_RULES]


def test_the_page_on_the_rules_is_what_the_rules_say():
    """If this fails: `python bench/lint.py --page > docs/lint.md`."""
    assert (ROOT / "docs" / "lint.md").read_text(encoding="utf-8") == page()


def test_rules_have_ids_of_their_own():
    assert len({rule.id for rule in EVERY_RULE}) == len(EVERY_RULE)


@pytest.mark.parametrize("rule", EVERY_RULE, ids=lambda rule: rule.id)
def test_each_rule_has_a_module_named_for_it_and_an_entry_in_the_page(rule):
    assert rule.findings.__module__.split(".")[-1].startswith(rule.id.lower() + "_")
    assert f"### {rule.id}: {rule.why.title}" in page()


def test_every_module_of_a_rule_is_run():
    folder = ROOT / "quizapp" / "lint" / "rules"
    modules = {path.stem.split("_")[0].upper() for path in folder.glob("[a-z]*.py")}

    assert modules == {rule.id for rule in EVERY_RULE}


def test_every_kind_of_question_can_be_taken_apart():
    """A new kind needs a function in `lint.anatomy`, and then all rules look at it."""
    assert set(QUESTION_TYPES) == KNOWN_KINDS
