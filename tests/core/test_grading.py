"""What an answer is worth. The credits of the examples were worked out by hand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.core.bank import Rejected, ShortText, Single, TrueFalse
from quizapp.core.bank import TrueFalseFeedback as Feedback
from quizapp.core.grading import WrongKindOfResponse, grade
from quizapp.core.response import Chosen, Filled, Judged, Matched, Ordered, Typed
from quizapp.core.spelling import normalised
from tests import answers, strategies, world

QUESTIONS = {q.id: q for q in world.bank().questions + world.more().questions}


def credit(question_id, response):
    return grade(QUESTIONS[question_id], response).credit


def test_one_of_several_is_right_or_not():
    assert credit("who-said", Chosen(("minister",))) == 1
    assert credit("who-said", Chosen(("agency",))) == 0


@pytest.mark.parametrize(
    ("picked", "expected"),
    [
        (("treaty", "city"), 1.0),  # (2 - 0) / 2
        (("treaty",), 0.5),  # (1 - 0) / 2
        (("treaty", "missile"), 0.0),  # (1 - 1) / 2
        (("treaty", "city", "missile"), 0.5),  # (2 - 1) / 2
        (("treaty", "city", "missile", "price"), 0.0),  # (2 - 2) / 2: picking all earns nothing
        (("missile", "price"), 0.0),  # (0 - 2) / 2 is below 0
        ((), 0.0),
    ],
)
def test_wrong_picks_take_away_from_right_ones(picked, expected):
    assert credit("what-is-named", Chosen(picked)) == expected


def test_a_statement_is_judged_rightly_or_not():
    assert credit("says-when", Judged(False)) == 1
    assert credit("says-when", Judged(True)) == 0


@pytest.mark.parametrize(
    ("given_pairs", "expected"),
    [
        ((("reuters", "reuters"), ("nato", "nato"), ("geneva", "geneva")), 3 / 3),
        ((("reuters", "reuters"), ("nato", "geneva"), ("geneva", "nato")), 1 / 3),
        ((("reuters", "reuters"), ("nato", "reuters"), ("geneva", "geneva")), 2 / 3),
        ((("reuters", "treaty"), ("nato", "treaty"), ("geneva", "treaty")), 0 / 3),
        ((("nato", "nato"),), 1 / 3),
        ((), 0 / 3),
    ],
)
def test_each_right_pair_counts_the_same(given_pairs, expected):
    assert credit("who-is-who", Matched(given_pairs)) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("order", "expected"),
    [  # right: offer reply talks treaty, with three neighbours
        ("offer reply talks treaty", 3 / 3),
        ("reply talks treaty offer", 2 / 3),  # reply-talks and talks-treaty are kept
        ("offer reply treaty talks", 1 / 3),  # offer-reply is kept
        ("talks treaty offer reply", 2 / 3),  # talks-treaty and offer-reply are kept
        ("treaty talks reply offer", 0 / 3),
        ("reply offer treaty talks", 0 / 3),
    ],
)
def test_an_order_earns_for_neighbours_that_follow_each_other(order, expected):
    assert credit("in-order", Ordered(tuple(order.split()))) == pytest.approx(expected)


@pytest.mark.parametrize(
    "text", ["SSC-8", "ssc 8", "the SSC8", " Ssc–8. ", "ＳＳＣ-8", "screwdriver", "“Screwdriver”"]
)
def test_a_typed_answer_is_compared_without_case_space_and_punctuation(text):
    assert credit("nato-name", Typed(text)) == 1


@pytest.mark.parametrize("text", ["SSC-9", "SS-20", "SSC-8 Screwdriver", "", "...", "8"])
def test_other_words_are_wrong(text):
    assert credit("nato-name", Typed(text)) == 0


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The Wire", "wire"),
        ("A", "a"),
        ("The", "the"),
        ("Éclair à l’Est", "eclairalest"),
        ("ÅNGSTRÖM", "angstrom"),
        ("Straße", "strasse"),
        ("№ 5", "no5"),
        ("Буревестник", "буревестник"),
        ("Йод", "иод"),
        ("9M729", "9m729"),
        ("theatre", "theatre"),
    ],
)
def test_typed_words_are_folded(text, expected):
    assert normalised(text) == expected


# What is told beside the credit


def test_feedback_belongs_to_those_who_picked_the_option():
    picked = grade(QUESTIONS["who-said"], Chosen(("agency",)))
    other = grade(QUESTIONS["who-said"], Chosen(("nobody",)))

    assert [o.feedback for o in picked.options if o.feedback] == ["It passes the words on."]
    assert not any(o.feedback for o in other.options)


def test_judging_wrongly_is_told_why():
    question = TrueFalse(
        id="q",
        type="true_false",
        stem="So?",
        answer=True,
        feedback=Feedback(true="It is.", false="Look at p1."),
    )

    marks = grade(question, Judged(False)).options

    assert [(m.text, m.is_key, m.is_given, m.feedback) for m in marks] == [
        ("True", True, False, None),
        ("False", False, True, "Look at p1."),
    ]


def test_a_well_known_slip_is_told_why():
    assert grade(QUESTIONS["nato-name"], Typed("ss20")).feedback == "That one is older."
    assert grade(QUESTIONS["nato-name"], Typed("SS-21")).feedback is None


def test_what_is_accepted_is_never_told_off():
    both = ShortText(
        id="q",
        type="short_text",
        stem="Which?",
        accept=("SSC-8",),
        reject=(Rejected(text="ssc8", feedback="No."),),
    )

    assert grade(both, Typed("SSC 8")).feedback is None


def test_each_place_shows_what_was_given_and_what_belongs_there():
    marks = grade(QUESTIONS["who-is-who"], Matched((("nato", "geneva"),))).places

    assert [(m.label, m.given, m.key, m.is_right) for m in marks] == [
        ("Reuters", None, "an agency", False),
        ("NATO", "a city", "an alliance", False),
        ("Geneva", None, "a city", False),
    ]


def test_ranks_show_what_stands_there_and_what_belongs_there():
    response = Ordered(("offer", "talks", "reply", "treaty"))

    marks = grade(QUESTIONS["in-order"], response).places

    assert [(m.label, m.given, m.key, m.is_right) for m in marks] == [
        ("1", "The offer", "The offer", True),
        ("2", "The talks", "The reply", False),
        ("3", "The reply", "The talks", False),
        ("4", "The treaty", "The treaty", True),
    ]


@pytest.mark.parametrize(
    ("question_id", "response", "verdict"),
    [
        ("what-is-named", Chosen(("treaty", "city")), "right"),
        ("what-is-named", Chosen(("treaty",)), "partly"),
        ("what-is-named", Chosen(("price",)), "wrong"),
        ("what-is-named", None, "none"),
    ],
)
def test_the_credit_has_a_word(question_id, response, verdict):
    assert grade(QUESTIONS[question_id], response).verdict == verdict


# Whatever the question


@given(st.data())
def test_any_response_is_graded_or_refused_as_of_the_wrong_kind(data):
    question = data.draw(strategies.questions)
    response = data.draw(strategies.responses(strategies.part_ids(question)))

    try:
        found = grade(question, response)
    except WrongKindOfResponse:
        return

    assert 0 <= found.credit <= 1
    assert found.is_answered


@given(strategies.scored)
def test_the_key_of_any_question_is_wholly_right(question):
    found = grade(question, answers.right_answer(question))

    assert found.credit == 1.0
    assert found.verdict == "right"


@given(strategies.questions)
def test_without_a_response_the_key_is_shown_and_nothing_earned(question):
    found = grade(question, None)

    assert (found.credit, found.is_answered, found.verdict) == (0.0, False, "none")
    assert not any(o.is_given or o.feedback for o in found.options)
    assert all(p.given is None for p in found.places)


@given(st.data())
def test_the_order_of_choices_in_the_file_changes_no_credit(data):
    question = data.draw(strategies.singles() | strategies.multiples())
    turned = question.model_copy(
        update={"choices": tuple(data.draw(st.permutations(question.choices)))}
    )
    limit = 1 if isinstance(question, Single) else None
    parts = st.sampled_from(strategies.part_ids(question))
    response = Chosen(tuple(data.draw(st.lists(parts, unique=True, max_size=limit))))

    assert grade(question, response).credit == grade(turned, response).credit


@given(st.data())
def test_the_order_of_pairs_changes_no_credit(data):
    question = data.draw(strategies.matchings())
    turned = question.model_copy(
        update={"pairs": tuple(data.draw(st.permutations(question.pairs)))}
    )
    rights = st.sampled_from(strategies.part_ids(question))
    response = Matched(tuple((p.id, data.draw(rights)) for p in question.pairs))

    assert grade(question, response).credit == grade(turned, response).credit


@given(strategies.matchings(), st.data())
def test_every_pair_is_worth_its_share(question, data):
    lefts = [p.id for p in question.pairs]
    is_right = [data.draw(st.booleans()) for _ in lefts]
    pairs = [(i, i if is_right[n] else lefts[n - 1]) for n, i in enumerate(lefts)]

    found = grade(question, Matched(tuple(pairs)))

    assert found.credit == pytest.approx(sum(is_right) / len(lefts))


# Refusals


@pytest.mark.parametrize("question_id", QUESTIONS)
def test_a_response_of_another_kind_is_refused(question_id):
    question = QUESTIONS[question_id]
    own = type(answers.right_answer(question))
    foreign = [
        r
        for r in (Chosen(()), Judged(True), Matched(()), Ordered(()), Typed("x"), Filled(()))
        if type(r) is not own
    ]

    for response in foreign:
        with pytest.raises(WrongKindOfResponse, match=f"to the {question.type} '{question_id}'"):
            grade(question, response)


@pytest.mark.parametrize(
    ("question_id", "response"),
    [
        ("who-said", Chosen(("nobody-else",))),
        ("who-said", Chosen(("minister", "agency"))),
        ("what-is-named", Chosen(("treaty", "peace"))),
        ("who-is-who", Matched((("treaty", "reuters"),))),  # a distractor is no left side
        ("who-is-who", Matched((("nato", "peace"),))),
        ("in-order", Ordered(())),
        ("in-order", Ordered(("offer", "reply", "talks"))),
        ("in-order", Ordered(("offer", "offer", "reply", "talks"))),
    ],
)
def test_parts_that_the_question_has_not_are_refused(question_id, response):
    with pytest.raises(WrongKindOfResponse):
        grade(QUESTIONS[question_id], response)
