"""When a card comes again: against the table of another tool, and by what must always hold."""

import csv
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.core.memory import (
    LEECH_REST,
    LONGEST_DAYS,
    Rating,
    Recall,
    after,
    fading,
    rating_of,
    replayed,
    usual_s,
)
from tests.world import NOW

A_DAY = timedelta(days=1)
REFERENCE = Path(__file__).with_name("memory_reference.csv")
ratings = st.sampled_from(list(Rating))
histories = st.lists(st.tuples(ratings, st.integers(0, 400)), min_size=1, max_size=12)


def recalls(history):
    """Reviews from (rating, days since the last one)."""
    found, day = [], 0
    for rating, days in history:
        day += days
        found.append(Recall(Rating(rating), NOW + day * A_DAY, day))
    return found


def known(reviews, retention=0.9, seed=None):
    """The memory after at least one review."""
    found = replayed(reviews, retention, seed)
    assert found
    return found


def reference():
    lines = [line for line in REFERENCE.read_text().splitlines() if not line.startswith("#")]
    return list(csv.DictReader(lines))


# Against fsrs-rs (tests/core/memory_reference.csv)


@pytest.mark.parametrize("row", reference(), ids=lambda row: row["history"])
def test_a_card_is_remembered_as_another_tool_says(row):
    history = [tuple(map(int, step.split("/"))) for step in row["history"].split()]

    found = known(recalls(history), 0.9)

    assert found.stability == pytest.approx(float(row["stability"]), rel=1e-3)
    assert found.difficulty == pytest.approx(float(row["difficulty"]), rel=1e-3)


@pytest.mark.parametrize("row", reference(), ids=lambda row: row["history"])
@pytest.mark.parametrize("retention", [0.9, 0.85])
def test_a_card_that_is_learnt_is_due_when_another_tool_says(row, retention):
    history = [tuple(map(int, step.split("/"))) for step in row["history"].split()]
    days = round(float(row[f"interval_at_{int(retention * 100)}"]))

    found = known(recalls(history), retention)

    if found.is_learnt:
        assert found.due_at == found.last_at + min(max(days, 1), LONGEST_DAYS) * A_DAY


def test_the_table_ends_in_each_rating():
    last = {row["history"].split()[-1][0] for row in reference()}

    assert len(reference()) == 60
    assert last == {"1", "2", "3", "4"}


# Steps, days, leeches


def test_a_first_right_answer_waits_two_days_and_a_miss_ten_minutes():
    # FSRS-6's first stabilities: 2.3065 days for Good, 8.2956 for Easy
    waits = {
        rating: known([Recall(rating, NOW, 0)]).due_at - NOW
        for rating in (Rating.Again, Rating.Hard, Rating.Good, Rating.Easy)
    }

    assert waits == {
        Rating.Again: timedelta(minutes=10),
        Rating.Hard: timedelta(minutes=15),
        Rating.Good: 2 * A_DAY,
        Rating.Easy: 8 * A_DAY,
    }


def test_a_day_is_the_learners_and_not_24_hours():
    # Learnt at night, reviewed next morning, 12 hours later: that is a day.
    learnt = Recall(Rating.Good, NOW, 0)
    next_morning = known([learnt, Recall(Rating.Good, NOW + A_DAY / 2, 1)])
    next_night = known([learnt, Recall(Rating.Good, NOW + A_DAY, 1)])
    same_day = known([learnt, Recall(Rating.Good, NOW + A_DAY / 2, 0)])

    assert next_morning.stability == next_night.stability != same_day.stability


def test_a_clock_that_goes_back_a_year_counts_as_the_same_day():
    learnt = Recall(Rating.Good, NOW, 400)
    back = Recall(Rating.Good, NOW - 365 * A_DAY, 35)

    found = known([learnt, back])

    assert found.stability == known([learnt, Recall(Rating.Good, NOW, 400)]).stability


