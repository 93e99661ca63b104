"""Openings of streams take turns, so that a wave of them leaves room for answers."""

import asyncio

from quizapp.services.live.turns import Turns
from tests.asynchronous import run

AT_A_TIME = 4


async def one(turns: Turns, number: int, went: list[int]) -> None:
    await turns.wait()
    went.append(number)


def test_a_few_go_at_once() -> None:
    async def scenario() -> None:
        turns, went = Turns(AT_A_TIME), list[int]()
        for number in range(AT_A_TIME):
            await one(turns, number, went)

        assert went == list(range(AT_A_TIME))

    run(scenario())


def test_of_many_a_few_go_in_each_round_in_the_order_they_came() -> None:
    async def scenario() -> None:
        turns, went = Turns(AT_A_TIME), list[int]()
        tasks = [asyncio.create_task(one(turns, n, went)) for n in range(5 * AT_A_TIME)]
        most = 0
        while not all(task.done() for task in tasks):
            before = len(went)
            await asyncio.sleep(0)
            most = max(most, len(went) - before)

        assert most <= AT_A_TIME
        assert went == list(range(5 * AT_A_TIME))

    run(scenario())


def test_who_went_away_meanwhile_holds_up_nobody() -> None:
    async def scenario() -> None:
        turns, went = Turns(AT_A_TIME), list[int]()
        tasks = [asyncio.create_task(one(turns, n, went)) for n in range(3 * AT_A_TIME)]
        await asyncio.sleep(0)
        for task in tasks[AT_A_TIME : 2 * AT_A_TIME]:
            task.cancel()
        await asyncio.wait(tasks)

        assert went == [*range(AT_A_TIME), *range(2 * AT_A_TIME, 3 * AT_A_TIME)]

    run(scenario())


def test_between_turns_the_loop_has_as_many_rounds_for_others_as_it_was_told() -> None:
    async def scenario() -> None:
        turns, went = Turns(1, every=3), list[int]()
        tasks = [asyncio.create_task(one(turns, n, went)) for n in range(5)]
        rounds = 0
        while not all(task.done() for task in tasks):
            await asyncio.sleep(0)
            rounds += 1

        assert went == list(range(5))
        assert rounds >= 4 * 3

    run(scenario())
