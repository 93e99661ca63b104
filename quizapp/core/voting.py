"""Two votes on one question with talk in between (peer instruction): who moved where, what it gave.

Crouch & Mazur 2001, "Peer Instruction: Ten years of experience and results".
"""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Flow:
    """How those who voted twice moved: counts of first -> second vote, right or not."""

    stayed_right: int = 0
    became_right: int = 0
    became_wrong: int = 0
    stayed_wrong: int = 0

    @property
    def voters(self) -> int:
        """How many voted twice."""
        return self.stayed_right + self.became_right + self.became_wrong + self.stayed_wrong

    @property
    def before(self) -> float:
        """The share of right first votes, 0..1."""
        return (self.stayed_right + self.became_wrong) / self.voters if self.voters else 0.0

    @property
    def after(self) -> float:
        """The share of right second votes, 0..1."""
        return (self.stayed_right + self.became_right) / self.voters if self.voters else 0.0

    @property
    def gain(self) -> float | None:
        """Normalised gain (after - before) / (1 - before); None where all were right before.

        Hake 1998, doi:10.1119/1.18809, equation 1. It falls below 0 where fewer are right after.
        """
        if not self.voters or self.before == 1:
            return None
        return (self.after - self.before) / (1 - self.before)


def flow(first: Mapping[str, bool], second: Mapping[str, bool]) -> Flow:
    """The flow of those in both votes; each maps a player to whether the vote was right."""
    moves = [(first[player], is_right) for player, is_right in second.items() if player in first]
    return Flow(
        stayed_right=moves.count((True, True)),
        became_right=moves.count((False, True)),
        became_wrong=moves.count((True, False)),
        stayed_wrong=moves.count((False, False)),
    )
