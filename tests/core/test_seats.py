"""What each seat may see; above all that nothing shows the key too early.

The seats of two tables are compared whose questions differ in their key alone: which choice is
right, whether the statement is, what belongs together, what comes first, what is accepted; and in
what would give it away (explanation, feedback, evidence). Everybody sends the same forms.
"""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.core.answering import read_response
from quizapp.core.game import Game, Rules
from quizapp.core.presentation import present
from quizapp.core.response import Chosen, Filled, Judged, Matched, Ordered, Typed
from quizapp.core.scoring import ranking
from quizapp.core.seats import (
    BOARD_LENGTH,
    Table,
    seen_by_all,
    seen_by_crowd,
    seen_by_player,
)
from tests import strategies, world
from tests.twins import twins

QUESTIONS = {q.id: q for q in world.bank().questions + world.more().questions}
PLAYERS = {"a": "Anna", "b": "Boris", "c": "Chen"}
BEFORE_THE_REVEAL = ("lobby", "open", "closed")


def table_of(question, phase, answers, *, seed="seed", players=PLAYERS, totals=None):
    """A game of one question in that phase, or waiting for it."""
    game = Game(rounds=1, rules=Rules(), phase=phase, round=0 if phase == "lobby" else 1)
    bank = world.bank().model_copy(update={"questions": (question,)})
    return Table(
        game=game,
        bank=bank,
        questions=(question,),
        seed=seed,
        players=players,
        answers=answers,
        standings=ranking(totals or dict.fromkeys(players, 0)),
        ledgers={"wire": world.ledger()},
    )


# Before the reveal


@given(twins, strategies.seeds, st.sampled_from(BEFORE_THE_REVEAL), st.data())
def test_before_the_reveal_no_seat_depends_on_the_key(pair, seed, phase, data):
    round_seed = f"{seed}/1"
    sent = {
        player: data.draw(strategies.forms(present(pair.one, round_seed)))
        for player in data.draw(st.sets(st.sampled_from(sorted(PLAYERS))))
        if phase != "lobby"
    }
    one, other = (
        table_of(
            question,
            phase,
            {p: read_response(question, round_seed, form) for p, form in sent.items()},
            seed=seed,
        )
        for question in (pair.one, pair.other)
    )

    assert seen_by_all(one) == seen_by_all(other)
    assert seen_by_crowd(one) == seen_by_crowd(other)
    for player in PLAYERS:
        assert seen_by_player(one, player) == seen_by_player(other, player)


@given(strategies.questions, st.sampled_from(BEFORE_THE_REVEAL), st.data())
def test_before_the_reveal_no_player_sees_what_another_answers(question, phase, data):
    form = strategies.forms(present(question, "seed/1"))
    answers = {
        p: read_response(question, "seed/1", data.draw(form)) for p in PLAYERS if phase != "lobby"
    }
    alone = {p: given for p, given in answers.items() if p == "a"}

    one, other = table_of(question, phase, answers), table_of(question, phase, alone)

    assert seen_by_all(one) == seen_by_all(other)
    assert seen_by_player(one, "a") == seen_by_player(other, "a")


@pytest.mark.parametrize("phase", BEFORE_THE_REVEAL)
def test_the_twins_do_differ_once_the_key_is_shown(phase):
    one = table_of(QUESTIONS["who-said"], phase, {})

    later = replace(one, game=replace(one.game, phase="revealed", round=1))

    assert seen_by_all(one).reveal is None
    assert seen_by_all(later).reveal is not None


def test_the_lobby_shows_no_question():
    shared = seen_by_all(table_of(QUESTIONS["who-said"], "lobby", {}))

    assert shared.question is None
    assert (shared.title, shared.rounds, shared.players) == ("The talks on a test ban", 1, 3)


def test_a_player_sees_their_own_answer_and_not_whether_it_is_right():
    own = seen_by_player(table_of(QUESTIONS["says-when"], "open", {"a": Judged(False)}), "a")

    assert (own.nickname, own.has_answered, own.answer, own.slots) == ("Anna", True, "False", (2,))
    assert (own.verdict, own.grade, own.points) == (None, None, 0)


