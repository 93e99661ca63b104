"""The limit: a bare ASGI app that stores an answer as durably as ours, and does nothing else.

It knows neither rounds nor seats: it takes the body as it is, inserts it in a batch that shares a
commit, and replies with a constant. `python -m bench.live.bare PORT FOLDER`.
"""

import asyncio
import sqlite3
import sys
import threading
from collections import deque
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any, Literal

import uvicorn

RECEIPT = b"x" * 600
"""As long as a receipt of ours."""
TABLE = "CREATE TABLE answer (id INTEGER PRIMARY KEY, player TEXT, sent TEXT, UNIQUE (player))"


class GroupCommit:
    """One thread that inserts what came while the last commit ran, then tells the loop."""

    def __init__(self, database: Path) -> None:
        self._database = database
        self._waiting: deque[tuple[str, str, asyncio.Future[None]]] = deque()
        self._any = threading.Event()
        self._loop = asyncio.get_running_loop()
        threading.Thread(target=self._write, daemon=True).start()

    def put(self, player: str, sent: str) -> "asyncio.Future[None]":
        """Store it; done once it is on disk."""
        done: asyncio.Future[None] = self._loop.create_future()
        self._waiting.append((player, sent, done))
        self._any.set()
        return done

    def _write(self) -> None:
        connection = sqlite3.connect(self._database, isolation_level=None)
        for pragma in ("journal_mode=WAL", "synchronous=FULL"):
            connection.execute(f"PRAGMA {pragma}")
        connection.execute(TABLE)
        while True:
            self._any.wait()
            self._any.clear()
            batch = [self._waiting.popleft() for _ in range(len(self._waiting))]
            connection.execute("BEGIN IMMEDIATE")
            connection.executemany(
                "INSERT INTO answer (player, sent) VALUES (?, ?) ON CONFLICT DO NOTHING",
                [(player, sent) for player, sent, _ in batch],
            )
            connection.execute("COMMIT")
            self._loop.call_soon_threadsafe(_done, [done for *_, done in batch])


def _done(futures: "list[asyncio.Future[None]]") -> None:
    for future in futures:
        if not future.done():
            future.set_result(None)


def app(database: Path) -> Callable[..., Awaitable[None]]:
    """The app over a new database."""
    commits: list[GroupCommit] = []

    async def serve(scope: dict[str, Any], receive: Any, send: Any) -> None:
        if scope["type"] != "http":
            return
        if scope["method"] == "POST":
            body = (await receive())["body"]
            cookie = next(value for name, value in scope["headers"] if name == b"cookie")
            if not commits:
                commits.append(GroupCommit(database))
            await commits[0].put(cookie.decode(), body.decode())
        await send({"type": "http.response.start", "status": 200, "headers": _HEADERS})
        await send({"type": "http.response.body", "body": RECEIPT})

    return serve


_HEADERS = [
    (b"content-type", b"text/html; charset=utf-8"),
    (b"content-length", str(len(RECEIPT)).encode()),
    (b"cache-control", b"no-store"),
]


def run(served: Any, port: int, ws: Literal["none", "wsproto"] = "none") -> None:
    """Serve as `quizapp serve` does."""
    uvicorn.run(
        served,
        port=port,
        loop="uvloop",
        http="httptools",
        ws=ws,
        lifespan="off",
        log_config=None,
        access_log=False,
        server_header=False,
    )


if __name__ == "__main__":
    run(app(Path(sys.argv[2]) / "bare.db"), int(sys.argv[1]))
