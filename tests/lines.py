"""A line to nobody's page, for tests of who hears what."""

import asyncio
from collections.abc import Callable

from quizapp.services.live.faults import NoSeat


class NotedLine:
    """Counts the states and beats it is given; takes nothing more once `is_full`."""

    def __init__(self, show: Callable[[], object] = lambda: None) -> None:
        self.states: list[object] = []
        self.beats = 0
        self.is_full = False
        self.is_over = False
        self._show = show
        self._heard = asyncio.Event()

    def tell(self) -> bool:
        """Note what there is to see."""
        try:
            self.states.append(self._show())
        except NoSeat:
            self._heard.set()
            raise
        self._heard.set()
        return not self.is_full

    def beat(self, _now: object) -> bool:
        """Note a sign of life."""
        self.beats += 1
        self._heard.set()
        return not self.is_full

    def end(self) -> None:
        """Note the end."""
        self.is_over = True
        self._heard.set()

    async def heard(self, timeout_s: float = 5.0) -> bool:
        """Wait until something comes; False where nothing did in that time."""
        try:
            async with asyncio.timeout(timeout_s):
                await self._heard.wait()
        except TimeoutError:
            return False
        self._heard.clear()
        return True
