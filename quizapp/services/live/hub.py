"""Who listens to which game, and how they hear that something changed.

A listener is told only that its game moved on; it then renders the present state. So a slow
reader skips states, and nothing is ever queued for it. All methods but `publish` and `end` belong
to the event loop's thread.
"""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Literal

from quizapp.services.live.presence import Presence

Audience = Literal["everybody", "crowd"]

CROWD_PAUSE_S = 0.25
"""Counts go to host and projector at most four times a second."""
STREAMS_LIMIT = {False: 4, True: 64}
"""How many streams a player's seat may have, and host and projectors together."""


class Listener:
    """One open stream."""

    def __init__(self) -> None:
        self.is_over = False
        self._moved = asyncio.Event()

    def end(self) -> None:
        """Say that nothing more will come."""
        self.is_over = True
        self.notify()

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


_Seats = dict[str | None, list[Listener]]
"""The listeners of a game by player; those of host and projector under None."""


class Hub:
    """The listeners of one process; `when_gone` is told of a game that somebody left for good."""

    def __init__(self) -> None:
        self.when_gone: Callable[[str], None] = lambda _game_id: None
        self.presence = Presence()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._players: dict[str, _Seats] = {}
        self._crowd: dict[str, _Seats] = {}
        self._crowd_waits: set[str] = set()
        self._gone_waits: set[str] = set()

    def attach(self, loop: asyncio.AbstractEventLoop) -> None:
        """Start to serve: from now on `publish` reaches listeners."""
        self._loop = loop

    @contextmanager
    def listen(self, game_id: str, *, player: str | None) -> Iterator[Listener]:
        """A listener for as long as the block lasts; host and projector give no `player`.

        A seat has a few streams at most (tabs, a reload): the oldest one ends for a new one.
        """
        games = self._crowd if player is None else self._players
        seats = games.setdefault(game_id, {})
        listeners = seats.setdefault(player, [])
        if len(listeners) >= STREAMS_LIMIT[player is None]:
            listeners.pop(0).end()
        listener = Listener()
        listeners.append(listener)
        self._tell(game_id, "crowd")  # who is here is seen by host and projector
        try:
            yield listener
        finally:
            if player is not None:
                self._left(game_id, player)
            self._tell(game_id, "crowd")
            if listener in listeners:
                listeners.remove(listener)
            if not listeners and seats.get(player) is listeners:
                del seats[player]
            if not seats and games.get(game_id) is seats:
                del games[game_id]

    def present(self, game_id: str) -> set[str]:
        """The players who are here now, or were a moment ago; from any thread."""
        streaming = {player for player in list(self._players.get(game_id, {})) if player}
        return streaming | self.presence.lately(game_id)

    def is_present(self, game_id: str, player_id: str) -> bool:
        """Whether this one of them is; at no cost."""
        has_stream = player_id in self._players.get(game_id, {})
        return has_stream or self.presence.is_here(game_id, player_id)

    def end(self, game_id: str) -> None:
        """End the streams of a game that is gone, from any thread."""
        if self._loop and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._end, game_id)

    def publish(self, game_id: str, audience: Audience) -> None:
        """Tell the listeners, from any thread; without an attached loop nobody listens."""
        if self._loop and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._tell, game_id, audience)

    def _tell(self, game_id: str, audience: Audience) -> None:
        if audience == "everybody":
            _notify(self._players.get(game_id, {}))
            _notify(self._crowd.get(game_id, {}))
        elif game_id not in self._crowd_waits and self._loop:
            self._crowd_waits.add(game_id)
            self._loop.call_later(CROWD_PAUSE_S, self._tell_crowd, game_id)

    def _end(self, game_id: str) -> None:
        self.presence.forget(game_id)
        for games in (self._players, self._crowd):
            for listeners in games.get(game_id, {}).values():
                for listener in listeners:
                    listener.end()

    def _left(self, game_id: str, player_id: str) -> None:
        """Somebody's stream ended: once they are gone for good, say so."""
        self.presence.note(game_id, player_id)
        self._look_again(game_id)

    def _look_again(self, game_id: str) -> None:
        if game_id not in self._gone_waits and self._loop and not self._loop.is_closed():
            self._gone_waits.add(game_id)
            self._loop.call_later(self.presence.grace_s + 0.5, self._tell_gone, game_id)

    def _tell_gone(self, game_id: str) -> None:
        self._gone_waits.discard(game_id)
        self._tell(game_id, "crowd")
        self.when_gone(game_id)
        if self.presence.lately(game_id):
            self._look_again(game_id)

    def _tell_crowd(self, game_id: str) -> None:
        self._crowd_waits.discard(game_id)
        _notify(self._crowd.get(game_id, {}))


def _notify(seats: "_Seats") -> None:
    for listeners in seats.values():
        for listener in listeners:
            listener.notify()
