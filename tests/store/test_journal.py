"""The one writer: receipts, repeats, closes, faults. DESIGN.md, invariants 1 to 3."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from threading import Event

import pytest
from sqlalchemy import text

from quizapp.store import games
from quizapp.store.database import Database
from quizapp.store.journal import BATCH_LIMIT, AnswerTooLate, Journal, NotStored
from tests.store.playing import add_players, close_round, entry, open_round, same, stored
from tests.world import seconds

WAIT_S = 20


def hold(journal):
    """Keep the writer busy until the event is set, so that what follows is one batch."""
    go = Event()
    journal.run(lambda session: go.wait(WAIT_S))
    return go


def test_a_receipt_says_what_is_stored(journal, round_id):
    receipt = journal.append("g1", entry(round_id, "anna"), same).result(WAIT_S)

    assert (receipt.answer_id, receipt.response, receipt.is_own) == (
        "a1",
        {"judged": True},
        True,
    )
    assert receipt.received_at == seconds(5)


def test_a_receipt_comes_only_after_the_commit(database, database_url, journal, round_id):
    elsewhere = Database(database_url)
    seen: list[object] = []
    go = hold(journal)
    done = journal.append("g1", entry(round_id, "anna"), same)
    done.add_done_callback(lambda _: seen.extend(stored(elsewhere)))

    go.set()
    done.result(WAIT_S)
    journal.close()

    assert seen == [(1, "anna", "a1")]
    elsewhere.close()


def test_a_repeated_answer_gets_the_first_receipt(database, journal, round_id):
    first = journal.append("g1", entry(round_id, "anna"), same).result(WAIT_S)

    again = journal.append("g1", entry(round_id, "anna"), same).result(WAIT_S)

    assert again == first
    assert stored(database) == [(1, "anna", "a1")]


def test_a_second_answer_changes_nothing_and_gets_the_first_receipt(database, journal, round_id):
    first = journal.append("g1", entry(round_id, "anna", "a1", value=True), same).result(WAIT_S)

    second = journal.append("g1", entry(round_id, "anna", "a2", value=False), same).result(WAIT_S)

    assert second == first._replace(is_own=False)
    assert stored(database) == [(1, "anna", "a1")]


def test_of_two_answers_in_one_batch_the_first_counts(database, journal, round_id):
    go = hold(journal)
    answers = [journal.append("g1", entry(round_id, "anna", f"a{n}"), same) for n in (1, 2, 1)]

    go.set()

    assert [a.result(WAIT_S).answer_id for a in answers] == ["a1"] * 3
    assert [a.result().is_own for a in answers] == [True, False, True]
    assert stored(database) == [(1, "anna", "a1")]


def test_of_200_answers_at_once_one_counts_for_each_player(database, journal, round_id):
    players = [f"p{n:02}" for n in range(50)]
    with database.transaction() as session:
        add_players(session, *players)
    sent = [(player, answer_id) for answer_id in ("a1", "a1", "a2", "a3") for player in players]

    with ThreadPoolExecutor(8) as pool:
        jobs = list(
            pool.map(lambda sending: journal.append("g1", entry(round_id, *sending), same), sent)
        )
    receipts = [(player, job.result(WAIT_S)) for (player, _), job in zip(sent, jobs, strict=True)]

    rows = {player: answer_id for _, player, answer_id in stored(database)}
    assert len(stored(database)) == 50
    assert [receipt.answer_id for player, receipt in receipts] == [rows[p] for p, _ in receipts]


def test_more_answers_than_a_batch_holds_are_all_stored(database, journal, round_id):
    players = [f"p{n:04}" for n in range(BATCH_LIMIT + 10)]
    with database.transaction() as session:
        add_players(session, *players)
    go = hold(journal)
    jobs = [journal.append("g1", entry(round_id, player), same) for player in players]

    go.set()

    assert all(job.result(WAIT_S).is_own for job in jobs)
    assert len(stored(database)) == len(players)


# The close


def test_what_is_handed_in_before_a_close_is_stored_and_what_comes_after_is_not(
    database, journal, round_id
):
    go = hold(journal)
    before = journal.append("g1", entry(round_id, "anna"), same)
    journal.run(close_round, game="g1")
    after = journal.append("g1", entry(round_id, "boris"), same)

    go.set()

    assert before.result(WAIT_S).is_own
    with pytest.raises(AnswerTooLate):
        after.result(WAIT_S)
    assert stored(database) == [(1, "anna", "a1")]


def test_an_answer_waits_for_the_work_of_its_own_game_and_not_for_that_of_another(
    journal, round_id
):
    done: list[str] = []
    go = hold(journal)
    journal.run(lambda session: done.append("other"), game="g2")
    journal.run(lambda session: done.append("own"), game="g1")
    journal.append("g1", entry(round_id, "anna"), lambda _: done.append("anna"))
    journal.append("g3", entry(round_id, "boris"), lambda _: done.append("boris"))

    go.set()
    journal.close()

    assert done == ["boris", "other", "own", "anna"]


def test_a_beat_of_all_clocks_holds_up_no_answer(journal, round_id):
    done: list[str] = []
    go = hold(journal)
    journal.run(lambda session: done.append("a close elsewhere"), game="g2")
    journal.run(lambda session: done.append("beat"))
    journal.append("g1", entry(round_id, "anna"), lambda _: done.append("anna"))

    go.set()
    journal.close()

    assert done == ["anna", "a close elsewhere", "beat"]


def test_after_the_close_a_stored_answer_still_gets_its_receipt(journal, round_id):
    first = journal.append("g1", entry(round_id, "anna"), same).result(WAIT_S)
    journal.run(close_round)

    again = journal.append("g1", entry(round_id, "anna"), same).result(WAIT_S)

    assert again == first


def test_a_close_by_another_process_counts_too(database, database_url, journal, round_id):
    elsewhere = Database(database_url)
    other = Journal(elsewhere)
    other.run(close_round).result(WAIT_S)

    with pytest.raises(AnswerTooLate):
        journal.append("g1", entry(round_id, "anna"), same).result(WAIT_S)

    assert stored(database) == []
    other.close()
    elsewhere.close()


def test_a_close_that_is_under_way_elsewhere_is_waited_for(database, journal, round_id):
    with database.transaction() as elsewhere:
        close_round(elsewhere)
        elsewhere.flush()
        answer = journal.append("g1", entry(round_id, "anna"), same)
        with pytest.raises(TimeoutError):
            answer.result(timeout=0.3)

    with pytest.raises(AnswerTooLate):
        answer.result(WAIT_S)
    assert stored(database) == []


def test_work_is_done_in_turn_and_what_follows_it_after_the_commit(database_url, journal, round_id):
    elsewhere = Database(database_url)
    order: list[object] = []
    journal.run(
        lambda session: add_players(session, "chen"),
        lambda _: order.append("chen is in"),
        game="g1",
    )
    answer = journal.append("g1", entry(round_id, "chen"), same)
    answer.add_done_callback(lambda _: order.append(stored(elsewhere)))

    result = journal.run(lambda session: len(games.players_of(session, "g1"))).result(WAIT_S)

    assert result == 3
    assert order == ["chen is in", [(1, "chen", "a1")]]
    elsewhere.close()


# Faults: they hit whoever caused them, and the writer goes on


def test_a_bad_answer_fails_alone(database, journal, round_id):
    go = hold(journal)
    jobs = [journal.append("g1", entry(round_id, p), same) for p in ("anna", "nobody", "boris")]

    go.set()

    assert jobs[0].result(WAIT_S).is_own
    assert jobs[2].result(WAIT_S).is_own
    with pytest.raises(NotStored, match="Send it again in a moment"):
        jobs[1].result(WAIT_S)
    assert stored(database) == [(1, "anna", "a1"), (1, "boris", "a1")]


def test_after_a_fault_later_answers_are_stored(database, journal, round_id):
    with pytest.raises(NotStored):
        journal.append("g1", entry(round_id, "nobody"), same).result(WAIT_S)

    assert journal.append("g1", entry(round_id, "anna"), same).result(WAIT_S).is_own


def test_an_answer_id_of_an_earlier_round_is_refused_and_not_taken_for_it(
    database, journal, round_id
):
    with database.transaction() as session:
        second = open_round(session, 2)
    journal.append("g1", entry(round_id, "anna", "a1"), same).result(WAIT_S)

    with pytest.raises(NotStored):
        journal.append("g1", entry(second, "anna", "a1"), same).result(WAIT_S)

    assert stored(database) == [(1, "anna", "a1")]


@contextmanager
def without_answers(database):
    """For a while the table of answers is away, so that every write of one fails."""
    with database.engine.begin() as connection:
        connection.execute(text("ALTER TABLE answer RENAME TO elsewhere"))
    try:
        yield
    finally:
        with database.engine.begin() as connection:
            connection.execute(text("ALTER TABLE elsewhere RENAME TO answer"))


def test_a_database_that_fails_for_a_while_is_told_and_forgiven(database, journal, round_id):
    with without_answers(database), pytest.raises(NotStored):
        journal.append("g1", entry(round_id, "anna"), same).result(WAIT_S)

    assert journal.append("g1", entry(round_id, "anna"), same).result(WAIT_S).is_own


def test_work_that_fails_leaves_nothing_behind_and_says_why(database, journal, round_id):
    def fail(session):
        close_round(session)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        journal.run(fail).result(WAIT_S)

    assert journal.append("g1", entry(round_id, "anna"), same).result(WAIT_S).is_own


def test_somebody_who_no_longer_waits_holds_up_nobody(database, journal, round_id):
    go = hold(journal)
    given_up = [
        journal.append("g1", entry(round_id, "anna"), same),
        journal.run(lambda session: 1 / 0),
        journal.run(lambda session: None),
    ]
    for job in given_up:
        with pytest.raises(TimeoutError):
            job.result(timeout=0)

    go.set()

    assert journal.append("g1", entry(round_id, "boris"), same).result(WAIT_S).is_own
    assert stored(database) == [(1, "anna", "a1"), (1, "boris", "a1")]


def test_closing_writes_what_is_waiting(database, journal, round_id):
    go = hold(journal)
    jobs = [journal.append("g1", entry(round_id, p), same) for p in ("anna", "boris")]

    go.set()
    journal.close()

    assert all(job.done() for job in jobs)
    assert len(stored(database)) == 2


def test_what_comes_after_the_closing_is_refused_and_not_left_waiting(database, journal, round_id):
    journal.close()

    for late in (journal.append("g1", entry(round_id, "anna"), same), journal.run(close_round)):
        with pytest.raises(NotStored):
            late.result(WAIT_S)


def test_closing_twice_is_harmless(journal):
    journal.close()
    journal.close()
