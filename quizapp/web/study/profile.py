"""The profile: progress, what was chosen, another device, a file of everything, deletion."""

import json

from flask import Response, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from quizapp import clock
from quizapp.services import profile, restoring, results, study
from quizapp.services import progress as pictures
from quizapp.services.profile import HasProgress, NoSuchCode
from quizapp.services.saved import NoSavedFile, read_saved
from quizapp.services.transaction import reading, transaction
from quizapp.web import access
from quizapp.web.qr import public_address, qr
from quizapp.web.study.blueprint import blueprint
from quizapp.web.study.forms import CarryForm, PreferencesForm

RESTORE = "/carry/file"
"""Where a saved file is sent to; more may be sent there than elsewhere."""


@blueprint.get("/progress")
@access.learner
def progress(learner_id: str) -> ResponseReturnValue:
    """How the learner does, and what is kept."""
    site = access.site()
    catalogue = site.catalogues.now()
    with reading(site.database) as session:
        found = pictures.picture(session, catalogue, learner_id, clock.now())
        scores = results.history(session, site.library, learner_id, clock.now())
        waiting = study.waiting(session, site.library, learner_id, clock.now())
    sources = list(site.library.shelf().ledgers.values())
    return render_template(
        "study/progress.html", picture=found, scores=scores, waiting=waiting, sources=sources
    )


@blueprint.post("/progress/delete")
@access.learner
def forget(learner_id: str) -> ResponseReturnValue:
    """Delete the profile with all that hangs on it."""
    site = access.site()
    with transaction(site.database) as session:
        profile.forget(session, learner_id)
    flash("Your progress is deleted.")
    response = redirect(url_for("home.home"), 303)
    access.drop_cookie(response, access.learner_cookie())
    return response


@blueprint.get("/progress/file")
@access.learner
def export(learner_id: str) -> ResponseReturnValue:
    """All that is kept of the learner, as a file."""
    site = access.site()
    with reading(site.database) as session:
        found = profile.export(session, learner_id)
    name = f"trust-but-verify-{clock.now():%Y-%m-%d}.json"
    return Response(
        json.dumps(found, ensure_ascii=False, indent=1),
        content_type="application/json",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


@blueprint.get("/progress/choices")
@access.learner
def choices(learner_id: str) -> ResponseReturnValue:
    """How the learner wants to practise."""
    site = access.site()
    with reading(site.database) as session:
        chosen = profile.preferences(session, learner_id)
    return render_template("study/choices.html", form=PreferencesForm.of(chosen), chosen=chosen)


@blueprint.post("/progress/choices")
@access.learner
def choose(learner_id: str) -> ResponseReturnValue:
    """Change it."""
    site = access.site()
    form = PreferencesForm()
    if not form.validate():
        with reading(site.database) as session:
            chosen = profile.preferences(session, learner_id)
        return render_template("study/choices.html", form=form, chosen=chosen), 422
    with transaction(site.database) as session:
        profile.choose(session, learner_id, form.changes(), clock.now())
    flash("Your choices are kept.")
    return redirect(url_for("study.due"), 303)


@blueprint.post("/progress/code")
@access.learner
def carry(learner_id: str) -> ResponseReturnValue:
    """A code that brings the profile to another device."""
    site = access.site()
    access.spend("carry")
    with transaction(site.database) as session:
        carried = profile.new_code(session, learner_id, clock.now())
    address = f"{public_address(site)}{url_for('study.take', code=carried.code)}"
    return render_template("study/code.html", code=carried.code, address=address, qr=qr(address))


@blueprint.get("/carry")
@access.public
def take() -> ResponseReturnValue:
    """Where a code is typed."""
    form = CarryForm()
    form.code.data = request.args.get("code", "")[:40]
    return render_template("study/carry.html", form=form, error=None)


@blueprint.post("/carry")
@access.learner
def take_over(learner_id: str) -> ResponseReturnValue:
    """Take the profile over that a code brings."""
    site = access.site()
    access.spend("carry")
    form = CarryForm()
    try:
        with transaction(site.database) as session:
            code = form.code.data or ""
            g.new_learner = profile.take_over(session, learner_id, code, clock.now())
    except (NoSuchCode, HasProgress) as refusal:
        return render_template("study/carry.html", form=form, error=str(refusal)), 422
    flash("Your progress is here now.")
    return redirect(url_for("study.progress"), 303)


@blueprint.post(RESTORE)
@access.learner
def restore(learner_id: str) -> ResponseReturnValue:
    """Lay a saved file to what is here."""
    site = access.site()
    access.spend("carry")
    sent = request.files.get("file")
    try:
        saved = read_saved(sent.read() if sent else b"")
    except NoSavedFile as refusal:
        return render_template("study/carry.html", form=CarryForm(), error=str(refusal)), 422
    now = clock.now()
    with reading(site.database) as session:
        plan = restoring.plan(session, site.library, learner_id, saved, now)
    with transaction(site.database) as session:
        found = restoring.restore(session, site.library, learner_id, saved, plan, now)
    flash(_told(found))
    return redirect(url_for("study.progress"), 303)


def _told(found: restoring.Restored) -> str:
    answers = "1 answer" if found.taken == 1 else f"{found.taken} answers"
    words = f"{answers} came from the file." if found.taken else "Nothing in it is new."
    if found.unknown:
        words += (
            f" {found.unknown} belong to questions that this server never had; they stay in the"
            " file."
        )
    return words
