"""Versions of banks that stay for good, and learners who can vanish."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from quizapp.store import attempts, banks
from tests.world import NOW, seconds


def learn(session, learner_id, attempt_id, *, slug="test-ban", answered=(), finished_at=None):
    """An attempt with answers of these credits."""
    banks.keep(session, "d1", "test-ban", "schema: 1", NOW)
    attempts.ensure_learner(session, learner_id, NOW)
    session.add(
        attempts.Attempt(
            id=attempt_id,
            learner_id=learner_id,
            bank_digest="d1",
            bank_slug=slug,
            question_ids=["q1", "q2"],
            seed="s",
            started_at=finished_at or NOW,
            finished_at=finished_at,
        )
    )
    session.flush()
    for position, credit in enumerate(answered, start=1):
        session.add(
            attempts.AttemptAnswer(
                attempt_id=attempt_id,
                position=position,
                question_id=f"q{position}",
                content_hash="h",
                response={"judged": True},
                credit=credit,
                answered_at=NOW,
            )
        )


def test_the_first_text_of_a_version_stays(database):
    with database.transaction() as session:
        banks.keep(session, "d1", "test-ban", "schema: 1", NOW)
        banks.keep(session, "d1", "test-ban", "something else", seconds(9))

    with database.reading() as session:
        assert banks.text_of(session, "d1") == ("test-ban", "schema: 1")
        assert banks.text_of(session, "d2") is None


def test_a_long_text_with_all_kinds_of_letters_is_kept_whole(database):
    whole = "Буревестник 導彈 😀\n" * 50_000
    with database.transaction() as session:
        banks.keep(session, "d1", "test-ban", whole, NOW)

    with database.reading() as session:
        assert banks.text_of(session, "d1") == ("test-ban", whole)


def test_a_class_may_keep_the_same_version_at_once(database):
    start = Barrier(8)

    def begin(number):
        with database.transaction() as session:
            start_together(database, start)
            banks.keep(session, "d1", "test-ban", "schema: 1", NOW)
            attempts.ensure_learner(session, f"l{number % 2}", NOW)

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(begin, range(8)))

    with database.reading() as session:
        assert banks.text_of(session, "d1")
        assert session.get(attempts.Learner, "l0")
        assert session.get(attempts.Learner, "l1")


def start_together(database, start):
    """Wait for the others; on SQLite transactions take turns, so nobody can."""
    if not database.is_sqlite:
        start.wait(timeout=20)


def test_finished_attempts_come_newest_first_with_their_answers(database):
    with database.transaction() as session:
        learn(session, "l1", "old", answered=(1.0, 0.0), finished_at=seconds(1))
        learn(session, "l1", "new", answered=(1.0, 0.5), finished_at=seconds(2))
        learn(session, "l1", "other", slug="which-treaty", answered=(1.0,), finished_at=NOW)
        learn(session, "l1", "waiting", answered=(1.0,))
        learn(session, "l2", "another's", answered=(1.0,), finished_at=NOW)

    with database.reading() as session:
        of_one_bank = attempts.finished(session, "l1", "test-ban", 20, seconds(9))
        of_all = attempts.finished(session, "l1", None, 2, seconds(9))

    assert [(a.id, [g.credit for g in given]) for a, given in of_one_bank] == [
        ("new", [1.0, 0.5]),
        ("old", [1.0, 0.0]),
    ]
    assert [a.id for a, _ in of_all] == ["new", "old"]


def test_up_to_five_attempts_wait(database):
    with database.transaction() as session:
        for number in range(7):
            learn(session, "l1", f"a{number}", answered=(1.0,) * (number % 2))
            session.get(attempts.Attempt, f"a{number}").started_at = seconds(number)

    with database.reading() as session:
        found = attempts.unfinished(session, "l1", NOW)

    assert [(a.id, n) for a, n in found] == [("a6", 0), ("a5", 1), ("a4", 0), ("a3", 1), ("a2", 0)]


def test_a_learner_who_is_forgotten_leaves_no_row(database):
    with database.transaction() as session:
        learn(session, "l1", "mine", answered=(1.0,))
        learn(session, "l2", "yours", answered=(1.0,))

    with database.transaction() as session:
        attempts.forget(session, "l1")

    with database.reading() as session:
        assert session.get(attempts.Learner, "l1") is None
        assert session.get(attempts.Attempt, "mine") is None
        assert attempts.answers_of(session, "mine") == []
        assert len(attempts.answers_of(session, "yours")) == 1


@pytest.mark.parametrize(("learner_id", "attempt_id"), [("l2", "mine"), ("l1", "none")])
def test_the_attempt_of_another_looks_like_none(database, learner_id, attempt_id):
    with database.transaction() as session:
        learn(session, "l1", "mine")

    with database.reading() as session:
        assert attempts.attempt_of(session, learner_id, attempt_id) is None
        assert attempts.attempt_of(session, "l1", "mine") is not None
