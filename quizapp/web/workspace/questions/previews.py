"""A draft as each seat of a game would see it, and played alone."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from quizapp import clock
from quizapp.core.game import Phase
from quizapp.core.seats import seen_by_all, seen_by_crowd
from quizapp.services import study
from quizapp.services.accounts import Teacher
from quizapp.services.library import NoSuchBank
from quizapp.services.transaction import reading, transaction
from quizapp.services.workspace import rights
from quizapp.services.workspace.deck import Card, Deck
from quizapp.services.workspace.faults import CannotPreview, NoSuchCard
from quizapp.services.workspace.previewing import NOBODY, table_of
from quizapp.web import access, htmx
from quizapp.web.workspace.blueprint import blueprint
from quizapp.web.workspace.questions.cards import held_deck

SEATS = {"player": "Player", "screen": "Big screen", "host": "Host"}
PHASES: dict[str, Phase] = {"open": "open", "revealed": "revealed"}


@blueprint.get("/workspace/banks/<bank>/questions/<key>/as/<seat>/<phase>")
@access.teacher
def preview(teacher: Teacher, bank: str, key: str, seat: str, phase: str) -> ResponseReturnValue:
    """The question as that seat sees it while it is open, or once it is revealed."""
    if seat not in SEATS or phase not in PHASES:
        raise NoSuchCard
    _, deck = held_deck(teacher, bank, "read")
    card = deck.card(key)
    shown = _shown(deck, card, seat, PHASES[phase])
    if htmx.is_request():
        return shown
    return render_template(
        f"workspace/as_{seat}.html",
        shown=shown,
        bank=bank,
        card=card,
        seat=seat,
        phase=phase,
        seats=SEATS,
    )


@blueprint.post("/workspace/banks/<bank>/try")
@access.teacher
@access.learner
def try_it(learner_id: str, teacher: Teacher, bank: str) -> ResponseReturnValue:
    """Practise the latest version, published or not."""
    site = access.site()
    access.spend("attempt")
    with reading(site.database) as session:
        slug = rights.authorised(session, teacher, bank, "read").draft_slug
    try:
        site.library.bank(slug)  # read before others have to wait for the writer
    except NoSuchBank:
        flash("There is no question yet that can be played. Mend what the check says first.")
        return redirect(url_for("workspace.questions", bank=bank), 303)
    with transaction(site.database) as session:
        attempt = study.start(session, site.library, learner_id, slug, clock.now())
    return redirect(url_for("study.step", attempt=attempt, position=1), 303)


def _shown(deck: Deck, card: Card, seat: str, phase: Phase) -> str:
    site = access.site()
    judged = site.checker.judge(card, deck.sources)
    if judged.question is None:
        raise CannotPreview
    table = table_of(judged.question, deck.sources, site.library, phase)
    return render_template(
        f"workspace/_as_{seat}.html",
        shared=seen_by_all(table),
        crowd=seen_by_crowd(table),
        people=NOBODY,
    )