def test_the_fourth_miss_lets_a_card_rest_and_each_second_one_from_then_on():
    missed = [Recall(Rating.Good, NOW, 0)]
    waits = []
    for n in range(1, 8):
        day = 10 * n
        missed.append(Recall(Rating.Again, NOW + day * A_DAY, day))
        found = known(missed)
        waits.append(found.due_at - found.last_at)
        missed.append(Recall(Rating.Good, found.last_at + A_DAY, day + 1))

    short = timedelta(minutes=10)
    assert waits == [short] * 3 + [LEECH_REST, short, LEECH_REST, short]


def test_recall_fades_to_nine_tenths_after_a_cards_stability():
    found = known([Recall(Rating.Easy, NOW, 0)])

    assert fading(found, 0) == 1
    assert fading(found, round(found.stability)) == pytest.approx(0.9, abs=0.005)


@given(histories)
def test_a_replay_is_the_same_as_going_on(history):
    whole = recalls(history)

    assert after(replayed(whole[:-1]), whole[-1], 0.9, None) == known(whole)


@given(histories, ratings)
def test_an_undone_review_leaves_no_trace(history, rating):
    kept = recalls(history)
    undone = Recall(rating, kept[-1].at + A_DAY, kept[-1].day + 1)
    log = [*kept, undone]
    log.pop()

    assert known(log, seed="a card") == known(kept, seed="a card")


@given(histories)
def test_a_card_comes_at_least_once_a_year_and_never_before_it_was_seen(history):
    found = known(recalls(history), seed="a card")

    assert timedelta(0) < found.due_at - found.last_at <= (LONGEST_DAYS * 1.05 + 1) * A_DAY


@given(histories, st.text(min_size=1))
def test_dates_are_spread_by_the_seed_alone_and_by_little(history, seed):
    exact, spread = known(recalls(history)), known(recalls(history), seed=seed)
    wait = (exact.due_at - exact.last_at) / A_DAY

    assert spread == known(recalls(history), seed=seed)
    assert abs((spread.due_at - exact.due_at) / A_DAY) <= (max(1, wait * 0.05) if wait >= 3 else 0)


@given(histories, st.integers(0, 1000), st.integers(0, 1000))
def test_recall_never_grows_with_waiting(history, some, more):
    found = known(recalls(history))
    early, late = sorted((found.last_day + some, found.last_day + more))

    assert 0 <= fading(found, late) <= fading(found, early) <= 1


@given(histories)
def test_who_wants_to_recall_more_reviews_earlier(history):
    eager, calm = known(recalls(history), 0.95), known(recalls(history), 0.8)

    assert eager.due_at <= calm.due_at


def test_nothing_reviewed_is_nothing_known():
    assert replayed([]) is None


# Ratings


@pytest.mark.parametrize(
    ("credit", "sure", "elapsed_s", "rating"),
    [
        (0.0, None, 5, Rating.Again),
        (0.0, 1.0, 5, Rating.Again),
        (0.49, None, 5, Rating.Again),
        (0.5, None, 5, Rating.Hard),
        (1.0, None, 5, Rating.Good),
        (1.0, None, None, Rating.Good),
        (1.0, 0.4, 5, Rating.Hard),
        (1.0, 0.8, 5, Rating.Good),
        (1.0, 1.0, 5, Rating.Easy),
        (1.0, 1.0, 20, Rating.Good),
        (1.0, 1.0, None, Rating.Good),
        (1.0, None, 41, Rating.Hard),
        (1.0, None, 40, Rating.Good),
    ],
)
def test_a_rating_comes_from_what_was_right_how_sure_and_how_fast(credit, sure, elapsed_s, rating):
    assert rating_of(credit, sure, elapsed_s, usual=10.0) == rating


@given(st.floats(0, 1), st.floats(0, 1), st.none() | st.floats(0, 1), st.none() | st.floats(0, 1e4))
def test_a_better_answer_never_gets_a_lower_rating(some, more, sure, elapsed_s):
    worse, better = sorted((some, more))

    assert rating_of(worse, sure, elapsed_s, 10) <= rating_of(better, sure, elapsed_s, 10)


def test_forty_words_usually_take_18_seconds():
    # 40 words at 238 a minute are 10.08 s to read, and 8 to answer
    assert usual_s(40) == pytest.approx(18.08, abs=0.01)
