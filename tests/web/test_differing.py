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


def other_kind(before: Fields, kind: str, **fields: Node) -> list[tuple[str, str, str]]:
    """What is told of a question that became one of another kind with these fields."""
    found = changed(before, {"id": "q", "type": kind, "stem": "Who says so?", **fields})

    assert found.fields[0].label == "Kind"
    return [(f.label, f.before, f.after) for f in found.fields[1:]] + [
        (name, "unsaid", "") for name in found.unsaid
    ]


def test_a_poll_has_lost_right_answers_and_what_was_said_of_wrong_ones() -> None:
    options: tuple[Fields, ...] = ({"id": "a", "text": "TASS"}, {"id": "c", "text": "Nobody"})
    before = rows("a", "c")

    assert other_kind(before, "poll", choices=options) == [
        ("Right answer", "TASS", ""),
        ("Option 2, if picked, say", "Look again.", ""),
    ]
    assert other_kind({**before, "type": "multiple"}, "poll", choices=options) == [
        ("Option 1, right", "Yes", "No"),
        ("Option 2, if picked, say", "Look again.", ""),
    ]


def test_a_second_right_answer_is_told_once() -> None:
    options: tuple[Fields, ...] = (
        {"id": "a", "text": "TASS", "correct": True},
        {"id": "b", "text": "Reuters"},
    )
    both: tuple[Fields, ...] = (options[0], {**options[1], "correct": True})

    assert other_kind(rows("a", "b"), "multiple", choices=options) == []
    assert other_kind(rows("a", "b"), "multiple", choices=both) == [
        ("Option 2, right", "No", "Yes")
    ]


def test_items_that_are_no_longer_sorted_have_lost_their_categories() -> None:
    item: Fields = {"id": "i", "text": "The treaty", "category": "x", "feedback": "Read it."}
    before: Fields = {
        "id": "q", "type": "categorise", "stem": "Who says so?",
        "categories": ({"id": "x", "text": "Signed"},), "items": (item,),
    }  # fmt: skip

    assert other_kind(before, "ordering", items=({"id": "i", "text": "The treaty"},)) == [
        ("Category 1", "Signed", ""),
        ("Item 1, belongs to", "Signed", ""),
        ("Item 1, if elsewhere, say", "Read it.", ""),
    ]


def test_what_the_forms_of_two_kinds_show_is_told_by_them_alone() -> None:
    number: Fields = {
        "id": "q", "type": "numeric", "stem": "Who says so?", "value": 3, "tolerance": 1,
        "unit": "km",
    }  # fmt: skip
    typed: Fields = {"id": "q", "type": "short_text", "stem": "Who says so?", "typos": 1}

    assert other_kind(number, "open") == [
        ("The number", "3", ""), ("Give or take", "1", ""), ("Unit", "km", ""),
    ]  # fmt: skip
    assert other_kind(typed, "open") == [("Slips of the keyboard that pass", "One", "")]


def test_what_no_form_showed_is_named_also_when_the_kind_is_another() -> None:
    options: tuple[Fields, ...] = (
        {"id": "a", "text": "TASS", "correct": True},
        {"id": "b", "text": "Reuters"},
    )

    told = other_kind(rows("a", "b", means="tass"), "multiple", choices=options)

    assert told == [("Options", "unsaid", "")]


def test_what_went_is_called_by_the_place_that_it_had() -> None:
    before: Fields = {**rows("a", "b"), "type": "poll"}
    after: Fields = {**before, "choices": ({"id": "b", "text": "B2"},)}

    assert [(f.label, f.before, f.after) for f in changed(before, after).fields] == [
        ("Option 1", "Reuters", "B2"),
        ("Option 1 before", "TASS", ""),
    ]


def test_8000_options_are_told_apart() -> None:
    def options(letter: str) -> Fields:
        names = [f"{letter}{n}" for n in range(8_000)]
        return {"type": "poll", "choices": tuple({"id": n, "text": n} for n in names)}

    found = changed(options("a"), options("b"))

    assert len(found.fields) == 8_000


@pytest.mark.parametrize("kind", QUESTIONS)
def test_a_question_differs_from_itself_in_nothing(kind: str) -> None:
    fields = fields_of(example(kind))

    assert changed(fields, fields) == changed({}, {})


ANY = st.one_of(*KINDS)


@given(st.one_of(*(st.tuples(kind, kind) for kind in KINDS), st.tuples(ANY, ANY)))
def test_every_part_that_differs_is_named(both: tuple[Question, Question]) -> None:
    before, after = map(fields, both)

    found = changed(before, after)

    told = [*(f.field for f in found.fields), *found.unsaid]
    named = {PARTS.get(name, name) for name in told}
    for name in {*before, *after}:
        if not is_same(before.get(name), after.get(name)):
            said = {name, FIELD_WORDS.get(name), FIELD_WORDS.get(TOGETHER.get(name, ""))}
            assert said & named


@given(
    st.one_of(
        *(st.tuples(kind, kind) for kind in (highlights(), clozes(), numerics(), categorises()))
    )
)
def test_what_can_only_be_chosen_together_is_one_group(both: tuple[Question, Question]) -> None:
    before, after = map(fields, both)

    found = changed(before, after)

    group = {c.field: name for name, (_, changes) in found.groups.items() for c in changes}
    assert set(group) == {change.field for change in found.fields}
    for field, other in TOGETHER.items():
        assert field not in group or other not in group or group[field] == group[other]
