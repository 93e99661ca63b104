"""Teams of a game: names, who goes where, how they stand."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from quizapp.core.rules import TEAMS_LIMIT
from quizapp.core.scoring import ranking, team_totals
from quizapp.core.table import Table

TEAM_NAMES = (
    "Aspen", "Birch", "Cedar", "Dogwood", "Elm", "Fir",
    "Ginkgo", "Hazel", "Ironwood", "Juniper", "Katsura", "Larch",
)  # fmt: skip
"""One a team; trees, since they take no side."""
assert len(TEAM_NAMES) == TEAMS_LIMIT


@dataclass(frozen=True)
class TeamPlace:
    """How one team stands: the mean of its members' points."""

    rank: int
    name: str
    points: int
    members: int


@dataclass(frozen=True)
class TeamSize:
    """A team and how many are in it."""

    name: str
    members: int


def team_name(team: int) -> str:
    """The name of a team, counted from 1."""
    return TEAM_NAMES[team - 1]


def smallest_team(sizes: Mapping[int, int], count: int) -> int:
    """Where the next player goes, so that all teams stay about equally large."""
    return min(range(1, count + 1), key=lambda team: (sizes.get(team, 0), team))


def team_sizes(teams: Mapping[str, int], count: int) -> tuple[TeamSize, ...]:
    """All `count` teams with their sizes, in their order; `teams` says where each player is."""
    sizes = Counter(list(teams.values()))
    return tuple(TeamSize(team_name(team), sizes[team]) for team in range(1, count + 1))


def team_board(table: Table) -> tuple[TeamPlace, ...]:
    """All teams of a game that have members, best first."""
    return team_places({s.player_id: s.points for s in table.standings}, table.teams)


def team_places(totals: Mapping[str, int], teams: Mapping[str, int]) -> tuple[TeamPlace, ...]:
    """The teams of these players, best first; by name where they are equal."""
    means = team_totals(totals, teams)
    sizes = Counter(teams[player] for player in totals if player in teams)
    placed = ranking({team_name(team): mean for team, mean in means.items()})
    members = {team_name(team): size for team, size in sizes.items()}
    return tuple(TeamPlace(s.rank, s.player_id, s.points, members[s.player_id]) for s in placed)
