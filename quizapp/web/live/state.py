"""The polls: each stream's state as an ordinary GET."""

from flask import current_app, make_response, request
from flask.typing import ResponseReturnValue

from quizapp.web.live.fragments import Fragments, tag


def fragments() -> Fragments:
    """The renderer of this app."""
    found = current_app.extensions["fragments"]
    assert isinstance(found, Fragments)
    return found


def state_reply(html: str) -> ResponseReturnValue:
    """The fragment; 204 where it is the one that the poll has `seen` already."""
    if request.args.get("seen") == tag(html):
        return "", 204
    response = make_response(html)
    response.headers["X-State"] = tag(html)
    return response
