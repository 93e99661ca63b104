"""The history of a bank: its versions, what each changed, and any of them as a file."""

from flask import flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from quizapp import clock
from quizapp.services.accounts import Teacher
from quizapp.services.transaction import reading, transaction
from quizapp.services.workspace import bundling, editing, history, rights
from quizapp.services.workspace.faults import NameIsTaken
from quizapp.web import access
from quizapp.web.workspace.blueprint import blueprint
from quizapp.web.workspace.comparisons import Reading, keys_in, reading_of


@blueprint.get("/workspace/banks/<bank>/versions")
@access.teacher
def versions(teacher: Teacher, bank: str) -> ResponseReturnValue:
    """Who saved what when."""
    before = request.args.get("before", type=int)
    with reading(access.site().database) as session:
        held, found = history.versions(session, teacher, bank, before)
    return render_template("workspace/versions.html", bank=held, versions=found)


@blueprint.get("/workspace/banks/<bank>/versions/<int:number>")
@access.teacher
def version(teacher: Teacher, bank: str, number: int) -> ResponseReturnValue:
    """One version: what it changed, and its text."""
    against = request.args.get("against", type=int)
    with reading(access.site().database) as session:
        found = history.change(session, teacher, bank, number, against)
        shown = bundling.pictures_in(session, found.bank, found.text)
        latest = editing.text_of(session, found.bank)
    return render_template(
        "workspace/version.html",
        change=found,
        bank=found.bank,
        has_pictures=bool(shown),
        reading=_reading_of(found),
        keys=keys_in(latest, found.text) if found.bank.allows("edit") else frozenset(),
    )


def _reading_of(found: history.Change) -> Reading | None:
    if found.before is None:
        return None
    has_all = request.args.get("lines") == "all"
    if has_all:
        access.spend("lines")
    return reading_of(found.before, found.text, all_lines=has_all)


@blueprint.get("/workspace/banks/<bank>/versions/<int:number>/file")
@access.teacher
def file(teacher: Teacher, bank: str, number: int) -> ResponseReturnValue:
    """The version's text as a file, to the byte."""
    with reading(access.site().database) as session:
        held = rights.authorised(session, teacher, bank, "read")
        text = editing.text_of(session, held, number)
    response = make_response(text.encode())
    response.headers["Content-Type"] = "application/yaml; charset=utf-8"
    response.headers["Content-Disposition"] = f'attachment; filename="{held.slug}.yaml"'
    return response


@blueprint.post("/workspace/banks/<bank>/versions/<int:number>/restore")
@access.teacher
def restore(teacher: Teacher, bank: str, number: int) -> ResponseReturnValue:
    """Make this version the latest again."""
    try:
        with transaction(access.site().database) as session:
            new = editing.restore(session, teacher, bank, number, clock.now())
    except NameIsTaken as refusal:
        flash(f"Not restored. {refusal}")
        return redirect(url_for("workspace.versions", bank=bank), 303)
    flash(f"Version {number} is the latest again, as version {new}.")
    return redirect(url_for("workspace.bank", bank=bank), 303)
