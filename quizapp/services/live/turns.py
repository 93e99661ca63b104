"""A few at a time: what takes a while waits for a turn, so that answers are read in between."""

import asyncio
from collections import deque


class Turns:
    """Those who wait, in the order they came: so many go at a time, in every so many rounds.

    A round of the event loop costs next to nothing where nothing else is to be done. An answer
    takes six of them, from its connection to its receipt.
    """

    def __init__(self, at_a_time: int, *, every: int = 1) -> None:
        self._at_a_time = at_a_time
        self._every = every
        self._waiting: deque[asyncio.Future[None]] = deque()
        self._left = at_a_time
        self._rounds = 0
        self._is_called = False

    async def wait(self) -> None:
        """Return when it is one's turn; at once while few come."""
        loop = asyncio.get_running_loop()
        if not self._is_called:
            self._is_called = True
            self._left, self._rounds = self._at_a_time, 0
            loop.call_soon(self._next_round, loop)
        if self._left and not self._waiting:
            self._left -= 1
            return
        turn = loop.create_future()
        self._waiting.append(turn)
        await turn

    def _next_round(self, loop: asyncio.AbstractEventLoop) -> None:
        self._rounds += 1
        if self._rounds < self._every:
            loop.call_soon(self._next_round, loop)
            return
        self._left, self._rounds = self._at_a_time, 0
        while self._waiting and self._left:
            turn = self._waiting.popleft()
            if not turn.done():  # who has gone meanwhile was cancelled
                turn.set_result(None)
                self._left -= 1
        self._is_called = self._left < self._at_a_time
        if self._is_called:
            loop.call_soon(self._next_round, loop)
