"""Teams: who goes where, how they stand."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.core.rules import TEAMS_LIMIT
from quizapp.core.teams import TEAM_NAMES, TeamPlace, smallest_team, team_name, team_places


@given(st.integers(2, TEAMS_LIMIT), st.integers(1, 60))
def test_newcomers_keep_the_teams_equally_large(count, players):
    sizes: Counter[int] = Counter()
    for _ in range(players):
        sizes[smallest_team(sizes, count)] += 1

    assert set(sizes) <= set(range(1, count + 1))
    assert max(sizes.values()) - min(sizes[team] for team in range(1, count + 1)) <= 1


def test_where_some_left_the_gap_is_filled_first():
    assert smallest_team({1: 3, 2: 1, 3: 3}, 3) == 2
    assert smallest_team({1: 1, 2: 0}, 2) == 2


@pytest.mark.parametrize("number", range(1, TEAMS_LIMIT + 1))
def test_each_team_has_a_name_of_its_own(number):
    assert team_name(number) == TEAM_NAMES[number - 1]
    assert len(set(TEAM_NAMES)) == TEAMS_LIMIT


def test_teams_stand_by_the_mean_and_share_a_rank():
    totals = {"a": 100, "b": 50, "c": 75, "d": 10, "e": 300}
    teams = {"a": 2, "b": 2, "c": 1, "d": 3}

    assert team_places(totals, teams) == (
        TeamPlace(1, "Aspen", 75, 1),
        TeamPlace(1, "Birch", 75, 2),
        TeamPlace(3, "Cedar", 10, 1),
    )


def test_without_teams_there_are_no_places():
    assert team_places({"a": 100}, {}) == ()
