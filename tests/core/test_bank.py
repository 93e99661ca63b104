"""What a bank may hold, and the hash by which a mended comma and a changed key are told apart."""

from typing import Any

import pytest
from pydantic import ValidationError

from quizapp.core.bank import (
    QUESTION_TYPES,
    Bank,
    Evidence,
    Rejected,
    TrueFalse,
    TrueFalseFeedback,
    content_hash,
)
from quizapp.core.value import Value
from tests import world

QUESTIONS: dict[str, Any] = {q.id: q for q in world.bank().questions + world.more().questions}


def changed(question_id, **fields):
    return QUESTIONS[question_id].model_copy(update=fields)


def choices(**fields):
    """The choices of who-said, the first one with these fields changed."""
    first, *others = QUESTIONS["who-said"].choices
    return (first.model_copy(update=fields), *others)


def gaps(**fields):
    """The gaps of in-a-sentence, the typed one with these fields changed."""
    menu, typed = QUESTIONS["in-a-sentence"].gaps
    return (menu, typed.model_copy(update=fields))


def sorted_items(**fields):
    """The items of how-sure, the first one with these fields changed."""
    first, *others = QUESTIONS["how-sure"].items
    return (first.model_copy(update=fields), *others)


def test_the_small_banks_have_a_question_of_each_kind():
    assert sorted(q.type for q in QUESTIONS.values()) == sorted(QUESTION_TYPES)


def test_a_question_is_found_by_its_id():
    assert world.bank().question("says-when") == QUESTIONS["says-when"]
    assert world.bank().question("says-who") is None


def test_a_value_cannot_be_changed():
    with pytest.raises(ValidationError, match="frozen"):
        QUESTIONS["who-said"].stem = "Who?"


# The hash


def test_the_hash_is_that_of_the_scored_parts_as_json():
    question = TrueFalse(id="q", type="true_false", stem="Буревестник flies.", answer=False)

    # printf '%s' '{"answer":false,"stem":"Буревестник flies.","type":"true_false"}' | sha256sum
    assert content_hash(question) == "baf5bd0510127a0f"


@pytest.mark.parametrize(
    "other",
    [
        changed("who-said", stem="Who says so?"),
        changed("who-said", choices=choices(text="The old minister")),
        changed("who-said", choices=choices(correct=False)),
        changed("who-said", choices=choices(id="chief")),
        changed("who-said", choices=choices()[:3]),
        changed("says-when", answer=True),
        changed("in-order", items=QUESTIONS["in-order"].items[::-1]),
        changed("who-is-who", pairs=QUESTIONS["who-is-who"].pairs[:2]),
        changed("who-is-who", distractors=()),
        changed("nato-name", accept=("SSC-8",)),
        changed("nato-name", accept=("SSC-8", "Screwdriver", "SSC-9")),
        changed("nato-name", typos=1),
        changed("how-sure", categories=QUESTIONS["how-sure"].categories[:2]),
        changed("how-sure", items=QUESTIONS["how-sure"].items[:2]),
        changed("how-many", value=3.0),
        changed("how-many", tolerance=1.0),
        changed("how-many", unit=None),
        changed("in-a-sentence", text="{{cue}} and {{agency}}"),
        changed("in-a-sentence", gaps=gaps(typos=0)),
        changed("in-a-sentence", gaps=gaps(accept=("AP",))),
        changed("mark-the-voice", correct=("who",)),
        changed("mark-the-voice", passage="[[who|She]] [[cue|said]] [[what|so]]."),
        changed("through-whom", links=QUESTIONS["through-whom"].links[:1]),
        changed("through-whom", distractors=()),
        changed("through-whom", content="It is over."),
        changed("your-view", choices=QUESTIONS["your-view"].choices[:2]),
    ],
)
def test_a_change_of_wording_or_key_changes_the_hash(other):
    assert content_hash(other) != content_hash(QUESTIONS[other.id])


