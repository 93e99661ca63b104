"""How a class does as a whole; numbers by hand."""

from dataclasses import replace

import pytest

from quizapp.core.bank import Bank
from quizapp.core.game import Game
from quizapp.core.progress import progress_of
from quizapp.core.response import Chosen
from quizapp.core.reveal import reveal_of
from quizapp.core.rules import Rules
from quizapp.core.scoring import Level, Mark
from quizapp.core.seats import seen_by_all, seen_by_crowd
from quizapp.core.table import Answer, Table
from tests import world

RIGHT, WRONG, PARTLY = Mark(1.0), Mark(0.0), Mark(0.5)


@pytest.fixture
def bank() -> Bank:
    return world.bank()


@pytest.fixture
def table(bank: Bank) -> Table:
    """Three players after three questions; the third on chronology."""
    game = Game(6, Rules(), phase="board", round=3, question=3)
    players = {"a": "Anna", "b": "Boris", "c": "Chen"}
    marks = {
        1: {"a": RIGHT, "b": WRONG, "c": PARTLY},
        2: {"a": RIGHT, "b": RIGHT},
        3: {"a": Mark(0.0, is_scored=False)},
    }
    return Table(game, bank, bank.questions, "seed", players, marks=marks)


def test_it_counts_who_had_each_question_wholly_right(table):
    found = progress_of(table)

    assert [(a.number, a.right, a.answered) for a in found.asked] == [(1, 1, 3), (2, 2, 2)]
    assert (found.right, found.answered) == (3, 5)
    assert [(s.skill, s.right, s.answered) for s in found.skills] == [
        ("attribution", 1, 3),
        ("instrument", 2, 2),
    ]


def test_the_question_known_best_is_the_earlier_of_equal_ones(table):
    tied = replace(table, marks={1: {"a": RIGHT}, 2: {"a": RIGHT}})

    best = progress_of(tied).best

    assert best
    assert best.number == 1


def test_where_nothing_was_right_no_question_is_known_best(table):
    assert progress_of(replace(table, marks={1: {"a": WRONG}})).best is None


def test_who_was_removed_counts_no_more(table):
    gone = replace(table, players={"a": "Anna"})

    assert progress_of(gone).answered == 2


@pytest.mark.parametrize("phase", ["lobby", "open", "closed", "discuss", "revealed"])
def test_it_is_told_only_between_questions_and_at_the_end(table, phase):
    during = replace(table, game=replace(table.game, phase=phase))

    assert seen_by_all(table).progress
    assert seen_by_all(during).progress is None


def test_the_teams_of_a_lobby_have_their_sizes_the_empty_ones_too(table):
    teams = replace(table, game=Game(6, Rules(teams=3)), teams={"a": 1, "b": 1, "c": 3}, marks={})

    sizes = [(t.name, t.members) for t in seen_by_crowd(teams).teams]

    assert sizes == [("Aspen", 2), ("Birch", 0), ("Cedar", 1)]


def test_teams_are_ranked_only_where_the_ranking_is_shown(table):
    rules = Rules(teams=2, ranking="end")
    between = replace(table, game=replace(table.game, rules=rules), teams={"a": 1, "b": 2, "c": 2})
    over = replace(between, game=replace(between.game, phase="podium"))

    assert seen_by_all(between).teams == ()
    assert len(seen_by_all(over).teams) == 2


def test_a_reveal_says_how_many_had_all_of_it_and_how_sure_they_were(table):
    game = Game(6, Rules(certainty="marks"), phase="revealed", round=1, question=1)
    answers = {
        "a": Answer(Chosen(("minister",)), sure=3),
        "b": Answer(Chosen(("agency",)), sure=3),
        "c": Answer(Chosen(("minister",)), sure=1),
    }

    reveal = reveal_of(replace(table, game=game, answers=answers, marks={}))

    assert reveal.all_right == 2
    assert reveal.sure == (Level(1, 1, 1), Level(3, 2, 1))
