"""A saved file brings progress back: to a new phone, twice, from elsewhere, changed by hand."""

import json
from dataclasses import replace

import pytest

from quizapp.services import profile, restoring, results, study
from quizapp.services.catalogue import Catalogues
from quizapp.services.practice import Practice
from quizapp.services.restoring import Restored
from quizapp.services.saved import NoSavedFile, read_saved
from quizapp.services.transaction import reading, transaction
from quizapp.store import attempts, cards
from tests.answers import form_of, right_answer
from tests.services.learning import Learner
from tests.world import bank, seconds


@pytest.fixture
def anna(database, library):
    return Learner(database, Catalogues(library, Practice(library)))


@pytest.fixture
def phone(anna):
    """Another device, which knows nothing of Anna yet."""
    return replace(anna, id="phone")


def saved_by(learner):
    """The file as it is downloaded, to be changed by who wants to."""
    with reading(learner.database) as session:
        return json.loads(json.dumps(profile.export(session, learner.id)))


def restore(learner, file, meanwhile=None):
    saved, library = read_saved(json.dumps(file).encode()), learner.catalogue.library
    with reading(learner.database) as session:
        planned = restoring.plan(session, library, learner.id, saved, learner.now)
    if meanwhile:
        meanwhile()
    with transaction(learner.database) as session:
        return restoring.restore(session, library, learner.id, saved, planned, learner.now)


def cards_of(learner):
    """What is known of each card; their dates are spread by learner."""
    with reading(learner.database) as session:
        found = cards.cards_of(session, learner.id)
    return sorted((c.key, c.first_day, c.last_day, c.stability, c.is_suspended) for c in found)


def attempt(learner, library):
    """Two questions of the bank, answered rightly; the attempt."""
    with transaction(learner.database) as session:
        made = study.start(session, library, learner.id, "test-ban", seconds(1), 2)
        for position in (1, 2):
            step = study.step_at(session, library, learner.id, made, position, seconds(2))
            question = next(q for q in bank().questions if q.stem == step.question.stem)
            fields = {**form_of(question, step.question, right_answer(question)), "sure": ["80"]}
            study.answer(session, library, learner.id, made, position, fields, seconds(2))
    return made


def test_a_saved_file_brings_everything_to_another_device(anna, phone, library):
    anna.choose(sure="brier", new=3)
    anna.review(sure=80)
    anna.wait(days=3)
    anna.review(right=False, sure=100)
    attempt(anna, library)
    phone.now = anna.now

    found = restore(phone, saved_by(anna))

    assert found == Restored(taken=4, unknown=0)
    assert cards_of(phone) == cards_of(anna)
    assert phone.overview().done == anna.overview().done
    assert phone.overview().points == anna.overview().points
    with reading(phone.database) as session:
        assert profile.preferences(session, phone.id).sure == "brier"
        scores = results.history(session, library, phone.id, phone.now)
        assert [s.share for s in scores] == [1.0]


def test_the_same_file_twice_changes_nothing(anna, phone, library):
    anna.review()
    anna.undo()
    anna.review()
    attempt(anna, library)
    file = saved_by(anna)
    restore(phone, file)
    before = saved_by(phone)

    assert restore(phone, file) == Restored(taken=0, unknown=0)
    assert saved_by(phone) == before
    assert restore(anna, file).taken == 2  # her attempt comes under another id, her reviews do not


def test_what_is_here_already_stays(anna, phone):
    anna.review()
    phone.choose(new=7)
    phone.review(right=False)
    phone.wait(minutes=20)

    restore(phone, saved_by(anna))

    with reading(phone.database) as session:
        assert profile.preferences(session, phone.id).new == 7
    assert [r["rating"] for r in saved_by(phone)["review"]] == [1, 3]


