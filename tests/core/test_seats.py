"""What each seat may see; above all that nothing shows the key too early.

The seats of two tables are compared whose questions differ in their key alone: which choice is
right, whether the statement is, what belongs together, what comes first, what is accepted; and in
what would give it away (explanation, feedback, evidence). Everybody sends the same forms.
"""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.core.answering import read_response
from quizapp.core.game import Timing
from quizapp.core.presentation import present
from quizapp.core.response import Chosen, Judged, Matched, Typed
from quizapp.core.rules import Rules
from quizapp.core.scoring import Mark, Tally
from quizapp.core.seats import (
    BOARD_LENGTH,
    TOP,
    Reviewed,
    seen_by_all,
    seen_by_crowd,
    seen_by_player,
    written,
)
from quizapp.core.survey import can_ask, keyless
from tests import strategies
from tests.core.tables import PLAYERS, QUESTIONS, UNTOLD, table_of
from tests.twins import twins
from tests.world import seconds

HAS_ANSWERS = ("open", "closed", "discuss", "skipped")

rules = st.builds(
    Rules,
    votes=st.just(2),
    shows_spread=st.booleans(),
    certainty=st.sampled_from([None, "marks", "brier"]),
    ranking=st.sampled_from(["all", "own", "never"]),
    has_streaks=st.booleans(),
)


def drawn_forms(data, question, seed):
    """What some of the players send, as forms."""
    form = strategies.forms(present(question, f"{seed}/1"))
    return {p: data.draw(form) for p in data.draw(st.sets(st.sampled_from(sorted(PLAYERS))))}


def read(question, seed, forms):
    return {p: read_response(question, f"{seed}/1", form) for p, form in forms.items()}


def seats(table):
    """Everything that anybody in the room may see, but for what the host alone reads."""
    own = tuple(seen_by_player(table, player) for player in table.players)
    return seen_by_all(table), seen_by_crowd(table), own


# Before the reveal


@given(twins, st.sampled_from(UNTOLD), rules, st.booleans(), st.data())
def test_before_the_reveal_no_seat_depends_on_the_key(pair, phase, chosen, is_second, data):
    """Nor between two votes, nor in the second one, nor of a question that was skipped."""
    seed = data.draw(strategies.seeds)
    sent = drawn_forms(data, pair.one, seed) if phase in HAS_ANSWERS else {}
    earlier = drawn_forms(data, pair.one, seed) if is_second and phase != "lobby" else None
    one, other = (
        table_of(
            question,
            phase,
            read(question, seed, sent),
            seed=seed,
            first=None if earlier is None else read(question, seed, earlier),
            sure=None if chosen.certainty is None else 1,
            rules=chosen,
            factors={"b": 1.5, "c": None},
        )
        for question in (pair.one, pair.other)
    )

    assert seats(one) == seats(other)


@given(
    twins.filter(lambda pair: can_ask(pair.one)),
    st.sampled_from([*UNTOLD, "revealed", "board", "podium", "ended"]),
    st.data(),
)
def test_in_a_survey_no_seat_ever_depends_on_the_key(pair, phase, data):
    one, other = keyless(pair.one), keyless(pair.other)
    sent = drawn_forms(data, one, "seed") if phase not in ("lobby", "intro") else {}

    found = [
        table_of(q, phase, read(q, "seed", sent), rules=Rules(is_survey=True)) for q in (one, other)
    ]

    assert seats(found[0]) == seats(found[1])


@given(strategies.questions, st.sampled_from(UNTOLD), st.data())
def test_before_the_reveal_no_player_sees_what_another_answers(question, phase, data):
    form = strategies.forms(present(question, "seed/1"))
    answers = {
        p: read_response(question, "seed/1", data.draw(form))
        for p in PLAYERS
        if phase in HAS_ANSWERS
    }
    alone = {p: given for p, given in answers.items() if p == "a"}

    one, other = table_of(question, phase, answers), table_of(question, phase, alone)

    assert seen_by_all(one) == seen_by_all(other)
    assert seen_by_player(one, "a") == seen_by_player(other, "a")


@given(strategies.questions)
def test_while_it_is_read_a_question_stands_without_its_answers(question):
    shown = seen_by_all(table_of(question, "intro", {})).question

    assert shown
    assert shown.stem == question.stem
    assert (shown.options, shown.prompts, shown.pieces, shown.content) == ((), (), (), None)


@pytest.mark.parametrize("phase", UNTOLD)
def test_the_key_is_shown_from_the_reveal_on_and_not_before(phase):
    assert seen_by_all(table_of(QUESTIONS["who-said"], phase, {})).reveal is None
    assert seen_by_all(table_of(QUESTIONS["who-said"], "revealed", {})).reveal is not None


