"""Answers of a live game: each counted once and in time. DESIGN.md, invariants 1 to 3."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from quizapp import clock
from quizapp.core.answering import AnswerRefused
from quizapp.core.game import Rules
from quizapp.services.live.faults import AnswerTooLate, NoSeat
from quizapp.store import games
from tests.world import NOW, advance, form_for, give, seconds, two_players


@pytest.fixture
def room(rooms):
    """A game of all six questions, without a clock."""
    return rooms.room(rooms.create("test-ban", None, Rules(limit_s=None), NOW).id)


def stored_answers(database, room):
    with database.reading() as session:
        return [(n, row.player_id) for n, row in games.answers_of(session, room.id)]


def test_the_receipt_says_what_was_chosen_and_nothing_of_the_key(rooms, room):
    anna, boris = two_players(rooms, room.id)
    advance(rooms, room, "opened")

    receipts = [
        rooms.answer(room, p, 1, "x", form_for(room, right=right), NOW).result(20)
        for p, right in ((anna, True), (boris, False))
    ]

    assert [(r.nickname, r.round) for r in receipts] == [("Anna", 1), ("Boris", 1)]
    assert all(r.answer for r in receipts)
    assert vars(receipts[0]).keys() == {"nickname", "round", "answer", "slots"}


def test_a_repeated_answer_gets_the_first_receipt(rooms, room, database):
    anna, _ = two_players(rooms, room.id)
    advance(rooms, room, "opened")
    first = rooms.answer(room, anna, 1, "a1", form_for(room, right=True), NOW).result(20)

    again = rooms.answer(room, anna, 1, "a1", form_for(room, right=True), NOW).result(20)
    changed = rooms.answer(room, anna, 1, "a2", form_for(room, right=False), NOW).result(20)

    assert first == again == changed
    assert stored_answers(database, room) == [(1, anna)]


def test_an_answer_to_a_closed_round_is_too_late(rooms, room, database):
    anna, _ = two_players(rooms, room.id)
    advance(rooms, room, "opened")
    form = form_for(room, right=True)
    advance(rooms, room, "closed")

    late = rooms.answer(room, anna, 1, "a1", form, NOW)

    with pytest.raises(AnswerTooLate, match="could not be counted"):
        late.result(20)
    assert stored_answers(database, room) == []


def test_an_answer_after_the_deadline_is_too_late_though_nobody_closed_yet(rooms):
    room = rooms.room(rooms.create("test-ban", None, Rules(limit_s=3600), NOW).id)
    anna, boris = two_players(rooms, room.id)
    advance(rooms, room, "opened", at=clock.now())  # the clock that closes rounds is the real one
    form, deadline = form_for(room, right=True), room.table.game.deadline

    give(rooms, room, anna, right=True, at=deadline)
    late = rooms.answer(room, boris, 1, "b1", form, deadline + timedelta(microseconds=1))

    with pytest.raises(AnswerTooLate):
        late.result(20)
    assert rooms.crowd(room).answered == 1


@pytest.mark.parametrize("phases", ["closed", "closed revealed", "closed revealed board_shown"])
def test_after_the_close_a_stored_answer_still_gets_its_receipt(rooms, room, phases):
    anna, _ = two_players(rooms, room.id)
    advance(rooms, room, "opened")
    form = form_for(room, right=True)
    first = rooms.answer(room, anna, 1, "a1", form, NOW).result(20)
    advance(rooms, room, *phases.split())

    again = rooms.answer(room, anna, 1, "a1", form, seconds(99)).result(20)

    assert again == first


def test_an_earlier_rounds_answer_gets_its_receipt_in_the_next_round(rooms, room):
    anna, _ = two_players(rooms, room.id)
    advance(rooms, room, "opened")
    form = form_for(room, right=True)
    first = rooms.answer(room, anna, 1, "a1", form, NOW).result(20)
    advance(rooms, room, "closed", "revealed", "opened")

    again = rooms.answer(room, anna, 1, "a1", form, seconds(99)).result(20)

    assert again == first
    assert rooms.crowd(room).answered == 0


@pytest.mark.parametrize("number", [0, 2, 7, 9999])
def test_an_answer_to_a_round_that_is_not_open_is_too_late(rooms, room, number):
    anna, _ = two_players(rooms, room.id)
    advance(rooms, room, "opened")

    job = rooms.answer(room, anna, number, "a1", form_for(room, right=True), NOW)

    with pytest.raises(AnswerTooLate):
        job.result(20)


def test_an_answer_without_an_id_of_its_own_is_stored_too(rooms, room, database):
    anna, _ = two_players(rooms, room.id)

    for number in (1, 2):
        advance(rooms, room, "opened")
        rooms.answer(room, anna, number, "", form_for(room, right=True), NOW).result(20)
        advance(rooms, room, "closed", "revealed")

    assert stored_answers(database, room) == [(1, anna), (2, anna)]


@pytest.mark.parametrize("answer_id", ["\0", "a\0b", "x" * 5000, "é😀", "\ud800"])
def test_a_strange_answer_id_does_no_harm(rooms, room, database, answer_id):
    anna, _ = two_players(rooms, room.id)
    advance(rooms, room, "opened")

    rooms.answer(room, anna, 1, answer_id, form_for(room, right=True), NOW).result(20)

    assert stored_answers(database, room) == [(1, anna)]


def test_a_burst_of_answers_is_stored_once_each(rooms, room, database):
    players = [rooms.join(room.id, f"P{n}", seconds(n)) for n in range(40)]
    advance(rooms, room, "opened")
    form = form_for(room, right=True)

    with ThreadPoolExecutor(8) as pool:
        jobs = list(pool.map(lambda p: rooms.answer(room, p, 1, f"{p}-1", form, NOW), players * 3))
    receipts = [job.result(20) for job in jobs]

    assert sorted(p for _, p in stored_answers(database, room)) == sorted(players)
    assert len({(r.nickname, r.answer) for r in receipts}) == 40
    assert rooms.crowd(room).answered == 40


# Refusals


def test_a_form_without_an_answer_is_refused_and_nothing_stored(rooms, room, database):
    anna, _ = two_players(rooms, room.id)
    advance(rooms, room, "opened")

    with pytest.raises(AnswerRefused):
        rooms.answer(room, anna, 1, "a1", {}, NOW).result(20)

    assert stored_answers(database, room) == []


def test_who_has_no_seat_sees_and_answers_nothing(rooms, room):
    advance(rooms, room, "opened")

    with pytest.raises(NoSeat):
        rooms.own(room, "nobody")
    with pytest.raises(NoSeat):
        give(rooms, room, "nobody", right=True)
