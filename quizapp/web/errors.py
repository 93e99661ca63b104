"""Which refusal gets which status, in one place; each as one kind sentence."""

import logging
from typing import Any

from flask import Flask, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException

from quizapp.services.live.faults import PlayedElsewhere
from quizapp.services.practice import NoSuchDrill
from quizapp.services.refusals import STATUS
from quizapp.services.schedule import NoSuchReview
from quizapp.services.sources import NoSuchClaim
from quizapp.services.unavailable import StorageFailed
from quizapp.services.workspace.faults import (
    MayOnlyRead,
    NoRoom,
    NoSuchCard,
    NoSuchNote,
    NoSuchOwnBank,
    NoSuchOwnSource,
    NotInCards,
)
from quizapp.web.access import NotSignedIn, TypedByAnother
from quizapp.web.typed import Typed, typed

SENTENCES = {
    400: "That request could not be read. Go back and try again.",
    403: "This page is not yours to open.",
    404: "There is no page here. It may have moved, or the address has a typing slip.",
    405: "That cannot be done here. Go back and use the buttons of the page.",
    413: "That is too much at once. Send less.",
    415: "That kind of form cannot be read here.",
    500: "Something broke on our side. It is noted. Go back and try again.",
    503: "The server cannot store anything right now. Wait a moment and try again.",
}
TITLES = {404: "Not found", 403: "Not yours", 410: "Over", 409: "Not now", 503: "A moment, please"}

log = logging.getLogger(__name__)


class QuietFlask(Flask):
    """Notes a fault with the route it broke on: the path may hold a token."""

    def log_exception(self, exc_info: Any) -> None:
        """Note a fault that no handler foresaw."""
        self.logger.error(
            "a page broke: %s %s", request.method, request.url_rule, exc_info=exc_info
        )


def set_up(app: Flask) -> None:
    """Answer every refusal and every fault with a page of its own."""
    for kind in STATUS:
        app.register_error_handler(kind, _refused)
    app.register_error_handler(CSRFError, _form_too_old)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(NotSignedIn, _not_signed_in)
    app.register_error_handler(TypedByAnother, _typed_by_another)
    app.register_error_handler(StorageFailed, _storage_failed)


def _refused(fault: Exception) -> ResponseReturnValue:
    title = "On another device" if isinstance(fault, PlayedElsewhere) else None
    return _page(STATUS[type(fault)], str(fault), _way_back(fault), title, typed())


def _way_back(fault: Exception) -> dict[str, str] | None:
    match fault:
        case NoSuchClaim():
            address = url_for("sources.source", slug=fault.source)
            return {"address": address, "words": "See all claims of the report"}
        case PlayedElsewhere():
            return {
                "address": url_for("live.come_back", pin=fault.pin),
                "words": "Ask to come back",
            }
        case NoSuchReview():
            return {"address": url_for("study.due"), "words": "See what is due"}
        case NoSuchDrill():
            return {"address": url_for("study.practice"), "words": "Pick a skill"}
    return _way_back_in_studio(fault)


def _way_back_in_studio(fault: Exception) -> dict[str, str] | None:
    named = request.view_args or {}
    match fault:
        case NoSuchOwnBank() | MayOnlyRead():
            return {"address": url_for("workspace.shelf"), "words": "See your banks"}
        case NotInCards() if "bank" in named:
            address = url_for("workspace.edit", bank=named["bank"])
            return {"address": address, "words": "Edit it as text"}
        case NoSuchCard() | NoRoom() if "bank" in named:
            address = url_for("workspace.questions", bank=named["bank"])
            return {"address": address, "words": "See its questions"}
        case NoSuchOwnSource():
            return {"address": url_for("workspace.texts"), "words": "See your texts"}
        case NoSuchNote() if "source" in named:
            address = url_for("workspace.text", source=named["source"])
            return {"address": address, "words": "See the text"}
    return None


def _form_too_old(_fault: CSRFError) -> ResponseReturnValue:
    return _page(
        400,
        "This page was open too long, or cookies are off. Go back, copy what you typed, then "
        "reload the page and try again.",
        words=typed(),
    )


def _not_signed_in(fault: NotSignedIn) -> ResponseReturnValue:
    """To the sign-in, and back; what was sent in a form is kept on the page."""
    if request.method == "GET" and not request.headers.get("HX-Request"):
        return redirect(url_for("accounts.sign_in", next=request.full_path.rstrip("?")), 303)
    return render_template("accounts/signed_out.html", message=str(fault), typed=typed()), 401


def _typed_by_another(fault: TypedByAnother) -> ResponseReturnValue:
    if request.headers.get("HX-Request"):
        return _page(403, str(fault))
    page = render_template("accounts/signed_out.html", message=str(fault), typed=typed())
    return page, 403


def _http(fault: HTTPException) -> ResponseReturnValue:
    code = fault.code or 500
    if code < 400:
        return fault.get_response()
    words = typed() if code >= 500 else None
    return _page(code, SENTENCES.get(code, SENTENCES[400 if code < 500 else 500]), words=words)


def _storage_failed(fault: Exception) -> ResponseReturnValue:
    log.error("the database failed: %s", getattr(fault, "orig", fault))
    return _page(503, SENTENCES[503], words=typed())


def _page(
    code: int,
    message: str,
    way_back: dict[str, str] | None = None,
    title: str | None = None,
    words: Typed | None = None,
) -> ResponseReturnValue:
    """A fragment's request gets the sentence alone, everybody else the page.

    `words` are what was typed, for its author to copy; none where it could not be read.
    """
    if request.headers.get("HX-Request") or request.headers.get("X-Fragment"):
        return message, code, {"Content-Type": "text/plain; charset=utf-8"}
    title = title or TITLES.get(code, "That did not work")
    page = render_template(
        "error.html", code=code, title=title, message=message, way_back=way_back, typed=words
    )
    return page, code
