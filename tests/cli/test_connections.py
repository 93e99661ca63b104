"""Who connects and sends nothing, little or nonsense is given up; others notice nothing of it."""

import asyncio
import logging
import socket
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import uvicorn
from uvicorn.server import ServerState

from quizapp.cli.connections import HEAD_LIMIT, Connection, Once
from tests.asynchronous import run

REQUEST = b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n"
SOON_S = 5


class Hasty(Connection):
    head_s = 0.2


async def hello(_scope: Any, _receive: Any, send: Any) -> None:
    headers = [(b"content-length", b"5")]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": b"hello"})


def against(connection: type[Connection], visit: Callable[[socket.socket], Any]) -> Any:
    """What a visitor finds who connects to a server of such connections."""

    async def serve() -> Any:
        config = uvicorn.Config(hello, http=connection, log_config=None)
        loop, state = asyncio.get_running_loop(), ServerState()
        server = await loop.create_server(lambda: connection(config, state, {}), "127.0.0.1", 0)
        address = server.sockets[0].getsockname()
        with ThreadPoolExecutor(max_workers=1) as aside:
            found = await loop.run_in_executor(aside, lambda: _visit(address, visit))
        server.close()
        return found

    return run(serve())


def _visit(address: Any, visit: Callable[[socket.socket], Any]) -> Any:
    with socket.create_connection(address, timeout=SOON_S) as visitor:
        return visit(visitor)


def answered(visitor: socket.socket) -> bytes:
    """A whole answer, which may come in parts."""
    visitor.sendall(REQUEST)
    told = b""
    while not told.endswith(b"hello"):
        told += visitor.recv(1024)
    return told


def is_cut_off(visitor: socket.socket) -> bool:
    """The server ends the connection without a word."""
    try:
        return visitor.recv(1024) == b""
    except ConnectionResetError:
        return True


def test_who_says_nothing_is_cut_off() -> None:
    assert against(Hasty, is_cut_off)


def test_who_never_comes_to_the_end_of_a_head_is_cut_off() -> None:
    def trickle(visitor: socket.socket) -> bool:
        visitor.settimeout(0.05)
        for byte in REQUEST[:20]:
            visitor.sendall(bytes([byte]))
            try:
                return visitor.recv(1024) == b""
            except TimeoutError:
                continue
            except ConnectionResetError:
                return True
        return False

    assert against(Hasty, trickle)


def test_a_head_that_is_too_long_is_not_kept() -> None:
    def flood(visitor: socket.socket) -> bool:
        try:
            visitor.sendall(REQUEST[:-2] + b"x: y\r\n" * (HEAD_LIMIT // 4))
        except ConnectionError:
            return True
        return is_cut_off(visitor)

    assert against(Connection, flood)


def test_a_second_head_on_the_same_line_has_its_own_time() -> None:
    def visit(visitor: socket.socket) -> bool:
        answered(visitor)
        visitor.sendall(REQUEST[:20])
        return is_cut_off(visitor)

    assert against(Hasty, visit)


def test_who_was_answered_in_time_is_kept() -> None:
    def visit(visitor: socket.socket) -> bool:
        answered(visitor)
        visitor.settimeout(2 * Hasty.head_s)
        try:
            return visitor.recv(1024) != b""
        except TimeoutError:
            return answered(visitor).startswith(b"HTTP/1.1 200")

    assert against(Hasty, visit)


REFUSED = b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000000000000\r\n\r\n"


def test_who_was_answered_and_still_sends_is_cut_off() -> None:
    def trickle(visitor: socket.socket) -> bool:
        visitor.sendall(REFUSED)
        visitor.settimeout(0.05)
        for _ in range(int(SOON_S / 0.05)):
            try:
                visitor.sendall(b"x")
                if visitor.recv(1024) == b"":
                    return True
            except TimeoutError:
                continue
            except ConnectionError:
                return True
        return False

    assert against(Hasty, trickle)


def test_who_sends_all_of_it_first_has_the_answer_too() -> None:
    def visit(visitor: socket.socket) -> bool:
        body = 10 * HEAD_LIMIT
        visitor.sendall(REFUSED.replace(b"1000000000000", str(body).encode()) + b"x" * body)
        told = b""
        while not told.endswith(b"hello"):
            told += visitor.recv(1024)
        return answered(visitor).startswith(b"HTTP/1.1 200")

    assert against(Connection, visit)


def test_what_was_said_before_the_cut_can_still_be_read() -> None:
    def visit(visitor: socket.socket) -> bytes:
        visitor.sendall(REFUSED)
        try:
            while True:
                visitor.sendall(b"x" * HEAD_LIMIT)
        except ConnectionError:
            return visitor.recv(1024)

    assert against(Hasty, visit).endswith(b"hello")


def test_nonsense_is_told_of_once() -> None:
    told = logging.Logger("told")
    told.addFilter(Once())
    records: list[str] = []
    handler = logging.Handler()
    handler.emit = lambda record: records.append(record.getMessage())  # type: ignore[method-assign]
    told.addHandler(handler)

    for _ in range(3):
        told.warning("Invalid HTTP request received.")
        told.error("a fault of ours")

    assert records.count("Invalid HTTP request received.") == 1
    assert records.count("a fault of ours") == 3
