"""A share of right answers with the range that it may truly have."""

from dataclasses import dataclass
from math import sqrt

Z_95 = 1.959964
"""The normal quantile that leaves 5 % outside on both sides together."""


@dataclass(frozen=True)
class Proportion:
    """So many right of so many."""

    right: int
    count: int

    @property
    def share(self) -> float:
        """The share that was seen, 0..1; 0 where there is nothing."""
        return self.right / self.count if self.count else 0.0

    @property
    def low(self) -> float:
        """The lower end of the 95 % interval (Wilson 1927, doi 10.1080/01621459.1927.10502953)."""
        return min(self.share, max(0.0, self._centre - self._reach))

    @property
    def high(self) -> float:
        """Its upper end; never below the share, which floats round past it where all are right."""
        return max(self.share, min(1.0, self._centre + self._reach))

    @property
    def _centre(self) -> float:
        if not self.count:
            return 0.5
        return (self.right + Z_95**2 / 2) / (self.count + Z_95**2)

    @property
    def _reach(self) -> float:
        if not self.count:
            return 0.5
        spread = self.right * (self.count - self.right) / self.count + Z_95**2 / 4
        return Z_95 * sqrt(spread) / (self.count + Z_95**2)
