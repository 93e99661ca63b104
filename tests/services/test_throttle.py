"""Who makes things faster than people do has to wait; nobody else has."""

import pytest

from quizapp.services.throttle import Throttle, TooFast, network_of


@pytest.fixture
def throttle(ticks):
    return Throttle(burst=3, every_s=10, now=ticks)


def test_a_burst_is_let_through_and_then_no_more(throttle):
    for _ in range(3):
        throttle.spend("192.0.2.1")

    with pytest.raises(TooFast, match="Wait a minute"):
        throttle.spend("192.0.2.1")


def test_another_address_is_not_held_back(throttle):
    for _ in range(3):
        throttle.spend("192.0.2.1")

    throttle.spend("192.0.2.2")


def test_after_a_while_there_is_one_more(throttle, ticks):
    for _ in range(3):
        throttle.spend("192.0.2.1")
    ticks.seconds += 10

    throttle.spend("192.0.2.1")

    with pytest.raises(TooFast):
        throttle.spend("192.0.2.1")


def test_addresses_whose_bucket_is_full_again_are_forgotten(throttle, ticks):
    for number in range(10_001):
        throttle.spend(str(number))
    ticks.seconds += 1000

    throttle.spend("one more")

    assert len(throttle._full_at) == 1


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("192.0.2.1", "192.0.2.1"),
        ("::ffff:192.0.2.1", "192.0.2.1"),  # IPv4 on a socket for both
        ("2001:db8:0:1::1", "2001:db8:0:1::/64"),
        ("2001:DB8:0:1:ffff:ffff:ffff:ffff", "2001:db8:0:1::/64"),
        ("2001:db8:0:2::1", "2001:db8:0:2::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("::1", "::/64"),
        ("a socket", "a socket"),
        ("", ""),
        (None, ""),
    ],
)
def test_who_can_take_any_address_of_a_network_is_one_sender(address, network):
    assert network_of(address) == network