@pytest.mark.parametrize(
    "other",
    [
        changed("who-said", explanation="For another reason."),
        changed("who-said", hint="Look at the first line."),
        changed("who-said", choices=choices(feedback="Yes.")),
        changed("who-said", evidence=(Evidence(claim="C02"),)),
        changed("who-said", skill="certainty", difficulty="hard", tags=("x",)),
        changed("says-when", feedback=TrueFalseFeedback()),
        changed("nato-name", reject=(Rejected(text="SS-18", feedback="No."),)),
        changed("how-sure", items=sorted_items(feedback="Look again.")),
        changed("how-many", reject=()),
        changed("in-a-sentence", gaps=gaps(reject=())),
        changed("mark-the-voice", feedback={}),
    ],
)
def test_a_change_of_what_is_told_about_it_does_not(other):
    assert content_hash(other) == content_hash(QUESTIONS[other.id])


# Refusals


@pytest.mark.parametrize(
    ("question_id", "fields", "message"),
    [
        ("who-said", {"choices": choices(correct=False)}, "exactly one choice .* here 0"),
        (
            "who-said",
            {"choices": tuple(c.model_copy(update={"correct": True}) for c in choices())},
            "exactly one choice .* here 4",
        ),
        ("who-said", {"choices": choices(id="agency")}, "share the choice 'agency'"),
        ("who-said", {"choices": choices(text="The agency")}, "share the choice text"),
        ("who-said", {"choices": choices()[:1]}, "at least 2 items"),
        ("who-said", {"choices": choices() * 2}, "at most 6 items"),
        (
            "what-is-named",
            {"choices": tuple(c.model_copy(update={"correct": False}) for c in choices())},
            "at least one choice",
        ),
        (
            "who-is-who",
            {"pairs": QUESTIONS["who-is-who"].pairs[:1] * 2},
            "share the pair or distractor 'reuters'",
        ),
        ("in-order", {"items": QUESTIONS["in-order"].items[:1]}, "at least 2 items"),
        ("nato-name", {"accept": ()}, "at least 1 item"),
        ("nato-name", {"accept": ("  ",)}, "at least 1 character"),
        ("says-when", {"answer": "no"}, "valid boolean"),
        ("says-when", {"id": "Says When"}, "should match pattern"),
        ("says-when", {"skill": "guessing"}, "Input should be 'attribution'"),
        ("says-when", {"answr": True}, "Extra inputs are not permitted"),
    ],
)
def test_a_question_that_cannot_be_asked_is_refused(question_id, fields, message):
    question = QUESTIONS[question_id]

    with pytest.raises(ValidationError, match=message):
        type(question).model_validate(values(question) | fields)


@pytest.mark.parametrize(
    ("right", "distractor", "message"),
    [("an alliance", "x", "share the right side"), ("a body", "a body", "share the right side")],
)
def test_a_right_side_belongs_to_one_left_side(right, distractor, message):
    question = QUESTIONS["who-is-who"]
    first, *others = question.pairs
    pairs = (first.model_copy(update={"right": right}), *others)
    spare = (question.distractors[0].model_copy(update={"text": distractor}),)

    with pytest.raises(ValidationError, match=message):
        type(question).model_validate(values(question) | {"pairs": pairs, "distractors": spare})


def test_evidence_without_any_source_is_refused():
    header = {"schema": 1, "id": "b", "title": "B", "description": "D"}

    with pytest.raises(ValidationError, match="say under 'sources'"):
        Bank.model_validate({**header, "questions": (QUESTIONS["who-said"],)})


def test_a_bank_of_a_later_schema_is_refused():
    bank = world.bank()

    with pytest.raises(ValidationError, match="less than or equal to 1"):
        Bank.model_validate(values(bank) | {"schema": 2})


def values(whole: Value):
    """The fields of a value, its parts as they are."""
    return {
        field.alias or name: getattr(whole, name)
        for name, field in type(whole).model_fields.items()
    }
