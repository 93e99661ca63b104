"""Several processes over one database serve the same games: whatever one does, all know."""

import asyncio
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from quizapp import clock
from quizapp.core.bank import Open
from quizapp.core.rules import Rules
from quizapp.services.live.faults import AnswerTooLate, RoomIsLocked, WasTakenOut
from quizapp.services.live.nicknames import NicknameRefused
from tests.asynchronous import run
from tests.lines import NotedLine
from tests.processes import WAIT_S, answer, game_at, until
from tests.sameness import is_the_same
from tests.world import MORE, NOW, advance, form_for, give, play_round, seconds, two_players, write


@pytest.fixture
def database_kind():
    """SQLite has one process."""
    return "postgresql"


# How one process learns what another did


@pytest.mark.parametrize("has_bus", [True, False])
def test_what_happens_at_one_process_is_known_at_the_other(process, valkey_url, has_bus):
    a, b = (process(valkey_url if has_bus else None) for _ in range(2))
    here, there = game_at(a, b)
    anna, _ = two_players(a, here.id)

    advance(a, here, "opened")
    give(a, here, anna, right=True)
    advance(a, here, "closed", "revealed")

    assert until(lambda: there.number == here.number)
    assert is_the_same(there, here)


def test_who_listens_at_the_other_process_is_told(process, valkey_url):
    a, b = process(valkey_url), process(valkey_url)
    here, there = game_at(a, b)

    async def listen():
        b.hub.attach(asyncio.get_running_loop())
        line = NotedLine(lambda: there.table.game.phase)
        with b.hub.listen(there.id, line, player="anna"):
            await asyncio.get_running_loop().run_in_executor(None, advance, a, here, "opened")
            while line.states[-1:] != ["open"]:
                assert await line.heard(WAIT_S)

    run(listen())


def test_whole_quizzes_are_made_up_for(pair, questions):
    write(questions / "banks" / "test-ban-more.yaml", MORE)
    a, b = pair
    here, there = game_at(a, b, votes=2, discuss_s=None, may_change=True, teams=2)
    anna, boris = two_players(a, here.id)
    advance(a, here, "opened")
    for answer_id, right in (("a", False), ("b", True)):
        answer(a, here, anna, 1, form_for(here, right=right), answer_id)
    advance(a, here, "closed", "discussed", "opened")
    answer(a, here, boris, 2, form_for(here, right=True))
    advance(a, here, "closed", "revealed")
    rules = Rules.of(here.table.game.rules.stored() | {"takes_away": True})
    a.driver.advance(here.id, here.table.game.seq, "rules_changed", NOW, rules=rules)
    a.driver.choose_quiz(here.id, here.table.game.seq, "test-ban-more", 3, NOW)
    play_round(a, here, {anna: True, boris: False})
    advance(a, here, "opened")
    answer(a, here, anna, 4, form_for(here, right=True))

    b.rooms.look(there).result(WAIT_S)

    assert is_the_same(there, here)


# Steps


def test_of_two_presses_at_two_processes_one_counts(pair):
    a, b = pair
    here, there = game_at(a, b)

    with ThreadPoolExecutor(2) as pool:
        for live, room in ((a, here), (b, there)) * 4:
            pool.submit(live.driver.advance, room.id, 0, "opened", NOW)

    for live, room in ((a, here), (b, there)):
        live.rooms.look(room).result(WAIT_S)
        assert (room.table.game.seq, room.table.game.round) == (1, 1)


def test_hosts_at_two_processes_take_turns(pair):
    a, b = pair
    here, there = game_at(a, b, limit_s=3600)
    advance(a, here, "opened", at=clock.now())

    def press(live, room):
        for _ in range(10):
            live.rooms.look(room).result(WAIT_S)
            advance(live, room, "extended", at=clock.now())

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(press, pair, (here, there)))
    a.rooms.look(here).result(WAIT_S)
    b.rooms.look(there).result(WAIT_S)

    assert is_the_same(there, here)
    assert here.table.game.seq > 10


def test_a_step_is_taken_from_where_the_game_is_and_not_from_what_was_known(pair):
    a, b = pair
    here, there = game_at(a, b)
    advance(a, here, "opened")

    b.driver.advance(there.id, 1, "closed", NOW)

    assert there.table.game.phase == "closed"


