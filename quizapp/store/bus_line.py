"""A connection to the bus that hangs up on who talks without end.

The client reads a message into memory before it is judged, however long it is. What we say to each
other has some hundred bytes; so the bytes are counted as they come, and anew after every whole
message.
"""

from typing import Any

LONGEST_MESSAGE = 64 * 1024
"""Bytes after which no message of ours can be under way any more."""


class _Counted:
    """A socket that gives at most LONGEST_MESSAGE bytes a message; in all else it is `line`."""

    def __init__(self, line: Any) -> None:
        self._line = line
        self._count = 0

    def is_whole(self) -> None:
        """A message is complete: count anew."""
        self._count = 0

    def recv(self, *args: Any) -> bytes:
        """As a socket does it. Raises ConnectionAbortedError."""
        got: bytes = self._line.recv(*args)
        self._add(len(got))
        return got

    def recv_into(self, *args: Any) -> int:
        """As a socket does it. Raises ConnectionAbortedError."""
        count: int = self._line.recv_into(*args)
        self._add(count)
        return count

    def _add(self, count: int) -> None:
        self._count += count
        if self._count > LONGEST_MESSAGE:
            raise ConnectionAbortedError(f"{self._count} bytes without a whole message")

    def __getattr__(self, name: str) -> Any:
        return getattr(self._line, name)


def bounded(kind: Any) -> Any:
    """The class of the client's connections of that kind (TCP, TLS or a local socket), bounded.

    Made when it is needed, since the client is loaded only then.
    """

    class Bounded(kind):  # type: ignore[misc]
        """Counts what comes; see the module."""

        def _connect(self) -> Any:
            self._counted = _Counted(super()._connect())
            return self._counted

        def read_response(self, *args: Any, **options: Any) -> Any:
            """The next message. Raises what the client raises."""
            response = super().read_response(*args, **options)
            self._counted.is_whole()
            return response

    return Bounded
