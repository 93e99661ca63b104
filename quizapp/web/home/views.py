"""The home page, a bank's page, and the address that says whether we can serve."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from quizapp import clock
from quizapp.core.bank import SKILLS
from quizapp.core.ledger import Ledger
from quizapp.services import results, study
from quizapp.services.library import ShelvedBank
from quizapp.services.transaction import reading
from quizapp.web import access
from quizapp.web.forms import HostForm, JoinForm

blueprint = Blueprint("home", __name__)


@dataclass(frozen=True)
class Card:
    """A bank on the shelf."""

    slug: str
    title: str
    description: str
    count: int
    skills: tuple[str, ...]
    publisher: str | None
    is_told_at_end: bool = False


@blueprint.get("/")
@access.learner
def home(learner_id: str) -> ResponseReturnValue:
    """What there is to play."""
    site = access.site()
    shelf = site.library.shelf()
    with reading(site.database) as session:
        waiting = study.waiting(session, site.library, learner_id, clock.now())
        scores = results.history(session, site.library, learner_id, clock.now())
    return render_template(
        "home/home.html",
        quizzes=[_card(b, shelf.ledgers) for b in shelf.quizzes.values()],
        banks=[_card(b, shelf.ledgers) for b in shelf.banks.values()],
        sources=list(shelf.ledgers.values()),
        waiting=waiting,
        scores=scores,
        join_form=JoinForm(),
    )


@blueprint.get("/banks/<slug>")
@access.learner
def bank(learner_id: str, slug: str) -> ResponseReturnValue:
    """One bank or quiz: practise it or host it."""
    site = access.site()
    shelf, shelved = site.library.shelf(), site.library.bank(slug)
    found = shelved.bank
    with reading(site.database) as session:
        scores = results.history(session, site.library, learner_id, clock.now(), slug)
    return render_template(
        "home/bank.html",
        bank=_card(shelved, shelf.ledgers),
        sources=[shelf.ledgers[s] for s in found.sources if s in shelf.ledgers],
        is_quiz=shelved.quiz is not None,
        host_form=HostForm.for_bank(shelved),
        kinds=Counter(q.type for q in found.asked),
        scores=scores,
    )


@blueprint.get("/healthz")
@access.public
def healthz() -> ResponseReturnValue:
    """200 while the database answers and there is something to play."""
    site = access.site()
    with reading(site.database) as session:
        study.waiting(session, site.library, "", clock.now())
    return ("ok\n" if site.library.shelf().banks else "no banks\n"), {"Content-Type": "text/plain"}


def _card(shelved: ShelvedBank, ledgers: Mapping[str, Ledger]) -> Card:
    found = shelved.bank
    skills = {q.skill for q in found.asked}
    known = [ledgers[s] for s in found.sources if s in ledgers]
    return Card(
        slug=found.id,
        title=found.title,
        description=found.description,
        count=shelved.count,
        skills=tuple(s for s in SKILLS if s in skills),
        publisher=known[0].publisher if known else None,
        is_told_at_end=bool(shelved.quiz and shelved.quiz.feedback == "end"),
    )
