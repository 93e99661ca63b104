"""A result that another thread gives: waited for by threads and on an event loop."""

import asyncio
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from quizapp.store.promise import Promise
from tests.asynchronous import run

COUNT = 200
SOON_S = 5


def finish(jobs: list[Promise[int]]) -> None:
    for number, job in enumerate(jobs):
        if number % 2:
            job.set_exception(ValueError(number))
        else:
            job.set_result(number)


async def value(promise: Promise[int]) -> int:
    return await promise


def test_on_a_loop_each_gets_its_own_result_or_fault() -> None:
    async def scenario() -> None:
        jobs: list[Promise[int]] = [Promise() for _ in range(COUNT)]
        waiting = [asyncio.create_task(value(job)) for job in jobs]
        await asyncio.sleep(0)
        with ThreadPoolExecutor(1) as thread:
            thread.submit(finish, jobs)
            found = await asyncio.gather(*waiting, return_exceptions=True)

        assert found[::2] == list(range(0, COUNT, 2))
        assert all(isinstance(fault, ValueError) for fault in found[1::2])

    run(scenario())


def test_so_does_each_thread_that_waits() -> None:
    jobs: list[Promise[int]] = [Promise() for _ in range(COUNT)]
    with ThreadPoolExecutor(8) as threads:
        faults = [threads.submit(job.exception, SOON_S) for job in jobs]
        finish(jobs)

    assert [fault.result(SOON_S) is not None for fault in faults] == [False, True] * (COUNT // 2)
    assert jobs[-2].result() == COUNT - 2
    with pytest.raises(ValueError, match=str(COUNT - 1)):
        jobs[-1].result()


def test_who_waits_for_nothing_is_told_so_in_time() -> None:
    with pytest.raises(TimeoutError):
        Promise[int]().result(timeout=0)


def test_a_job_that_is_done_costs_no_wait() -> None:
    done = Promise[int]()
    done.set_result(7)

    assert run(value(done)) == 7


def test_a_request_that_was_given_up_stops_nobody() -> None:
    async def scenario() -> None:
        gone, here = Promise[int](), Promise[int]()
        given_up = asyncio.create_task(value(gone))
        waiting = asyncio.create_task(value(here))
        await asyncio.sleep(0)
        given_up.cancel()
        with ThreadPoolExecutor(1) as thread:
            thread.submit(gone.set_result, 1)
            thread.submit(here.set_result, 2)
            assert await asyncio.wait_for(waiting, SOON_S) == 2
        with pytest.raises(asyncio.CancelledError):
            await given_up

    run(scenario())


def test_what_follows_happens_once_however_late_it_is_asked_for() -> None:
    told: list[int] = []
    for _ in range(COUNT):
        job, start = Promise[int](), threading.Barrier(2)

        def ask(job: Promise[int] = job, start: threading.Barrier = start) -> None:
            start.wait(SOON_S)
            job.add_done_callback(lambda done: told.append(done.result()))

        asking = threading.Thread(target=ask)
        asking.start()
        start.wait(SOON_S)
        job.set_result(1)
        asking.join(SOON_S)

    assert len(told) == COUNT


def test_what_fails_afterwards_stops_neither_the_worker_nor_the_others(
    caplog: pytest.LogCaptureFixture,
) -> None:
    job, told = Promise[int](), list[int]()
    job.add_done_callback(lambda _: 1 / 0)
    job.add_done_callback(lambda done: told.append(done.result()))

    job.set_result(3)

    assert told == [3]
    assert "what follows a job failed" in caplog.text
