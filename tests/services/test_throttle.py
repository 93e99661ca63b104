"""Who makes things faster than people do has to wait; nobody else has."""

import pytest

from quizapp.services.throttle import Throttle, TooFast


class Clock:
    def __init__(self):
        self.seconds = 1000.0

    def __call__(self):
        return self.seconds


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def throttle(clock):
    return Throttle(burst=3, every_s=10, now=clock)


def test_a_burst_is_let_through_and_then_no_more(throttle):
    for _ in range(3):
        throttle.spend("192.0.2.1")

    with pytest.raises(TooFast, match="Wait a minute"):
        throttle.spend("192.0.2.1")


def test_another_address_is_not_held_back(throttle):
    for _ in range(3):
        throttle.spend("192.0.2.1")

    throttle.spend("192.0.2.2")


def test_after_a_while_there_is_one_more(throttle, clock):
    for _ in range(3):
        throttle.spend("192.0.2.1")
    clock.seconds += 10

    throttle.spend("192.0.2.1")

    with pytest.raises(TooFast):
        throttle.spend("192.0.2.1")


def test_addresses_whose_bucket_is_full_again_are_forgotten(throttle, clock):
    for number in range(10_001):
        throttle.spend(str(number))
    clock.seconds += 1000

    throttle.spend("one more")

    assert len(throttle._full_at) == 1
