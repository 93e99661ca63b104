"""Hosting a teacher's own bank: what is published of it, by whoever may read it."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from quizapp.core.rules import Rules
from quizapp.services.accounts import Teacher
from quizapp.services.live.faults import NothingToVoteOn
from quizapp.services.transaction import reading
from quizapp.services.workspace import rights
from quizapp.web import access
from quizapp.web.forms import HostForm
from quizapp.web.live.blueprint import blueprint
from quizapp.web.live.rule_forms import SetUpForm
from quizapp.web.live.seated import open_game


@blueprint.post("/workspace/banks/<bank>/games")
@access.teacher
def create_own(teacher: Teacher, bank: str) -> ResponseReturnValue:
    """A new game by the usual rules."""
    slug = _slug(teacher, bank)
    form = HostForm.for_bank(access.site().library.bank(slug))
    access.spend("game")
    if not form.validate_on_submit():
        flash("Pick the number of questions and the time from the lists.")
        return redirect(url_for("workspace.bank", bank=bank), 303)
    rules = Rules(limit_s=int(form.limit_s.data) if form.limit_s.data else None)
    return open_game(slug, int(form.count.data) if form.count.data else None, rules)


@blueprint.route("/workspace/banks/<bank>/host", methods=["GET", "POST"])
@access.teacher
def set_up_own(teacher: Teacher, bank: str) -> ResponseReturnValue:
    """More ways to play: every rule on one page."""
    slug = _slug(teacher, bank)
    shelved = access.site().library.bank(slug)
    form = SetUpForm.for_bank(shelved)
    if form.validate_on_submit():
        access.spend("game")
        try:
            return open_game(slug, form.how_many, form.rules())
        except NothingToVoteOn as refusal:
            form.mode.errors = [str(refusal)]
        except ValueError:  # the model's own word; no form of ours leads here
            form.mode.errors = ["These choices do not go together. Pick them again."]
    page = render_template("live/setup.html", form=form, bank=shelved.bank, own=bank)
    return page, 422 if form.errors else 200


def _slug(teacher: Teacher, bank: str) -> str:
    """The name that the library has it by. Raises NoSuchOwnBank, NotPublished."""
    with reading(access.site().database) as session:
        return rights.authorised(session, teacher, bank, "read").library_slug
