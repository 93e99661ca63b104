"""What a reveal shows: how the answers spread, what moved between two votes, why it is so."""

from dataclasses import replace

import pytest

from quizapp.core.response import Chosen, Filled, Judged, Matched, Ordered, Typed
from quizapp.core.seats import seen_by_all
from quizapp.core.voting import Flow
from tests.core.tables import QUESTIONS, table_of


def test_the_reveal_shows_how_many_gave_each_answer():
    answers = {"a": Chosen(("minister",)), "b": Chosen(("agency",)), "c": Chosen(("agency",))}

    reveal = seen_by_all(table_of(QUESTIONS["who-said"], "revealed", answers)).reveal

    assert reveal
    assert reveal.answered == 3
    assert {(b.label, b.count, round(b.share, 2), b.is_key) for b in reveal.bars} == {
        ("The minister", 1, 0.33, True),
        ("The agency", 2, 0.67, False),
        ("The ambassador", 0, 0.0, False),
        ("Nobody by name", 0, 0.0, False),
    }


def test_bars_stand_in_the_order_of_the_tiles():
    table = table_of(QUESTIONS["who-said"], "revealed", {})
    shared = seen_by_all(table)

    assert shared.reveal
    assert shared.question
    assert [(b.slot, b.label) for b in shared.reveal.bars] == [
        (o.slot, o.text) for o in shared.question.options
    ]


def test_without_tiles_the_reveal_counts_verdicts():
    answers = {
        "a": Ordered(("offer", "reply", "talks", "treaty")),
        "b": Ordered(("treaty", "talks", "reply", "offer")),
        "c": Ordered(("reply", "talks", "treaty", "offer")),
    }

    reveal = seen_by_all(table_of(QUESTIONS["in-order"], "revealed", answers)).reveal

    assert reveal
    assert [(b.label, b.count) for b in reveal.bars] == [
        ("Right", 1),
        ("Partly right", 1),
        ("Not right", 1),
    ]


def revealed(question_id, responses):
    players = dict.fromkeys((str(n) for n in range(len(responses))), "Somebody")
    given = {str(n): response for n, response in enumerate(responses)}
    table = table_of(QUESTIONS[question_id], "revealed", given, players=players)
    reveal = seen_by_all(table).reveal
    assert reveal
    return reveal


def test_a_poll_shows_its_votes_and_no_key():
    votes = [Chosen(("yes",)), Chosen(("named",)), Chosen(("named",))]

    bars = revealed("your-view", votes).bars

    assert [(b.label, b.count, b.is_key, b.slot) for b in bars] == [
        ("As it stands", 1, False, 1),
        ("With its source named", 2, False, 2),
        ("Not at all", 0, False, 3),
    ]


def test_marked_words_are_counted_one_by_one_in_the_order_of_the_passage():
    bars = revealed("mark-the-voice", [Chosen(("who", "what")), Chosen(("who",))]).bars

    assert [(b.label, b.count, b.is_key) for b in bars] == [
        ("The minister", 2, True),
        ("said", 0, True),
        ("the talks", 1, False),
        ("go on", 0, False),
    ]


def test_the_numbers_given_most_often_are_shown_with_how_many_gave_others():
    given = [*"22233", *"456789"]

    bars = revealed("how-many", [Typed(text) for text in given]).bars

    assert [(b.label, b.count, b.is_key) for b in bars] == [
        ("2", 3, True), ("3", 2, False), ("4", 1, False), ("5", 1, False), ("6", 1, False),
        ("7", 1, False), ("Other numbers", 2, False),
    ]  # fmt: skip


def test_what_was_written_freely_is_counted_and_not_shown():
    reveal = revealed("your-words", [Typed("Anything at all"), Typed("How?")])

    assert (reveal.bars, reveal.answered) == ((), 2)
    assert "Anything" not in repr(reveal)


@pytest.mark.parametrize(
    ("question_id", "responses", "right"),
    [
        (
            "how-sure",
            [Matched((("go-on", "attributed"), ("near-end", "asserted"), ("we", "attributed")))],
            (1, 0, 1),
        ),
        (
            "in-a-sentence",
            [
                Filled((("cue", "told"), ("agency", "TASS"))),
                Filled((("cue", "told"), ("agency", "Reuters"))),
            ],
            (1, 2),
        ),
        (
            "through-whom",
            [Ordered(("reuters", "deputy", "minister")), Ordered(("reuters", "minister"))],
            (2, 1),
        ),
        ("how-sure", [], (0, 0, 0)),
    ],
)
def test_for_each_place_is_counted_how_many_had_it_right(question_id, responses, right):
    assert revealed(question_id, responses).right == right


def test_the_reveal_gives_the_explanation_and_who_said_it():
    reveal = seen_by_all(table_of(QUESTIONS["who-said"], "revealed", {})).reveal

    assert reveal
    assert reveal.explanation == "The agency passes it on; the words are the minister's."
    assert [c.claim for c in reveal.citations] == ["C01"]
    assert [o.text for o in reveal.solution.options if o.is_key] == ["The minister"]


def test_after_two_votes_both_spreads_and_who_moved_are_shown():
    first = {"a": Judged(True), "b": Judged(False), "c": Judged(True)}
    second = {"a": Judged(False), "b": Judged(False), "c": Judged(True)}

    reveal = seen_by_all(table_of(QUESTIONS["says-when"], "revealed", second, first=first)).reveal

    assert reveal
    assert [(b.label, b.count) for b in reveal.first_bars] == [("True", 2), ("False", 1)]
    assert [(b.label, b.count) for b in reveal.bars] == [("True", 1), ("False", 2)]
    assert reveal.flow == Flow(stayed_right=1, became_right=1, stayed_wrong=1)


def test_after_one_vote_nothing_is_said_of_another():
    reveal = seen_by_all(table_of(QUESTIONS["says-when"], "revealed", {"a": Judged(True)})).reveal

    assert reveal
    assert (reveal.first_bars, reveal.flow) == ((), None)


def test_two_votes_without_a_key_have_spreads_and_no_flow():
    first, second = {"a": Chosen(("yes",))}, {"a": Chosen(("no",))}

    reveal = seen_by_all(table_of(QUESTIONS["your-view"], "revealed", second, first=first)).reveal

    assert reveal
    assert [b.count for b in reveal.first_bars] == [1, 0, 0]
    assert [b.count for b in reveal.bars] == [0, 0, 1]
    assert reveal.flow is None


def test_of_what_was_written_only_what_the_host_lets_through_is_shown_and_once():
    words = {"a": Typed("How?"), "b": Typed("Rude"), "c": Typed("How?")}
    table = table_of(QUESTIONS["your-words"], "revealed", words)
    shown = {p: a._replace(is_shown=p != "b") for p, a in table.answers.items()}

    reveal = seen_by_all(replace(table, answers=shown)).reveal

    assert reveal
    assert reveal.shown == ("How?",)
    assert "Rude" not in repr(reveal)
