"""Pages and hot routes as one ASGI app, with the static files beside them."""

import asyncio
from typing import Any, cast

from a2wsgi import WSGIMiddleware
from flask import Flask
from starlette.middleware.exceptions import ExceptionMiddleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.responses import Response
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Receive, Scope, Send

from quizapp import paths
from quizapp.services.site import Site
from quizapp.web.app import FORM_LIMIT, create_app
from quizapp.web.headers import HEADERS
from quizapp.web.workspace.blueprint import TEXT_FORM_LIMIT
from quizapp.wire.answer import answer
from quizapp.wire.gate import Gate, Limits, WholeBody
from quizapp.wire.routes import ANSWER, STREAM, Renderer
from quizapp.wire.stream import stream

PAGE_THREADS = 10
TEXTS_AT_ONCE = 4
"""Forms with a bank's text that are read at a time: so many megabytes lie in memory meanwhile."""
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
    render = Renderer(of_seat=fragments.of_seat, stored=fragments.stored)
    zipped_pages = GZipMiddleware(_as_asgi(pages), minimum_size=ZIP_FROM)
    whole_pages = WholeBody(zipped_pages, Limits(FORM_LIMIT))
    whole_texts = WholeBody(zipped_pages, Limits(TEXT_FORM_LIMIT))
    texts = asyncio.Semaphore(TEXTS_AT_ONCE)
    static = GZipMiddleware(
        ExceptionMiddleware(_Static(directory=paths.static_dir())), minimum_size=ZIP_FROM
    )

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await _live(site, receive, send)
        elif scope["type"] == "http":
            path = scope["path"]
            if STREAM.match(path) and scope["method"] == "GET":
                await stream(scope, receive, send, site, render)
            elif ANSWER.match(path) and scope["method"] == "POST":
                await answer(scope, receive, send, site, render)
            elif path.startswith("/static/"):
                await static({**scope, "path": path[len("/static") :]}, receive, send)
            elif path.startswith("/workspace/") and scope["method"] == "POST":
                async with texts:
                    await whole_texts(scope, receive, send)
            else:
                await whole_pages(scope, receive, send)

    return Gate(app, HEADERS)


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
