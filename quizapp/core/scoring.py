"""Points for a graded answer, and the ranking; recomputable at any time from the answers."""

from collections.abc import Mapping
from dataclasses import dataclass

FULL = 100
"""Points for a wholly right answer. Accuracy alone counts; speed does not."""


@dataclass(frozen=True)
class Standing:
    """A player's place; those with equal points share the better rank (1, 2, 2, 4)."""

    rank: int
    player_id: str
    points: int


def points(credit: float) -> int:
    """Points from 0 to FULL for a credit of 0 to 1, halves rounded up."""
    return int(FULL * credit + 0.5)


def ranking(totals: Mapping[str, int]) -> tuple[Standing, ...]:
    """Everybody's standing, best first; equal ones by id, so that the order is stable."""
    standings: list[Standing] = []
    for place, (player_id, total) in enumerate(
        sorted(totals.items(), key=lambda item: (-item[1], item[0])), start=1
    ):
        tied = standings and standings[-1].points == total
        standings.append(Standing(standings[-1].rank if tied else place, player_id, total))
    return tuple(standings)
