"""Connections that say nothing, little, or nonsense: given up in time, and told of once.

uvicorn waits for a request without end and keeps whatever comes as its head. Here each connection
has some seconds and some kilobytes for it; and as many seconds for the rest of a body that nobody
reads any more, since it is answered. A phone connects for each answer, so as little as can be
is done for each connection: one look at all of them every few seconds finds those that wait.
"""

import asyncio
import logging
from collections.abc import Collection
from weakref import WeakKeyDictionary

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol
from uvicorn.server import ServerState

HEAD_S = 10.0
"""How long the head of a request may take; up to a fifth more passes until that is seen."""
HEAD_LIMIT = 64 * 1024
"""Bytes of a head at most."""
LOOKS = 5
"""How often all connections are looked at while a head may take its time."""


class Connection(HttpToolsProtocol):
    """A connection whose next request has to begin in time."""

    head_s = HEAD_S
    waits_since: float | None = None
    """When it was first seen to wait, without a break since."""
    _head: object = None
    _head_size = 0

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Be one of those that are looked at."""
        super().connection_made(transport)
        if self.server_state not in _LOOKED_AT:
            _LOOKED_AT[self.server_state] = _Looks(self.loop, self.connections, self.head_s)

    def data_received(self, data: bytes) -> None:
        """Read more of it, unless it is too long for a head."""
        super().data_received(data)
        if self._is_in_head():
            self._see_head()
            self._head_size += len(data)
            if self._head_size > HEAD_LIMIT:
                self.transport.abort()

    def is_waiting(self) -> bool:
        """It waits for a head, or for the rest of what is answered already."""
        return self._is_in_head() or (self.cycle.response_complete and self.cycle.more_body)

    def look(self, now: float) -> None:
        """Give it up without a word if it has waited for too long."""
        if not self.is_waiting():
            self.waits_since = None
            return
        self._see_head()
        if self.waits_since is None:
            self.waits_since = now
        elif now - self.waits_since >= self.head_s:
            self.transport.abort()

    def _is_in_head(self) -> bool:
        """No request came yet, or the head of the next one is not whole."""
        asked = getattr(self.cycle, "scope", None)
        return asked is None or asked is not self.scope

    def _see_head(self) -> None:
        """Another head than before begins anew."""
        if self._head is not self.scope:
            self._head, self._head_size = self.scope, 0
            self.waits_since = None


class _Looks:
    """One timer for all connections of a server; it stops with the loop."""

    def __init__(
        self, loop: asyncio.AbstractEventLoop, connections: Collection[object], head_s: float
    ) -> None:
        self._loop = loop
        self._connections = connections
        self._every_s = head_s / LOOKS
        self._loop.call_later(self._every_s, self._look)

    def _look(self) -> None:
        self._loop.call_later(self._every_s, self._look)
        now = self._loop.time()
        for connection in list(self._connections):
            if isinstance(connection, Connection):
                connection.look(now)


_LOOKED_AT: WeakKeyDictionary[ServerState, _Looks] = WeakKeyDictionary()


class Once(logging.Filter):
    """Lets each warning through once: whoever sends nonsense must not fill the disk with it."""

    def __init__(self) -> None:
        super().__init__()
        self._known: set[str] = set()

    def filter(self, record: logging.LogRecord) -> bool:
        """Whether this is new."""
        if record.levelno != logging.WARNING:
            return True
        is_new = record.msg not in self._known
        self._known.add(record.msg)
        return is_new
