"""An attempt from its first question to its result, and what the profile keeps."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from quizapp import clock
from quizapp.core.answering import AnswerRefused
from quizapp.core.ledger import Ledger
from quizapp.services import gathering, results, study
from quizapp.services import practice as drills
from quizapp.services.transaction import reading, transaction
from quizapp.web import access, htmx
from quizapp.web.study.blueprint import blueprint


@blueprint.post("/banks/<slug>/attempts")
@access.learner
def start(learner_id: str, slug: str) -> ResponseReturnValue:
    """Begin an attempt."""
    site = access.site()
    access.spend("attempt")
    is_test = request.form.get("mode") == "test"
    with transaction(site.database) as session:
        attempt = study.start(
            session, site.library, learner_id, slug, clock.now(), _number("length"),
            is_test=is_test, each_s=_number("each_s"),
        )  # fmt: skip
    return redirect(url_for("study.step", attempt=attempt, position=1), 303)


@blueprint.get("/practice")
@access.public
def practice() -> ResponseReturnValue:
    """What can be practised without end."""
    return render_template("study/practice.html", sources=_sources())


@blueprint.post("/practice")
@access.learner
def practise(learner_id: str) -> ResponseReturnValue:
    """Begin an attempt at made questions."""
    site = access.site()
    access.spend("attempt")
    drill = drills.drill_named(request.form.get("source", ""), request.form.get("skill", ""))
    pool = site.practice.pool(drill)
    with transaction(site.database) as session:
        attempt = drills.start(session, site.library, learner_id, pool, clock.now())
    return redirect(url_for("study.step", attempt=attempt, position=1), 303)


@blueprint.get("/attempts/<attempt>")
@access.learner
def go_on(learner_id: str, attempt: str) -> ResponseReturnValue:
    """Go on where the attempt was left."""
    site = access.site()
    with reading(site.database) as session:
        position = study.first_open(session, site.library, learner_id, attempt, clock.now())
    if position is None:
        return redirect(url_for("study.result", attempt=attempt), 303)
    return redirect(url_for("study.step", attempt=attempt, position=position), 303)


@blueprint.get("/attempts/<attempt>/<int:position>")
@access.learner
def step(learner_id: str, attempt: str, position: int) -> ResponseReturnValue:
    """One question, or its feedback once it is answered."""
    found = _step(learner_id, attempt, position)
    if found.is_answered and not found.feedback:
        return redirect(url_for("study.go_on", attempt=attempt), 303)
    return _shown(found)


@blueprint.post("/attempts/<attempt>/<int:position>")
@access.learner
def answer(learner_id: str, attempt: str, position: int) -> ResponseReturnValue:
    """Store an answer; the feedback follows."""
    site = access.site()
    fields = dict(request.form.lists())
    try:
        with transaction(site.database) as session:
            study.answer(session, site.library, learner_id, attempt, position, fields, clock.now())
    except AnswerRefused as refusal:
        return _shown(_step(learner_id, attempt, position), str(refusal), fields), 422
    except study.TimeIsUp as refusal:
        flash(str(refusal))
        return _onwards(attempt)
    if not htmx.is_request():
        return redirect(url_for("study.step", attempt=attempt, position=position), 303)
    found = _step(learner_id, attempt, position)
    if found.is_told_at_end:
        return _onwards(attempt)
    return _shown(found)


@blueprint.post("/attempts/<attempt>/end")
@access.learner
def hand_in(learner_id: str, attempt: str) -> ResponseReturnValue:
    """End a test before everything in it is answered."""
    with transaction(access.site().database) as session:
        study.hand_in(session, learner_id, attempt, clock.now())
    return redirect(url_for("study.result", attempt=attempt), 303)


@blueprint.get("/attempts/<attempt>/result")
@access.learner
def result(learner_id: str, attempt: str) -> ResponseReturnValue:
    """How it went, by skill, with what to look at again."""
    site = access.site()
    with reading(site.database) as session:
        found = results.result(session, site.library, learner_id, attempt, clock.now())
    if found is None:
        return redirect(url_for("study.go_on", attempt=attempt), 303)
    return render_template("study/result.html", result=found)


@blueprint.post("/attempts/<attempt>/mistakes")
@access.learner
def repeat(learner_id: str, attempt: str) -> ResponseReturnValue:
    """Begin an attempt of what went wrong."""
    site = access.site()
    access.spend("attempt")
    with transaction(site.database) as session:
        new = study.repeat_mistakes(session, site.library, learner_id, attempt, clock.now())
    if new is None:
        flash("There is nothing to repeat: all of it was right.")
        return redirect(url_for("study.result", attempt=attempt), 303)
    return redirect(url_for("study.step", attempt=new, position=1), 303)


@blueprint.get("/daily")
@access.learner
def daily(learner_id: str) -> ResponseReturnValue:
    """Today's five questions, the same for everybody."""
    site = access.site()
    now = clock.now()
    with reading(site.database) as session:
        attempt = gathering.attempt_on(session, learner_id, now.date())
        is_done = (
            attempt and study.first_open(session, site.library, learner_id, attempt, now) is None
        )
    if is_done:
        return redirect(url_for("study.result", attempt=attempt), 303)
    return render_template("study/daily.html", today=now, attempt=attempt)


@blueprint.post("/daily")
@access.learner
def start_daily(learner_id: str) -> ResponseReturnValue:
    """Begin them, or go on."""
    site = access.site()
    access.spend("attempt")
    now = clock.now()
    with transaction(site.database) as session:
        attempt = gathering.start_daily(session, site.library, learner_id, now.date(), now)
    return redirect(url_for("study.go_on", attempt=attempt), 303)


@blueprint.post("/review/weakest")
@access.learner
def cram(learner_id: str) -> ResponseReturnValue:
    """Begin an attempt at what is known least firmly; no card's date moves."""
    site = access.site()
    access.spend("attempt")
    catalogue = site.catalogues.now()
    with transaction(site.database) as session:
        attempt = gathering.start_cram(session, catalogue, learner_id, clock.now())
    return redirect(url_for("study.go_on", attempt=attempt), 303)


def _step(learner_id: str, attempt: str, position: int) -> study.Step:
    site = access.site()
    with reading(site.database) as session:
        return study.step_at(session, site.library, learner_id, attempt, position, clock.now())


def _shown(
    step: study.Step, error: str | None = None, given: dict[str, list[str]] | None = None
) -> str:
    page = "study/_step.html" if htmx.is_request() else "study/step.html"
    return render_template(page, step=step, error=error, given=given or {})


def _onwards(attempt: str) -> ResponseReturnValue:
    address = url_for("study.go_on", attempt=attempt)
    return ("", 200, {"HX-Redirect": address}) if htmx.is_request() else redirect(address, 303)


def _number(name: str) -> int | None:
    """What a field of the form says, from 1 to 999; else None."""
    asked = request.form.get(name, "")
    return int(asked) or None if asked.isascii() and asked.isdigit() and len(asked) < 4 else None


def _sources() -> list[Ledger]:
    return list(access.site().library.shelf().ledgers.values())
