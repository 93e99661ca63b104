"""Who may send a large form: asked of its head alone, before any of it is taken.

The views ask again. A browser that a teacher was signed in with before may send what was typed into
a form, since it is shown again then; a file is still where it was.
"""

from collections.abc import Iterable

from flask import Flask, request
from werkzeug.datastructures import Headers
from werkzeug.test import EnvironBuilder
from werkzeug.wrappers import Response

from quizapp.services.transaction import reading
from quizapp.services.unavailable import StorageFailed
from quizapp.services.workspace.faults import MayOnlyRead, NoSuchOwnBank, NoSuchOwnSource
from quizapp.services.workspace.rights import authorised, authorised_source
from quizapp.web import access
from quizapp.web.access import NotSignedIn, TypedByAnother
from quizapp.web.workspace.blueprint import FILES

OF_THE_BODY = ("content-length", "content-type", "transfer-encoding")
REFUSED = (NotSignedIn, TypedByAnother, NoSuchOwnBank, NoSuchOwnSource, MayOnlyRead, StorageFailed)


def refusal(
    pages: Flask, path: str, query: str, headers: Iterable[tuple[str, str]]
) -> Response | None:
    """The answer to somebody who may not send a form there; None for whoever may."""
    head = Headers([pair for pair in headers if pair[0].lower() not in OF_THE_BODY])
    asked = EnvironBuilder(path=path, query_string=query, method="POST", headers=head)
    with pages.request_context(asked.get_environ()):
        try:
            _admit()
        except REFUSED as fault:
            answer = pages.make_response(pages.handle_user_exception(fault))
            return pages.process_response(answer)
    return None


def _admit() -> None:
    """Raise one of REFUSED for whoever may not."""
    try:
        teacher = access.teacher_here()
    except (NotSignedIn, TypedByAnother):
        if access.known_teacher() and not FILES.match(request.path):
            return
        raise
    named = request.view_args or {}
    with reading(access.site().database) as session:
        if "bank" in named:
            authorised(session, teacher, named["bank"], "edit")
        if "source" in named:
            authorised_source(session, teacher, named["source"])
