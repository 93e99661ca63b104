"""The scenarios of the bench with 200 players at most: what is right, never how fast it was."""

import pytest

from bench.live.scenarios import SCENARIOS

AT_MOST = 200
BY_THEMSELVES = {"limit", "transport", "processes"}
"""The first two compare how fast it is; the last has its own test, at two processes."""


@pytest.mark.parametrize("name", sorted(SCENARIOS.keys() - BY_THEMSELVES))
def test_in_every_scenario_nothing_is_lost_double_or_refused(name: str) -> None:
    outcomes = list(SCENARIOS[name](AT_MOST))

    assert outcomes
    for outcome in outcomes:
        assert (outcome.lost, outcome.double, outcome.refused) == (0, 0, 0), outcome.line()
