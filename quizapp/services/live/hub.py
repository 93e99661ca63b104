"""Who listens to which game, and how they get its states.

A listener is a line to a seat's page. A change reaches everybody in one sweep over the lines,
without a task for each; changes that come while a sweep runs make one more. So a seat may skip
states, and nothing is ever queued for it: a line that takes nothing more is ended, and its page
comes back by itself. All methods but `publish`, `end` and those that say who is here belong to the
event loop's thread.
"""

import asyncio
import logging
import time
from collections import deque
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from functools import partial
from typing import Literal, Protocol

from quizapp import clock
from quizapp.services.live.beats import SLOTS, Wheel
from quizapp.services.live.faults import NoSeat, WasTakenOut
from quizapp.services.live.presence import Presence
from quizapp.services.live.turns import Turns

Audience = Literal["everybody", "crowd"]

log = logging.getLogger(__name__)

CROWD_PAUSE_S = 0.25
"""Counts go to host and projector at most four times a second,"""
CROWD_SHARE = 0.02
"""and those of one game take this part of the time at most: of ten thousand it takes a while to say
who is here."""
CROWDS_SHARE = 0.15
"""The same for all games together, one after the other: a page of the host's is rendered anew."""
BEAT_S = 1.5
"""How often every line gets a sign of life, so that a page notices within two seconds that nothing
comes any more, and asks."""
BEAT_S_A_LINE = 0.0005
"""In a hall less often, for beats of ten thousand lines cost as much as a thousand answers: its
pages know that they come back later (`retry`), and wait longer before they ask."""
AT_A_TIME = 10
"""Lines that get a state before others of the event loop have their turn; of host's and
projector's one, for each is rendered. Of all sweeps one takes such a step at a time."""
STEP_ROUNDS = 4
"""Rounds of the event loop in which one such step is taken."""
STREAMS_LIMIT = {False: 4, True: 64}
"""How many streams a player's seat may have; and hosts, and projectors."""


class Line(Protocol):
    """One open stream. Nothing here waits; False says that the other side takes nothing more."""

    def tell(self) -> bool:
        """Give the state that the seat sees now. Raises NoSeat, WasTakenOut."""

    def beat(self, now: datetime) -> bool:
        """Give a sign of life, and the server's time."""

    def end(self) -> None:
        """Nothing more will come."""


_Seats = dict[str, list[Line]]
"""The lines of a game by player; or those of "host" and "screen"."""


