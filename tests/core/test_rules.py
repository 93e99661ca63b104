"""The rules of a game: what each choice shows, and what is kept of them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from quizapp.core.rules import Rules

any_rules = st.builds(
    Rules,
    limit_s=st.none() | st.integers(5, 7200),
    timer=st.sampled_from(["question", "quiz"]),
    weights=st.lists(st.tuples(st.integers(1, 50), st.integers(0, 3))).map(tuple),
    certainty=st.sampled_from([None, "marks", "brier"]),
    votes=st.sampled_from([1, 2]),
    teams=st.integers(0, 12),
    ranking=st.sampled_from(["all", "top", "own", "end", "never"]),
)


@given(any_rules)
def test_rules_are_the_same_after_they_were_stored(rules):
    assert Rules.of(rules.stored()) == rules


def test_what_an_older_game_did_not_say_is_as_it_is_by_itself():
    assert Rules.of({"limit_s": None}) == Rules(limit_s=None)


@pytest.mark.parametrize(
    ("ranking", "board", "podium", "rank_now", "rank_at_the_end"),
    [
        ("all", True, True, True, True),
        ("top", True, True, True, True),
        ("own", False, False, True, True),
        ("end", False, True, False, True),
        ("never", False, False, False, False),
    ],
)
def test_who_sees_which_ranks_when(ranking, board, podium, rank_now, rank_at_the_end):
    rules = Rules(ranking=ranking)

    assert (rules.shows_board, rules.shows_podium) == (board, podium)
    assert rules.shows_rank(is_over=False) == rank_now
    assert rules.shows_rank(is_over=True) == rank_at_the_end


def test_a_survey_ranks_nobody():
    rules = Rules(is_survey=True, ranking="all")

    assert (rules.shows_board, rules.shows_podium) == (False, False)
    assert not rules.shows_rank(is_over=True)


# Refusals


@pytest.mark.parametrize(
    "wrong",
    [
        {"limit_s": 4},
        {"limit_s": 7201},
        {"reading_s": 16},
        {"votes": 3},
        {"teams": 13},
        {"weights": ((1, 4),)},
        {"ranking": "some"},
        {"unknown": 1},
    ],
)
def test_what_no_game_can_have_is_refused(wrong):
    with pytest.raises(ValidationError):
        Rules.of(wrong)
