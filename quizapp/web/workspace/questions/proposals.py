"""Questions proposed for a bank from the claims of a source."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from quizapp import clock
from quizapp.core.generate import Made
from quizapp.core.ledger import Ledger
from quizapp.services.accounts import Teacher
from quizapp.services.transaction import reading, transaction
from quizapp.services.workspace import editing, notes, proposing
from quizapp.web import access
from quizapp.web.workspace.blueprint import blueprint
from quizapp.web.workspace.questions.cards import held_deck, warm
from quizapp.web.workspace.questions.forms import KIND_WORDS


@blueprint.get("/workspace/banks/<bank>/proposals")
@access.teacher
def proposals(teacher: Teacher, bank: str) -> ResponseReturnValue:
    """What can be asked of a source, to accept, edit or dismiss."""
    site = access.site()
    held, deck = held_deck(teacher, bank, "edit")
    ledgers = _ledgers(teacher, deck.sources)
    chosen = _chosen(ledgers, deck.sources)
    with reading(site.database) as session:
        gone = proposing.gone_from(session, held.id, deck)
    wanted = _wanted()
    found = proposing.proposals(_made(chosen), gone, **wanted)
    return render_template(
        "workspace/proposals.html",
        bank=held,
        ledgers=ledgers,
        chosen=chosen,
        found=found,
        wanted={**wanted, "source": chosen.id if chosen else "", "page": found.page},
        kind_words=KIND_WORDS,
    )


@blueprint.post("/workspace/banks/<bank>/proposals")
@access.teacher
def take_proposals(teacher: Teacher, bank: str) -> ResponseReturnValue:
    """Accept, accept and edit, or dismiss."""
    access.spend("save")
    warm(teacher, bank)
    ids = request.form.getlist("key")
    deed, _, one = request.form.get("do", "").partition(" ")
    _, deck = held_deck(teacher, bank, "edit")
    ledger = _ledgers(teacher, deck.sources).get(request.form.get("source", ""))
    made = [m for m in _made(ledger) if m.question.id in ([one] if one else ids)]
    query: dict[str, Any] = dict(request.args)
    back = redirect(url_for("workspace.proposals", bank=bank, **query), 303)
    if ledger is None or not made:
        flash("Tick the questions first.")
    elif deed == "dismiss":
        _dismiss(teacher, bank, made)
    else:
        return _accept(teacher, bank, made, ledger, deed) or back
    return back


@blueprint.get("/workspace/texts/<source>/propose")
@access.teacher
def propose(teacher: Teacher, source: str) -> ResponseReturnValue:
    """For which bank questions on this text are to be proposed."""
    with reading(access.site().database) as session:
        held = notes.source(session, teacher, source)
        own = editing.banks(session, teacher)
    banks = [b for b in own if b.allows("edit") and not b.is_deleted]
    return render_template("workspace/propose.html", source=held, banks=banks)


@blueprint.post("/workspace/texts/<source>/propose")
@access.teacher
def propose_for_new(teacher: Teacher, source: str) -> ResponseReturnValue:
    """A new bank for the questions on this text."""
    access.spend("bank")
    title = request.form.get("title", "").replace("\0", "").strip()
    with transaction(access.site().database) as session:
        held = notes.source(session, teacher, source)
        text = editing.starter(title or held.title)
        new = editing.create(session, teacher, text, "begun here", clock.now())
    return redirect(url_for("workspace.proposals", bank=new, source=source), 303)


def _dismiss(teacher: Teacher, bank: str, made: list[Made]) -> None:
    with transaction(access.site().database) as session:
        proposing.dismiss(session, teacher, bank, [m.question.id for m in made])
    flash(f"Dismissed: {len(made)}.")


def _accept(
    teacher: Teacher, bank: str, made: list[Made], ledger: Ledger, deed: str
) -> ResponseReturnValue | None:
    """Take the questions; the way to the form where one is to be edited at once."""
    site = access.site()
    with transaction(site.database) as session:
        cards = proposing.accept(session, site.decks, teacher, bank, made, ledger, clock.now())
    if deed == "edit":
        return redirect(url_for("workspace.question", bank=bank, key=cards[0].key), 303)
    flash(f"Accepted: {len(cards)}. They stand at the end of the bank.")
    return None


def _wanted() -> dict[str, Any]:
    """Which proposals the address asks for."""
    named = {name: request.args.get(name, "") for name in ("skill", "template")}
    return {**named, "page": request.args.get("page", 1, type=int)}


def _made(ledger: Ledger | None) -> tuple[Made, ...]:
    return access.site().proposer.of(ledger) if ledger else ()


def _ledgers(teacher: Teacher, named: tuple[str, ...]) -> dict[str, Ledger]:
    """What questions can be made of: the teacher's own texts, what the bank names, the shipped."""
    site = access.site()
    with reading(site.database) as session:
        own = [source.id for source in notes.sources(session, teacher) if source.placed]
    return dict(site.library.ledgers([*own, *named]))


def _chosen(ledgers: dict[str, Ledger], sources: tuple[str, ...]) -> Ledger | None:
    wanted = [request.args.get("source", ""), *sources, *ledgers]
    return next((ledgers[name] for name in wanted if name in ledgers), None)
