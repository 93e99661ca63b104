"""Every phone of a hall in one thread: sockets that never wait, and one epoll.

The load client shares the machine with the server, so it must cost less than what it measures: an
event loop of a library took as long over an answer as the server did. What somebody does is a
story: a generator that yields requests and gets their replies. Linux only.
"""

import errno
import heapq
import select
import socket
import time
from collections.abc import Callable, Generator
from typing import Any, Protocol

from bench.live.wire import Address, Failed, Reply, parsed

Story = Generator[bytes, Reply, Any]
"""What one person does, request by request."""

TAIL = 64
"""Bytes kept between two reads, so that a mark is found across their seam."""
AT_A_TIME = 512
"""Events that are taken from epoll at once."""
OPENING_AT_ONCE = 64
"""Streams that are being opened at the same time where the speed of it is not what is measured."""
LOST = Reply(0, {}, b"", 0.0, 0.0)
"""Stands for a reply that never came."""


class _Connection(Protocol):
    def ready(self, event: int) -> None:
        """Something can be read or written."""


class Phones:
    """The loop: who waits for what, and what happens when."""

    def __init__(self, address: Address) -> None:
        self.address = address
        self._epoll = select.epoll()
        self._connections: dict[int, _Connection] = {}
        self._due: list[tuple[float, int, Callable[[], None]]] = []
        self._turn = 0
        self.late_s: list[float] = []

    def at(self, moment: float, act: Callable[[], None]) -> None:
        """Do this at that moment of `time.perf_counter`."""
        self._turn += 1
        heapq.heappush(self._due, (moment, self._turn, act))

    def play(self, story: Story, then: Callable[[Any], None]) -> None:
        """Let somebody act; `then` gets what the story returns, or the fault that ended it."""
        self._go_on(story, None, then)

    def _go_on(self, story: Story, reply: "Reply | None", then: Callable[[Any], None]) -> None:
        try:
            message = next(story) if reply is None else story.send(reply)
        except StopIteration as end:
            then(end.value)
        except Failed as fault:
            then(fault)
        else:
            _Asking(self, message, lambda found: self._go_on(story, found, then))

    def do(self, story: Story, timeout_s: float = 30.0) -> Any:
        """The same for one person alone. Raises Failed."""
        found: list[Any] = []
        self.play(story, found.append)
        self.until(lambda: bool(found), timeout_s)
        if isinstance(found[0], Failed):
            raise found[0]
        return found[0]

    def rest(self, seconds: float) -> None:
        """Go on for so long."""
        done: list[bool] = []
        self.at(time.perf_counter() + seconds, lambda: done.append(True))
        self.until(lambda: bool(done), seconds + 5)

    def until(self, is_done: Callable[[], bool], timeout_s: float = 30.0) -> None:
        """Go on until then. Raises Failed after the time."""
        deadline = time.perf_counter() + timeout_s
        while not is_done():
            now = time.perf_counter()
            if now > deadline:
                raise Failed(f"nothing more came for {timeout_s:.0f} s")
            self._start_what_is_due(now)
            wait_s = min(self._due[0][0] - time.perf_counter(), 0.1) if self._due else 0.1
            for number, event in self._epoll.poll(max(0.0, wait_s), AT_A_TIME):
                if found := self._connections.get(number):
                    found.ready(event)

    def _start_what_is_due(self, now: float) -> None:
        """A few at a time, so that replies are read meanwhile."""
        for _ in range(16):
            if not self._due or self._due[0][0] > now:
                return
            moment, _turn, act = heapq.heappop(self._due)
            self.late_s.append(now - moment)
            act()

    # For connections

    def connect(self, owner: _Connection, message: bytes) -> socket.socket:
        """A connection on its way, which has the message to send. Raises OSError."""
        sock = socket.socket(socket.AF_INET, socket.SOCK_STREAM | socket.SOCK_NONBLOCK)
        if local := self.address.local():
            sock.setsockopt(socket.IPPROTO_IP, IP_BIND_ADDRESS_NO_PORT, 1)
            sock.bind(local)
        number = sock.fileno()
        failed = sock.connect_ex((self.address.host, self.address.port))
        if failed not in (0, errno.EINPROGRESS):
            sock.close()
            raise OSError(failed, "cannot connect")
        try:
            sock.send(message)
            mask = select.EPOLLIN
        except BlockingIOError:
            mask = select.EPOLLOUT
        self._connections[number] = owner
        self._epoll.register(number, mask)
        return sock

    def reads(self, sock: socket.socket) -> None:
        """From now on only what comes matters."""
        self._epoll.modify(sock.fileno(), select.EPOLLIN)

    def close(self, sock: socket.socket) -> None:
        """Let go of a connection."""
        if (number := sock.fileno()) >= 0:
            del self._connections[number]
            sock.close()


