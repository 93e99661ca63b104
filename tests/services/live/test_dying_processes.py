"""Several processes: who is at which, clocks that all of them drive, and games that are gone."""

import asyncio
from contextlib import ExitStack
from datetime import timedelta

import pytest

from quizapp import clock
from quizapp.core.rules import Rules
from quizapp.services import chance
from quizapp.services.live import others
from quizapp.services.live.faults import NoSeat
from quizapp.services.live.presence import Presence
from quizapp.services.live.room import RETENTION, NoSuchGame
from tests.asynchronous import run
from tests.lines import NotedLine
from tests.processes import WAIT_S, answer, game_at, until
from tests.world import NOW, advance, form_for, two_players


@pytest.fixture
def database_kind():
    """SQLite has one process."""
    return "postgresql"


# Who is here, and closing early


@pytest.fixture
def listening(pair):
    """Runs `work` while players have streams: pairs of a process (0 or 1) and a player."""
    for live in pair:
        live.hub.presence = Presence(grace_s=-1.0)  # who has no stream is gone at once

    def scenario(room, seats, work):
        async def on_loop():
            loop = asyncio.get_running_loop()
            with ExitStack() as stack:
                for live in pair:
                    live.hub.attach(loop)
                for number, player in seats:
                    line = pair[number].hub.listen(room.id, NotedLine(), player=player)
                    stack.enter_context(line)
                await loop.run_in_executor(None, work)

        run(on_loop())

    return scenario


def both_know(pair, room, *players):
    """Whether either process knows that these are here."""
    return until(lambda: all(live.hub.present(room.id) == {*players} for live in pair))


@pytest.mark.parametrize("crosses", [False, True])
def test_a_round_closes_once_all_who_are_at_any_process_have_answered(pair, listening, crosses):
    """Also where each one's answer goes to the process that has not their stream."""
    a, b = pair
    here, there = game_at(a, b)
    anna, boris = two_players(a, here.id)
    places = ((b, there), (a, here)) if crosses else ((a, here), (b, there))

    def work():
        assert both_know(pair, here, anna, boris)
        advance(a, here, "opened")
        form = form_for(here, right=True)
        answer(*places[0], anna, 1, form)
        for live, room in ((a, here), (b, there)):
            live.rooms.look(room).result(WAIT_S)
            live.rooms.journal.run(lambda session: None).result(WAIT_S)
            assert room.table.game.phase == "open"
        answer(*places[1], boris, 1, form)
        assert until(lambda: here.table.game.phase == there.table.game.phase == "closed")

    listening(here, [(0, anna), (1, boris)], work)

    assert (here.table.game.seq, len(here.table.answers)) == (2, 2)


def test_whoever_was_at_a_process_that_died_is_not_waited_for(
    pair, listening, process, monkeypatch
):
    monkeypatch.setattr(others, "SEEN_WITHIN", timedelta(seconds=2))
    a, b = pair
    here, _ = game_at(a, b)
    anna, boris = two_players(a, here.id)

    def work():
        assert both_know(pair, here, anna, boris)
        b.driver.close()  # it beats no more
        advance(a, here, "opened")
        answer(a, here, anna, 1, form_for(here, right=True))
        assert until(lambda: here.table.game.phase == "closed")

    listening(here, [(0, anna), (1, boris)], work)


def test_a_process_that_stops_takes_its_players_with_it(pair, listening):
    a, b = pair
    here, _ = game_at(a, b)
    anna, boris = two_players(a, here.id)

    def work():
        assert both_know(pair, here, anna, boris)
        b.driver.close()
        b.others.leave()
        assert until(lambda: a.hub.present(here.id) == {anna})

    listening(here, [(0, anna), (1, boris)], work)


# Clocks


def test_a_clock_that_rings_at_every_process_closes_the_round_once(pair):
    a, b = pair
    here, there = game_at(a, b, limit_s=5)

    advance(a, here, "opened", at=clock.now() - timedelta(milliseconds=4800))
    b.rooms.look(there).result(WAIT_S)

    assert until(lambda: here.table.game.phase == there.table.game.phase == "closed")
    assert here.table.game.seq == there.table.game.seq == 2


def test_a_game_whose_process_died_goes_on_at_another_and_gets_the_time_back(pair):
    a, b = pair
    died = clock.now() - timedelta(minutes=5)
    a.driver.close()
    room = a.rooms.room(a.rooms.create("test-ban", 3, Rules(limit_s=3600), died).id)
    advance(a, room, "opened", at=died)

    assert until(lambda: room.id in b.rooms.in_memory)
    after = b.rooms.room(room.id)
    assert until(lambda: after.table.game.seq == 3)
    left = after.table.game.deadline() - clock.now()
    assert timedelta(seconds=3500) < left <= timedelta(seconds=3600)


def test_a_game_that_others_drive_gets_no_time_back(pair, process):
    a, _ = pair
    opened = clock.now()
    room = a.rooms.room(a.rooms.create("test-ban", 3, Rules(limit_s=3600), opened).id)
    advance(a, room, "opened", at=opened)

    later = process()
    later.driver.resume(opened + timedelta(seconds=2))

    assert later.rooms.room(room.id).table.game.deadline() == opened + timedelta(seconds=3600)


# Games that are gone


def test_a_pin_that_is_used_again_leads_to_the_new_game(pair, monkeypatch):
    a, b = pair
    old = a.rooms.create("test-ban", 3, Rules(), NOW)
    b.rooms.room(b.rooms.game_of_pin(old.pin))
    a.rooms.purge(NOW + RETENTION)
    monkeypatch.setattr(chance, "new_pin", lambda: old.pin)
    new = a.rooms.create("test-ban", 3, Rules(), NOW)

    assert until(lambda: b.rooms.game_of_pin(old.pin) == new.id)


def test_a_game_that_was_deleted_elsewhere_is_gone_here_too(pair):
    a, b = pair
    here, there = game_at(a, b)
    a.rooms.purge(NOW + RETENTION)

    for ask in (
        lambda: b.rooms.look(there).result(WAIT_S),
        lambda: b.door.join(there.id, "Anna", NOW),
        lambda: answer(b, there, "anna", 1, {}),
    ):
        with pytest.raises((NoSuchGame, NoSeat)):
            ask()
    assert here.id not in b.rooms.in_memory
