"""The editor: a text, what the linter says of it, and what happens when two people save."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from quizapp import clock
from quizapp.services.accounts import Teacher
from quizapp.services.transaction import reading, transaction
from quizapp.services.workspace import bundling, editing, illustrating, rights, typed
from quizapp.services.workspace.bundling import Unpacked
from quizapp.services.workspace.checking import name_of
from quizapp.services.workspace.faults import HasChanged, NameIsTaken, TextRefused
from quizapp.services.workspace.rights import OwnBank
from quizapp.web import access
from quizapp.web.workspace import files
from quizapp.web.workspace.banks import whole_number
from quizapp.web.workspace.blueprint import blueprint
from quizapp.web.workspace.comparisons import BETWEEN, reading_of


@blueprint.get("/workspace/banks/<bank>/edit")
@access.teacher
def edit(teacher: Teacher, bank: str) -> ResponseReturnValue:
    """The latest version in a form, and what is wrong with it."""
    with reading(access.site().database) as session:
        held = rights.authorised(session, teacher, bank, "edit")
        text = editing.text_of(session, held)
    return render_template(
        "workspace/editor.html",
        bank=held,
        text=text,
        base=held.latest,
        lines=text.splitlines(),
        checked=access.site().checker.check(text, held.slug),
        error=None,
    )


@blueprint.post("/workspace/banks/<bank>/edit")
@access.teacher
def save(teacher: Teacher, bank: str) -> ResponseReturnValue:
    """Store what was typed as the next version."""
    access.spend("save")
    base, text = whole_number("base"), request.form.get("text", "")
    held, before = _edited_from(teacher, bank, base)
    try:
        written = typed.as_written(text, before)
        number = _store(teacher, bank, base, written)
    except (TextRefused, NameIsTaken) as refusal:
        return _again(held, base, typed.shown_again(text), str(refusal))
    except HasChanged as conflict:
        return _both(held, written, conflict)
    _say_saved(held, number, base, written)
    return redirect(url_for("workspace.edit", bank=bank), 303)


@blueprint.post("/workspace/banks/<bank>/upload")
@access.teacher
def upload_version(teacher: Teacher, bank: str) -> ResponseReturnValue:
    """A file as the next version."""
    access.spend("save")
    base = whole_number("base")
    held, _ = _edited_from(teacher, bank, base)
    try:
        came = files.unpacked()
        number = _store_upload(teacher, bank, base, came)
    except (*files.REFUSED, NameIsTaken) as refusal:
        flash(str(refusal))
        return redirect(url_for("workspace.bank", bank=bank), 303)
    except HasChanged as conflict:
        return _both(held, came.text, conflict)
    _say_saved(held, number, base, came.text, files.said_of(came))
    return redirect(url_for("workspace.bank", bank=bank), 303)


def _store_upload(teacher: Teacher, bank: str, base: int, came: Unpacked) -> int:
    """Save what was uploaded; of two who saved, its pictures wait for the text to be chosen."""
    site, now = access.site(), clock.now()
    limit = site.settings.picture_limit_bytes
    try:
        with transaction(site.database) as session:
            return bundling.save(session, teacher, bank, base, came, now, limit_bytes=limit)
    except HasChanged:
        with transaction(site.database) as session:
            illustrating.bring_all(session, teacher, bank, came.pictures, now, limit_bytes=limit)
        raise


def _edited_from(teacher: Teacher, bank: str, base: int) -> tuple[OwnBank, str]:
    """The bank, and the text of the version that the form was made from. Raises NoSuchVersion."""
    with reading(access.site().database) as session:
        held = rights.authorised(session, teacher, bank, "edit")
        return held, editing.text_from(session, held, base)


def _store(teacher: Teacher, bank: str, base: int, text: str) -> int:
    """Save; or, of two who saved, put this text aside where its author chose the other one."""
    with transaction(access.site().database) as session:
        if request.form.get("keep") == "theirs":
            return editing.set_aside(session, teacher, bank, base, text, clock.now())
        return editing.save(session, teacher, bank, base, text, clock.now())


def _say_saved(held: OwnBank, number: int, base: int, text: str, more: str = "") -> None:
    """A word on the save, and how many errors there are."""
    errors = len(access.site().checker.check(text, name_of(text, held.slug)).errors)
    done = "There was nothing new to save" if number == base else f"Saved as version {number}"
    found = f"It has {errors} {'error' if errors == 1 else 'errors'}." if errors else "No error."
    flash(f"{done}. {found} {more}".strip())


def _again(held: OwnBank, base: int, text: str, error: str) -> ResponseReturnValue:
    """The form as it was sent, with what kept it from being saved."""
    page = render_template(
        "workspace/editor.html", bank=held, text=text, base=base, checked=None, error=error
    )
    return page, 422


def _both(held: OwnBank, text: str, conflict: HasChanged) -> ResponseReturnValue:
    """Both texts, to choose from or to bring together."""
    page = render_template(
        "workspace/conflict.html",
        bank=held,
        text=text,
        conflict=conflict,
        reading=reading_of(conflict.text, text, BETWEEN),
        keys=frozenset(),
    )
    return page, 409
