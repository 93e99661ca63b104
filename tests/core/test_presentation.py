"""A question as it is put to somebody, and the form that comes back."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.core.answering import OPEN_LIMIT, TYPED_LIMIT, AnswerRefused, read_response
from quizapp.core.presentation import describe, present, slots_of
from quizapp.core.response import Chosen, Filled, Judged, Matched, Ordered, Typed
from tests import answers, strategies, world

QUESTIONS = {q.id: q for q in world.bank().questions + world.more().questions}


@given(strategies.questions, strategies.seeds)
def test_everything_is_shown_once_and_numbered(question, seed):
    shown = present(question, seed)

    assert [o.slot for o in shown.options] == list(range(1, len(shown.options) + 1))
    if question.type != "highlight":  # where the passage may say it twice
        assert len({o.text for o in shown.options}) == len(shown.options)


def test_the_left_sides_keep_their_order_and_the_right_sides_lose_theirs():
    question = QUESTIONS["who-is-who"]

    orders = {tuple(o.text for o in present(question, str(n)).options) for n in range(200)}

    assert [p.text for p in present(question, "x").prompts] == ["Reuters", "NATO", "Geneva"]
    assert len(orders) == 24  # 4 x 3 x 2 x 1


def test_true_stands_before_false_whatever_the_seed():
    shown = {present(QUESTIONS["says-when"], str(n)).options for n in range(20)}

    assert [[o.text for o in options] for options in shown] == [["True", "False"]]


def test_no_id_of_the_author_is_shown():
    shown = present(QUESTIONS["in-order"], "x")

    assert not re.search("'(offer|reply|talks|treaty)'", repr(shown))


@given(st.data(), strategies.seeds)
def test_an_answer_given_by_the_words_shown_is_read_as_it_was_meant(data, seed):
    question = data.draw(strategies.questions)
    form = data.draw(strategies.forms(present(question, seed)))

    response = read_response(question, seed, form)

    assert _sorted(answers.form_of(question, present(question, seed), response)) == _sorted(form)


@given(strategies.questions, strategies.seeds)
def test_the_key_can_be_given(question, seed):
    key = answers.right_answer(question)

    response = read_response(
        question, seed, answers.form_of(question, present(question, seed), key)
    )

    assert _unspaced(response) == _unspaced(key)


@given(st.data(), strategies.seeds)
def test_an_answer_is_told_back_in_the_words_that_were_shown(data, seed):
    question = data.draw(strategies.singles() | strategies.multiples() | strategies.true_falses)
    shown = present(question, seed)
    form = data.draw(strategies.forms(shown))
    picked = sorted(int(slot) for slot in form["choice"])

    response = read_response(question, seed, form)

    assert slots_of(question, seed, response) == tuple(picked)
    assert describe(question, seed, response) == ", ".join(
        shown.options[slot - 1].text for slot in picked
    )


@pytest.mark.parametrize(
    ("question_id", "response", "words"),
    [
        ("who-said", Chosen(("agency",)), "The agency"),
        ("says-when", Judged(True), "True"),
        (
            "who-is-who",
            Matched((("reuters", "nato"), ("nato", "treaty"))),
            "Reuters: an alliance; NATO: a treaty",
        ),
        (
            "in-order",
            Ordered(("talks", "offer", "treaty", "reply")),
            "The talks, then The offer, then The treaty, then The reply",
        ),
        ("nato-name", Typed("ssc 9"), "ssc 9"),
        (
            "how-sure",
            Matched((("near-end", "doubted"),)),
            "The end is near: Doubted",
        ),
        ("how-many", Typed("2"), "2 claims"),
        ("how-many", Typed("2 Claims"), "2 Claims"),
        ("in-a-sentence", Filled((("cue", "asked"), ("agency", "AP"))), "AP; asked"),
        ("mark-the-voice", Chosen(("cue", "who")), "The minister, said"),
        (
            "through-whom",
            Ordered(("reuters", "deputy")),
            "Reuters reports that → her deputy wrote that",
        ),
        ("your-view", Chosen(("no",)), "Not at all"),
        ("your-words", Typed("How so?"), "How so?"),
    ],
)
def test_each_kind_of_answer_can_be_told_in_words(question_id, response, words):
    assert describe(QUESTIONS[question_id], "x", response) == words


@pytest.mark.parametrize(
    ("question_id", "shown"),
    [
        ("your-view", ["As it stands", "With its source named", "Not at all"]),
        ("how-sure", ["Attributed", "Doubted", "Asserted"]),
        ("mark-the-voice", ["The minister", "said", "the talks", "go on"]),
    ],
)
def test_what_has_an_order_of_its_own_keeps_it(question_id, shown):
    orders = {present(QUESTIONS[question_id], str(n)).options for n in range(20)}

    assert [[o.text for o in options] for options in orders] == [shown]


def test_things_to_sort_are_shuffled():
    orders = {
        tuple(p.text for p in present(QUESTIONS["how-sure"], str(n)).prompts) for n in range(99)
    }

    assert len(orders) == 6  # 3 x 2 x 1


def test_a_text_is_shown_with_its_gaps_numbered_and_its_menu_shuffled():
    shown = [present(QUESTIONS["in-a-sentence"], str(n)).pieces for n in range(99)]

    assert [(p.text, p.slot, len(p.options)) for p in shown[0]] == [
        ("", 1, 0),
        (" reports: the minister ", None, 0),
        ("", 2, 3),
        (" the ambassador that the talks go on.", None, 0),
    ]
    assert len({tuple(o.text for o in pieces[2].options) for pieces in shown}) == 6


def test_a_link_may_be_left_out_of_a_chain():
    question = QUESTIONS["through-whom"]
    slots = {o.text: o.slot for o in present(question, "x").options}
    form = {f"place-{n}": [""] for n in slots.values()}
    form[f"place-{slots['Reuters reports that']}"] = ["2"]
    form[f"place-{slots['her deputy wrote that']}"] = ["1"]

    assert read_response(question, "x", form) == Ordered(("deputy", "reuters"))


def test_what_was_sorted_is_told_in_the_order_shown():
    question = QUESTIONS["how-sure"]

    told = describe(question, "x", answers.right_answer(question)).split("; ")

    assert [line.split(": ")[0] for line in told] == [
        p.text for p in present(question, "x").prompts
    ]


def test_only_tiles_have_slots():
    question = QUESTIONS["in-order"]

    assert slots_of(question, "x", answers.right_answer(question)) == ()


def test_spaces_around_and_within_typed_words_are_tidied():
    form = {"text": ["  SSC\t 8\n"]}

    assert read_response(QUESTIONS["nato-name"], "x", form) == Typed("SSC 8")


def test_a_nul_cannot_be_typed():
    form = {"text": ["SSC\0-8"]}

    assert read_response(QUESTIONS["nato-name"], "x", form) == Typed("SSC -8")


# Refusals: each says what to do


ONE = "Pick one answer."
NOT_SHOWN = "That is not one of the answers. Pick from those shown."
UNPLACED = "Give each one a place."


@pytest.mark.parametrize(
    ("question_id", "form", "message"),
    [
        ("who-said", {}, ONE),
        ("who-said", {"choice": ["1", "2"]}, ONE),
        ("who-said", {"choice": ["5"]}, NOT_SHOWN),
        ("who-said", {"choice": ["0"]}, NOT_SHOWN),
        ("who-said", {"choice": ["-1"]}, NOT_SHOWN),
        ("who-said", {"choice": ["minister"]}, NOT_SHOWN),
        ("who-said", {"choice": [""]}, NOT_SHOWN),
        ("who-said", {"choice": ["²"]}, NOT_SHOWN),
        ("who-said", {"choice": ["١"]}, NOT_SHOWN),
        ("who-said", {"choice": ["9" * 5000]}, NOT_SHOWN),
        ("what-is-named", {}, "Pick at least one answer."),
        ("what-is-named", {"choice": ["1", "1"]}, NOT_SHOWN),
        ("says-when", {}, "Pick one: true or false."),
        ("says-when", {"choice": ["1", "2"]}, "Pick one: true or false."),
        ("says-when", {"choice": ["3"]}, NOT_SHOWN),
        (
            "who-is-who",
            {"match-1": ["1"], "match-3": ["2"]},
            "Choose a match for each; “NATO” has none yet.",
        ),
        ("who-is-who", {"match-1": ["5"]}, NOT_SHOWN),
        ("in-order", {}, UNPLACED),
        ("in-order", {f"place-{n}": [str(n)] for n in (1, 2, 3)}, UNPLACED),
        (
            "in-order",
            {f"place-{n}": ["2"] for n in (1, 2, 3, 4)},
            "Two share place 2. Give each its own.",
        ),
        ("nato-name", {}, "Type your answer first."),
        ("nato-name", {"text": [" \n\0 "]}, "Type your answer first."),
        (
            "nato-name",
            {"text": ["x" * (TYPED_LIMIT + 1)]},
            "That is too long. Use at most 200 characters.",
        ),
        ("your-view", {}, ONE),
        ("your-view", {"choice": ["4"]}, NOT_SHOWN),
        ("how-sure", {"match-1": ["4"]}, NOT_SHOWN),
        ("how-many", {"text": ["two"]}, "Type a number in digits, such as 12 or 0.5."),
        ("in-a-sentence", {"gap-1": ["Reuters"]}, "Fill each gap; gap 2 is empty yet."),
        (
            "in-a-sentence",
            {"gap-1": [" "], "gap-2": ["1"]},
            "Fill each gap; gap 1 is empty yet.",
        ),
        ("in-a-sentence", {"gap-1": ["Reuters"], "gap-2": ["4"]}, NOT_SHOWN),
        ("mark-the-voice", {}, "Mark at least one part of the text."),
        ("mark-the-voice", {"choice": ["9"]}, NOT_SHOWN),
        ("through-whom", {"place-1": [""]}, "Put at least one link into the chain."),
        (
            "through-whom",
            {"place-1": ["1"], "place-2": ["1"]},
            "Two share place 1. Give each its own.",
        ),
        ("through-whom", {"place-1": ["1", "2"]}, "Give each one a single place."),
        ("your-words", {"text": ["\0"]}, "Type your answer first."),
        (
            "your-words",
            {"text": ["x" * (OPEN_LIMIT + 1)]},
            "That is too long. Use at most 600 characters.",
        ),
    ],
)
def test_a_form_that_is_no_answer_is_refused_with_what_to_do(question_id, form, message):
    with pytest.raises(AnswerRefused) as refusal:
        read_response(QUESTIONS[question_id], "x", form)

    assert str(refusal.value) == message


FIELDS = ("choice", "text", "match-1", "match-2", "place-1", "place-2", "gap-1", "gap-2")


@given(
    strategies.questions,
    st.dictionaries(
        st.sampled_from(FIELDS), st.lists(st.text(max_size=5) | st.sampled_from("0123"))
    ),
)
def test_any_form_is_read_or_refused(question, form):
    try:
        response = read_response(question, "x", form)
    except AnswerRefused:
        return

    assert describe(question, "x", response)


def _sorted(form):
    return {name: sorted(given) for name, given in form.items()}


def _unspaced(response):
    if isinstance(response, Typed):
        return Typed(" ".join(response.text.split()))
    return response
