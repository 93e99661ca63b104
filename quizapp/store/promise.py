"""What another thread will give: a future that costs no lock.

`concurrent.futures.Future` makes a lock and a condition for each job and takes them at each step;
they were a fifth of what an answer cost (docs/performance.md). Here the operations of list and
deque, each of which Python does as a whole, are enough.
"""

import asyncio
import logging
import threading
from collections import deque
from collections.abc import Callable, Generator
from typing import Any, Generic, TypeVar
from weakref import WeakKeyDictionary

Result = TypeVar("Result")
log = logging.getLogger(__name__)


class Promise(Generic[Result]):
    """Done once, by one thread; waited for by any, or by `await` on an event loop.

    It cannot be cancelled: who no longer waits must not stop who works.
    """

    __slots__ = ("_calls", "_fault", "_is_done", "_result")

    _result: Result

    def __init__(self) -> None:
        self._calls: list[Callable[[Promise[Result]], object]] = []
        self._fault: BaseException | None = None
        self._is_done = False

    def done(self) -> bool:
        """Whether there is a result or a fault."""
        return self._is_done

    def set_result(self, result: Result) -> None:
        """Give what was promised."""
        self._result = result
        self._end()

    def set_exception(self, fault: BaseException) -> None:
        """Say why there will be no result."""
        self._fault = fault
        self._end()

    def add_done_callback(self, call: "Callable[[Promise[Result]], object]") -> None:
        """Call this with the promise once it is done: at once, or on the thread that does it."""
        self._calls.append(call)
        if self._is_done:
            self._tell()

    def exception(self, timeout: float | None = None) -> BaseException | None:
        """Why there is no result; None where there is one. Raises TimeoutError."""
        self._wait(timeout)
        return self._fault

    def result(self, timeout: float | None = None) -> Result:
        """The result, or what was raised instead; TimeoutError after `timeout` seconds."""
        self._wait(timeout)
        if self._fault is not None:
            raise self._fault
        return self._result

    def __await__(self) -> Generator[Any, None, Result]:
        """The same on an event loop, which goes on meanwhile."""
        if not self._is_done:
            loop = asyncio.get_running_loop()
            waiting: asyncio.Future[None] = loop.create_future()
            tray = _TRAYS.get(loop) or _TRAYS.setdefault(loop, _Tray(loop))
            self.add_done_callback(lambda _: tray.put(waiting))
            yield from waiting
        return self.result()

    def _wait(self, timeout: float | None) -> None:
        if not self._is_done:
            is_done = threading.Event()
            self.add_done_callback(lambda _: is_done.set())
            if not is_done.wait(timeout):
                raise TimeoutError

    def _end(self) -> None:
        self._is_done = True  # first: who comes from now on sees it, and tells itself
        self._tell()

    def _tell(self) -> None:
        """Make each call once, whichever thread gets hold of it."""
        while self._calls:
            try:
                call = self._calls.pop(0)
            except IndexError:  # the other thread was quicker
                return
            try:
                call(self)
            except Exception:
                log.exception("what follows a job failed")


class _Tray:
    """Who is to be woken on a loop; `put` is called from any thread, `_empty` on the loop.

    A batch of the journal is done in one go; to wake the loop for each of its answers would cost a
    system call each, and the lock of Python a change of hands.
    """

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
