"""Questions proposed for a bank from the claims of a source."""

from collections.abc import Container, Mapping
from dataclasses import dataclass, fields, replace
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from quizapp import clock
from quizapp.core.generate import Made
from quizapp.core.ledger import Ledger
from quizapp.services.accounts import Teacher
from quizapp.services.transaction import reading, transaction
from quizapp.services.workspace import editing, notes, proposing
from quizapp.services.workspace.deck import Card
from quizapp.web import access, htmx
from quizapp.web.workspace.blueprint import blueprint
from quizapp.web.workspace.questions.cards import held_deck, warm
from quizapp.web.workspace.questions.forms import KIND_WORDS


@dataclass(frozen=True)
class Done:
    """What was just done to proposed questions, by their ids, and which ones are still ticked.

    Those of a dismissal that was `undone` come back where they were; those that are proposed
    `again` were picked from the list of the dismissed.
    """

    accepted: tuple[str, ...] = ()
    dismissed: tuple[str, ...] = ()
    undone: tuple[str, ...] = ()
    again: tuple[str, ...] = ()
    ticked: tuple[str, ...] = ()

    @classmethod
    def read(cls, said: Mapping[str, str]) -> "Done":
        """From the address of a page."""
        return cls(**{f.name: tuple(said.get(f.name, "").split(",")) for f in fields(cls)})

    @property
    def ids(self) -> tuple[str, ...]:
        """All that something was done to."""
        return self.accepted + self.dismissed + self.undone + self.again

    def among(self, known: Container[str]) -> "Done":
        """The same of these questions alone."""
        named = {f.name: getattr(self, f.name) for f in fields(self)}
        return Done(**{n: tuple(i for i in ids if i in known) for n, ids in named.items()})

    def with_ticked(self, ticked: tuple[str, ...]) -> "Done":
        """The same with what is ticked besides."""
        return replace(self, ticked=tuple(key for key in ticked if key not in self.ids))

    def address(self) -> dict[str, str]:
        """The same for an address."""
        named = {f.name: ",".join(getattr(self, f.name)) for f in fields(self)}
        return {name: ids for name, ids in named.items() if ids}


@blueprint.get("/workspace/banks/<bank>/proposals")
@access.teacher
def proposals(teacher: Teacher, bank: str) -> ResponseReturnValue:
    """What can be asked of a source, to accept, edit or dismiss."""
    shown = _shown(teacher, bank, Done.read(request.args))
    return render_template("workspace/proposals.html", **shown)


@blueprint.post("/workspace/banks/<bank>/proposals")
@access.teacher
def take_proposals(teacher: Teacher, bank: str) -> ResponseReturnValue:
    """Accept, accept and edit, dismiss, or propose again what was dismissed."""
    access.spend("save")
    warm(teacher, bank)
    ticked = tuple(request.form.getlist("key"))
    deed, _, one = request.form.get("do", "").partition(" ")
    _, deck = held_deck(teacher, bank, "edit")
    ledger = _ledgers(teacher, deck.sources).get(request.form.get("source", ""))
    named = one.split(",") if one else ticked
    meant = [m for m in _made(ledger) if m.question.id in named]
    left = [m for m in meant if m.question.id not in deck.ids]  # a button may be pressed twice
    if deed == "edit" and ledger and (cards := _accept(teacher, bank, meant[:1], ledger)):
        return _to_form(bank, cards[0])
    done = Done(ticked=ticked)
    if ledger and left:
        done = _do(teacher, bank, left, ledger, deed).with_ticked(ticked)
    return _answer(teacher, bank, done, "" if meant else "Tick the questions first.")


def _do(teacher: Teacher, bank: str, made: list[Made], ledger: Ledger, deed: str) -> Done:
    ids = tuple(m.question.id for m in made)
    match deed:
        case "accept":
            _accept(teacher, bank, made, ledger)
            return Done(accepted=ids)
        case "dismiss":
            with transaction(access.site().database) as session:
                proposing.dismiss(session, teacher, bank, ids)
            return Done(dismissed=ids)
        case "undo" | "again":
            with transaction(access.site().database) as session:
                proposing.propose_again(session, teacher, bank, ids)
            return Done(undone=ids) if deed == "undo" else Done(again=ids)
    return Done()


def _answer(teacher: Teacher, bank: str, done: Done, said: str) -> ResponseReturnValue:
    """The list for a script, else the way back to the next card in it."""
    shown = _shown(teacher, bank, done, said)
    if htmx.is_request():
        return render_template("workspace/_proposals.html", **shown)
    if said:
        flash(said)
    following = shown["found"].next
    wanted = {name: value for name, value in shown["wanted"].items() if value}
    query: dict[str, Any] = {**wanted, **done.address()}
    if done.again:
        query["_anchor"] = "dismissed"
    elif following:
        query["_anchor"] = f"proposal-{following}"
    return redirect(url_for("workspace.proposals", bank=bank, **query), 303)


def _shown(teacher: Teacher, bank: str, done: Done, said: str = "") -> dict[str, Any]:
    """What the page shows: a page of the proposals, and what was done."""
    held, deck = held_deck(teacher, bank, "edit")
    ledgers = _ledgers(teacher, deck.sources)
    chosen = _chosen(ledgers, deck.sources)
    made = _made(chosen)
    with reading(access.site().database) as session:
        dismissed = proposing.dismissed(session, held.id)
    done = done.among({m.question.id for m in made})
    wanted = _wanted()
    found = proposing.proposals(made, deck.ids, dismissed, **wanted, done=done.ids)
    return {
        "bank": held,
        "ledgers": ledgers,
        "chosen": chosen,
        "found": found,
        "wanted": {**wanted, "source": chosen.id if chosen else "", "page": found.page},
        "done": done,
        "said": said,
        "kind_words": KIND_WORDS,
    }


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


def _accept(teacher: Teacher, bank: str, made: list[Made], ledger: Ledger) -> tuple[Card, ...]:
    site = access.site()
    with transaction(site.database) as session:
        return proposing.accept(session, site.decks, teacher, bank, made, ledger, clock.now())


def _to_form(bank: str, card: Card) -> ResponseReturnValue:
    address = url_for("workspace.question", bank=bank, key=card.key)
    return ("", 200, {"HX-Redirect": address}) if htmx.is_request() else redirect(address, 303)


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
    wanted = [request.values.get("source", ""), *sources, *ledgers]
    return next((ledgers[name] for name in wanted if name in ledgers), None)
