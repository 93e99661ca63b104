"""The list of a bank's questions, one a card."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from quizapp.core.ledger import Ledger
from quizapp.services.accounts import Teacher
from quizapp.services.transaction import reading
from quizapp.services.workspace import changing, editing, finding, rights
from quizapp.services.workspace.deck import Deck
from quizapp.services.workspace.finding import Wanted
from quizapp.services.workspace.rights import OwnBank
from quizapp.web import access, htmx
from quizapp.web.workspace.blueprint import blueprint
from quizapp.web.workspace.questions.forms import KIND_WORDS


@dataclass(frozen=True)
class Undo:
    """Questions that were just deleted, and the version that still has them."""

    version: int
    keys: tuple[str, ...]


@blueprint.get("/workspace/banks/<bank>/questions")
@access.teacher
def questions(teacher: Teacher, bank: str) -> ResponseReturnValue:
    """The questions of the latest version: all, or those that the address asks for."""
    keys = tuple(k for k in request.args.get("gone", "").split(",") if k)
    version = request.args.get("from", 0, type=int)
    undo = Undo(version, keys) if keys and version else None
    return listed(teacher, bank, Wanted.read(request.args), undo=undo)


def listed(
    teacher: Teacher, bank: str, wanted: Wanted, *, undo: Undo | None = None, said: str = ""
) -> str:
    """The list as a page, or as the fragment that a script asked for."""
    site = access.site()
    with reading(site.database) as session:
        held = rights.authorised(session, teacher, bank, "read")
        deck = site.decks.of(editing.text_of(session, held))
        own = editing.banks(session, teacher)
    found = finding.find(deck, wanted, lambda card: site.checker.judge(card, deck.sources))
    template = "workspace/_cards.html" if htmx.is_request() else "workspace/cards.html"
    return render_template(
        template,
        bank=held,
        deck=deck,
        found=found,
        wanted=wanted,
        undo=undo,
        said=said,
        kind_words=KIND_WORDS,
        sources=titled(site.library.ledgers(deck.sources), deck.sources),
        others=[b for b in own if b.id != held.id and b.allows("edit") and not b.is_deleted],
    )


def titled(ledgers: Mapping[str, Ledger], names: Iterable[str]) -> list[tuple[str, str]]:
    """Sources for a menu: each with its title where it is known."""
    return [(name, ledgers[name].title if name in ledgers else name) for name in names]


def warm(teacher: Teacher, bank: str) -> None:
    """Take the text apart before others have to wait for the writer."""
    site = access.site()
    with reading(site.database) as session:
        changing.deck_of(session, site.decks, teacher, bank, "edit")


def answer(
    teacher: Teacher, bank: str, wanted: Wanted, *, undo: Undo | None = None, said: str = ""
) -> ResponseReturnValue:
    """The list after a change: the fragment for a script, else the way back to it."""
    if htmx.is_request():
        return listed(teacher, bank, wanted, undo=undo, said=said)
    gone = {"gone": ",".join(undo.keys), "from": str(undo.version)} if undo else {}
    if said:
        flash(said)
    query: dict[str, Any] = {**wanted.address(), **gone}
    return redirect(url_for("workspace.questions", bank=bank, **query), 303)


def held_deck(teacher: Teacher, bank: str, right: rights.Right) -> tuple[OwnBank, Deck]:
    """The bank and its cards."""
    site = access.site()
    with reading(site.database) as session:
        held = rights.authorised(session, teacher, bank, right)
        return held, site.decks.of(editing.text_of(session, held))
