"""The learner's profile: chosen, carried to another device, saved as a file, deleted."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from quizapp.services import profile, study
from quizapp.services.catalogue import Catalogues
from quizapp.services.practice import Practice
from quizapp.services.profile import HasProgress, NoSuchCode, PreferencesRefused
from quizapp.services.transaction import reading, transaction
from quizapp.store.base import Base
from tests.services.learning import Learner
from tests.world import seconds


@pytest.fixture
def anna(database, library):
    return Learner(database, Catalogues(library, Practice(library)))


@pytest.fixture
def phone(anna):
    """Another device, which knows nothing of Anna yet."""
    return replace(anna, id="phone")


def code_of(learner):
    with transaction(learner.database) as session:
        return profile.new_code(session, learner.id, learner.now).code


def take(learner, code):
    with transaction(learner.database) as session:
        return profile.take_over(session, learner.id, code, learner.now)


def attempt(learner, library):
    with transaction(learner.database) as session:
        return study.start(session, library, learner.id, "test-ban", seconds(1), 2)


def rows_of_learners(database):
    """How many rows each table has that hangs on a learner."""
    hanging = [
        table
        for table in Base.metadata.sorted_tables
        if table.name in ("learner", "attempt_answer") or "learner_id" in table.columns
    ]
    with reading(database) as session:
        return {t.name: session.scalar(select(func.count()).select_from(t)) for t in hanging}


def test_a_code_brings_the_profile_to_another_device(anna, phone):
    anna.review()
    phone.choose(zone="Europe/Helsinki")

    assert take(phone, code_of(anna)) == "anna"
    assert rows_of_learners(anna.database)["learner"] == 1  # the phone's own is not left behind


def test_a_code_can_be_typed_in_any_way(anna, phone):
    code = code_of(anna)

    assert take(phone, code.lower().replace("-", " ")) == "anna"


def test_everything_that_is_kept_can_be_saved_as_a_file(anna, library):
    anna.choose(sure="brier")
    anna.review(sure=80)
    anna.undo()
    attempt(anna, library)

    with reading(anna.database) as session:
        found = profile.export(session, anna.id)

    assert json.loads(json.dumps(found)) == found
    assert {name: len(found[name]) for name in found if name != "schema"} == {
        "learner": 1,
        "card": 0,
        "review": 1,
        "attempt": 1,
        "attempt_answer": 0,
    }
    assert found["learner"][0]["preferences"]["sure"] == "brier"
    assert found["review"][0]["undone_at"] is not None
    assert "anna" not in json.dumps(found)


def test_who_is_forgotten_leaves_no_row_in_any_table(anna, library):
    anna.review()
    attempt(anna, library)
    code_of(anna)
    before = rows_of_learners(anna.database)

    with transaction(anna.database) as session:
        profile.forget(session, anna.id)

    assert {name for name, count in before.items() if count} >= {
        "learner", "card", "review", "attempt", "carry_code"
    }  # fmt: skip
    assert set(rows_of_learners(anna.database).values()) == {0}


# Refusals


def test_a_code_works_once(anna, phone):
    code = code_of(anna)
    take(phone, code)

    with pytest.raises(NoSuchCode):
        take(phone, code)


def test_a_new_code_ends_the_old_one(anna, phone):
    old = code_of(anna)
    code_of(anna)

    with pytest.raises(NoSuchCode):
        take(phone, old)


def test_a_code_is_good_for_a_quarter_of_an_hour(anna, phone):
    code = code_of(anna)
    phone.now = anna.now + timedelta(minutes=15)

    with pytest.raises(NoSuchCode, match="15 minutes"):
        take(phone, code)


@pytest.mark.parametrize("code", ["", "AAAA-AAAA-AAAA", "a\0b", "x" * 9999])
def test_a_code_that_was_never_given_is_refused(phone, code):
    with pytest.raises(NoSuchCode):
        take(phone, code)


def test_a_device_with_progress_of_its_own_loses_none(anna, phone):
    code = code_of(anna)
    phone.review()

    with pytest.raises(HasProgress):
        take(phone, code)

    assert phone.overview().seen == 1
    assert take(anna, code) == "anna"  # the code is not used up


@pytest.mark.parametrize(
    "changes",
    [
        {"retention": 0.5},
        {"retention": 2.0},
        {"new": -1},
        {"reviews": 10**9},
        {"zone": "Nowhere/Else"},
        {"zone": "../etc/passwd"},
        {"day_begins": 24},
        {"sure": "maybe"},
        {"unknown": 1},
    ],
)
def test_what_cannot_be_chosen_is_refused(anna, changes):
    with pytest.raises(PreferencesRefused):
        anna.choose(**changes)