def test_the_lobby_shows_no_question():
    shared = seen_by_all(table_of(QUESTIONS["who-said"], "lobby", {}))

    assert shared.question is None
    assert (shared.title, shared.count, shared.players) == ("The talks on a test ban", 1, 3)


def test_a_player_sees_their_own_answer_and_not_whether_it_is_right():
    own = seen_by_player(table_of(QUESTIONS["says-when"], "open", {"a": Judged(False)}), "a")

    assert (own.nickname, own.has_answered, own.answer, own.slots) == ("Anna", True, "False", (2,))
    assert (own.verdict, own.grade, own.points) == (None, None, 0)


def test_host_and_screen_see_who_is_here_and_how_many_have_answered():
    table = table_of(QUESTIONS["says-when"], "open", {"a": Judged(False), "c": Judged(True)})

    crowd = seen_by_crowd(table)

    assert (crowd.nicknames, crowd.answered) == (("Anna", "Boris", "Chen"), 2)


@pytest.mark.parametrize("phase", [*UNTOLD, "revealed"])
def test_the_board_is_kept_for_the_board(phase):
    assert seen_by_all(table_of(QUESTIONS["says-when"], phase, {})).board == ()


def test_the_spread_of_the_first_vote_is_shown_only_where_the_rules_say_so():
    votes = {"a": Chosen(("minister",)), "b": Chosen(("agency",)), "c": Chosen(("agency",))}

    shown, hidden = (
        seen_by_all(
            table_of(QUESTIONS["who-said"], "discuss", votes, rules=Rules(votes=2, shows_spread=s))
        ).spread
        for s in (True, False)
    )

    assert sorted((b.label, b.count, b.is_key) for b in shown) == [
        ("Nobody by name", 0, False),
        ("The agency", 2, False),
        ("The ambassador", 0, False),
        ("The minister", 1, False),
    ]
    assert hidden == ()


@pytest.mark.parametrize("question_id", ["nato-name", "how-many", "in-order", "your-words"])
def test_where_a_spread_would_need_the_key_there_is_none(question_id):
    chosen = Rules(votes=2, shows_spread=True)

    assert seen_by_all(table_of(QUESTIONS[question_id], "discuss", {}, rules=chosen)).spread == ()


@pytest.mark.parametrize(("is_survey", "counts"), [(True, [0, 1]), (False, [])])
def test_host_and_screen_watch_the_votes_of_a_survey_and_of_nothing_else(is_survey, counts):
    question = keyless(QUESTIONS["says-when"])
    votes = {"a": Chosen(("false",))}

    table = table_of(question, "open", votes, rules=Rules(is_survey=is_survey))

    assert [b.count for b in seen_by_crowd(table).spread] == counts
    assert seen_by_all(table).spread == ()


@pytest.mark.parametrize("phase", UNTOLD)
def test_what_is_written_freely_is_for_the_host_once_it_is_closed(phase):
    answers = {"a": Typed("How?")} if phase in HAS_ANSWERS else {}
    found = written(table_of(QUESTIONS["your-words"], phase, answers))

    assert [w.text for w in found] == (["How?"] if phase == "closed" else [])


# Time


def test_a_player_with_more_time_sees_their_own_deadline_and_nobody_else_does():
    table = table_of(QUESTIONS["who-said"], "open", {}, factors={"a": 1.5, "b": None})

    shared = seen_by_all(table)
    anna, boris, chen = (seen_by_player(table, p) for p in PLAYERS)

    assert shared.clock
    assert (shared.clock.ends_at, anna.deadline) == (seconds(30), seconds(45))
    assert (boris.deadline, boris.is_unlimited) == (None, True)
    assert (chen.deadline, chen.is_unlimited) == (None, False)
    assert shared == seen_by_all(replace(table, factors={}))
    assert chen == seen_by_player(replace(table, factors={}), "c")


def test_a_clock_that_is_held_says_what_is_left():
    table = table_of(QUESTIONS["who-said"], "open", {})

    held = replace(table.game, paused_at=seconds(12), held=timedelta(seconds=2))
    clock = seen_by_all(replace(table, game=held)).clock

    assert clock
    assert (clock.started_at, clock.ends_at, clock.stands_s) == (seconds(2), seconds(32), 20)


# From the reveal on


def test_an_answer_without_a_key_is_neither_right_nor_wrong():
    own = seen_by_player(table_of(QUESTIONS["your-view"], "revealed", {"a": Chosen(("no",))}), "a")

    assert (own.verdict, own.points, own.answer) == ("unscored", 0, "Not at all")


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
@pytest.mark.parametrize(("ranking", "length"), [("all", BOARD_LENGTH), ("top", TOP)])
def test_the_board_names_the_first_ten_or_five(phase, ranking, length):
    players = {f"p{n:02}": f"Player {n}" for n in range(12)}
    totals = {player: 1000 - n for n, player in enumerate(players)}
    chosen = Rules(ranking=ranking)

    board = seen_by_all(
        table_of(QUESTIONS["who-said"], phase, {}, players=players, totals=totals, rules=chosen)
    ).board

    assert (BOARD_LENGTH, TOP) == (10, 5)
    assert [(p.rank, p.nickname, p.points) for p in board] == [
        (n + 1, f"Player {n}", 1000 - n) for n in range(length)
    ]


