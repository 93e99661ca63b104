"""What another thread did, brought to the loop."""

import asyncio
from concurrent.futures import Future, ThreadPoolExecutor

import pytest

from quizapp.wire.results import result_of
from tests.asynchronous import run

COUNT = 200


def finish(jobs: "list[Future[int]]") -> None:
    for number, job in enumerate(jobs):
        if number % 2:
            job.set_exception(ValueError(number))
        else:
            job.set_result(number)


def test_each_gets_its_own_result_or_fault() -> None:
    async def scenario() -> None:
        jobs: list[Future[int]] = [Future() for _ in range(COUNT)]
        waiting = [asyncio.create_task(result_of(job)) for job in jobs]
        await asyncio.sleep(0)
        with ThreadPoolExecutor(1) as thread:
            thread.submit(finish, jobs)
            found = await asyncio.gather(*waiting, return_exceptions=True)

        assert found[::2] == list(range(0, COUNT, 2))
        assert all(isinstance(fault, ValueError) for fault in found[1::2])

    run(scenario())


def test_a_job_that_is_done_costs_no_wait() -> None:
    done: Future[int] = Future()
    done.set_result(7)

    assert run(result_of(done)) == 7


def test_a_request_that_was_given_up_stops_nobody() -> None:
    async def scenario() -> None:
        gone: Future[int] = Future()
        here: Future[int] = Future()
        given_up = asyncio.create_task(result_of(gone))
        waiting = asyncio.create_task(result_of(here))
        await asyncio.sleep(0)
        given_up.cancel()
        with ThreadPoolExecutor(1) as thread:
            thread.submit(gone.set_result, 1)
            thread.submit(here.set_result, 2)
            assert await asyncio.wait_for(waiting, 5) == 2
        with pytest.raises(asyncio.CancelledError):
            await given_up

    run(scenario())
