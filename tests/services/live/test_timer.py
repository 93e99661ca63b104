"""The timer rings at the deadline, in the order of the deadlines."""

from datetime import timedelta
from queue import SimpleQueue

import pytest

from quizapp import clock
from quizapp.services.live.timer import SLACK, Timer


@pytest.fixture
def rung():
    return SimpleQueue()


@pytest.fixture
def timer(rung):
    opened = Timer(lambda game, number, at: rung.put((game, number, at, clock.now())))
    yield opened
    opened.close()


def test_it_rings_for_the_round_once_its_time_and_some_slack_are_over(timer, rung):
    deadline = clock.now() + timedelta(milliseconds=50)

    timer.set("g1", 3, deadline)

    game, number, at, now = rung.get(timeout=5)
    assert (game, number, at) == ("g1", 3, deadline)
    assert now >= deadline + SLACK


def test_the_earlier_deadline_rings_first_whenever_it_was_set(timer, rung):
    now = clock.now()
    timer.set("later", 1, now + timedelta(hours=1))
    timer.set("second", 1, now + timedelta(milliseconds=40))
    timer.set("first", 1, now + timedelta(milliseconds=20))

    assert [rung.get(timeout=5)[0] for _ in range(2)] == ["first", "second"]
    assert rung.empty()


def test_a_deadline_that_is_over_rings_at_once(timer, rung):
    timer.set("g1", 1, clock.now() - timedelta(hours=1))

    assert rung.get(timeout=5)[0] == "g1"


def test_a_closed_timer_rings_no_more(timer, rung):
    timer.set("g1", 1, clock.now() + timedelta(milliseconds=100))

    timer.close()

    assert rung.empty()