def test_each_place_says_how_many_share_it():
    totals = {"a": 100, "b": 100, "c": 50}

    board = seen_by_all(table_of(QUESTIONS["who-said"], "board", {}, totals=totals)).board

    assert [(place.rank, place.sharing) for place in board] == [(1, 2), (1, 2), (3, 1)]


def test_who_was_removed_is_not_on_the_board():
    table = table_of(QUESTIONS["who-said"], "board", {}, totals={"gone": 900, "a": 100})

    board = seen_by_all(table).board
    assert [(p.nickname, p.points) for p in board] == [("Anna", 100), ("Boris", 0), ("Chen", 0)]


def test_every_seat_has_the_same_order_of_options():
    table = table_of(QUESTIONS["who-said"], "open", {"a": Chosen(("agency",))})
    shared, own = seen_by_all(table), seen_by_player(table, "a")

    assert shared.question
    assert [shared.question.options[slot - 1].text for slot in own.slots] == [own.answer]


@pytest.mark.parametrize(
    ("ranking", "on_the_board", "at_the_end"),
    [
        ("all", (3, 2), (3, 2)),
        ("top", (3, 2), (3, 2)),
        ("own", (0, 2), (0, 2)),
        ("end", (0, None), (3, 2)),
        ("never", (0, None), (0, None)),
    ],
)
def test_ranks_are_shown_as_the_rules_say(ranking, on_the_board, at_the_end):
    totals = {"a": 50, "b": 100, "c": 50}
    found = {}
    for phase in ("board", "podium"):
        table = table_of(
            QUESTIONS["who-said"],
            phase,
            {},
            totals=totals,
            rules=Rules(ranking=ranking, teams=2),
            teams={"a": 1, "b": 2, "c": 1},
        )
        shared = seen_by_all(table)
        assert bool(shared.teams) == bool(shared.board)
        found[phase] = (len(shared.board), seen_by_player(table, "a").rank)

    assert found == {"board": on_the_board, "podium": at_the_end}


def test_a_skipped_question_is_not_told_at_the_end():
    table = table_of(QUESTIONS["says-when"], "skipped", {"a": Judged(False)})

    over = replace(table, game=replace(table.game, phase="podium"))
    own = seen_by_player(over, "a")

    assert (own.verdict, own.grade, own.points, own.total) == (None, None, 0, 0)


@pytest.mark.parametrize("phase", [*UNTOLD, "revealed", "board"])
def test_a_review_is_kept_for_the_end(phase):
    table = table_of(QUESTIONS["says-when"], phase, {})

    assert seen_by_player(replace(table, marks={1: {"a": Mark(1.0)}}), "a").review == ()


@pytest.mark.parametrize("phase", ["podium", "ended"])
def test_at_the_end_each_player_reviews_what_they_answered(phase):
    table = table_of(QUESTIONS["says-when"], phase, {"a": Judged(True)})
    stem = "The report says when the talks began."

    assert seen_by_player(table, "a").review == (Reviewed(1, stem, "wrong"),)
    assert seen_by_player(table, "b").review == (Reviewed(1, stem, "none"),)


def test_points_come_with_what_speed_and_streak_added():
    table = table_of(
        QUESTIONS["says-when"],
        "revealed",
        {"a": Judged(False)},
        rules=Rules(scoring="speed", has_streaks=True, weights=((1, 2),)),
    )
    quick = {"a": table.answers["a"]._replace(timing=Timing(15, 30))}
    running = {"a": replace(Tally(), in_a_row=3)}

    own = seen_by_player(replace(table, answers=quick, tallies=running), "a")

    # 2 * 100, 99 * 0.5 / 1 question, 2 * 30 for the third in a row before it
    assert (own.points, own.speed, own.streak) == (309, 49, 60)


def test_the_class_sees_at_the_end_how_well_it_knew_what_it_knew():
    chosen = Rules(certainty="marks")
    answers = {"a": Judged(False), "b": Judged(True)}

    shown = [
        seen_by_all(
            table_of(QUESTIONS["says-when"], phase, answers, sure=3, rules=chosen)
        ).calibration
        for phase in ("board", "podium")
    ]

    assert shown[0] is None
    assert shown[1]
    assert [(level.sure, level.count, level.right) for level in shown[1].levels] == [(3, 2, 1)]
