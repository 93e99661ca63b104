"""Who hears that a game moved on: every change in time, none of them twice, none kept."""

import asyncio
import threading

from quizapp.services.live.hub import CROWD_PAUSE_S, Hub
from tests.asynchronous import run

SOON_S = 5.0
"""Long enough for anything that is to come; a test waits as long only where it fails."""
AT_ONCE_S = 0.05


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
            hub.listen("g1", is_player=True) as player,
            hub.listen("g1", is_player=False) as screen,
        ):
            hub.publish("g1", "everybody")

            assert await player.moved(SOON_S)
            assert await screen.moved(SOON_S)

    listening(scenario)


def test_another_game_hears_nothing():
    async def scenario(hub):
        with hub.listen("g2", is_player=True) as other, hub.listen("g1", is_player=True) as here:
            hub.publish("g1", "everybody")

            assert await here.moved(SOON_S)
            assert not await other.moved(0)

    listening(scenario)


def test_a_slow_listener_skips_states_and_nothing_is_kept_for_it():
    async def scenario(hub):
        with hub.listen("g1", is_player=True) as slow, hub.listen("g1", is_player=True) as quick:
            for _ in range(100):
                hub.publish("g1", "everybody")
            assert await quick.moved(SOON_S)

            assert await slow.moved(SOON_S)
            assert not await slow.moved(AT_ONCE_S)

    listening(scenario)


def test_a_change_while_somebody_is_busy_is_not_missed():
    async def scenario(hub):
        with hub.listen("g1", is_player=True) as listener:
            hub.publish("g1", "everybody")
            assert await listener.moved(SOON_S)
            hub.publish("g1", "everybody")  # while the first state is rendered

            assert await listener.moved(SOON_S)

    listening(scenario)


def test_without_a_change_a_listener_hears_that_too():
    async def scenario(hub):
        with hub.listen("g1", is_player=True) as listener:
            assert not await listener.moved(AT_ONCE_S)

    listening(scenario)


def test_counts_go_to_host_and_screen_and_not_to_players():
    async def scenario(hub):
        with (
            hub.listen("g1", is_player=True) as player,
            hub.listen("g1", is_player=False) as screen,
        ):
            hub.publish("g1", "crowd")

            assert await screen.moved(SOON_S)
            assert not await player.moved(0)

    listening(scenario)


def test_counts_of_a_burst_are_told_once_a_pause():
    async def scenario(hub):
        loop = asyncio.get_running_loop()
        with hub.listen("g1", is_player=False) as screen:
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
        with hub.listen("g1", is_player=True) as listener:
            writer = threading.Thread(target=hub.publish, args=("g1", "everybody"))
            writer.start()

            assert await listener.moved(SOON_S)
            writer.join()

    listening(scenario)


def test_who_has_gone_is_told_nothing():
    async def scenario(hub):
        with hub.listen("g1", is_player=True) as gone:
            pass
        with hub.listen("g1", is_player=True) as here:
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
