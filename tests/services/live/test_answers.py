"""Answers of a live game: each counted once and in time. DESIGN.md, invariants 1 to 3."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import select

from quizapp import clock
from quizapp.core.answering import AnswerRefused
from quizapp.core.rules import Rules
from quizapp.services.live.faults import AnswerTooLate, NoSeat
from quizapp.store import games
from tests.world import NOW, advance, form_for, give, seconds, two_players


@pytest.fixture
def room(live):
    """A game of all six questions, without a clock."""
    return live.rooms.room(live.rooms.create("test-ban", None, Rules(limit_s=None), NOW).id)


def stored_answers(database, room):
    with database.reading() as session:
        return [(n, row.player_id) for n, row in games.answers_of(session, room.id)]


def test_the_receipt_says_what_was_chosen_and_nothing_of_the_key(live, room):
    anna, boris = two_players(live, room.id)
    advance(live, room, "opened")

    receipts = [
        live.answers.take(room, p, 1, "x", form_for(room, right=right), NOW).result(20)
        for p, right in ((anna, True), (boris, False))
    ]

    assert [(r.nickname, r.round) for r in receipts] == [("Anna", 1), ("Boris", 1)]
    assert all(r.answer for r in receipts)
    assert all(
        getattr(receipts[0], part) == getattr(receipts[1], part)
        for part in receipts[0]._fields
        if part not in ("nickname", "answer", "slots", "given")
    )


def test_a_repeated_answer_gets_the_first_receipt(live, room, database):
    anna, _ = two_players(live, room.id)
    advance(live, room, "opened")
    first = live.answers.take(room, anna, 1, "a1", form_for(room, right=True), NOW).result(20)

    again = live.answers.take(room, anna, 1, "a1", form_for(room, right=True), NOW).result(20)
    changed = live.answers.take(room, anna, 1, "a2", form_for(room, right=False), NOW).result(20)

    assert first == again == changed
    assert stored_answers(database, room) == [(1, anna)]


def test_an_answer_to_a_closed_round_is_too_late(live, room, database):
    anna, _ = two_players(live, room.id)
    advance(live, room, "opened")
    form = form_for(room, right=True)
    advance(live, room, "closed")

    late = live.answers.take(room, anna, 1, "a1", form, NOW)

    with pytest.raises(AnswerTooLate, match="could not be counted"):
        late.result(20)
    assert stored_answers(database, room) == []


def test_an_answer_after_the_deadline_is_too_late_though_nobody_closed_yet(live):
    room = live.rooms.room(live.rooms.create("test-ban", None, Rules(limit_s=3600), NOW).id)
    anna, boris = two_players(live, room.id)
    advance(live, room, "opened", at=clock.now())  # the clock that closes rounds is the real one
    form, deadline = form_for(room, right=True), room.table.game.deadline()

    give(live, room, anna, right=True, at=deadline)
    late = live.answers.take(room, boris, 1, "b1", form, deadline + timedelta(microseconds=1))

    with pytest.raises(AnswerTooLate):
        late.result(20)
    assert live.rooms.crowd(room).answered == 1


@pytest.mark.parametrize("phases", ["closed", "closed revealed", "closed revealed board_shown"])
def test_after_the_close_a_stored_answer_still_gets_its_receipt(live, room, phases):
    anna, _ = two_players(live, room.id)
    advance(live, room, "opened")
    form = form_for(room, right=True)
    first = live.answers.take(room, anna, 1, "a1", form, NOW).result(20)
    advance(live, room, *phases.split())

    again = live.answers.take(room, anna, 1, "a1", form, seconds(99)).result(20)

    assert again == first


def test_an_earlier_rounds_answer_gets_its_receipt_in_the_next_round(live, room):
    anna, _ = two_players(live, room.id)
    advance(live, room, "opened")
    form = form_for(room, right=True)
    first = live.answers.take(room, anna, 1, "a1", form, NOW).result(20)
    advance(live, room, "closed", "revealed", "opened")

    again = live.answers.take(room, anna, 1, "a1", form, seconds(99)).result(20)

    assert again == first
    assert live.rooms.crowd(room).answered == 0


@pytest.mark.parametrize("number", [0, 2, 7, 9999])
def test_an_answer_to_a_round_that_is_not_open_is_too_late(live, room, number):
    anna, _ = two_players(live, room.id)
    advance(live, room, "opened")

    job = live.answers.take(room, anna, number, "a1", form_for(room, right=True), NOW)

    with pytest.raises(AnswerTooLate):
        job.result(20)


def test_an_answer_without_an_id_of_its_own_is_stored_too(live, room, database):
    anna, _ = two_players(live, room.id)

    for number in (1, 2):
        advance(live, room, "opened")
        live.answers.take(room, anna, number, "", form_for(room, right=True), NOW).result(20)
        advance(live, room, "closed", "revealed")

    assert stored_answers(database, room) == [(1, anna), (2, anna)]


@pytest.mark.parametrize("answer_id", ["\0", "a\0b", "x" * 5000, "é😀", "\ud800"])
def test_a_strange_answer_id_does_no_harm(live, room, database, answer_id):
    anna, _ = two_players(live, room.id)
    advance(live, room, "opened")

    live.answers.take(room, anna, 1, answer_id, form_for(room, right=True), NOW).result(20)

    assert stored_answers(database, room) == [(1, anna)]


def test_a_burst_of_answers_is_stored_once_each(live, room, database):
    players = [live.door.join(room.id, f"P{n}", seconds(n)) for n in range(40)]
    advance(live, room, "opened")
    form = form_for(room, right=True)

    with ThreadPoolExecutor(8) as pool:
        jobs = list(
            pool.map(lambda p: live.answers.take(room, p, 1, f"{p}-1", form, NOW), players * 3)
        )
    receipts = [job.result(20) for job in jobs]

    assert sorted(p for _, p in stored_answers(database, room)) == sorted(players)
    assert len({(r.nickname, r.answer) for r in receipts}) == 40
    assert live.rooms.crowd(room).answered == 40


# Answers that may change


@pytest.fixture
def changing(live):
    """A game whose players may change their answers while a question is open."""
    rules = Rules(limit_s=None, may_change=True)
    return live.rooms.room(live.rooms.create("test-ban", None, rules, NOW).id)


def sent(live, room, player, answer_id, *, right, at=NOW):
    number = room.table.game.round
    form = form_for(room, right=right)
    return live.answers.take(room, player, number, answer_id, form, at).result(20)


def revisions(database, player):
    with database.reading() as session:
        rows = session.scalars(
            select(games.AnswerRow)
            .where(games.AnswerRow.player_id == player)
            .order_by(games.AnswerRow.revision)
        )
        return [(row.revision, row.answer_id) for row in rows]


def test_where_answers_may_change_the_last_one_counts(live, changing, database):
    anna, boris = two_players(live, changing.id)
    advance(live, changing, "opened")

    receipts = [
        sent(live, changing, anna, answer_id, right=right)
        for answer_id, right in (("a", True), ("b", False), ("c", True))
    ]
    sent(live, changing, boris, "a", right=True)
    sent(live, changing, boris, "b", right=False)
    advance(live, changing, "closed", "revealed")

    assert receipts[0] == receipts[2] != receipts[1]
    assert revisions(database, anna) == [(0, "1-a"), (1, "1-b"), (2, "1-c")]
    assert [live.rooms.own(changing, p).total for p in (anna, boris)] == [100, 0]
    assert stored_answers(database, changing) == [(1, anna), (1, boris)]


def test_the_same_answer_sent_again_is_no_change(live, changing, database):
    anna, _ = two_players(live, changing.id)
    advance(live, changing, "opened")
    first = sent(live, changing, anna, "a", right=True)
    last = sent(live, changing, anna, "b", right=False)

    late = sent(live, changing, anna, "a", right=True)  # its reply got lost on the way

    assert late == last != first
    assert revisions(database, anna) == [(0, "1-a"), (1, "1-b")]
    assert live.rooms.own(changing, anna).answer == last.answer


def test_an_answer_changed_after_the_close_is_the_one_before(live, changing):
    anna, _ = two_players(live, changing.id)
    advance(live, changing, "opened")
    first = sent(live, changing, anna, "a", right=True)
    form = form_for(changing, right=False)
    advance(live, changing, "closed")

    assert live.answers.take(changing, anna, 1, "b", form, NOW).result(20) == first


def test_the_time_of_a_changed_answer_is_that_of_the_last(live):
    opened = clock.now()
    rules = Rules(limit_s=600, may_change=True, scoring="speed")
    room = live.rooms.room(live.rooms.create("test-ban", 1, rules, opened).id)
    anna, _ = two_players(live, room.id)
    advance(live, room, "opened", at=opened)
    sent(live, room, anna, "a", right=True, at=opened)
    sent(live, room, anna, "b", right=True, at=opened + timedelta(seconds=300))
    advance(live, room, "closed", "revealed", at=opened + timedelta(seconds=301))

    assert live.rooms.own(room, anna).speed == 49  # 99 * 0.5, rounded down


def test_where_it_may_no_longer_change_what_stands_stays(live, changing):
    anna, _ = two_players(live, changing.id)
    advance(live, changing, "opened")
    sent(live, changing, anna, "a", right=True)
    last = sent(live, changing, anna, "b", right=False)
    rules = Rules(limit_s=None, closes_early=False)
    live.driver.advance(changing.id, changing.table.game.seq, "rules_changed", NOW, rules=rules)

    assert sent(live, changing, anna, "c", right=True) == last


# How sure?


@pytest.mark.parametrize(
    ("certainty", "said", "points"), [("marks", "3", 100), ("marks", "1", 33), ("brier", "80", 96)]
)
def test_how_sure_somebody_was_is_stored_and_counts(live, certainty, said, points):
    rules = Rules(limit_s=None, certainty=certainty)
    room = live.rooms.room(live.rooms.create("test-ban", None, rules, NOW).id)
    anna, _ = two_players(live, room.id)
    advance(live, room, "opened")
    form = form_for(room, right=True) | {"sure": [said]}

    stored = live.answers.take(room, anna, 1, "a", form, NOW).result(20)
    advance(live, room, "closed", "revealed")

    own = live.rooms.own(room, anna)
    assert (stored.sure, own.sure, own.total) == (int(said), int(said), points)


@pytest.mark.parametrize("said", [[], [""], ["4"], ["80"], ["x"], ["-1"], ["１"]])
def test_where_it_is_asked_an_answer_says_how_sure(live, said):
    rules = Rules(limit_s=None, certainty="marks")
    room = live.rooms.room(live.rooms.create("test-ban", None, rules, NOW).id)
    anna, _ = two_players(live, room.id)
    advance(live, room, "opened")

    with pytest.raises(AnswerRefused, match="Say how sure you are"):
        live.answers.take(room, anna, 1, "a", form_for(room, right=True) | {"sure": said}, NOW)


def test_where_it_is_not_asked_nothing_of_it_is_kept(live, room):
    anna, _ = two_players(live, room.id)
    advance(live, room, "opened")
    form = form_for(room, right=True) | {"sure": ["3"]}

    assert live.answers.take(room, anna, 1, "a", form, NOW).result(20).sure is None


# More time


def test_who_has_more_time_answers_after_the_others_deadline(live):
    opened = clock.now()
    room = live.rooms.room(live.rooms.create("test-ban", None, Rules(limit_s=3600), opened).id)
    anna, boris = two_players(live, room.id)
    live.door.give_time(room.id, anna, 1.5)
    advance(live, room, "opened", at=opened)

    for late in (3601, 5400):
        give(live, room, anna, right=True, at=opened + timedelta(seconds=late))
        with pytest.raises(AnswerTooLate):
            give(live, room, boris, right=True, at=opened + timedelta(seconds=late))
    with pytest.raises(AnswerTooLate):
        live.answers.take(room, boris, 1, "b", {}, opened + timedelta(seconds=5401)).result(20)


# Refusals


def test_a_form_without_an_answer_is_refused_and_nothing_stored(live, room, database):
    anna, _ = two_players(live, room.id)
    advance(live, room, "opened")

    with pytest.raises(AnswerRefused):
        live.answers.take(room, anna, 1, "a1", {}, NOW).result(20)

    assert stored_answers(database, room) == []


def test_who_has_no_seat_sees_and_answers_nothing(live, room):
    advance(live, room, "opened")

    with pytest.raises(NoSeat):
        live.rooms.own(room, "nobody")
    with pytest.raises(NoSeat):
        give(live, room, "nobody", right=True)
