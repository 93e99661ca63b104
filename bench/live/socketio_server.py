"""The transport of another quiz program: python-socketio on uvicorn, with the same durable insert.

Only the answer: an event that is acknowledged once it is on disk. `python -m
bench.live.socketio_server PORT FOLDER`.
"""

import sys
from pathlib import Path
from typing import Any

import socketio

from bench.live.bare import RECEIPT, GroupCommit, run


def app(database: Path) -> Any:
    """The app over a new database."""
    server = socketio.AsyncServer(async_mode="asgi", transports=["websocket"])
    commits: list[GroupCommit] = []

    @server.on("answer")
    async def answer(sid: str, sent: str) -> str:
        if not commits:
            commits.append(GroupCommit(database))
        await commits[0].put(sid, sent)
        return RECEIPT.decode()

    return socketio.ASGIApp(server)


if __name__ == "__main__":
    run(app(Path(sys.argv[2]) / "socketio.db"), int(sys.argv[1]), ws="wsproto")
