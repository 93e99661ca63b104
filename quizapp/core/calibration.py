"""How well "how sure?" fits what was right, for one person over many answers.

What was said is a chance in per cent (one of `scoring.CHANCES`) or a level of certainty (one of
`scoring.MARKS`); the two are told apart by their numbers and never mixed in one diagram.

Chances are scored by Brier's rule, the mean of (p - o)^2, which Murphy splits in three (1973, "A
new vector partition of the probability score", J. Appl. Meteor. 12, 595-600):

    Brier = reliability - resolution + uncertainty

Levels are scored by certainty-based marks (Gardner-Medwin 1995); each level pays most in a range
of chances, with 2/3 and 4/5 between them.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from quizapp.core.proportion import Proportion
from quizapp.core.scoring import CHANCES, MARKS

FITTING: Mapping[int, tuple[float, float]] = {1: (0.0, 2 / 3), 2: (2 / 3, 0.8), 3: (0.8, 1.0)}
"""The chances of being right for which each level of certainty is the best one to say."""
ENOUGH = 5
"""Answers at one level from which it is worth a sentence."""

Fit = Literal["fits", "surer", "better"]
"""`surer`: sure more often than right; `better`: right more often than said."""


@dataclass(frozen=True)
class Bar:
    """All answers that were said to be that sure."""

    sure: int
    seen: Proportion

    @property
    def meant(self) -> tuple[float, float]:
        """The share that would fit what was said: from, to."""
        return FITTING.get(self.sure) or (self.sure / 100, self.sure / 100)

    @property
    def fit(self) -> Fit:
        """Whether what was said can be true; `fits` where the answers are too few to tell."""
        low, high = self.meant
        if self.seen.high < low:
            return "surer"
        return "better" if self.seen.low > high else "fits"


@dataclass(frozen=True)
class Murphy:
    """Brier's score and its parts. Reliability is best at 0, resolution best when large."""

    brier: float
    reliability: float
    resolution: float
    uncertainty: float


def bars(counts: Mapping[int, Proportion], scale: Sequence[int] = CHANCES) -> tuple[Bar, ...]:
    """A bar for each level of the scale that was ever said, least sure first.

    `counts`: what was said, and how often that was right.
    """
    found = (Bar(level, counts.get(level, Proportion(0, 0))) for level in scale)
    return tuple(bar for bar in found if bar.seen.count)


def telling(found: Sequence[Bar]) -> Bar | None:
    """The bar to put in a sentence: the surest with enough answers, else the fullest."""
    enough = [bar for bar in found if bar.seen.count >= ENOUGH]
    if enough:
        return enough[-1]
    return max(found, key=lambda bar: (bar.seen.count, bar.sure), default=None)


def murphy(found: Sequence[Bar]) -> Murphy | None:
    """Brier's score of chances with Murphy's parts; None where nothing was said."""
    total = sum(bar.seen.count for bar in found)
    if not total:
        return None
    base = sum(bar.seen.right for bar in found) / total

    def mean(values: Iterable[tuple[int, float]]) -> float:
        return sum(count * value for count, value in values) / total

    reliability = mean((b.seen.count, (b.sure / 100 - b.seen.share) ** 2) for b in found)
    resolution = mean((b.seen.count, (b.seen.share - base) ** 2) for b in found)
    uncertainty = base * (1 - base)
    spread = mean((b.seen.count, b.seen.share * (1 - b.seen.share)) for b in found)
    return Murphy(reliability + spread, reliability, resolution, uncertainty)


def marks(found: Sequence[Bar]) -> int:
    """The certainty-based marks that the answers earned together."""
    return sum(
        MARKS[bar.sure][0] * bar.seen.right + MARKS[bar.sure][1] * (bar.seen.count - bar.seen.right)
        for bar in found
    )


def chance_of(sure: int) -> float:
    """What was said as a chance of being right, 0..1: for a level the middle of its range."""
    low, high = FITTING.get(sure) or (sure / 100, sure / 100)
    return (low + high) / 2
