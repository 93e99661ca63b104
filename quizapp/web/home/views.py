"""The home page, a bank's page, and the address that says whether we can serve."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from quizapp.core.bank import SKILLS, Bank
from quizapp.core.ledger import Ledger
from quizapp.services import study
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


@blueprint.get("/")
@access.learner
def home(learner_id: str) -> ResponseReturnValue:
    """What there is to play."""
    site = access.site()
    shelf = site.library.shelf()
    with reading(site.database) as session:
        waiting = study.waiting(session, site.library, learner_id)
        scores = study.history(session, site.library, learner_id)
    banks = [_card(b.bank, shelf.ledgers) for b in shelf.banks.values()]
    return render_template(
        "home/home.html",
        banks=banks,
        sources=list(shelf.ledgers.values()),
        waiting=waiting,
        scores=scores,
        join_form=JoinForm(),
    )


@blueprint.get("/banks/<slug>")
@access.learner
def bank(learner_id: str, slug: str) -> ResponseReturnValue:
    """One bank: practise it or host it."""
    site = access.site()
    shelf, found = site.library.shelf(), site.library.bank(slug).bank
    with reading(site.database) as session:
        scores = study.history(session, site.library, learner_id, slug)
    return render_template(
        "home/bank.html",
        bank=_card(found, shelf.ledgers),
        sources=[shelf.ledgers[s] for s in found.sources if s in shelf.ledgers],
        host_form=HostForm.for_bank(len(found.asked)),
        kinds=Counter(q.type for q in found.asked),
        scores=scores,
    )


@blueprint.get("/healthz")
@access.public
def healthz() -> ResponseReturnValue:
    """200 while the database answers and there is something to play."""
    site = access.site()
    with reading(site.database) as session:
        study.waiting(session, site.library, "")
    return ("ok\n" if site.library.shelf().banks else "no banks\n"), {"Content-Type": "text/plain"}


def _card(found: Bank, ledgers: Mapping[str, Ledger]) -> Card:
    skills = {q.skill for q in found.asked}
    known = [ledgers[s] for s in found.sources if s in ledgers]
    return Card(
        slug=found.id,
        title=found.title,
        description=found.description,
        count=len(found.asked),
        skills=tuple(s for s in SKILLS if s in skills),
        publisher=known[0].publisher if known else None,
    )
