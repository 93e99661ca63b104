"""Who hears that a game moved on: every change in time, none of them twice, none kept."""

import asyncio
import threading
from contextlib import ExitStack

from quizapp.services.live.hub import CROWD_PAUSE_S, STREAMS_LIMIT, Hub
from quizapp.services.live.presence import Presence
from tests.asynchronous import run

SOON_S = 5.0
"""Long enough for anything that is to come; a test waits as long only where it fails."""
AT_ONCE_S = 0.05
LIMIT = STREAMS_LIMIT[False]


def listening(scenario):
    """Run the scenario on an event loop that the hub serves."""

    async def listen():
        hub = Hub()
        hub.attach(asyncio.get_running_loop())
        await scenario(hub)

    run(listen())


def test_everybody_in_a_game_hears_that_it_moved_on():
    async def scenario(hub):
        with (
            hub.listen("g1", player="a") as player,
            hub.listen("g1", player=None) as screen,
        ):
            hub.publish("g1", "everybody")

            assert await player.moved(SOON_S)
            assert await screen.moved(SOON_S)

    listening(scenario)


def test_another_game_hears_nothing():
    async def scenario(hub):
        with hub.listen("g2", player="a") as other, hub.listen("g1", player="b") as here:
            hub.publish("g1", "everybody")

            assert await here.moved(SOON_S)
            assert not await other.moved(0)

    listening(scenario)


def test_a_slow_listener_skips_states_and_nothing_is_kept_for_it():
    async def scenario(hub):
        with hub.listen("g1", player="a") as slow, hub.listen("g1", player="b") as quick:
            for _ in range(100):
                hub.publish("g1", "everybody")
            assert await quick.moved(SOON_S)

            assert await slow.moved(SOON_S)
            assert not await slow.moved(AT_ONCE_S)

    listening(scenario)


def test_a_change_while_somebody_is_busy_is_not_missed():
    async def scenario(hub):
        with hub.listen("g1", player="a") as listener:
            hub.publish("g1", "everybody")
            assert await listener.moved(SOON_S)
            hub.publish("g1", "everybody")  # while the first state is rendered

            assert await listener.moved(SOON_S)

    listening(scenario)


def test_without_a_change_a_listener_hears_that_too():
    async def scenario(hub):
        with hub.listen("g1", player="a") as listener:
            assert not await listener.moved(AT_ONCE_S)

    listening(scenario)


def test_counts_go_to_host_and_screen_and_not_to_players():
    async def scenario(hub):
        with (
            hub.listen("g1", player="a") as player,
            hub.listen("g1", player=None) as screen,
        ):
            hub.publish("g1", "crowd")

            assert await screen.moved(SOON_S)
            assert not await player.moved(0)

    listening(scenario)


def test_counts_of_a_burst_are_told_once_a_pause():
    async def scenario(hub):
        loop = asyncio.get_running_loop()
        with hub.listen("g1", player=None) as screen:
            began = loop.time()
            for _ in range(500):
                hub.publish("g1", "crowd")

            assert await screen.moved(SOON_S)
            assert loop.time() - began >= CROWD_PAUSE_S
            assert not await screen.moved(CROWD_PAUSE_S + AT_ONCE_S)

            hub.publish("g1", "crowd")
            assert await screen.moved(SOON_S)

    listening(scenario)


def test_any_thread_may_publish():
    async def scenario(hub):
        with hub.listen("g1", player="a") as listener:
            writer = threading.Thread(target=hub.publish, args=("g1", "everybody"))
            writer.start()

            assert await listener.moved(SOON_S)
            writer.join()

    listening(scenario)


def test_who_has_gone_is_told_nothing():
    async def scenario(hub):
        with hub.listen("g1", player="a") as gone:
            pass
        with hub.listen("g1", player="a") as here:
            hub.publish("g1", "everybody")

            assert await here.moved(SOON_S)
            assert not await gone.moved(0)

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
        with ExitStack() as stack:
            opened = [stack.enter_context(hub.listen("g1", player="a")) for _ in range(LIMIT + 1)]
            assert [listener.is_over for listener in opened] == [True] + [False] * LIMIT
            assert await opened[0].moved(SOON_S)

    listening(scenario)


def test_the_streams_of_a_game_that_is_gone_end():
    async def scenario(hub):
        with (
            hub.listen("g1", player="a") as player,
            hub.listen("g1", player=None) as screen,
            hub.listen("g2", player="a") as other,
        ):
            hub.end("g1")
            assert await player.moved(SOON_S)
            assert await screen.moved(SOON_S)
            assert (player.is_over, screen.is_over, other.is_over) == (True, True, False)

    listening(scenario)


def test_who_has_a_stream_is_present_and_so_is_who_asked_a_moment_ago():
    async def scenario(hub):
        hub.presence.note("g1", "b")
        with hub.listen("g1", player="a"), hub.listen("g1", player=None):
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
        with hub.listen("g1", player="a"):
            pass
        async with asyncio.timeout(SOON_S):
            await gone.wait()
        assert hub.present("g1") == set()

    listening(scenario)


def test_nothing_is_kept_of_a_game_that_nobody_listens_to():
    async def scenario(hub):
        with hub.listen("g1", player="a"), hub.listen("g1", player=None):
            pass
        hub.publish("g1", "everybody")
        assert not hub._players
        assert not hub._crowd

    listening(scenario)
