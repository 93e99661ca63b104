"""An order from a seed, the same everywhere and for good."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.core.shuffle import order


@given(st.integers(0, 60), st.text())
def test_every_number_occurs_once(count, seed):
    assert sorted(order(count, seed)) == list(range(count))


@pytest.mark.parametrize(
    ("count", "seed", "expected"),
    [  # by `printf '%s/%s' SEED NUMBER | sha256sum`, sorted with sort(1)
        (4, "a", (2, 3, 1, 0)),
        (6, "pin/1/who-said", (3, 2, 5, 4, 1, 0)),
        (4, "Привет", (2, 3, 0, 1)),
    ],
)
def test_a_seed_gives_the_same_order_on_every_machine(count, seed, expected):
    assert order(count, seed) == expected


def test_no_place_is_favoured():
    firsts = Counter(order(4, f"game-{n}/1")[0] for n in range(4000))

    # 1,000 each are expected; 5 standard deviations of the binomial are 137
    assert all(863 < firsts[place] < 1137 for place in range(4))


def test_nothing_and_one_thing_have_one_order():
    assert order(0, "x") == ()
    assert order(1, "x") == (0,)
