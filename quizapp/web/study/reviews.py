"""Reviews: what is due, one question after the other, and taking an answer back."""

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from quizapp import clock
from quizapp.core.answering import AnswerRefused
from quizapp.core.memory import Rating
from quizapp.services import profile, reviews, schedule
from quizapp.services.reviews import QuestionIsGone
from quizapp.services.tokens import Turn
from quizapp.services.transaction import reading, transaction
from quizapp.web import access
from quizapp.web.study.blueprint import blueprint

RATINGS = {str(int(rating)): rating for rating in Rating}


@blueprint.get("/review")
@access.learner
def due(learner_id: str) -> ResponseReturnValue:
    """What is due today."""
    site = access.site()
    catalogue = site.catalogues.now()
    with reading(site.database) as session:
        found = reviews.overview(session, catalogue, learner_id, clock.now())
    return render_template("study/due.html", due=found)


@blueprint.post("/review")
@access.learner
def begin_reviews(learner_id: str) -> ResponseReturnValue:
    """Begin; the browser says where the learner is, so that the day ends at night."""
    site = access.site()
    access.spend("review")
    with transaction(site.database) as session:
        profile.note_zone(session, learner_id, request.form.get("zone", ""), clock.now())
    return redirect(url_for("study.review"), 303)


@blueprint.get("/review/now")
@access.learner
def review(learner_id: str) -> ResponseReturnValue:
    """The question that is due first; who has no profile yet begins on the page before."""
    if not access.has_profile():
        return redirect(url_for("study.due"), 303)
    site = access.site()
    catalogue = site.catalogues.now()
    with reading(site.database) as session:
        asked = reviews.next_asked(session, catalogue, learner_id, clock.now())
    if asked is None:
        return redirect(url_for("study.due"), 303)
    return _question(asked)


@blueprint.post("/review/now")
@access.learner
def answer_review(learner_id: str) -> ResponseReturnValue:
    """Store an answer; the feedback follows."""
    site = access.site()
    fields = dict(request.form.lists())
    catalogue = site.catalogues.now()
    try:
        turn = _turn(learner_id)
        with transaction(site.database) as session:
            number = reviews.answer(session, catalogue, turn, fields, clock.now())
    except QuestionIsGone as refusal:
        flash(str(refusal))
        return redirect(url_for("study.review"), 303)
    except AnswerRefused as refusal:
        with reading(site.database) as session:
            asked = reviews.asked_again(session, catalogue, turn, clock.now())
        return _question(asked, error=str(refusal), given=fields), 422
    return redirect(url_for("study.reviewed", number=number), 303)


@blueprint.get("/review/<int:number>")
@access.learner
def reviewed(learner_id: str, number: int) -> ResponseReturnValue:
    """What there is to say of an answer."""
    site = access.site()
    catalogue = site.catalogues.now()
    with reading(site.database) as session:
        told = reviews.told(session, catalogue, learner_id, number, clock.now())
    return render_template("study/reviewed.html", told=told)


@blueprint.post("/review/<int:number>/rating")
@access.learner
def rate_review(learner_id: str, number: int) -> ResponseReturnValue:
    """Put the learner's own rating in place of ours."""
    site = access.site()
    rating = RATINGS.get(request.form.get("rating", ""))
    if rating is None:
        abort(400)
    with transaction(site.database) as session:
        new = schedule.rate(session, learner_id, number, rating, clock.now())
    return redirect(url_for("study.reviewed", number=new), 303)


@blueprint.post("/review/undo")
@access.learner
def undo_review(learner_id: str) -> ResponseReturnValue:
    """Take the last answer back."""
    site = access.site()
    with transaction(site.database) as session:
        is_undone = schedule.undo(session, learner_id, clock.now())
    flash("Your last answer is taken back." if is_undone else "There is nothing to take back.")
    return redirect(url_for("study.review"), 303)


@blueprint.post("/review/cards")
@access.learner
def set_card_aside(learner_id: str) -> ResponseReturnValue:
    """Let a card come no more, or again."""
    site = access.site()
    is_suspended = request.form.get("aside") == "yes"
    card = request.form.get("card", "")
    with transaction(site.database) as session:
        schedule.suspend(session, learner_id, card, is_suspended=is_suspended)
    flash("This one will not come back." if is_suspended else "This one will come back.")
    return redirect(url_for("study.review" if is_suspended else "study.progress"), 303)


def _question(
    asked: reviews.Asked, error: str | None = None, given: dict[str, list[str]] | None = None
) -> str:
    token = access.site().tokens.for_turn(asked.turn)
    return render_template(
        "study/review.html", asked=asked, token=token, error=error, given=given or {}
    )


def _turn(learner_id: str) -> Turn:
    turn = access.site().tokens.turn(request.form.get("turn"), learner_id)
    if turn is None:
        raise QuestionIsGone
    return turn
