"""The gate before everything: what no part of the server should have to deal with.

A false Host header could turn up in links that all players share; a body that trickles in would
hold one of the few threads that make pages. Both are refused here, in one sentence.
"""

import asyncio
import ipaddress
import re
from collections.abc import Mapping
from dataclasses import dataclass

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import ClientDisconnect, Request
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

LABEL = r"[A-Za-z0-9_-]{1,63}"
HOST = re.compile(
    rf"(?P<name>\[[0-9A-Fa-f:.]+\]|(?:{LABEL}\.){{0,8}}{LABEL}\.?)(?::(?P<port>[0-9]{{1,5}}))?"
)


@dataclass(frozen=True)
class Limits:
    """How large a body may be, in bytes, and how long it may take, in seconds.

    `too_much`: what is said of a larger one.
    """

    size: int
    wait_s: float = 10.0
    too_much: str = "That is too much at once. Send less."


class Gate:
    """Lets in what has a true Host; gives every answer the headers that it does not have."""

    def __init__(self, app: ASGIApp, headers: Mapping[str, str]) -> None:
        self._app = app
        self._headers = headers

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def send_safely(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in self._headers.items():
                    headers.setdefault(name, value)
            await send(message)

        if is_host(Headers(scope=scope).get("host", "")):
            await self._app(scope, receive, send_safely)
        else:
            refusal = PlainTextResponse("That address is not served here.", 400)
            await refusal(scope, receive, send_safely)


class WholeBody:
    """Calls the app only once the body is there, whole and not too large."""

    def __init__(self, app: ASGIApp, limits: Limits) -> None:
        self._app = app
        self._limits = limits

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        try:
            body = await read_body(Request(scope, receive), self._limits)
        except ClientDisconnect:
            return
        except TimeoutError:
            await PlainTextResponse("That took too long. Try again.", 408)(scope, receive, send)
            return
        if body is None:
            too_much = PlainTextResponse(self._limits.too_much, 413)
            await too_much(scope, receive, send)
            return
        await self._app(scope, _replay(body, receive), send)


async def read_body(request: Request, limits: Limits) -> bytes | None:
    """The body; None where it is too large. Raises TimeoutError, ClientDisconnect."""
    body = b""
    async with asyncio.timeout(limits.wait_s):
        async for chunk in request.stream():
            body += chunk
            if len(body) > limits.size:
                return None
    return body


def is_host(text: str) -> bool:
    """Whether a Host header names a host: a name or an address, and at most a port."""
    found = HOST.fullmatch(text)
    if not found or int(found["port"] or 0) > 65535:
        return False
    name = found["name"]
    try:
        if name.startswith("["):
            ipaddress.IPv6Address(name[1:-1])
        else:
            name.removesuffix(".").encode("ascii").decode("idna")
    except ValueError:
        return False
    return True


def _replay(body: bytes, receive: Receive) -> Receive:
    """The body as one message, then whatever the other side still says."""
    rest = [{"type": "http.request", "body": body, "more_body": False}]

    async def next_message() -> Message:
        return rest.pop() if rest else await receive()

    return next_message
