"""What a bank is called and says of itself, without its text."""

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from quizapp import clock
from quizapp.services.accounts import Teacher
from quizapp.services.transaction import transaction
from quizapp.services.workspace.changing import Change
from quizapp.services.workspace.faults import NotInCards
from quizapp.web import access
from quizapp.web.workspace.blueprint import blueprint
from quizapp.web.workspace.questions.cards import warm

SAVED = "Title and description are saved."
NEEDED = "Nothing is changed: a bank needs a title and a description."


@blueprint.post("/workspace/banks/<bank>/about")
@access.teacher
def describe(teacher: Teacher, bank: str) -> ResponseReturnValue:
    """Another title and description."""
    access.spend("save")
    site, back = access.site(), redirect(url_for("workspace.bank", bank=bank), 303)
    title = " ".join(_typed("title").split())[:200]
    description = _typed("description").strip()[:2000]
    is_whole = bool(title and description)
    try:
        warm(teacher, bank)
        with transaction(site.database) as session:
            change = Change(session, site.decks, teacher, bank, clock.now())
            if is_whole:
                change.describe(title, description)
    except NotInCards:
        flash("Nothing is changed: here the title can only be changed in the text of the bank.")
        return back
    flash(SAVED if is_whole else NEEDED)
    return back


def _typed(name: str) -> str:
    """A field of the form, without what no text may hold."""
    return request.form.get(name, "").replace("\0", "").replace("\r\n", "\n")
