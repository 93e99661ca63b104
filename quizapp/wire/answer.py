"""The answer: read, checked, handed to the journal; the reply is the receipt, after the commit."""

import asyncio
from urllib.parse import parse_qs

from starlette.requests import ClientDisconnect, Request
from starlette.responses import HTMLResponse, PlainTextResponse
from starlette.types import Receive, Scope, Send

from quizapp import clock
from quizapp.services.live.faults import NoSeat
from quizapp.services.origin import is_same_origin
from quizapp.services.site import Site
from quizapp.wire.gate import Limits, read_body
from quizapp.wire.routes import FAULTS, HEADERS, Renderer, refuse, seated

LIMITS = Limits(size=8 * 1024)
FIELDS_LIMIT = 40


async def answer(scope: Scope, receive: Receive, send: Send, site: Site, render: Renderer) -> None:
    """Take one answer."""
    request = Request(scope, receive)
    try:
        fields = _fields(await _body(request))
    except ClientDisconnect:
        return
    except (TimeoutError, ValueError):
        unreadable = PlainTextResponse("That answer could not be read.", 400, HEADERS)
        await unreadable(scope, receive, send)
        return
    now = clock.now()
    try:
        if not is_same_origin(
            host=request.headers.get("host"),
            origin=request.headers.get("origin"),
            fetch_site=request.headers.get("sec-fetch-site"),
        ):
            raise NoSeat
        room, seat = await seated(request, site)
        job = site.live.answers.take(
            room, seat.player or "", _number(fields), fields.get("answer_id", [""])[0], fields, now
        )
        stored = await asyncio.wrap_future(job)
    except FAULTS as fault:
        await refuse(fault, scope, receive, send)
        return
    html = render.stored(room, stored)
    await HTMLResponse(html, headers=HEADERS)(scope, receive, send)


async def _body(request: Request) -> bytes:
    """The body. Raises ValueError where it is too large to be an answer, TimeoutError."""
    body = await read_body(request, LIMITS)
    if body is None:
        raise ValueError
    return body


def _fields(body: bytes) -> dict[str, list[str]]:
    """A form's fields, or ValueError."""
    return parse_qs(
        body.decode("utf-8"), keep_blank_values=True, max_num_fields=FIELDS_LIMIT, errors="strict"
    )


def _number(fields: dict[str, list[str]]) -> int:
    given = fields.get("round", [""])[0]
    return int(given) if given.isascii() and given.isdigit() and len(given) < 5 else 0
