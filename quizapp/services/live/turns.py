"""A few at a time: who opens a stream waits for a turn, so that answers are read in between."""

import asyncio
from collections import deque

AT_A_TIME = 4
"""Streams that are opened in one round of the event loop."""


class Turns:
    """Those who wait, in the order they came."""

    def __init__(self) -> None:
        self._waiting: deque[asyncio.Future[None]] = deque()
        self._left = AT_A_TIME
        self._is_called = False

    async def wait(self) -> None:
        """Return when it is one's turn; at once while few come."""
        loop = asyncio.get_running_loop()
        if not self._is_called:
            self._is_called = True
            self._left = AT_A_TIME
            loop.call_soon(self._next_round, loop)
        if self._left and not self._waiting:
            self._left -= 1
            return
        turn = loop.create_future()
        self._waiting.append(turn)
        await turn

    def _next_round(self, loop: asyncio.AbstractEventLoop) -> None:
        self._left = AT_A_TIME
        while self._waiting and self._left:
            turn = self._waiting.popleft()
            if not turn.done():  # who has gone meanwhile was cancelled
                turn.set_result(None)
                self._left -= 1
        self._is_called = bool(self._waiting)
        if self._is_called:
            loop.call_soon(self._next_round, loop)
