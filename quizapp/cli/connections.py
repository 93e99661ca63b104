"""Connections that say nothing, little, or nonsense: given up in time, and told of once.

uvicorn waits for a request without end and keeps whatever comes as its head. Here each connection
has some seconds and some kilobytes for it.
"""

import asyncio
import logging

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

HEAD_S = 10.0
"""How long the head of a request may take, from when the connection is made or its first byte."""
HEAD_LIMIT = 64 * 1024
"""Bytes of a head at most."""


class Connection(HttpToolsProtocol):
    """A connection whose next request has to begin in time."""

    head_s = HEAD_S
    _due: asyncio.TimerHandle | None = None
    _head_size = 0

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Wait for a request."""
        super().connection_made(transport)
        self._wait_for_head()

    def data_received(self, data: bytes) -> None:
        """Read more of it, unless it is too long for a head."""
        super().data_received(data)
        if self._due is not None:
            self._head_size += len(data)
            if self._head_size > HEAD_LIMIT:
                self._give_up()

    def on_message_begin(self) -> None:
        """A head begins."""
        if self._due is None:
            self._wait_for_head()
        super().on_message_begin()

    def on_headers_complete(self) -> None:
        """It is whole."""
        self._forget_head()
        super().on_headers_complete()

    def connection_lost(self, exc: Exception | None) -> None:
        """The other side went."""
        self._forget_head()
        super().connection_lost(exc)

    def _wait_for_head(self) -> None:
        self._head_size = 0
        self._due = self.loop.call_later(self.head_s, self._give_up)

    def _forget_head(self) -> None:
        if self._due is not None:
            self._due.cancel()
            self._due = None

    def _give_up(self) -> None:
        self._forget_head()
        self.transport.abort()


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
