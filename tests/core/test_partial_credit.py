"""What answers to the newer kinds are worth. The credits were worked out by hand."""

import pytest

from quizapp.core.bank import Numeric, Range
from quizapp.core.grading import WrongKindOfResponse, grade
from quizapp.core.response import Chosen, Filled, Matched, Ordered, Typed
from tests import world

QUESTIONS = {q.id: q for q in world.more().questions}


def credit(question_id, response):
    return grade(QUESTIONS[question_id], response).credit


@pytest.mark.parametrize(
    ("to", "expected"),
    [  # right: attributed doubted attributed
        ("attributed doubted attributed", 3 / 3),
        ("attributed attributed attributed", 2 / 3),
        ("asserted asserted attributed", 1 / 3),
        ("doubted asserted doubted", 0 / 3),
    ],
)
def test_each_item_sorted_rightly_counts_the_same(to, expected):
    pairs = tuple(zip(("go-on", "near-end", "we"), to.split(), strict=True))

    assert credit("how-sure", Matched(pairs)) == pytest.approx(expected)


def test_who_sorts_something_elsewhere_is_told_about_it():
    sorted_to = Matched((("go-on", "doubted"), ("near-end", "doubted"), ("we", "attributed")))

    marks = grade(QUESTIONS["how-sure"], sorted_to).places

    assert [(m.label, m.given, m.key, m.feedback) for m in marks] == [
        ("The talks go on", "Doubted", "Attributed", "Somebody says so."),
        ("The end is near", "Doubted", "Doubted", None),
        ("We go on", "Attributed", "Attributed", None),
    ]


@pytest.mark.parametrize(
    ("marked", "expected"),
    [  # right: who and cue
        ("who cue", 1.0),  # (2 - 0) / 2
        ("who", 0.5),  # (1 - 0) / 2
        ("who cue what", 0.5),  # (2 - 1) / 2
        ("who what", 0.0),  # (1 - 1) / 2
        ("who cue what state", 0.0),  # (2 - 2) / 2: marking all earns nothing
    ],
)
def test_wrong_marks_take_away_from_right_ones(marked, expected):
    assert credit("mark-the-voice", Chosen(tuple(marked.split()))) == expected


def test_who_marks_the_claim_is_told_about_it():
    marks = grade(QUESTIONS["mark-the-voice"], Chosen(("what", "who"))).options

    assert [(m.text, m.is_key, m.is_given, m.feedback) for m in marks] == [
        ("The minister", True, True, None),
        ("said", True, False, None),
        ("the talks", False, True, "That is what is claimed."),
        ("go on", False, False, None),
    ]


@pytest.mark.parametrize(
    ("links", "expected"),
    [  # right: reuters minister; so outside-reuters, reuters-minister, minister-inside
        ("reuters minister", 3 / 3),
        ("reuters", 1 / 3),  # outside-reuters
        ("minister", 1 / 3),  # minister-inside
        ("minister reuters", 0 / 3),
        ("deputy reuters minister", 2 / 3),  # the deputy stands outside
        ("reuters deputy minister", 2 / 3),  # outside-reuters and minister-inside
        ("reuters minister deputy", 2 / 3),  # outside-reuters and reuters-minister
        ("ambassador deputy", 0 / 3),
    ],
)
def test_a_chain_earns_for_neighbours_and_for_both_ends(links, expected):
    assert credit("through-whom", Ordered(tuple(links.split()))) == pytest.approx(expected)


def test_a_link_is_right_where_the_one_around_it_is():
    marks = grade(QUESTIONS["through-whom"], Ordered(("deputy", "reuters", "minister"))).places

    assert [(m.given, m.key, m.is_right) for m in marks] == [
        ("her deputy wrote that", "Reuters reports that", False),
        ("Reuters reports that", "the minister told the ambassador that", False),
        ("the minister told the ambassador that", "", True),
    ]


