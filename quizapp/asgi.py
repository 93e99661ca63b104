"""Pages and hot routes as one ASGI app, with the static files beside them."""

import asyncio
import re
from dataclasses import dataclass
from typing import Any, cast

from a2wsgi import WSGIMiddleware
from flask import Flask
from starlette.middleware.exceptions import ExceptionMiddleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.responses import Response
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from quizapp import paths
from quizapp.formats.bundle import LIMIT_BYTES as BUNDLE_BYTES
from quizapp.formats.redrawn import LIMIT_BYTES
from quizapp.services.saved import FILE_LIMIT
from quizapp.services.site import Site
from quizapp.web.app import FORM_LIMIT, create_app
from quizapp.web.headers import HEADERS
from quizapp.web.study.profile import RESTORE
from quizapp.web.workspace.admitting import HEAD_ONLY, MAY_SEND, OF_THE_BODY
from quizapp.web.workspace.blueprint import (
    BUNDLES,
    FILE_FORM_LIMIT,
    FILES,
    PICTURE_FORM_LIMIT,
    PICTURES,
    TEXT_FORM_LIMIT,
    TEXTS,
)
from quizapp.wire.answer import answer
from quizapp.wire.body import Limits
from quizapp.wire.gate import Gate, WholeBody, WithHeaders
from quizapp.wire.poll import poll
from quizapp.wire.routes import ANSWER, POLL, STREAM, Hot
from quizapp.wire.stream import stream

PAGE_THREADS = 10
TEXTS_AT_ONCE = 4
"""Forms with a bank's text that are read at a time: so many megabytes lie in memory meanwhile."""
PICTURES_AT_ONCE = 4
"""Forms with a picture: one takes up to 200 MB while it is unpacked."""
FILES_AT_ONCE = 2
"""Banks as files, with up to 64 MB of pictures, which are in memory twice while they are taken."""
FILE_WAIT_S = 60.0
BUNDLE_WAIT_S = 120.0
TOO_LARGE = (
    f"That file is too large: {FILE_LIMIT // 1024**2} MB at most. Nothing was changed. Use a code "
    "from the other device instead."
)
PICTURE_TOO_LARGE = (
    f"That file is too large: {LIMIT_BYTES // 10**6} MB at most. Go back, your text is still in "
    "the form, and choose a smaller picture."
)
BANK_TOO_LARGE = (
    f"That file is too large: {BUNDLE_BYTES // 10**6} MB at most. Go back, make its pictures "
    "smaller or split the bank, then choose the file again."
)
ZIP_FROM = 700
"""Bytes; smaller answers are not worth the work."""


class _Static(StaticFiles):
    """Static files; one whose address carries its version never changes."""

    def file_response(self, *args: Any, **kwargs: Any) -> Response:
        response = super().file_response(*args, **kwargs)
        scope: Scope = args[2]
        lasting = b"v=" in scope.get("query_string", b"")
        age = "public, max-age=31536000, immutable" if lasting else "no-cache"
        response.headers["Cache-Control"] = age
        return response


def create_asgi(site: Site) -> ASGIApp:
    """The whole server over this site; it closes the site when the server stops."""
    pages = create_app(site)
    fragments = pages.extensions["fragments"]
    if site.live.rooms.is_shared:  # the game may have been made at another process
        fragments.warm_up()
    headers = [(name.lower().encode(), value.encode()) for name, value in HEADERS.items()]
    hot = Hot(site, fragments.of_seat, fragments.of_poll, fragments.stored, headers)
    whole_pages = _whole(pages, headers)
    files = ExceptionMiddleware(_Static(directory=paths.static_dir()))
    static = WithHeaders(GZipMiddleware(files, minimum_size=ZIP_FROM), headers)

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await _live(site, receive, send)
        elif scope["type"] == "http":
            path = scope["path"]
            if scope["method"] == "POST" and ANSWER.match(path):
                await answer(scope, receive, send, hot)
            elif scope["method"] == "GET" and STREAM.match(path):
                await stream(scope, receive, send, hot)
            elif scope["method"] == "GET" and POLL.match(path):
                await poll(scope, receive, send, hot)
            elif path.startswith("/static/"):
                await static({**scope, "path": path[len("/static") :]}, receive, send)
            else:
                await whole_pages(scope, receive, send)

    return Gate(app, headers)


@dataclass(frozen=True)
class _Large:
    """A kind of large form: where it goes, what takes it, and how many are taken at a time."""

    addresses: re.Pattern[str]
    app: ASGIApp
    turns: asyncio.Semaphore


def _whole(flask: Flask, headers: list[tuple[bytes, bytes]]) -> ASGIApp:
    """The pages, each with its whole form and as much of it as that page takes.

    Of a large form nothing is taken before it is clear that its sender may send it.
    """
    plain = _as_asgi(flask)
    pages = GZipMiddleware(plain, minimum_size=ZIP_FROM)
    packed = WithHeaders(WholeBody(plain, Limits(FORM_LIMIT)), headers)
    forms = WithHeaders(WholeBody(pages, Limits(FORM_LIMIT)), headers)
    texts = WithHeaders(WholeBody(pages, Limits(TEXT_FORM_LIMIT)), headers)
    files = Limits(FILE_LIMIT, FILE_WAIT_S, too_much=TOO_LARGE)
    restored = WithHeaders(WholeBody(pages, files), headers)
    shots = Limits(PICTURE_FORM_LIMIT, FILE_WAIT_S, too_much=PICTURE_TOO_LARGE)
    pictured = WithHeaders(WholeBody(pages, shots), headers)
    banks = Limits(FILE_FORM_LIMIT, BUNDLE_WAIT_S, too_much=BANK_TOO_LARGE)
    filed = WithHeaders(WholeBody(pages, banks), headers)
    large = (
        _Large(TEXTS, texts, asyncio.Semaphore(TEXTS_AT_ONCE)),
        _Large(PICTURES, pictured, asyncio.Semaphore(PICTURES_AT_ONCE)),
        _Large(FILES, filed, asyncio.Semaphore(FILES_AT_ONCE)),
    )

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        path, is_post = scope["path"], scope["method"] == "POST"
        kind = next((k for k in large if is_post and k.addresses.fullmatch(path)), None)
        if path == RESTORE:
            await restored(scope, receive, send)
        elif kind:
            if not await _is_refused(plain, scope, send):
                async with kind.turns:
                    await kind.app(scope, receive, send)
        elif BUNDLES.fullmatch(path):
            await packed(scope, receive, send)
        else:
            await forms(scope, receive, send)

    return app


async def _is_refused(pages: ASGIApp, scope: Scope, send: Send) -> bool:
    """Answer whoever may not send this form, before it is taken: the pages see its head alone."""
    said: list[Message] = []

    async def nothing() -> Message:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def note(message: Message) -> None:
        said.append(message)

    headers = [header for header in scope["headers"] if header[0] not in OF_THE_BODY]
    await pages({**scope, "headers": headers, HEAD_ONLY: True}, nothing, note)
    if said[0]["status"] == MAY_SEND:
        return False
    for message in said:
        await send(message)
    return True


def _as_asgi(pages: Flask) -> ASGIApp:
    # a2wsgi types the same protocol in words of its own
    return cast("ASGIApp", WSGIMiddleware(cast("Any", pages), workers=PAGE_THREADS))


async def _live(site: Site, receive: Receive, send: Send) -> None:
    await receive()
    site.live.hub.attach(asyncio.get_running_loop())
    await send({"type": "lifespan.startup.complete"})
    await receive()
    site.close()
    await send({"type": "lifespan.shutdown.complete"})
