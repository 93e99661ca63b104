"""A line between phones and the server that can be cut, as a lost Wi-Fi cuts it.

A browser's own switch for "offline" leaves streams that are open as they are.
"""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress

PIECE = 65536


class Crossing:
    """Passes every connection on to the server; `cut` ends all that are open.

    `lose` also lets no new one through, until `find`: it ends at once, or hangs without a word.
    `silence` lets everything reach the server, and nothing come back.
    """

    def __init__(self, target: int) -> None:
        self._target = target
        self._door = socket.create_server(("127.0.0.1", 0))
        self._open: set[socket.socket] = set()
        self._lock = threading.Lock()
        self._lost: str | None = None
        self._held: list[socket.socket] = []
        self._is_silent = False
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

    def lose(self, *, hangs: bool = False) -> None:
        """Let nothing through from now on."""
        self._lost = "hangs" if hangs else "ends"
        self.cut()

    def silence(self) -> None:
        """Let the server hear, and not be heard."""
        self._is_silent = True

    def find(self) -> None:
        """Let everything through again."""
        self._lost = None
        if self._is_silent:
            self._is_silent = False
            self.cut()
        for line in self._held:
            line.close()
        self._held.clear()

    def close(self) -> None:
        """Take nobody any more."""
        self._door.close()
        self.cut()

    def _let_in(self) -> None:
        with suppress(OSError):
            while True:
                near, _ = self._door.accept()
                if self._lost:
                    self._held.append(near)
                    if self._lost == "ends":
                        near.close()
                    continue
                far = socket.create_connection(("127.0.0.1", self._target))
                with self._lock:
                    self._open |= {near, far}
                for ends in ((near, far, False), (far, near, True)):
                    threading.Thread(target=self._pass_on, args=ends, daemon=True).start()

    def _pass_on(self, source: socket.socket, target: socket.socket, is_answer: bool) -> None:  # noqa: FBT001
        with suppress(OSError):
            while piece := source.recv(PIECE):
                if not (is_answer and self._is_silent):
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
