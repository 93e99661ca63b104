"""Answers that may change: revisions in the journal. DESIGN.md, invariants 1 and 3."""

from threading import Event

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, select

from quizapp.store import games
from quizapp.store.journal import AnswerTooLate
from tests.store.playing import close_round, entry, same, stored

WAIT_S = 20


def change(round_id, player, answer_id, *, value=True):
    return entry(round_id, player, answer_id, value=value)._replace(may_change=True)


def rows(database):
    """(player, revision, the answer's own id), in order."""
    with database.reading() as session:
        found = session.scalars(
            select(games.AnswerRow).order_by(games.AnswerRow.player_id, games.AnswerRow.revision)
        )
        return [(row.player_id, row.revision, row.answer_id) for row in found]


def test_each_change_is_kept_and_the_last_counts(database, journal, round_id):
    sent = [("a1", True), ("a2", False), ("a3", True)]

    receipts = [
        journal.append("g1", change(round_id, "anna", a, value=v), same).result(WAIT_S)
        for a, v in sent
    ]

    assert [r.answer_id for r in receipts] == ["a1", "a2", "a3"]
    assert rows(database) == [("anna", 0, "a1"), ("anna", 1, "a2"), ("anna", 2, "a3")]
    assert stored(database) == [(1, "anna", "a3")]


def test_an_earlier_one_sent_again_does_not_win(database, journal, round_id):
    for answer_id in ("a1", "a2", "a1"):
        receipt = journal.append("g1", change(round_id, "anna", answer_id), same).result(WAIT_S)

    assert (receipt.answer_id, receipt.is_own) == ("a2", False)
    assert rows(database) == [("anna", 0, "a1"), ("anna", 1, "a2")]


def test_changes_in_one_batch_are_taken_in_turn(database, journal, round_id):
    go = Event()
    journal.run(lambda session: go.wait(WAIT_S))
    sent = [("anna", "a1"), ("boris", "b1"), ("anna", "a2"), ("anna", "a1"), ("boris", "b2")]
    jobs = [journal.append("g1", change(round_id, *who), same) for who in sent]

    go.set()

    assert [job.result(WAIT_S).answer_id for job in jobs] == ["a2", "b2", "a2", "a2", "b2"]
    assert rows(database) == [
        ("anna", 0, "a1"), ("anna", 1, "a2"), ("boris", 0, "b1"), ("boris", 1, "b2"),
    ]  # fmt: skip


def test_after_the_close_nothing_changes(database, journal, round_id):
    first = journal.append("g1", change(round_id, "anna", "a1"), same).result(WAIT_S)
    journal.run(close_round).result(WAIT_S)

    late = journal.append("g1", change(round_id, "anna", "a2"), same).result(WAIT_S)

    assert late == first._replace(is_own=False)
    with pytest.raises(AnswerTooLate):
        journal.append("g1", change(round_id, "boris", "b1"), same).result(WAIT_S)
    assert rows(database) == [("anna", 0, "a1")]


def test_where_nothing_may_change_any_more_the_last_change_stands(database, journal, round_id):
    for answer_id in ("a1", "a2"):
        journal.append("g1", change(round_id, "anna", answer_id), same).result(WAIT_S)

    receipt = journal.append("g1", entry(round_id, "anna", "a3"), same).result(WAIT_S)

    assert receipt.answer_id == "a2"
    assert len(rows(database)) == 2


sendings = st.tuples(
    st.sampled_from(["anna", "boris"]), st.sampled_from(["1", "2", "3", "4"]), st.booleans()
)


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(st.lists(sendings, max_size=14), st.integers(0, 14))
def test_any_burst_leaves_the_last_new_answer_of_each(database, journal, round_id, sent, split):
    """Whatever comes in one batch or in two."""
    jobs = []
    for part in (sent[:split], sent[split:]):
        go = Event()
        journal.run(lambda session, go=go: go.wait(WAIT_S))
        jobs += [
            journal.append("g1", change(round_id, p, f"{p}{a}", value=v), same) for p, a, v in part
        ]
        go.set()
        journal.run(lambda session: None).result(WAIT_S)

    expected: dict[str, dict[str, bool]] = {}
    for player, answer_id, value in sent:
        expected.setdefault(player, {}).setdefault(f"{player}{answer_id}", value)
    assert all(job.result(WAIT_S) for job in jobs)
    assert rows(database) == [
        (player, revision, answer_id)
        for player in sorted(expected)
        for revision, answer_id in enumerate(expected[player])
    ]
    for player, given_ids in expected.items():
        again = journal.append("g1", change(round_id, player, next(iter(given_ids))), same).result(
            WAIT_S
        )
        last = list(given_ids)[-1]
        assert (again.answer_id, again.response) == (last, {"judged": given_ids[last]})
    with database.transaction() as session:
        session.execute(delete(games.AnswerRow))
