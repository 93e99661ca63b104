"""Who hears that a game moved on: every change in time, none of them twice, none kept."""

import asyncio
import threading
from contextlib import ExitStack, contextmanager
from typing import Any

from quizapp.services.live.faults import NoSeat
from quizapp.services.live.hub import AT_A_TIME, CROWD_PAUSE_S, STREAMS_LIMIT, Hub
from quizapp.services.live.presence import Presence
from tests.asynchronous import run
from tests.lines import NotedLine

SOON_S = 5.0
"""Long enough for anything that is to come; a test waits as long only where it fails."""
AT_ONCE_S = 0.05
LIMIT, SCREENS = STREAMS_LIMIT[False], STREAMS_LIMIT[True]


def listening(scenario):
    """Run the scenario on an event loop that the hub serves."""

    async def listen():
        hub = Hub()
        hub.attach(asyncio.get_running_loop())
        await scenario(hub)

    run(listen())


@contextmanager
def listening_to(hub, *places):
    """A line for each (game, player)."""
    lines = [NotedLine() for _ in places]
    with ExitStack() as stack:
        for line, (game, player) in zip(lines, places, strict=True):
            stack.enter_context(hub.listen(game, line, player=player))
        yield lines


async def crowd_is_told(*lines):
    """Host and projector heard who came; from here on only what a test does."""
    for line in lines:
        assert await line.heard(SOON_S)
        line.states.clear()


def test_everybody_in_a_game_gets_what_there_is_to_see():
    async def scenario(hub):
        with listening_to(hub, ("g1", "a"), ("g1", "b"), ("g2", "c")) as (anna, boris, other):
            hub.publish("g1", "everybody")

            assert await anna.heard(SOON_S)
            assert await boris.heard(SOON_S)
            assert (len(anna.states), len(boris.states), len(other.states)) == (1, 1, 0)

    listening(scenario)


def test_changes_while_a_sweep_runs_make_one_more_and_nothing_is_kept():
    async def scenario(hub):
        players = [("g1", f"p{n}") for n in range(AT_A_TIME * 3)]
        with listening_to(hub, *players) as lines:
            hub.publish("g1", "everybody")
            assert await lines[0].heard(SOON_S)
            for _ in range(100):
                hub.publish("g1", "everybody")
            await asyncio.sleep(AT_ONCE_S)

            assert {len(line.states) for line in lines} <= {2, 3}

    listening(scenario)


def test_the_last_state_reaches_everybody():
    async def scenario(hub):
        now = [0]
        lines = [NotedLine(lambda: now[0]) for _ in range(AT_A_TIME + 1)]
        with ExitStack() as stack:
            for n, line in enumerate(lines):
                stack.enter_context(hub.listen("g1", line, player=f"p{n}"))
            for number in range(1, 6):
                now[0] = number
                hub.publish("g1", "everybody")
                await asyncio.sleep(0)
            await asyncio.sleep(AT_ONCE_S)

            assert {line.states[-1] for line in lines} == {5}

    listening(scenario)


def test_a_line_that_takes_nothing_more_is_ended_and_the_others_go_on():
    async def scenario(hub):
        with listening_to(hub, ("g1", "slow"), ("g1", "quick")) as (slow, quick):
            slow.is_full = True
            hub.publish("g1", "everybody")
            assert await quick.heard(SOON_S)

            assert (slow.is_over, quick.is_over) == (True, False)

    listening(scenario)


def test_who_lost_the_seat_is_ended_and_the_others_go_on():
    def refuse():
        raise NoSeat

    async def scenario(hub):
        gone, here = NotedLine(refuse), NotedLine()
        with hub.listen("g1", gone, player="a"), hub.listen("g1", here, player="b"):
            hub.publish("g1", "everybody")
            assert await here.heard(SOON_S)

            assert (gone.is_over, here.is_over) == (True, False)

    listening(scenario)


def test_every_line_gets_signs_of_life():
    async def scenario(hub):
        with listening_to(hub, ("g1", "a"), ("g2", None)) as (player, screen):
            await crowd_is_told(screen)
            assert await player.heard(SOON_S)
            assert await screen.heard(SOON_S)

            assert (player.beats, screen.beats) == (1, 1)

    listening(scenario)


def test_counts_go_to_host_and_screen_and_not_to_players():
    async def scenario(hub):
        with listening_to(hub, ("g1", "a"), ("g1", None)) as (player, screen):
            await crowd_is_told(screen)
            hub.publish("g1", "crowd")

            assert await screen.heard(SOON_S)
            assert (len(screen.states), player.states) == (1, [])

    listening(scenario)


def test_counts_of_a_burst_are_told_once_a_pause():
    async def scenario(hub):
        loop = asyncio.get_running_loop()
        with listening_to(hub, ("g1", None)) as (screen,):
            await crowd_is_told(screen)
            began = loop.time()
            for _ in range(500):
                hub.publish("g1", "crowd")

            assert await screen.heard(SOON_S)
            assert loop.time() - began >= CROWD_PAUSE_S
            await asyncio.sleep(CROWD_PAUSE_S + AT_ONCE_S)
            assert len(screen.states) == 1

    listening(scenario)


