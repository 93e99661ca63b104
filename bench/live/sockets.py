"""A websocket that speaks socket.io, as far as sending an answer and its acknowledgement go.

RFC 6455 for the frames; engine.io protocol 4 and socket.io protocol 5 for what is in them.
"""

import json
import socket
import struct
import time
from collections.abc import Callable

from bench.live.phones import Phones
from bench.live.wire import Address

MASK = b"\x00\x00\x00\x00"
"""A client has to mask (RFC 6455, 5.3); with zeros that costs nothing and is as valid."""


class SocketIo:
    """One player's websocket; `is_ready` once it may send."""

    def __init__(self, phones: Phones) -> None:
        self.is_ready = False
        self._phones = phones
        self._read = b""
        self._is_upgraded = False
        self._sent_at = 0.0
        self._then: Callable[[float], None] = lambda _: None
        self._sock: socket.socket = phones.connect(self, _upgrade(phones.address))

    def answer(self, then: Callable[[float], None]) -> None:
        """Send an answer; `then` gets the milliseconds until it was acknowledged."""
        self._then, self._sent_at = then, time.perf_counter()
        words = json.dumps(["answer", "round=1&choice=2&answer_id=r1"])
        self._sock.send(_frame(f"420{words}"))

    def close(self) -> None:
        """Hang up."""
        self._phones.close(self._sock)

    def ready(self, event: int) -> None:
        """Read what came."""
        self._read += self._sock.recv(65536)
        if not self._is_upgraded:
            head, found, rest = self._read.partition(b"\r\n\r\n")
            if not found:
                return
            assert head.startswith(b"HTTP/1.1 101"), head
            self._is_upgraded, self._read = True, rest
        while (frame := _first_frame(self._read)) is not None:
            text, size = frame
            self._read = self._read[size:]
            self._take(text)

    def _take(self, text: bytes) -> None:
        if text.startswith(b"0"):  # engine.io is open: connect to the namespace
            self._sock.send(_frame("40"))
        elif text.startswith(b"40"):
            self.is_ready = True
        elif text == b"2":  # ping
            self._sock.send(_frame("3"))
        elif text.startswith(b"430"):
            self._then((time.perf_counter() - self._sent_at) * 1000)


def _upgrade(address: Address) -> bytes:
    return (
        "GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\n"
        f"Host: {address.host}:{address.port}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
        "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"
    ).encode()


def _frame(text: str) -> bytes:
    body = text.encode()
    assert len(body) < 126
    return bytes((0x81, 0x80 | len(body))) + MASK + body


def _first_frame(read: bytes) -> tuple[bytes, int] | None:
    """The text of the first whole frame, and its size with its head."""
    if len(read) < 2:
        return None
    length, start = read[1] & 0x7F, 2
    if length == 126:
        if len(read) < 4:
            return None
        (length,), start = struct.unpack(">H", read[2:4]), 4
    if len(read) < start + length:
        return None
    return read[start : start + length], start + length
