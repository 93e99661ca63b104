"""Who listens to which game, and how they hear that something changed.

A listener is told only that its game moved on; it then renders the present state. So a slow
reader skips states, and nothing is ever queued for it. All methods but `publish` belong to the
event loop's thread.
"""

import asyncio
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Literal

Audience = Literal["everybody", "crowd"]

CROWD_PAUSE_S = 0.25
"""Counts go to host and projector at most four times a second."""


class Listener:
    """One open stream."""

    def __init__(self) -> None:
        self._moved = asyncio.Event()

    def notify(self) -> None:
        """Say that the state moved on."""
        self._moved.set()

    async def moved(self, timeout_s: float) -> bool:
        """Wait for the next change; False where none came in that time."""
        try:
            async with asyncio.timeout(timeout_s):
                await self._moved.wait()
        except TimeoutError:
            return False
        self._moved.clear()
        return True


class Hub:
    """The listeners of one process."""

    def __init__(self) -> None:
        self._loop: asyncio.AbstractEventLoop | None = None
        self._players: dict[str, set[Listener]] = {}
        self._crowd: dict[str, set[Listener]] = {}
        self._crowd_waits: set[str] = set()

    def attach(self, loop: asyncio.AbstractEventLoop) -> None:
        """Start to serve: from now on `publish` reaches listeners."""
        self._loop = loop

    @contextmanager
    def listen(self, game_id: str, *, is_player: bool) -> Iterator[Listener]:
        """A listener for as long as the block lasts."""
        games = self._players if is_player else self._crowd
        listener = Listener()
        games.setdefault(game_id, set()).add(listener)
        try:
            yield listener
        finally:
            games[game_id].discard(listener)
            if not games[game_id]:
                del games[game_id]

    def publish(self, game_id: str, audience: Audience) -> None:
        """Tell the listeners, from any thread; without an attached loop nobody listens."""
        if self._loop and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._tell, game_id, audience)

    def _tell(self, game_id: str, audience: Audience) -> None:
        if audience == "everybody":
            _notify(self._players.get(game_id, ()))
            _notify(self._crowd.get(game_id, ()))
        elif game_id not in self._crowd_waits and self._loop:
            self._crowd_waits.add(game_id)
            self._loop.call_later(CROWD_PAUSE_S, self._tell_crowd, game_id)

    def _tell_crowd(self, game_id: str) -> None:
        self._crowd_waits.discard(game_id)
        _notify(self._crowd.get(game_id, ()))


def _notify(listeners: Iterable[Listener]) -> None:
    for listener in listeners:
        listener.notify()