# People


def test_two_who_take_the_same_name_at_two_processes_are_told_apart(pair):
    a, b = pair
    here, there = game_at(a, b)
    a.door.join(here.id, "Anna", NOW)

    with pytest.raises(NicknameRefused, match="already called"):
        b.door.join(there.id, "ANNA", NOW)
    with pytest.raises(NicknameRefused, match="already called"):
        b.door.rename(there.id, b.door.join(there.id, "Boris", NOW), "anna")


def test_a_seat_is_good_at_every_process_at_once(pair):
    a, b = pair
    here, there = game_at(a, b)

    anna = a.door.join(here.id, "Anna", NOW)
    b.rooms.meet(there, anna)

    assert b.rooms.own(there, anna).nickname == "Anna"


def test_what_the_host_does_to_people_holds_at_every_process(pair):
    a, b = pair
    here, there = game_at(a, b, approves=True)
    anna, boris = two_players(a, here.id)
    chen = b.door.join(there.id, "Chen", seconds(3))
    a.door.admit(here.id, [anna, boris, chen], seconds(4))
    b.door.rename(there.id, anna, "Ann")
    a.door.give_time(here.id, chen, 1.5)
    b.door.remove(there.id, [boris], seconds(5))

    a.rooms.look(here).result(WAIT_S)
    b.rooms.look(there).result(WAIT_S)

    assert list(here.players.values()) == ["Ann", "Chen"]
    assert is_the_same(there, here)
    with pytest.raises(WasTakenOut):
        a.rooms.own(here, boris)


def test_who_came_and_went_meanwhile_leaves_the_name_alone(pair):
    a, b = pair
    here, there = game_at(a, b)
    boris = a.door.join(here.id, "Boris", NOW)
    b.rooms.look(there).result(WAIT_S)
    a.door.rename(here.id, boris, "Bob")
    a.door.remove(here.id, [boris, a.door.join(here.id, "Anna", NOW)], NOW)

    b.rooms.look(there).result(WAIT_S)

    assert is_the_same(there, here)


def test_a_locked_door_is_locked_everywhere_at_once(pair):
    a, b = pair
    here, there = game_at(a, b)
    a.door.lock(here.id, is_locked=True)

    with pytest.raises(RoomIsLocked):
        b.door.join(there.id, "Anna", NOW)
    assert there.is_locked


# Answers


def test_an_answer_counts_wherever_it_arrives(pair):
    a, b = pair
    here, there = game_at(a, b)
    anna, boris = two_players(a, here.id)
    advance(a, here, "opened")

    answer(b, there, boris, 1, form_for(here, right=True))  # b did not know that it is open
    give(a, here, anna, right=True)
    advance(a, here, "closed", "revealed")

    assert [a.rooms.own(here, p).total for p in (anna, boris)] == [100, 100]
    b.rooms.look(there).result(WAIT_S)
    assert is_the_same(there, here)


def test_an_answer_that_is_repeated_at_another_process_gets_the_first_receipt(pair):
    a, b = pair
    here, there = game_at(a, b)
    anna, _ = two_players(a, here.id)
    advance(a, here, "opened")
    right, wrong = (form_for(here, right=is_right) for is_right in (True, False))

    first = answer(a, here, anna, 1, right)

    assert answer(b, there, anna, 1, right) == first
    assert answer(b, there, anna, 1, wrong, "b") == first
    advance(b, there, "closed", "revealed")
    assert b.rooms.own(there, anna).total == 100


def test_a_player_who_comes_back_at_another_process_has_answered(pair):
    a, b = pair
    here, there = game_at(a, b)
    anna, _ = two_players(a, here.id)
    advance(a, here, "opened")
    b.rooms.look(there).result(WAIT_S)
    give(a, here, anna, right=True)

    run(b.rooms.meet_async(there, anna))

    assert b.rooms.own(there, anna).has_answered


