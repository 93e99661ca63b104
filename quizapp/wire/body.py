"""A request's body: bounded in size and in time, and at no cost where it is there already."""

import asyncio
from collections.abc import Coroutine
from dataclasses import dataclass
from typing import Any, cast

from starlette.types import Message, Receive


@dataclass(frozen=True)
class Limits:
    """How large a body may be, in bytes, and how long it may take, in seconds.

    `too_much`: what is said of a larger one.
    """

    size: int
    wait_s: float = 10.0
    too_much: str = "That is too much at once. Send less."


class Gone(Exception):
    """The other side went before the body was whole."""


async def read_body(receive: Receive, limits: Limits) -> bytes | None:
    """The body; None where it is too large. Raises TimeoutError, Gone."""
    message = at_once(receive)
    if message is not None and message["type"] == "http.request" and not message.get("more_body"):
        body: bytes = message.get("body", b"")
        return body if len(body) <= limits.size else None
    async with asyncio.timeout(limits.wait_s):
        return await _whole(message or await receive(), receive, limits)


async def _whole(message: Message, receive: Receive, limits: Limits) -> bytes | None:
    chunks: list[bytes] = []
    size = 0
    while True:
        if message["type"] == "http.disconnect":
            raise Gone
        chunks.append(message.get("body", b""))
        size += len(chunks[-1])
        if size > limits.size:
            return None
        if not message.get("more_body"):
            return b"".join(chunks)
        message = await receive()


def at_once(receive: Receive) -> Message | None:
    """The next message if it is here already: most bodies come with their head.

    A server's `receive` waits only while it has nothing, so its first step either ends it or
    shows that there is something to wait for; it may be asked again.
    """
    coming = cast("Coroutine[Any, Any, Message]", receive())
    try:
        coming.send(None)
    except StopIteration as here:
        return cast("Message", here.value)
    coming.close()
    return None