def test_counts_of_many_games_are_told_one_after_the_other():
    rounds = 0

    def count_rounds(loop):
        nonlocal rounds
        rounds += 1
        loop.call_soon(count_rounds, loop)

    async def scenario(hub):
        count_rounds(asyncio.get_running_loop())
        lines = [NotedLine(show=lambda: rounds) for _ in range(10)]
        with ExitStack() as stack:
            for number, line in enumerate(lines):
                stack.enter_context(hub.listen(f"g{number}", line, player=None))
            for line in lines:
                assert await line.heard(SOON_S)

            told_in: list[Any] = [line.states[0] for line in lines]
            assert told_in == sorted(set(told_in))

    listening(scenario)


def test_any_thread_may_publish():
    async def scenario(hub):
        with listening_to(hub, ("g1", "a")) as (line,):
            writer = threading.Thread(target=hub.publish, args=("g1", "everybody"))
            writer.start()

            assert await line.heard(SOON_S)
            writer.join()

    listening(scenario)


def test_who_has_gone_is_told_nothing():
    async def scenario(hub):
        with listening_to(hub, ("g1", "a")) as (gone,):
            pass
        with listening_to(hub, ("g1", "a")) as (here,):
            hub.publish("g1", "everybody")

            assert await here.heard(SOON_S)
            assert gone.states == []

    listening(scenario)


def test_without_a_server_publishing_is_harmless():
    hub = Hub()
    hub.publish("g1", "everybody")

    listening_no_more = Hub()
    run(_attach(listening_no_more))
    listening_no_more.publish("g1", "everybody")


async def _attach(hub):
    hub.attach(asyncio.get_running_loop())


def test_a_seat_has_a_few_streams_and_the_oldest_ends_for_a_new_one():
    async def scenario(hub):
        with listening_to(hub, *[("g1", "a")] * (LIMIT + 1)) as lines:
            assert [line.is_over for line in lines] == [True] + [False] * LIMIT

    listening(scenario)


def test_however_often_the_projector_opens_the_host_stays():
    async def scenario(hub):
        host = NotedLine()
        with (
            hub.listen("g1", host, player=None, is_host=True),
            listening_to(hub, *[("g1", None)] * (SCREENS + 1)) as screens,
        ):
            assert not host.is_over
            assert [line.is_over for line in screens] == [True] + [False] * SCREENS

    listening(scenario)


def test_the_streams_of_a_game_that_is_gone_end():
    async def scenario(hub):
        with listening_to(hub, ("g1", "a"), ("g1", None), ("g2", "a")) as (player, screen, other):
            hub.end("g1")
            assert await player.heard(SOON_S)

            assert (player.is_over, screen.is_over, other.is_over) == (True, True, False)

    listening(scenario)


def test_when_the_server_stops_every_stream_ends():
    async def scenario(hub):
        with listening_to(hub, ("g1", "a"), ("g2", None)) as lines:
            hub.end_all()

            assert all(line.is_over for line in lines)

    listening(scenario)


def test_who_has_a_stream_is_present_and_so_is_who_asked_a_moment_ago():
    async def scenario(hub):
        hub.presence.note("g1", "b")
        with hub.listen("g1", NotedLine(), player="a"), hub.listen("g1", NotedLine(), player=None):
            assert hub.present("g1") == {"a", "b"}
            assert [hub.is_present("g1", p) for p in "abc"] == [True, True, False]
        assert hub.present("g1") == {"a", "b"}  # a reload is no farewell
        assert hub.present("g2") == set()

    listening(scenario)


def test_once_somebody_is_gone_for_good_that_is_told():
    async def scenario(hub):
        gone = asyncio.Event()
        hub.when_gone = lambda game_id: gone.set()
        hub.presence = Presence(grace_s=0.0)
        with hub.listen("g1", NotedLine(), player="a"):
            pass
        async with asyncio.timeout(SOON_S):
            await gone.wait()
        assert hub.present("g1") == set()

    listening(scenario)


def test_nothing_is_kept_of_a_game_that_nobody_listens_to():
    async def scenario(hub):
        with hub.listen("g1", NotedLine(), player="a"), hub.listen("g1", NotedLine(), player=None):
            pass
        hub.publish("g1", "everybody")
        assert not hub._players
        assert not hub._crowd

    listening(scenario)


# Faults of ours


class _Broken(NotedLine):
    """Breaks at every word."""

    def tell(self):
        raise RuntimeError

    def beat(self, _now):
        raise RuntimeError

    def end(self):
        super().end()
        raise RuntimeError


def test_a_line_that_breaks_is_ended_and_the_others_go_on(caplog):
    async def scenario(hub):
        broken, here, screen = _Broken(), NotedLine(), NotedLine()
        with (
            hub.listen("g1", _Broken(), player=None),
            hub.listen("g1", screen, player=None),
            hub.listen("g1", broken, player="a"),
            hub.listen("g1", here, player="b"),
        ):
            await crowd_is_told(screen)
            for _ in range(2):
                hub.publish("g1", "everybody")
                assert await here.heard(SOON_S)
                assert await screen.heard(SOON_S)
            assert len(here.states) == len(screen.states) == 2
            while not (here.beats and screen.beats):
                assert await here.heard(SOON_S)
                await asyncio.sleep(0)
            assert broken.is_over
            assert not here.is_over

    listening(scenario)

    assert "a stream broke" in caplog.text