@pytest.mark.parametrize(
    ("text", "expected"), [("2", 1), ("2.0", 1), ("2 claims", 1), ("3", 0), ("-2", 0), ("two", 0)]
)
def test_a_number_is_right_or_not(text, expected):
    assert credit("how-many", Typed(text)) == expected


def number(**fields):
    return Numeric.model_validate({"id": "q", "type": "numeric", "stem": "How many?", **fields})


@pytest.mark.parametrize(
    ("question", "right", "wrong"),
    [
        (number(value=1987, tolerance=1), ("1986", "1988"), ("1985.9", "1988.1")),
        (number(value=0.3, tolerance=0.1), ("0.2", "0,4"), ("0.19", "0.41")),  # as decimals
        (number(range=Range(min=500, max=5500)), ("500", "5.500", "5,500"), ("499", "5501")),
        (number(value=1550), ("1550", "1,550", "1.550", "1 550"), ("155", "15,50")),
        (number(value=50, unit="%"), ("50", "50 %", "50%"), ("50 km",)),
    ],
)
def test_what_lies_within_the_bounds_is_right(question, right, wrong):
    assert {grade(question, Typed(text)).credit for text in right} == {1.0}
    assert {grade(question, Typed(text)).credit for text in wrong} == {0.0}


def test_a_well_known_wrong_number_is_told_why():
    assert grade(QUESTIONS["how-many"], Typed("3")).feedback == "One of them stands there twice."
    assert grade(QUESTIONS["how-many"], Typed("2")).feedback is None


@pytest.mark.parametrize(
    ("question", "key"),
    [
        (number(value=1987), "1987"),
        (number(value=0.5, unit="km"), "0.5 km"),
        (number(value=10, tolerance=2, unit="km"), "10 km (give or take 2)"),
        (number(range=Range(min=500, max=5500), unit="km"), "500 to 5500 km"),
    ],
)
def test_the_right_number_is_told_as_people_write_it(question, key):
    assert grade(question, None).places[0].key == key


@pytest.mark.parametrize(
    ("cue", "agency", "expected"),
    [
        ("told", "Reuters", 2 / 2),
        ("told", "reuter", 2 / 2),  # one letter short
        ("told", "TASS", 1 / 2),
        ("asked", "Reuters", 1 / 2),
        ("warned", "nobody", 0 / 2),
    ],
)
def test_each_gap_counts_the_same(cue, agency, expected):
    assert credit("in-a-sentence", Filled((("cue", cue), ("agency", agency)))) == expected


def test_gaps_are_marked_in_the_order_of_the_text():
    filled = Filled((("cue", "asked"), ("agency", "TASS")))

    marks = grade(QUESTIONS["in-a-sentence"], filled).places

    assert [(m.label, m.given, m.key, m.is_right, m.feedback) for m in marks] == [
        ("Gap 1", "TASS", "Reuters", False, "That is another agency."),
        ("Gap 2", "asked", "told", False, "There is no question in it."),
    ]


def test_a_slip_is_right_and_the_spelling_is_told():
    filled = Filled((("cue", "told"), ("agency", "Reutres")))

    mark = grade(QUESTIONS["in-a-sentence"], filled).places[0]

    assert (mark.is_right, mark.feedback) == (True, "It is spelled Reuters.")


@pytest.mark.parametrize(
    ("question_id", "response"),
    [
        ("how-sure", Matched((("go-on", "elsewhere"),))),
        ("how-sure", Matched((("nothing", "doubted"),))),
        ("mark-the-voice", Chosen(("who", "nobody"))),
        ("through-whom", Ordered(("reuters", "reuters"))),
        ("through-whom", Ordered(("nobody",))),
        ("in-a-sentence", Filled((("cue", "shouted"),))),
        ("in-a-sentence", Filled((("verb", "told"),))),
        ("your-view", Chosen(("maybe",))),
        ("your-view", Chosen(("yes", "no"))),
    ],
)
def test_parts_that_the_question_has_not_are_refused(question_id, response):
    with pytest.raises(WrongKindOfResponse):
        grade(QUESTIONS[question_id], response)
