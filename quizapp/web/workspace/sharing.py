"""With whom a bank is shared."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from quizapp.services.accounts import Teacher
from quizapp.services.transaction import reading, transaction
from quizapp.services.workspace import rights
from quizapp.services.workspace import sharing as services
from quizapp.services.workspace.faults import NoSuchColleague
from quizapp.web import access
from quizapp.web.workspace.blueprint import blueprint


@blueprint.get("/workspace/banks/<bank>/sharing")
@access.teacher
def sharing(teacher: Teacher, bank: str) -> ResponseReturnValue:
    """Colleagues, and the link to copy."""
    return _page(teacher, bank)


@blueprint.post("/workspace/banks/<bank>/sharing")
@access.teacher
def share(teacher: Teacher, bank: str) -> ResponseReturnValue:
    """Share it with a colleague."""
    name = request.form.get("name", "")
    may_edit = request.form.get("right") == "edit"
    try:
        with transaction(access.site().database) as session:
            name = services.share(session, teacher, bank, name, "edit" if may_edit else "read")
    except NoSuchColleague as refusal:
        return _page(teacher, bank, name=name, error=str(refusal)), 422
    flash(f"{name} may {'change' if may_edit else 'read'} this bank now.")
    return _back(bank)


@blueprint.post("/workspace/banks/<bank>/sharing/<colleague>/end")
@access.teacher
def unshare(teacher: Teacher, bank: str, colleague: str) -> ResponseReturnValue:
    """Share it with this colleague no more."""
    with transaction(access.site().database) as session:
        services.unshare(session, teacher, bank, colleague.replace("\0", ""))
    flash("That colleague does not see this bank any more.")
    return _back(bank)


@blueprint.post("/workspace/banks/<bank>/link")
@access.teacher
def link(teacher: Teacher, bank: str) -> ResponseReturnValue:
    """Make a link to copy, or end it."""
    is_end = request.form.get("do") == "end"
    with transaction(access.site().database) as session:
        (services.end_link if is_end else services.make_link)(session, teacher, bank)
    flash("The link leads nowhere any more." if is_end else "Here is the link.")
    return _back(bank)


def _page(teacher: Teacher, bank: str, *, name: str = "", error: str | None = None) -> str:
    with reading(access.site().database) as session:
        held = rights.authorised(session, teacher, bank, "own")
        colleagues = services.colleagues(session, teacher, bank)
    base = access.site().settings.public_url or request.host_url.rstrip("/")
    address = base + url_for("workspace.offer", token=held.copy_token) if held.copy_token else None
    return render_template(
        "workspace/sharing.html",
        bank=held,
        colleagues=colleagues,
        address=address,
        name=name,
        error=error,
    )


def _back(bank: str) -> ResponseReturnValue:
    return redirect(url_for("workspace.sharing", bank=bank), 303)
