"""A bank's text in questions: taken apart to the character, and one changed at a time."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.core.bank import Bank
from quizapp.formats import restricted_yaml
from quizapp.formats.house_cards import Fields, Sheet, is_same, sheet_of
from quizapp.formats.house_text import bank_text
from tests import strategies

SHIPPED = sorted(Path(__file__).resolve().parents[2].glob("questions/banks/*.yaml"))
TEXT = """\
# A bank

schema: 1
id: two
title: Two
description: Two questions.

questions:
  # the easy one
  - id: one
    type: single
    # as printed
    stem: "Who said so?"   # asked often
    choices: [{id: a, text: A, correct: true}, {id: b, text: B}]

  # before: the second one
  # which is harder
  - id: two
    type: open
    stem: |
      Two lines

      # not a comment
# the end
license: CC-BY-4.0
"""

values = st.recursive(
    st.text(max_size=40).filter(lambda t: t.isprintable())
    | st.integers(-(10**12), 10**12)
    | st.booleans(),
    lambda inner: (
        st.lists(inner, max_size=3).map(tuple)
        | st.dictionaries(st.sampled_from(["id", "text", "why"]), inner, max_size=3)
    ),
    max_leaves=6,
)
fields = st.dictionaries(st.sampled_from(["stem", "hint", "choices", "zeal", "tags"]), values)


def sheet(text: str) -> Sheet:
    found = sheet_of(text)
    assert found
    return found


def stem(question: Fields, words: str) -> Fields:
    return {**question, "stem": words}


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_a_shipped_bank_is_put_together_as_it_was(path: Path) -> None:
    text = path.read_bytes().decode()

    assert sheet(text).text == text


def test_comments_above_a_question_belong_to_it() -> None:
    found = sheet(TEXT)

    first, second = found.blocks
    assert found.text == TEXT
    assert first.text.startswith("  # the easy one\n  - id: one")
    assert second.text.startswith("  # before: the second one\n  # which is harder\n  - id: two")
    assert second.text.endswith("      # not a comment\n")
    assert found.tail == "# the end\nlicense: CC-BY-4.0\n"


def test_only_the_field_that_changed_is_written_anew() -> None:
    found = sheet(TEXT)

    block = found.changed(found.blocks[0], stem(found.blocks[0].fields, "Who says: “no”?"))

    assert block.text == found.blocks[0].text.replace(
        'stem: "Who said so?"   # asked often', "stem: 'Who says: “no”?'"
    )


def test_a_field_that_is_added_stands_where_it_usually_does() -> None:
    found = sheet(TEXT)
    new: Fields = {**found.blocks[0].fields, "hint": "Look up", "evidence": ({"claim": "C01"},)}

    lines = found.changed(found.blocks[0], new).text.splitlines()

    assert lines[4:7] == [
        '    stem: "Who said so?"   # asked often',
        "    hint: Look up",
        "    evidence:",
    ]
    assert lines[-1] == ""


def test_a_field_that_goes_takes_its_comment_along() -> None:
    found = sheet(TEXT)
    left = {k: v for k, v in found.blocks[0].fields.items() if k != "stem"}

    block = found.changed(found.blocks[0], left)

    assert "as printed" not in block.text
    assert is_same(sheet(found.with_blocks((block,)).text).blocks[0].value, left)


def test_line_ends_of_another_system_stay() -> None:
    text = TEXT.replace("\n", "\r\n")
    found = sheet(text)

    block = found.changed(found.blocks[1], stem(found.blocks[1].fields, "New"))
    changed = found.with_blocks((found.blocks[0], block)).text

    assert found.text == text
    assert changed.count("\n") == changed.count("\r\n")


def test_a_question_in_braces_is_written_as_a_whole() -> None:
    text = TEXT[: TEXT.index("  # the easy")] + "  - {id: one, type: open, stem: What}\n"
    found = sheet(text)

    block = found.changed(found.blocks[0], stem(found.blocks[0].fields, "Who"))

    assert block.text == "  - id: one\n    type: open\n    stem: Who\n"


@pytest.mark.parametrize("empty", ["questions: []\n", "questions:\n", "", "questions: [] # none\n"])
def test_a_bank_without_questions_gets_its_first(empty: str) -> None:
    found = sheet(f"schema: 1\nid: x\n{empty}")

    filled = found.with_blocks((found.block({"id": "one", "type": "open"}),))

    again = sheet(filled.text)
    assert again.text == filled.text
    assert [b.id for b in again.blocks] == ["one"]
    assert sheet(again.with_blocks(()).text).blocks == ()


@pytest.mark.parametrize(
    "text",
    [
        "questions: [{id: one}]\n",
        "questions: {a: b}\n",
        "- a\n",
        "questions:\n  - [\n",
        "a: 1\rb: 2",
    ],
)
def test_what_has_no_list_of_questions_is_not_taken_apart(text: str) -> None:
    assert sheet_of(text) is None


def test_the_banks_own_fields_change_on_their_lines() -> None:
    found = sheet(TEXT).with_header("sources", ("wire", "desk"))

    assert "sources: [wire, desk]\nquestions:" in found.text
    assert "sources: [wire]\nquestions:" in found.with_header("sources", ("wire",)).text


def test_a_field_of_several_paragraphs_is_changed_whole() -> None:
    said = "description: Two questions.\n"
    text = TEXT.replace(said, "description: |\n  One.\n\n  Two.\n")

    assert sheet(text).with_header("description", "Two questions.").text == TEXT


@given(strategies.polls(), fields)
def test_whatever_is_written_is_read_again(question, changes: Fields) -> None:
    twice = (question, question.model_copy(update={"id": "other"}))
    parts = {"schema": 1, "id": "any", "title": "Any", "description": "Any.", "questions": twice}
    text = bank_text(Bank.model_validate(parts))
    found = sheet(text)
    new = {**found.blocks[0].fields, **changes}

    block = found.changed(found.blocks[0], new)

    changed = sheet(found.with_blocks((block, found.blocks[1])).text)
    assert is_same(changed.blocks[0].value, new)
    assert changed.blocks[1].text == found.blocks[1].text
    tree, problems = restricted_yaml.read(changed.text.encode(), "")
    assert tree
    assert problems == ()
