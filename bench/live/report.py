"""What a scenario found, as one line of JSON, against what it must reach."""

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypedDict


@dataclass(frozen=True)
class Outcome:
    """One scenario. `p*_ms` are None where nothing was timed; `must` says the bound in words.

    `refused` counts what was not taken at all; it is told only where there is any, as is `note`.
    """

    scenario: str
    players: int
    must: str
    ok: bool
    lost: int = 0
    double: int = 0
    p50_ms: float | None = None
    p95_ms: float | None = None
    p99_ms: float | None = None
    memory_mb: float | None = None
    refused: int = 0
    note: str = ""

    def line(self) -> str:
        """The outcome as JSON."""
        shown = {
            name: round(value, 1) if isinstance(value, float) else value
            for name, value in vars(self).items()
            if value or name not in ("refused", "note")
        }
        return json.dumps(shown)


def percentile(values: Sequence[float], share: float) -> float:
    """The value below which that share of them lies (nearest rank); infinite without any."""
    if not values:
        return math.inf
    ordered = sorted(values)
    return ordered[max(0, math.ceil(share * len(ordered)) - 1)]


class Times(TypedDict):
    """The three percentiles that an outcome has, in milliseconds."""

    p50_ms: float
    p95_ms: float
    p99_ms: float


def timed(values: Sequence[float]) -> Times:
    """The percentiles of some milliseconds."""
    p50_ms, p95_ms, p99_ms = (percentile(values, share) for share in (0.50, 0.95, 0.99))
    return Times(p50_ms=p50_ms, p95_ms=p95_ms, p99_ms=p99_ms)