class Hub:
    """The listeners of one process; `when_gone` is told of a game that somebody left for good.

    `lines` is how many there are.
    """

    def __init__(self) -> None:
        self.when_gone: Callable[[str], None] = lambda _game_id: None
        self.presence = Presence()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._players: dict[str, _Seats] = {}
        self._crowd: dict[str, _Seats] = {}
        self._crowd_waits: set[str] = set()
        self._crowd_due: deque[str] = deque()
        self._crowd_pauses: dict[str, float] = {}
        self._is_telling_crowds = False
        self._gone_waits: set[str] = set()
        self._sweeps: dict[str, bool] = {}
        self._steps = Turns(1, every=STEP_ROUNDS)
        self._tasks: set[asyncio.Task[None]] = set()
        self._wheel: Wheel[Line] = Wheel()
        self._beat_at = 0.0
        self.lines = 0

    def attach(self, loop: asyncio.AbstractEventLoop) -> None:
        """Start to serve: from now on `publish` reaches listeners."""
        self._loop = loop
        self._is_telling_crowds = False
        self._beat_at = loop.time()
        self._beat_soon(loop)

    @contextmanager
    def listen(
        self, game_id: str, line: Line, *, player: str | None, is_host: bool = False
    ) -> Iterator[None]:
        """Listen for as long as the block lasts; host and projector give no `player`.

        A seat has a few streams at most (tabs, a reload): the oldest one ends for a new one. Hosts
        and projectors are counted apart, since many may look and the host's page must stay.
        """
        games = self._crowd if player is None else self._players
        seats = games.setdefault(game_id, {})
        seat = player if player is not None else "host" if is_host else "screen"
        lines = seats.setdefault(seat, [])
        if len(lines) >= STREAMS_LIMIT[player is None]:
            _end(lines.pop(0))
        lines.append(line)
        slot = self._wheel.add(line)
        self.lines += 1
        self._tell(game_id, "crowd")  # who is here is seen by host and projector
        try:
            yield
        finally:
            self.lines -= 1
            del slot[line]
            if player is not None:
                self._left(game_id, player)
            self._tell(game_id, "crowd")
            if line in lines:
                lines.remove(line)
            if not lines and seats.get(seat) is lines:
                del seats[seat]
            if not seats and games.get(game_id) is seats:
                del games[game_id]

    def present(self, game_id: str) -> set[str]:
        """The players who are here now, or were a moment ago, at any process; from any thread."""
        return self.here(game_id) | self.presence.elsewhere(game_id)

    def each_present(self, game_id: str) -> Iterator[str]:
        """The same one by one, for who looks for the first of some kind."""
        here = self.here(game_id)
        yield from here
        yield from self.presence.elsewhere(game_id) - here

    def here(self, game_id: str) -> set[str]:
        """Those of them who are at this process."""
        return {*list(self._players.get(game_id, {}))} | self.presence.lately(game_id)

    def has_listeners(self, game_id: str) -> bool:
        """Somebody listens here, be it a screen."""
        return game_id in self._players or game_id in self._crowd

    def is_present(self, game_id: str, player_id: str) -> bool:
        """Whether this one of them is; at no cost."""
        has_stream = player_id in self._players.get(game_id, {})
        return has_stream or self.presence.is_here(game_id, player_id)

    def end(self, game_id: str) -> None:
        """End the streams of a game that is gone, from any thread."""
        if self._loop and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._end, game_id)

    def end_all(self) -> None:
        """End every stream: the server stops."""
        for game_id in {*self._players, *self._crowd}:
            self._end(game_id)
        for task in list(self._tasks):
            task.cancel()

    def publish(self, game_id: str, audience: Audience) -> None:
        """Tell the listeners, from any thread; without an attached loop nobody listens."""
        if audience == "crowd" and game_id in self._crowd_waits:
            return
        if self._loop and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._tell, game_id, audience)

    def _tell(self, game_id: str, audience: Audience) -> None:
        if self._loop is None:
            return
        if audience == "crowd":
            if game_id not in self._crowd_waits:
                self._crowd_waits.add(game_id)
                pause_s = self._crowd_pauses.get(game_id, CROWD_PAUSE_S)
                self._loop.call_later(pause_s, self._crowd_is_due, game_id)
        elif game_id in self._sweeps:
            self._sweeps[game_id] = True  # once more, when this sweep is done
        else:
            self._sweeps[game_id] = False
            self._start(self._sweep(game_id))

    async def _sweep(self, game_id: str) -> None:
        """Give everybody in the game its present state; host and projector first."""
        try:
            while True:
                self._sweeps[game_id] = False
                for games, at_a_time in ((self._crowd, 1), (self._players, AT_A_TIME)):
                    for number, line in enumerate(_all(games.get(game_id, {}))):
                        if number % at_a_time == 0:
                            await self._steps.wait()
                        tell(line)
                    if games is self._crowd:
                        self._crowd_waits.discard(game_id)  # it has seen the counts as well
                if not self._sweeps[game_id]:
                    return
        finally:
            del self._sweeps[game_id]

    def _beat_soon(self, loop: asyncio.AbstractEventLoop) -> None:
        """One timer for all; what was late is made up for, unless the machine slept."""
        now = loop.time()
        turn_s = max(BEAT_S, BEAT_S_A_LINE * self.lines)
        self._beat_at = max(self._beat_at + turn_s / SLOTS, now - BEAT_S)
        loop.call_at(self._beat_at, self._beat, loop)

    def _beat(self, loop: asyncio.AbstractEventLoop) -> None:
        self._beat_soon(loop)
        now = clock.now()
        for line in self._wheel.turn():
            _give(line, partial(line.beat, now))

    def _start(self, work: Coroutine[None, None, None]) -> None:
        assert self._loop is not None
        task = self._loop.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

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

    def _crowd_is_due(self, game_id: str) -> None:
        if game_id in self._crowd_waits:
            self._crowd_due.append(game_id)
        if not self._is_telling_crowds:
            self._tell_next_crowd()

    def _tell_next_crowd(self) -> None:
        """Tell the one that has waited longest, then leave time for others than crowds."""
        self._is_telling_crowds = bool(self._crowd_due) and self._loop is not None
        if self._is_telling_crowds and self._loop is not None:
            took_s = self._tell_crowd(self._crowd_due.popleft())
            self._loop.call_later(took_s / CROWDS_SHARE, self._tell_next_crowd)

    def _tell_crowd(self, game_id: str) -> float:
        """Tell host and projector of a game; how many seconds it took."""
        self._crowd_waits.discard(game_id)
        began = time.perf_counter()
        for line in _all(self._crowd.get(game_id, {})):
            tell(line)
        took_s = time.perf_counter() - began
        self._crowd_pauses.pop(game_id, None)
        if took_s > CROWD_PAUSE_S * CROWD_SHARE:
            self._crowd_pauses[game_id] = took_s / CROWD_SHARE
        return took_s

    def _end(self, game_id: str) -> None:
        self.presence.forget(game_id)
        for games in (self._players, self._crowd):
            for line in _all(games.get(game_id, {})):
                _end(line)


def tell(line: Line) -> None:
    """Give the line its state; it ends where its seat is gone or it takes nothing more."""
    _give(line, line.tell)


def _give(line: Line, give: Callable[[], bool]) -> None:
    """Whatever goes wrong with one line ends that line alone."""
    try:
        is_taken = give()
    except (NoSeat, WasTakenOut):
        is_taken = False
    except Exception:  # a fault of ours; the others must get theirs
        log.exception("a stream broke, and was ended")
        is_taken = False
    if not is_taken:
        _end(line)


def _end(line: Line) -> None:
    with suppress(Exception):  # it may break here too; its page notices that nothing comes
        line.end()


def _all(seats: _Seats) -> list[Line]:
    return [line for lines in list(seats.values()) for line in lines]