def test_host_and_screen_see_who_is_here_and_how_many_have_answered():
    table = table_of(QUESTIONS["says-when"], "open", {"a": Judged(False), "c": Judged(True)})

    crowd = seen_by_crowd(table)

    assert (crowd.nicknames, crowd.answered) == (("Anna", "Boris", "Chen"), 2)


@pytest.mark.parametrize("phase", ["lobby", "open", "closed", "revealed"])
def test_the_board_is_kept_for_the_board(phase):
    assert seen_by_all(table_of(QUESTIONS["says-when"], phase, {})).board == ()


# From the reveal on


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


def test_an_answer_without_a_key_is_neither_right_nor_wrong():
    own = seen_by_player(table_of(QUESTIONS["your-view"], "revealed", {"a": Chosen(("no",))}), "a")

    assert (own.verdict, own.points, own.answer) == ("unscored", 0, "Not at all")


def test_the_reveal_gives_the_explanation_and_who_said_it():
    reveal = seen_by_all(table_of(QUESTIONS["who-said"], "revealed", {})).reveal

    assert reveal
    assert reveal.explanation == "The agency passes it on; the words are the minister's."
    assert [c.claim for c in reveal.citations] == ["C01"]
    assert [o.text for o in reveal.solution.options if o.is_key] == ["The minister"]


@pytest.mark.parametrize(
    ("question_id", "response", "verdict", "points"),
    [
        ("who-said", Chosen(("minister",)), "right", 100),
        ("what-is-named", Chosen(("city",)), "partly", 50),
        ("who-is-who", Matched((("nato", "nato"),)), "partly", 33),
        ("nato-name", Typed("SS-20"), "wrong", 0),
        ("nato-name", None, "none", 0),
    ],
)
def test_a_player_learns_how_right_the_answer_was(question_id, response, verdict, points):
    answers = {"a": response} if response else {}

    own = seen_by_player(table_of(QUESTIONS[question_id], "revealed", answers), "a")

    assert (own.verdict, own.points, own.has_answered) == (verdict, points, response is not None)


def test_a_player_sees_their_own_rank():
    table = table_of(QUESTIONS["who-said"], "board", {}, totals={"a": 50, "b": 100, "c": 50})

    ranks = [(o.rank, o.total) for o in (seen_by_player(table, p) for p in PLAYERS)]

    assert ranks == [(2, 50), (1, 100), (2, 50)]


@pytest.mark.parametrize("phase", ["board", "podium", "ended"])
def test_the_board_names_the_first_ten(phase):
    players = {f"p{n:02}": f"Player {n}" for n in range(12)}
    totals = {player: 1000 - n for n, player in enumerate(players)}

    board = seen_by_all(
        table_of(QUESTIONS["who-said"], phase, {}, players=players, totals=totals)
    ).board

    assert len(board) == BOARD_LENGTH == 10
    assert (board[0].rank, board[0].nickname, board[0].points) == (1, "Player 0", 1000)
    assert (board[9].rank, board[9].nickname, board[9].points) == (10, "Player 9", 991)


def test_each_place_says_how_many_share_it():
    totals = {"a": 100, "b": 100, "c": 50}

    board = seen_by_all(table_of(QUESTIONS["who-said"], "board", {}, totals=totals)).board

    assert [(place.rank, place.sharing) for place in board] == [(1, 2), (1, 2), (3, 1)]


def test_who_was_removed_is_not_on_the_board():
    table = table_of(QUESTIONS["who-said"], "board", {}, totals={"gone": 900, "a": 100})

    assert [place.nickname for place in seen_by_all(table).board] == ["Anna"]


def test_every_seat_has_the_same_order_of_options():
    table = table_of(QUESTIONS["who-said"], "open", {"a": Chosen(("agency",))})
    shared, own = seen_by_all(table), seen_by_player(table, "a")

    assert shared.question
    assert [shared.question.options[slot - 1].text for slot in own.slots] == [own.answer]