IP_BIND_ADDRESS_NO_PORT = 24
"""ip(7): the port is chosen by `connect`, so that it may serve several remote addresses."""


class _Asking:
    """One request on a connection of its own."""

    def __init__(self, phones: Phones, message: bytes, then: Callable[[Reply], None]) -> None:
        self._phones, self._message, self._then = phones, message, then
        self._read = b""
        self._whole: int | None = None
        self._sent_at = time.perf_counter()
        try:
            self._sock = phones.connect(self, message)
        except OSError:
            then(LOST)

    def ready(self, event: int) -> None:
        try:
            if event & select.EPOLLOUT:
                self._sock.send(self._message)
                self._phones.reads(self._sock)
                return
            more = self._sock.recv(65536)
        except BlockingIOError:
            return
        except OSError:
            self._end(is_whole=False)
            return
        self._read = self._read + more if self._read else more
        if self._whole is None:
            self._whole = _length(self._read)
        if not more or (self._whole is not None and len(self._read) >= self._whole):
            self._end(is_whole=bool(self._read))

    def _end(self, *, is_whole: bool) -> None:
        self._phones.close(self._sock)
        done_at = time.perf_counter()
        self._then(parsed(self._read, self._sent_at, done_at) if is_whole else LOST)


def _length(read: bytes) -> int | None:
    """How many bytes a whole reply has, once its head is here and says so."""
    head = read.find(b"\r\n\r\n")
    if head < 0:
        return None
    place = read.lower().find(b"content-length:", 0, head)
    return None if place < 0 else head + 4 + int(read[place + 15 : read.find(b"\r\n", place)])


class Stream:
    """One open stream; notes when a mark was first seen since `expect`.

    `messages` counts states alone, `size_bytes` all that came, beats and chunk sizes too;
    `retry_ms` is within how long the last state asked to come back.
    """

    def __init__(self, phones: Phones, message: bytes) -> None:
        self.size_bytes = 0
        self.messages = 0
        self.is_open = False
        self.seen_at: float | None = None
        self.opened_at: float | None = None
        self.retry_ms = 500
        self._phones, self._message = phones, message
        self._mark: bytes | None = None
        self._tail = b""
        self._sock: socket.socket | None = None
        self._when_ended: Callable[[], None] = lambda: None

    def open(self, when_ended: Callable[[], None] | None = None) -> None:
        """Connect, and ask for the stream; `when_ended` it breaks or is refused."""
        self._when_ended = when_ended or (lambda: None)
        self.opened_at = None
        try:
            self._sock = self._phones.connect(self, self._message)
        except OSError:
            self._when_ended()

    def expect(self, mark: bytes) -> None:
        """From now on look for these bytes."""
        self._mark, self._tail, self.seen_at = mark, b"", None

    def cut(self) -> None:
        """Break the line without a word."""
        if self._sock is not None:
            self._sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _AT_ONCE)
            self._close()

    def ready(self, event: int) -> None:
        """Read what came."""
        assert self._sock is not None
        try:
            if event & select.EPOLLOUT:
                self._sock.send(self._message)
                self._phones.reads(self._sock)
                return
            data = self._sock.recv(65536)
        except BlockingIOError:
            return
        except OSError:
            data = b""
        if data:
            self._take(data)
        else:
            self._close()
            self._when_ended()

    def _take(self, data: bytes) -> None:
        self.size_bytes += len(data)
        if len(data) < BEAT_MOST and b"event: beat" in data:
            return
        self.messages += data.count(b"id: ")
        if not self.is_open and data.startswith(b"HTTP/1.1 200"):
            self.is_open = True
        if (place := data.find(b"\nretry: ")) >= 0:
            self.retry_ms = int(data[place + 8 : data.find(b"\n", place + 8)])
            if self.opened_at is None:
                self.opened_at = time.perf_counter()
        if self._mark is not None and self.seen_at is None:
            window = self._tail + data
            if self._mark in window:
                self.seen_at = time.perf_counter()
            self._tail = window[-TAIL:]

    def _close(self) -> None:
        assert self._sock is not None
        self._phones.close(self._sock)
        self._sock, self.is_open = None, False


BEAT_MOST = 100
"""Bytes of a read that can hold a beat and nothing else."""
_AT_ONCE = b"\x01\x00\x00\x00\x00\x00\x00\x00"
"""Linger for 0 s: the line breaks with a reset."""


def open_all(phones: Phones, streams: list[Stream], timeout_s: float = 120.0) -> None:
    """Open every stream, some at a time, and wait until each has its first state."""
    waiting = streams[::-1]
    opening: list[Stream] = []

    def is_done() -> bool:
        opening[:] = [s for s in opening if s.opened_at is None]
        while waiting and len(opening) < OPENING_AT_ONCE:
            stream = waiting.pop()
            stream.open()
            opening.append(stream)
        return not opening

    phones.until(is_done, timeout_s)
