"""The gate before everything: what no part of the server should have to deal with.

A false Host header could turn up in links that all players share; a body that trickles in would
hold one of the few threads that make pages. Both are refused here, in one sentence.
"""

import ipaddress
import re
from functools import lru_cache

from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from quizapp.wire.body import Gone, Limits, read_body

LABEL = r"[A-Za-z0-9_-]{1,63}"
HOST = re.compile(
    rf"(?P<name>\[[0-9A-Fa-f:.]+\]|(?:{LABEL}\.){{0,8}}{LABEL}\.?)(?::(?P<port>[0-9]{{1,5}}))?"
)


Headers = list[tuple[bytes, bytes]]
HOST_LIMIT = 255
"""Characters of a name at most (RFC 1035, 2.3.4); a port may follow."""


class Gate:
    """Lets in what has a true Host."""

    def __init__(self, app: ASGIApp, headers: Headers) -> None:
        self._app = app
        refusal = PlainTextResponse("That address is not served here.", 400)
        self._refusal = WithHeaders(refusal, headers)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] == "http" and not is_host(_host(scope)):
            await self._refusal(scope, receive, send)
        else:
            await self._app(scope, receive, send)


class WithHeaders:
    """Gives every answer of the app the headers that it does not have."""

    def __init__(self, app: ASGIApp, headers: Headers) -> None:
        self._app = app
        self._headers = headers

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""

        async def send_safely(message: Message) -> None:
            if message["type"] == "http.response.start":
                given = list(message.get("headers", []))
                names = {name for name, _ in given}
                message["headers"] = given + [h for h in self._headers if h[0] not in names]
            await send(message)

        await self._app(scope, receive, send_safely)


class WholeBody:
    """Calls the app only once the body is there, whole and not too large."""

    def __init__(self, app: ASGIApp, limits: Limits) -> None:
        self._app = app
        self._limits = limits

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        try:
            body = await read_body(receive, self._limits)
        except Gone:
            return
        except TimeoutError:
            await PlainTextResponse("That took too long. Try again.", 408)(scope, receive, send)
            return
        if body is None:
            too_much = PlainTextResponse(self._limits.too_much, 413)
            await too_much(scope, receive, send)
            return
        await self._app(scope, _replay(body, receive), send)


@lru_cache(maxsize=256)
def is_host(text: str) -> bool:
    """Whether a Host header names a host: a name or an address, and at most a port."""
    found = HOST.fullmatch(text) if len(text) <= HOST_LIMIT + 6 else None
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


def _host(scope: Scope) -> str:
    for name, value in scope["headers"]:
        if name == b"host":
            host: bytes = value[: HOST_LIMIT + 7]
            return host.decode("latin-1")
    return ""


def _replay(body: bytes, receive: Receive) -> Receive:
    """The body as one message, then whatever the other side still says."""
    rest = [{"type": "http.request", "body": body, "more_body": False}]

    async def next_message() -> Message:
        return rest.pop() if rest else await receive()

    return next_message