def test_a_review_given_while_a_file_is_read_is_not_lost(anna, phone):
    anna.review()
    anna.review()

    restore(phone, saved_by(anna), meanwhile=phone.review)

    assert [r["number"] for r in saved_by(phone)["review"]] == [1, 2, 3]
    assert len(cards_of(phone)) == 2


def test_what_was_taken_back_or_set_aside_stays_so(anna, phone):
    anna.review()
    anna.review()
    anna.undo()
    file = saved_by(anna)
    file["card"][0]["is_suspended"] = True

    restore(phone, file)

    assert [bool(r["undone_at"]) for r in saved_by(phone)["review"]] == [False, True]
    assert [c[-1] for c in cards_of(phone)] == [True]


def test_answers_to_questions_of_another_server_are_counted(anna, phone, library):
    anna.review()
    attempt(anna, library)
    file = saved_by(anna)
    for row in (*file["review"], *file["attempt"]):
        row["bank_digest"] = "elsewhere"

    assert restore(phone, file) == Restored(taken=0, unknown=3)
    assert cards_of(phone) == []


def test_credit_is_graded_anew_and_the_future_is_now(anna, phone):
    anna.review(right=False)
    file = saved_by(anna)
    file["review"][0] |= {"credit": 1.0, "reviewed_at": "2031-01-01T00:00:00+00:00", "day": 900000}

    restore(phone, file)

    row = saved_by(phone)["review"][0]
    assert row["credit"] == 0
    assert row["reviewed_at"] == phone.now.isoformat()
    assert phone.overview().done == 1


@pytest.mark.parametrize(
    "slug", ["daily/2026-99-99", "daily/x", "made/wire/none", "made/wire", "own/weakest/x"]
)
def test_an_attempt_with_a_name_that_cannot_be_breaks_no_page(anna, phone, library, slug):
    attempt(anna, library)
    file = saved_by(anna)
    file["attempt"][0]["bank_slug"] = slug

    restore(phone, file)

    with reading(phone.database) as session:
        for score in results.history(session, library, phone.id, phone.now):
            assert results.result(session, library, phone.id, score.attempt, phone.now)


# Refusals


@pytest.mark.parametrize(
    "data",
    [b"", b"x", b"[]", b"{}", b'{"schema": 2}', b"[" * 100_000, b"\xff\xfe", b'{"schema": NaN}'],
)
def test_what_is_no_saved_file_is_refused(data):
    with pytest.raises(NoSavedFile, match="Save everything as a file"):
        read_saved(data)


@pytest.mark.parametrize(
    "change",
    [
        {"rating": 5},
        {"rating": "3"},
        {"number": 0},
        {"day": 10**9},
        {"token": "t" * 65},
        {"token": "a\0b"},
        {"response": {"chosen": [1]}},
        {"response": {"chosen": [["a", ["b"]]]}},
        {"reviewed_at": "2026-03-02T09:00:00"},
        {"reviewed_at": "yesterday"},
        {"sure": 101},
        {"elapsed_s": -1.0},
    ],
)
def test_a_row_that_cannot_be_refuses_the_file(anna, change):
    anna.review()
    file = saved_by(anna)
    file["review"][0] |= change

    with pytest.raises(NoSavedFile):
        read_saved(json.dumps(file).encode())


@pytest.mark.parametrize(
    "response", [{}, {"chosen": ["none"]}, {"judged": True}, {"matched": ["a"]}, {"ordered": []}]
)
def test_a_response_that_is_no_answer_is_left_in_the_file(anna, phone, response):
    anna.review()
    file = saved_by(anna)
    file["review"][0]["response"] = response

    found = restore(phone, file)

    assert found.taken + found.unknown == 1


def test_nothing_is_kept_of_a_file_that_breaks(anna, phone):
    anna.review()
    file = saved_by(anna)
    file["review"].append({})

    with pytest.raises(NoSavedFile):
        restore(phone, file)

    with reading(phone.database) as session:
        assert not attempts.has_progress(session, phone.id)
