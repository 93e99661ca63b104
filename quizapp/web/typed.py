"""What was typed into a form of the studio that could not be taken: its author was signed out.

The page that says so holds all of it, in a form that goes where the first one went. It is sent from
there after the sign-in and stored nowhere meanwhile. Its address says whose it is, so that another
teacher who signs in does not store it as their own.
"""

from dataclasses import dataclass
from itertools import islice
from urllib.parse import urlencode

from flask import request

from quizapp.web import access

MOST_FIELDS = 1000
"""As many as any form of ours has; how large they may be together the address says, see `wire`."""


@dataclass(frozen=True)
class Typed:
    """The fields of a form, where it goes and how; `files`: whether one came along, which is gone.

    Without `typist` nobody knows whose it is, and it is there to be copied only.
    """

    fields: tuple[tuple[str, str], ...]
    action: str
    mimetype: str
    typist: str | None
    has_file: bool


def typed() -> Typed | None:
    """What this request brought; None where it is none of the studio's forms."""
    if request.method != "POST" or request.blueprint != "workspace":
        return None
    fields = tuple(islice(filter(_is_kept, request.form.items(multi=True)), MOST_FIELDS))
    typist = request.args.get(access.TYPED_BY) or access.known_teacher()
    return Typed(
        fields,
        f"{request.path}?{urlencode({**request.args, access.TYPED_BY: typist or ''})}",
        request.mimetype,
        typist,
        any(file.filename for file in request.files.values()),
    )


def _is_kept(field: tuple[str, str]) -> bool:
    return field[0] != "csrf_token" and "password" not in field[0]
