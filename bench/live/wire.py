"""HTTP/1.1 as thin as a load client needs it: one request a connection, and open streams.

A full client library would cost the generator more than the server spends; nothing here is meant
for any other server.
"""

import asyncio
import time
from dataclasses import dataclass, field
from typing import cast
from urllib.parse import urlencode

TAIL = 64
"""Bytes kept between two reads, so that a mark is found across their seam."""
LOCAL_ADDRESSES = 4
"""Connections start from so many loopback addresses in turn, since ports are few."""


@dataclass
class Reply:
    """What came back, and when: seconds of `time.perf_counter`."""

    status: int
    headers: dict[str, list[str]]
    body: bytes
    sent_at: float
    done_at: float

    @property
    def took_ms(self) -> float:
        """Milliseconds from the first byte sent to the last one read."""
        return (self.done_at - self.sent_at) * 1000


class Failed(Exception):
    """The connection broke or closed before the answer was whole."""


@dataclass
class Address:
    """Where the server listens."""

    host: str
    port: int
    turn: int = 0

    def local(self) -> tuple[str, int] | None:
        """The address to start the next connection from."""
        if not self.host.startswith("127."):
            return None
        self.turn += 1
        return (f"127.0.0.{2 + self.turn % LOCAL_ADDRESSES}", 0)


def request(
    address: Address,
    method: str,
    path: str,
    *,
    cookies: dict[str, str] | None = None,
    form: dict[str, str] | None = None,
    keep: bool = False,
) -> bytes:
    """The bytes of a request; with a form it is sent as a page of ours would."""
    body = b"" if form is None else urlencode(form).encode()
    lines = [f"{method} {path} HTTP/1.1", f"Host: {address.host}:{address.port}"]
    if not keep:
        lines.append("Connection: close")
    if cookies:
        lines.append("Cookie: " + "; ".join(f"{k}={v}" for k, v in cookies.items()))
    if form is not None:
        lines += [
            "Content-Type: application/x-www-form-urlencoded",
            f"Content-Length: {len(body)}",
            "Sec-Fetch-Site: same-origin",
        ]
    return ("\r\n".join(lines) + "\r\n\r\n").encode() + body


async def ask(address: Address, message: bytes, timeout_s: float = 30.0) -> Reply:
    """Send one request on a connection of its own. Raises Failed, TimeoutError."""
    loop = asyncio.get_running_loop()
    sent_at = time.perf_counter()
    try:
        _, protocol = await asyncio.wait_for(
            loop.create_connection(
                lambda: _Once(message, loop), address.host, address.port, local_addr=address.local()
            ),
            timeout_s,
        )
        raw = await asyncio.wait_for(protocol.done, timeout_s)
    except OSError as fault:
        raise Failed(str(fault)) from fault
    done_at = time.perf_counter()
    head, _, body = raw.partition(b"\r\n\r\n")
    first, *rest = head.decode("latin-1").split("\r\n")
    parts = first.split(" ")
    if len(parts) < 2:
        raise Failed("closed without an answer")
    headers: dict[str, list[str]] = {}
    for line in rest:
        name, _, value = line.partition(":")
        headers.setdefault(name.lower(), []).append(value.strip())
    if headers.get("transfer-encoding") == ["chunked"]:
        body = _unchunked(body)
    return Reply(int(parts[1]), headers, body, sent_at, done_at)


class _Once(asyncio.Protocol):
    def __init__(self, message: bytes, loop: asyncio.AbstractEventLoop) -> None:
        self._message = message
        self._read = bytearray()
        self.done: asyncio.Future[bytes] = loop.create_future()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        cast("asyncio.Transport", transport).write(self._message)

    def data_received(self, data: bytes) -> None:
        self._read += data

    def connection_lost(self, exc: Exception | None) -> None:
        if self.done.done():
            return
        if exc is not None:
            self.done.set_exception(Failed(str(exc)))
        else:
            self.done.set_result(bytes(self._read))


def _unchunked(body: bytes) -> bytes:
    out, rest = bytearray(), body
    while rest:
        size, _, rest = rest.partition(b"\r\n")
        length = int(size or b"0", 16)
        if not length:
            break
        out += rest[:length]
        rest = rest[length + 2 :]
    return bytes(out)


@dataclass
class Stream(asyncio.Protocol):
    """One open stream; notes when a mark was first seen since `expect`."""

    message: bytes
    size_bytes: int = 0
    messages: int = 0
    is_open: bool = False
    seen_at: float | None = None
    _mark: bytes | None = None
    _tail: bytes = b""
    _transport: asyncio.Transport | None = field(default=None, repr=False)
    opened: asyncio.Event = field(default_factory=asyncio.Event, repr=False)

    async def open(self, address: Address) -> None:
        """Connect, and ask for the stream."""
        loop = asyncio.get_running_loop()
        self.opened.clear()
        await loop.create_connection(
            lambda: self, address.host, address.port, local_addr=address.local()
        )

    def expect(self, mark: bytes) -> None:
        """From now on look for these bytes."""
        self._mark, self._tail, self.seen_at = mark, b"", None

    def cut(self) -> None:
        """Break the line without a word."""
        if self._transport is not None:
            self._transport.abort()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Send the request."""
        self._transport = cast("asyncio.Transport", transport)
        self._transport.write(self.message)

    def data_received(self, data: bytes) -> None:
        """Count, and look for the mark."""
        self.size_bytes += len(data)
        self.messages += data.count(b"\n\n") - data.count(b"event: beat")
        if not self.is_open:
            self.is_open = data.startswith(b"HTTP/1.1 200")
            self.opened.set()
        if self._mark is not None and self.seen_at is None:
            window = self._tail + data
            if self._mark in window:
                self.seen_at = time.perf_counter()
            self._tail = window[-TAIL:]

    def connection_lost(self, exc: Exception | None) -> None:
        """Note that it is gone."""
        self.is_open = False
        self._transport = None