def test_counts_move_with_the_answers_of_all_processes(process, valkey_url):
    a, b = process(valkey_url), process(valkey_url)
    here, there = game_at(a, b)
    players = [a.door.join(here.id, f"P{n}", NOW) for n in range(20)]
    advance(a, here, "opened")
    form = form_for(here, right=True)

    async def watch():
        a.hub.attach(asyncio.get_running_loop())
        with a.hub.listen(here.id, NotedLine(), player=None):
            send = [(b, there, p, 1, form) for p in players]
            await asyncio.get_running_loop().run_in_executor(
                None, lambda: [answer(*each) for each in send]
            )
            return await asyncio.get_running_loop().run_in_executor(
                None, until, lambda: a.rooms.crowd(here).answered == len(players)
            )

    assert run(watch())


def test_no_answer_is_stored_after_a_close_that_its_process_does_not_know_of(pair):
    a, b = pair
    here, there = game_at(a, b)
    anna, _ = two_players(a, here.id)
    advance(a, here, "opened")
    b.rooms.look(there).result(WAIT_S)
    form = form_for(here, right=True)
    advance(a, here, "closed")

    with pytest.raises(AnswerTooLate):
        answer(b, there, anna, 1, form)


def test_an_answer_in_time_counts_though_its_process_is_slow_to_store_it(pair):
    a, b = pair
    here, there = game_at(a, b, limit_s=5)
    anna, boris = two_players(a, here.id)
    give_up = threading.Event()
    opened = clock.now() - timedelta(seconds=4.9)
    advance(a, here, "opened", at=opened)
    b.rooms.look(there).result(WAIT_S)
    b.rooms.journal.run(lambda session: give_up.wait(WAIT_S))

    job = b.answers.take(
        there, anna, 1, "a", form_for(here, right=True), opened + timedelta(seconds=5)
    )
    a.driver.look(here)
    a.rooms.journal.run(lambda session: None).result(WAIT_S)
    give_up.set()

    assert job.result(WAIT_S).round == 1
    assert until(lambda: here.table.game.phase == "closed")
    assert set(here.table.answers) == {anna}
    assert boris in here.players


def test_more_time_given_at_one_process_counts_at_the_other(pair):
    a, b = pair
    opened = clock.now()
    here, there = game_at(a, b, limit_s=3600)
    anna, boris = two_players(a, here.id)
    advance(a, here, "opened", at=opened)
    b.rooms.look(there).result(WAIT_S)
    form, late = form_for(here, right=True), opened + timedelta(seconds=3605)

    with pytest.raises(AnswerTooLate):
        answer(b, there, boris, 1, form, at=late)
    advance(a, here, "extended")

    assert answer(b, there, anna, 1, form, at=late).round == 1


def test_what_the_host_lets_everybody_read_is_read_everywhere(pair, questions):
    write(questions / "banks" / "test-ban-more.yaml", MORE)
    a, b = pair
    here, there = game_at(a, b, None, "test-ban-more", is_survey=True, closes_early=False)
    anna, boris = two_players(a, here.id)
    while not isinstance(here.table.question, Open):
        advance(a, here, "opened" if here.table.game.phase != "open" else "skipped")
    for player in (anna, boris):
        give(a, here, player, right=True)
    advance(a, here, "closed", "revealed")
    for is_shown in (True, False):
        a.answers.show(here.id, boris, is_shown=is_shown)

        b.rooms.look(there).result(WAIT_S)

        assert len(b.rooms.shared(there).reveal.shown) == is_shown
        assert is_the_same(there, here)


# The bus


def test_without_a_bus_that_works_games_go_on_within_a_second(process, caplog):
    a, b = (process("redis://127.0.0.1:1") for _ in range(2))
    here, there = game_at(a, b)

    advance(a, here, "opened")

    assert until(lambda: there.table.game.phase == "open")
    assert [r.message for r in caplog.records if "bus" in r.message].count(
        "the bus works again"
    ) == 0


def test_a_flood_of_answers_to_no_round_shares_few_looks(pair):
    a, b = pair
    here, there = game_at(a, b)
    anna, _ = two_players(a, here.id)
    b.rooms.look(there).result(WAIT_S)
    go = threading.Event()
    b.rooms.journal.run(lambda session: go.wait(WAIT_S))

    jobs = [b.answers.take(there, anna, 7, "x", {}, NOW) for _ in range(200)]
    looks = {id(b.rooms.look(there)) for _ in range(10)}
    go.set()

    assert len(looks) == 1
    assert all(isinstance(job.exception(WAIT_S), AnswerTooLate) for job in jobs)
