"""What is different between two texts of a question, in the words of its form."""

from textwrap import indent

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.core.bank import Question
from quizapp.formats.house_cards import Fields, is_same, sheet_of
from quizapp.formats.house_examples import BANK, QUESTIONS
from quizapp.formats.restricted_yaml import Node
from quizapp.web.workspace.questions.differing import changed
from quizapp.web.workspace.questions.forms import TOGETHER
from quizapp.web.workspace.questions.sayings import FIELD_WORDS
from tests.strategies import (
    categorises,
    chains,
    clozes,
    highlights,
    matchings,
    multiples,
    numerics,
    orderings,
    polls,
    short_texts,
    singles,
    true_falses,
)

PARTS = {
    "key": "choices", "if_true": "feedback", "if_false": "feedback", "parts": "correct",
    "least": "range", "most": "range", "picture": "media", "alt": "media", "credit": "media",
}  # fmt: skip
"""In which part of a question a form's field is kept, where that has another name."""


KINDS: tuple[st.SearchStrategy[Question], ...] = (
    singles(), multiples(), true_falses, highlights(), polls(), matchings(), orderings(),
    categorises(), chains(), short_texts, numerics(), clozes(),
)  # fmt: skip


def example(kind: str) -> str:
    return BANK + indent(QUESTIONS[kind], "  ")


def fields_of(text: str) -> Fields:
    sheet = sheet_of(text)
    assert sheet
    return sheet.blocks[0].fields


def fields(question: Question) -> Fields:
    """A question as a file has it."""
    return _plain(question.model_dump(exclude_defaults=True) | {"type": question.type})  # type: ignore[return-value]


def _plain(value: object) -> Node:
    if isinstance(value, dict):
        return {str(name): _plain(each) for name, each in value.items()}
    if isinstance(value, list | tuple):
        return tuple(map(_plain, value))
    return value  # type: ignore[return-value]


def rows(*names: str, key: str = "a", means: str = "") -> Fields:
    """The same question with other options; `means` is what the first one is in the ledger."""
    known: dict[str, Fields] = {
        "a": {"id": "a", "text": "TASS"}, "b": {"id": "b", "text": "Reuters"},
        "c": {"id": "c", "text": "Nobody", "feedback": "Look again."},
    }  # fmt: skip
    made = [known.get(name, {"id": name, "text": name.upper()}) for name in names]
    made = [row | ({"correct": True} if row["id"] == key else {}) for row in made]
    if means:
        made[0] |= {"means": means}
    return {"id": "q", "type": "single", "stem": "Who says so?", "choices": tuple(made)}


SINGLE = rows("a", "b", "c")


def test_another_option_is_right() -> None:
    (change,) = changed(SINGLE, rows("a", "b", "c", key="b")).fields

    assert (change.label, change.before, change.after) == ("Right answer", "TASS", "Reuters")


def test_options_come_and_go_and_change_places() -> None:
    found = changed(SINGLE, rows("b", "a", "d"))

    assert [(f.label, f.before, f.after) for f in found.fields] == [
        ("Option 1, moved", "Reuters (place 2)", "Reuters (place 1)"),
        ("Option 3", "Nobody", "D"),
        ("Option 3, if picked, say", "Look again.", ""),
    ]


def test_the_words_of_the_form_are_used() -> None:
    before: Fields = {
        "type": "true_false",
        "answer": True,
        "difficulty": "easy",
        "skill": "attribution",
    }
    after: Fields = {
        "type": "true_false", "answer": False, "difficulty": "hard", "hint": "Read on.",
        "feedback": {"true": "No."}, "evidence": ({"claim": "C47", "paragraph": "p3"},),
        "media": {"file": "a.png", "alt": "A map", "credit": "Ours"},
    }  # fmt: skip

    found = changed(before, after, lambda claim: f"<{claim}>").fields

    assert [(f.label, f.before, f.after) for f in found] == [
        ("The statement is", "True", "False"),
        ("To those who say true", "", "No."),
        ("Claim 1", "", "</C47/p3>"),
        ("What it trains", "Who said it", "What it says"),
        ("How hard", "Easy", "Hard"),
        ("Hint", "", "Read on."),
        ("Picture", "", "a.png"),
        ("What the picture shows", "", "A map"),
        ("Whose work it is", "", "Ours"),
    ]


def test_categories_and_parts_are_called_by_their_words() -> None:
    sort: Fields = {
        "type": "categorise",
        "categories": ({"id": "x", "text": "Signed"}, {"id": "y", "text": "Never"}),
        "items": ({"id": "i", "text": "The treaty", "category": "x"},),
    }
    mark: Fields = {
        "type": "highlight",
        "passage": "[[who|Two officials]] [[cue|said]] so.",
        "correct": ("who",),
    }

    (moved,) = changed(
        sort, {**sort, "items": ({"id": "i", "text": "The treaty", "category": "y"},)}
    ).fields
    marks = changed(mark, {**mark, "correct": ("cue",)}).fields

    assert (moved.label, moved.before, moved.after) == ("Item 1, belongs to", "Signed", "Never")
    assert [(f.label, f.before, f.after) for f in marks] == [
        ("Part “Two officials”, is to be marked", "Yes", "No"),
        ("Part “said”, is to be marked", "No", "Yes"),
    ]


def test_what_no_form_shows_is_named() -> None:
    asks: Fields = {**SINGLE, "void": {"as": "disregard", "on": "2026-03-02", "why": "Flawed."}}

    assert changed(SINGLE, asks).unsaid == ("void",)
    assert changed(SINGLE, rows("a", "b", "c", means="tass")).unsaid == ("Options",)
    assert changed(SINGLE, {**SINGLE, "id": "other"}).unsaid == ("id",)


def test_the_new_id_of_a_category_is_named_once_though_items_name_it_too() -> None:
    def sort(name: str) -> Fields:
        return {
            "type": "categorise",
            "categories": ({"id": name, "text": "Signed"}, {"id": "y", "text": "Never"}),
            "items": ({"id": "i", "text": "The treaty", "category": name},),
        }

    found = changed(sort("x"), sort("z"))

    assert (found.fields, found.unsaid) == ((), ("Categories",))


def test_another_kind_is_said_with_all_that_came_and_went() -> None:
    found = changed(SINGLE, {"id": "q", "type": "open", "stem": "Who says so?"})

    assert (found.fields[0].label, found.fields[0].after) == (
        "Kind",
        "Write freely, nothing is scored",
    )
    assert {"Option 1", "Option 3", "Right answer"} <= {f.label for f in found.fields}


@pytest.mark.parametrize("kind", QUESTIONS)
def test_a_question_differs_from_itself_in_nothing(kind: str) -> None:
    fields = fields_of(example(kind))

    assert changed(fields, fields) == changed({}, {})


@given(st.one_of(*(st.tuples(kind, kind) for kind in KINDS)))
def test_every_part_that_differs_is_named(both: tuple[Question, Question]) -> None:
    before, after = map(fields, both)

    found = changed(before, after)

    told = [*(f.field for f in found.fields), *found.unsaid]
    named = {PARTS.get(name, name) for name in told}
    for name in {*before, *after}:
        if not is_same(before.get(name), after.get(name)):
            said = {name, FIELD_WORDS.get(name), FIELD_WORDS.get(TOGETHER.get(name, ""))}
            assert said & named


@given(polls(), polls())
def test_what_can_only_be_chosen_together_is_one_group(one: Question, other: Question) -> None:
    found = changed(fields(one), fields(other))

    assert sum(len(changes) for _, changes in found.groups.values()) == len(found.fields)
