"""The results of another thread's work, brought to the event loop: all that are there at once.

A batch of the journal is done in one go; to wake the loop for each of its answers would cost a
system call each, and the lock of Python a change of hands.
"""

import asyncio
from collections import deque
from concurrent.futures import Future
from typing import Any, TypeVar
from weakref import WeakKeyDictionary

Result = TypeVar("Result")


async def result_of(job: "Future[Result]") -> Result:
    """What the job gives, or what it raises."""
    if not job.done():
        loop = asyncio.get_running_loop()
        waiting: asyncio.Future[None] = loop.create_future()
        tray = _TRAYS.get(loop) or _TRAYS.setdefault(loop, _Tray(loop))
        job.add_done_callback(lambda _: tray.put(waiting))
        await waiting
    return job.result()


class _Tray:
    """Who is to be woken on a loop; `put` is called from any thread, `_empty` on the loop."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self._wake = loop.call_soon_threadsafe
        self._done: deque[asyncio.Future[None]] = deque()
        self._is_called = False

    def put(self, waiting: "asyncio.Future[None]") -> None:
        self._done.append(waiting)
        if not self._is_called:
            self._is_called = True
            try:
                self._wake(self._empty)
            except RuntimeError:  # the server has stopped: nobody waits any more
                self._done.clear()

    def _empty(self) -> None:
        self._is_called = False  # first: what is put from now on calls again
        while self._done:
            waiting = self._done.popleft()
            if not waiting.done():  # its request may have been cancelled
                waiting.set_result(None)


_TRAYS: WeakKeyDictionary[Any, _Tray] = WeakKeyDictionary()
