"""Who may send a large form: asked of its head alone, before any of it is taken.

`asgi` sends the head through the app as a request of its own, so that both are the same request at
the same address, and faults become the same pages. The views ask again. What was typed into a form
may come from every teacher, and from a browser that one was signed in with before: where it cannot
be stored it is shown again. A file is still where it was.
"""

from flask import request
from flask.typing import ResponseReturnValue

from quizapp.services.transaction import reading
from quizapp.services.workspace.rights import authorised
from quizapp.web import access
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
    if not FILES.fullmatch(request.path) and (access.signed_in() or access.known_teacher()):
        return "", MAY_SEND
    teacher = access.teacher_here()
    named = request.view_args or {}
    if "bank" in named:
        with reading(access.site().database) as session:
            authorised(session, teacher, named["bank"], "edit")
    return "", MAY_SEND
