"""What comes today, and what does not."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.core.deck import Card, Day, Fresh, Limits, forecast, leeches, queue
from tests.world import NOW

A_DAY = timedelta(days=1)
MINUTE = timedelta(minutes=1)
TODAY = Day(100, NOW - timedelta(hours=5), NOW + timedelta(hours=19))


def card(name, due=0.0, *, claim=None, last=-10, first=-20, lapses=0, is_suspended=False):
    """A card that is due in so many days; it was last and first seen so many days ago."""
    return Card(
        key=name,
        claim=claim or name,
        due_at=NOW + due * A_DAY,
        is_short=False,
        first_day=TODAY.number + first,
        last_day=TODAY.number + last,
        stability=3.0,
        lapses=lapses,
        is_suspended=is_suspended,
    )


def missed(name, minutes):
    """A card missed just now that comes again in so many minutes."""
    at = NOW + minutes * MINUTE
    return Card(name, name, at, True, TODAY.number - 9, TODAY.number, 1.0, 1)


def fresh(*names):
    return [Fresh(name, name) for name in names]


def keys(cards, new=(), limits=None):
    return queue(cards, new, limits or Limits(), TODAY, NOW).keys


def test_the_longest_overdue_comes_first_then_what_is_new():
    found = keys([card("a", -1), card("b", -7), card("c", 0)], fresh("n1", "n2"))

    assert found == ("b", "a", "c", "n1", "n2")


def test_a_review_counts_for_its_whole_day():
    assert keys([card("tonight", 0.7), card("tomorrow", 0.9)]) == ("tonight",)


def test_a_missed_card_comes_first_once_its_minutes_are_over():
    assert keys([card("a", -1), missed("m", minutes=-2)]) == ("m", "a")


def test_a_missed_card_comes_early_when_nothing_else_is_left():
    assert keys([card("a", -1), missed("m", minutes=4)]) == ("a", "m")
    assert keys([missed("m", minutes=4)]) == ("m",)


def test_a_card_missed_yesterday_that_was_never_got_right_comes_first():
    yesterday = replace(missed("m", minutes=10 - 24 * 60), last_day=TODAY.number - 1)

    assert keys([card("a", -3), yesterday]) == ("m", "a")


def test_the_limits_count_what_was_done_today():
    done = [card("r1", 9, last=0), card("n1", 2, last=0, first=0)]
    waiting = [card(f"w{n}", -1) for n in range(5)]

    found = queue(done + waiting, fresh("f1", "f2", "f3"), Limits(new=2, reviews=3), TODAY, NOW)

    assert (found.reviewed, found.introduced, found.overdue) == (1, 1, 5)
    assert found.reviews == ("w0", "w1")
    assert found.fresh == ("f1",)


def test_siblings_wait_until_tomorrow():
    who = card("C01/attribution", -2, claim="C01")
    sure = card("C01/certainty", -1, claim="C01")

    assert keys([who, sure]) == ("C01/attribution",)
    assert keys([sure], [Fresh("C01/new", "C01"), *fresh("C02")]) == ("C01/certainty", "C02")


def test_a_sibling_of_what_was_seen_today_waits_too():
    seen = card("C01/attribution", 5, claim="C01", last=0)
    sure = card("C01/certainty", -1, claim="C01")

    assert keys([seen, sure]) == ()


def test_a_suspended_card_does_not_come():
    assert keys([card("a", -1, is_suspended=True)]) == ()


def test_it_is_said_when_the_next_missed_card_comes():
    found = queue([missed("m", minutes=45)], [], Limits(), TODAY, NOW + 1 * MINUTE)

    assert found.left == 0
    assert found.next_at == NOW + 45 * MINUTE


def test_the_forecast_puts_what_is_overdue_on_today():
    cards = [card("a", -9), card("b", 0), card("c", 0.9), card("d", 3), card("e", 30)]

    assert forecast(cards, TODAY, 5) == (2, 1, 0, 1, 0)


def test_leeches_are_those_missed_most():
    cards = [card("a", lapses=3), card("b", lapses=4), card("c", lapses=7)]

    assert [c.key for c in leeches(cards)] == ["c", "b"]


# What must always hold

days = st.floats(-400, 400)
cards = st.builds(
    card,
    name=st.uuids().map(str),
    due=days,
    claim=st.sampled_from(["C1", "C2", "C3", "C4"]),
    last=st.integers(-400, 0),
    first=st.just(-400),
    lapses=st.integers(0, 9),
    is_suspended=st.booleans(),
)
decks = st.lists(cards, max_size=25, unique_by=lambda c: c.key)
news = st.lists(
    st.builds(Fresh, st.uuids().map(str), st.sampled_from(["C1", "C3", "C5", "C6"])), max_size=9
)
limits = st.builds(Limits, st.integers(0, 5), st.integers(0, 5))


@given(decks, news, limits)
def test_nothing_comes_twice_nor_past_a_limit(deck, new, limit):
    found = queue(deck, new, limit, TODAY, NOW)

    assert len(set(found.keys)) == len(found.keys)
    assert len(found.reviews) <= max(0, limit.reviews - found.reviewed)
    assert len(found.fresh) <= max(0, limit.new - found.introduced)


@given(decks, news, limits)
def test_no_two_siblings_come_on_a_day(deck, new, limit):
    claims = {c.key: c.claim for c in [*deck, *new]}
    found = queue(deck, new, limit, TODAY, NOW)

    planned = [claims[key] for key in found.reviews + found.fresh]
    assert len(set(planned)) == len(planned)


@given(decks, news, limits)
def test_the_order_of_the_rows_changes_nothing(deck, new, limit):
    assert queue(deck, new, limit, TODAY, NOW) == queue(deck[::-1], new, limit, TODAY, NOW)


@given(decks)
def test_a_forecast_counts_each_card_once(deck):
    active = [c for c in deck if not c.is_suspended]

    assert sum(forecast(deck, TODAY, 500)) == len(active)


@pytest.mark.parametrize("number", [0, 1, 30])
def test_an_empty_deck_has_nothing(number):
    assert keys([]) == ()
    assert forecast([], TODAY, number) == (0,) * number
