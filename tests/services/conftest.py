"""A clock that only moves when a test moves it."""

import pytest


class Ticks:
    """Seconds of a clock that never goes back."""

    def __init__(self) -> None:
        self.seconds = 1000.0

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture
def ticks() -> Ticks:
    """The clock, to be moved by hand."""
    return Ticks()
