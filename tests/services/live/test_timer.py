"""The timer rings at the deadline, in the order of the deadlines."""

from datetime import datetime, timedelta
from queue import SimpleQueue

import pytest

from quizapp import clock
from quizapp.services.live.timer import SLACK, Timer


@pytest.fixture
def rung():
    return SimpleQueue()


@pytest.fixture
def timer(rung):
    opened = Timer(lambda game: rung.put((game, clock.now())), lambda now: None)
    yield opened
    opened.close()


def test_it_rings_for_the_game_once_its_time_and_some_slack_are_over(timer, rung):
    deadline = clock.now() + timedelta(milliseconds=50)

    timer.set("g1", deadline)

    game, now = rung.get(timeout=60)
    assert game == "g1"
    assert now >= deadline + SLACK


def test_the_earlier_deadline_rings_first_whenever_it_was_set(timer, rung):
    now = clock.now()
    timer.set("later", now + timedelta(hours=1))
    timer.set("second", now + timedelta(milliseconds=40))
    timer.set("first", now + timedelta(milliseconds=20))

    assert [rung.get(timeout=60)[0] for _ in range(2)] == ["first", "second"]
    assert rung.empty()


def test_a_deadline_that_is_set_again_rings_once(timer, rung):
    deadline = clock.now() + timedelta(milliseconds=50)

    for _ in range(100):
        timer.set("g1", deadline)
    timer.set("g2", deadline + timedelta(milliseconds=1))

    assert [rung.get(timeout=60)[0] for _ in range(2)] == ["g1", "g2"]


def test_a_deadline_that_is_over_rings_at_once(timer, rung):
    timer.set("g1", clock.now() - timedelta(hours=1))

    assert rung.get(timeout=60)[0] == "g1"


def test_a_closed_timer_rings_no_more(timer, rung):
    timer.set("g1", clock.now() + timedelta(milliseconds=100))

    timer.close()

    assert rung.empty()


def test_it_beats_every_second():
    beats: SimpleQueue[datetime] = SimpleQueue()
    timer = Timer(lambda game: None, beats.put)

    first, second = beats.get(timeout=60), beats.get(timeout=60)

    assert timedelta(seconds=0.9) < second - first < timedelta(seconds=3)
    timer.close()
