"""Hosting a teacher's own bank: what is published of it, by whoever may read it."""

from flask import url_for
from flask.typing import ResponseReturnValue

from quizapp.services.accounts import Teacher
from quizapp.services.transaction import reading
from quizapp.services.workspace import rights
from quizapp.web import access
from quizapp.web.live.blueprint import blueprint
from quizapp.web.live.opening import open_chosen, open_usual


@blueprint.post("/workspace/banks/<bank>/games")
@access.teacher
def create_own(teacher: Teacher, bank: str) -> ResponseReturnValue:
    """A new game by the usual rules."""
    return open_usual(_slug(teacher, bank), url_for("workspace.bank", bank=bank))


@blueprint.route("/workspace/banks/<bank>/host", methods=["GET", "POST"])
@access.teacher
def set_up_own(teacher: Teacher, bank: str) -> ResponseReturnValue:
    """More ways to play: every rule on one page."""
    return open_chosen(_slug(teacher, bank), bank)


def _slug(teacher: Teacher, bank: str) -> str:
    """The name that the library has it by. Raises NoSuchOwnBank, NotPublished."""
    with reading(access.site().database) as session:
        return rights.authorised(session, teacher, bank, "read").library_slug
