"""New banks of one's own: from nothing, from a file, from what is shipped, from a link."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from quizapp import clock
from quizapp.services.accounts import Teacher
from quizapp.services.library import NoSuchBank
from quizapp.services.transaction import reading, transaction
from quizapp.services.workspace import bundling, editing
from quizapp.web import access
from quizapp.web.workspace import files
from quizapp.web.workspace.blueprint import blueprint


@blueprint.post("/workspace/banks")
@access.teacher
def create(teacher: Teacher) -> ResponseReturnValue:
    """A new bank without a question yet."""
    access.spend("bank")
    title = request.form.get("title", "").replace("\0", "").strip()
    if not title:
        flash("Give the new bank a title.")
        return redirect(url_for("workspace.shelf"), 303)
    with transaction(access.site().database) as session:
        new = editing.create(session, teacher, editing.starter(title), "begun here", clock.now())
    return redirect(url_for("workspace.questions", bank=new), 303)


@blueprint.post("/workspace/uploads")
@access.teacher
def upload(teacher: Teacher) -> ResponseReturnValue:
    """A new bank from a file, whatever state it is in."""
    access.spend("bank")
    try:
        came = files.unpacked()
        limit = access.site().settings.picture_limit_bytes
        with transaction(access.site().database) as session:
            new = bundling.create(session, teacher, came, clock.now(), limit_bytes=limit)
    except files.REFUSED as refusal:
        flash(str(refusal))
        return redirect(url_for("workspace.shelf"), 303)
    flash(f"The file is here, as it was. {files.said_of(came)}".strip())
    return redirect(url_for("workspace.bank", bank=new), 303)


@blueprint.post("/workspace/shipped/<slug>")
@access.teacher
def copy_shipped(teacher: Teacher, slug: str) -> ResponseReturnValue:
    """A copy of a bank that everybody here has."""
    access.spend("bank")
    shelved = access.site().library.shelf().banks.get(slug)
    if shelved is None:
        raise NoSuchBank(slug)
    how = f"copied from “{shelved.bank.title[:150]}”"
    with transaction(access.site().database) as session:
        new = editing.create(session, teacher, shelved.text, how, clock.now())
    flash("This is your copy, to change as you like. Publish it to play it.")
    return redirect(url_for("workspace.bank", bank=new), 303)


@blueprint.get("/workspace/copies/<token>")
@access.teacher
def offer(teacher: Teacher, token: str) -> ResponseReturnValue:
    """What a link to copy leads to."""
    with reading(access.site().database) as session:
        title = editing.linked(session, token).title
    return render_template("workspace/offer.html", title=title, token=token)


@blueprint.post("/workspace/copies/<token>")
@access.teacher
def copy_linked(teacher: Teacher, token: str) -> ResponseReturnValue:
    """Take the copy."""
    access.spend("bank")
    with transaction(access.site().database) as session:
        new = editing.copy_by_link(session, teacher, token, clock.now())
    flash("This is your copy. The other one stays as it is.")
    return redirect(url_for("workspace.bank", bank=new), 303)
