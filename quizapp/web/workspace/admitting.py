"""Who may send a large form: asked of its head alone, before any of it is taken.

`asgi` sends the head through the app as a request of its own, so that both are the same request at
the same address, and faults become the same pages. The views ask again. A browser that a teacher
was signed in with before may send what was typed into a form, since it is shown again then; a file
is still where it was.
"""

from flask import request
from flask.typing import ResponseReturnValue

from quizapp.services.transaction import reading
from quizapp.services.workspace.rights import authorised, authorised_source
from quizapp.web import access
from quizapp.web.access import NotSignedIn
from quizapp.web.workspace.blueprint import FILES, blueprint

HEAD_ONLY = "quizapp.head_only"
"""The key of an ASGI scope whose body is still to come."""
MAY_SEND = 204
"""The status that lets it come; whatever else is answered is the answer."""
OF_THE_BODY = frozenset({b"content-length", b"content-type", b"transfer-encoding"})


@blueprint.before_app_request
def admit() -> ResponseReturnValue | None:
    """Where only the head is here: whether the body may come. Said before the guard of forms."""
    if HEAD_ONLY not in request.environ.get("asgi.scope", {}):
        return None
    try:
        teacher = access.teacher_here()
    except NotSignedIn:
        if access.known_teacher() and not FILES.fullmatch(request.path):
            return "", MAY_SEND
        raise
    named = request.view_args or {}
    with reading(access.site().database) as session:
        if "bank" in named:
            authorised(session, teacher, named["bank"], "edit")
        if "source" in named:
            authorised_source(session, teacher, named["source"])
    return "", MAY_SEND
