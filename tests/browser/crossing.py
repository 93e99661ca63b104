"""A line between phones and the server that can be cut, as a lost Wi-Fi cuts it.

A browser's own switch for "offline" leaves streams that are open as they are.
"""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress

PIECE = 65536


class Crossing:
    """Passes every connection on to the server; `cut` ends all that are open."""

    def __init__(self, target: int) -> None:
        self._target = target
        self._door = socket.create_server(("127.0.0.1", 0))
        self._open: set[socket.socket] = set()
        self._lock = threading.Lock()
        self.url = f"http://127.0.0.1:{self._door.getsockname()[1]}"
        threading.Thread(target=self._let_in, daemon=True).start()

    def cut(self) -> int:
        """End all connections at once; how many there were."""
        with self._lock:
            ended, self._open = self._open, set()
        for line in ended:
            with suppress(OSError):
                line.shutdown(socket.SHUT_RDWR)
        return len(ended) // 2

    def close(self) -> None:
        """Take nobody any more."""
        self._door.close()
        self.cut()

    def _let_in(self) -> None:
        with suppress(OSError):
            while True:
                near, _ = self._door.accept()
                far = socket.create_connection(("127.0.0.1", self._target))
                with self._lock:
                    self._open |= {near, far}
                for ends in ((near, far), (far, near)):
                    threading.Thread(target=self._pass_on, args=ends, daemon=True).start()

    def _pass_on(self, source: socket.socket, target: socket.socket) -> None:
        with suppress(OSError):
            while piece := source.recv(PIECE):
                target.sendall(piece)
        with self._lock:
            self._open -= {source, target}
        for line in (source, target):
            with suppress(OSError):
                line.shutdown(socket.SHUT_RDWR)


@contextmanager
def crossing(target: int) -> Iterator[Crossing]:
    """A line to this port for as long as the block lasts."""
    line = Crossing(target)
    try:
        yield line
    finally:
        line.close()
