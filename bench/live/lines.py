"""Phones that stay: a stream that opens again when it breaks, and single requests beside it."""

import asyncio
import random
import time
from dataclasses import dataclass
from typing import cast

from bench.live.wire import Address

TAIL = 64
"""Bytes kept between two reads, so that a mark is found across their seam."""
AGAIN_S, CALM_S, JITTER = 0.5, 2.0, 0.3
"""How a page comes back after its line broke (static/vendor/hx-sse.js)."""


@dataclass
class Reply:
    """What came back; a status of 0 where nothing did."""

    status: int
    cookies: dict[str, str]
    body: bytes
    took_ms: float


async def ask(address: Address, message: bytes, began: float | None = None) -> Reply:
    """Send one request on a connection of its own, timed from `began` (`time.perf_counter`)."""
    loop = asyncio.get_running_loop()
    began = began or time.perf_counter()
    done: asyncio.Future[bytes] = loop.create_future()
    try:
        async with asyncio.timeout(30):
            await loop.create_connection(
                lambda: _Once(message, done), address.host, address.port, local_addr=address.local()
            )
            raw = await done
    except (OSError, TimeoutError):
        raw = b""
    took_ms = (time.perf_counter() - began) * 1000
    head, is_whole, body = raw.partition(b"\r\n\r\n")
    if not is_whole:
        return Reply(0, {}, b"", took_ms)
    first, *rest = head.decode("latin-1").split("\r\n")
    given = [line[11:].split(";")[0].strip() for line in rest if line[:11].lower() == "set-cookie:"]
    cookies = {name: value for name, _, value in (each.partition("=") for each in given)}
    return Reply(int(first.split(" ")[1]), cookies, body, took_ms)


class _Once(asyncio.Protocol):
    def __init__(self, message: bytes, done: "asyncio.Future[bytes]") -> None:
        self._message, self._done, self._read = message, done, b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        cast("asyncio.Transport", transport).write(self._message)

    def data_received(self, data: bytes) -> None:
        self._read += data

    def connection_lost(self, exc: Exception | None) -> None:
        if not self._done.done():
            self._done.set_result(b"" if exc else self._read)


class Phone(asyncio.Protocol):
    """One stream; notes when its first state came, when it broke, when a mark was first seen."""

    def __init__(self, address: Address, message: bytes) -> None:
        self.opened_at: float | None = None
        self.cut_at: float | None = None
        self.seen_at: float | None = None
        self.is_open = False
        self._address, self._message = address, message
        self._mark, self._tail = b"", b""
        self._tries = 0
        self._is_over = False
        self._transport: asyncio.Transport | None = None
        self._opening: asyncio.Task[None] | None = None
        self._first: asyncio.Future[None] | None = None

    async def open(self) -> None:
        """Connect, and wait for the first state."""
        self._first = asyncio.get_running_loop().create_future()
        await self._connect()
        await self._first

    def expect(self, mark: bytes) -> None:
        """From now on look for these bytes."""
        self._mark, self._tail, self.seen_at = mark, b"", None

    def leave(self) -> None:
        """Go, and do not come back."""
        self._is_over = True
        if self._transport is not None:
            self._transport.abort()

    async def _connect(self) -> None:
        try:
            await asyncio.get_running_loop().create_connection(
                lambda: self, self._address.host, self._address.port,
                local_addr=self._address.local(),
            )  # fmt: skip
        except OSError:
            self._come_back()

    def _come_back(self) -> None:
        wait_s = min(AGAIN_S * 2**self._tries, CALM_S) * (1 + JITTER * random.uniform(-1, 1))
        self._tries += 1
        loop = asyncio.get_running_loop()

        def again() -> None:
            self._opening = loop.create_task(self._connect())

        loop.call_later(wait_s, again)

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Ask for the stream."""
        self._transport = cast("asyncio.Transport", transport)
        self._transport.write(self._message)

    def data_received(self, data: bytes) -> None:
        """Look for the first state, and for the mark."""
        if not self.is_open and b"id: " in data:
            self.is_open, self.opened_at, self._tries = True, time.perf_counter(), 0
            if self._first is not None and not self._first.done():
                self._first.set_result(None)
        if self._mark and self.seen_at is None:
            window = self._tail + data
            if self._mark in window:
                self.seen_at = time.perf_counter()
            self._tail = window[-TAIL:]

    def connection_lost(self, exc: Exception | None) -> None:
        """Come back, as a page does."""
        if self.is_open:
            self.cut_at = time.perf_counter()
        self.is_open, self._transport = False, None
        if not self._is_over:
            self._come_back()
