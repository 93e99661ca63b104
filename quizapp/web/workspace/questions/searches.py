"""Search over the questions of all banks that a teacher has or is shared."""

from flask import render_template, request
from flask.typing import ResponseReturnValue

from quizapp.services.accounts import Teacher
from quizapp.services.transaction import reading
from quizapp.services.workspace import notes, searching
from quizapp.services.workspace.finding import Wanted
from quizapp.services.workspace.searching import Hits
from quizapp.web import access
from quizapp.web.workspace.blueprint import blueprint
from quizapp.web.workspace.questions.cards import titled
from quizapp.web.workspace.questions.forms import KIND_WORDS


@blueprint.get("/workspace/search")
@access.teacher
def search(teacher: Teacher) -> ResponseReturnValue:
    """What the address asks for; nothing before something is asked."""
    site, wanted = access.site(), Wanted.read(request.args)
    with reading(site.database) as session:
        own = [source.id for source in notes.sources(session, teacher)]
    ledgers = site.library.ledgers(own)
    return render_template(
        "workspace/search.html",
        wanted=wanted,
        hits=_hits(teacher, wanted) if wanted.is_narrow else None,
        kind_words=KIND_WORDS,
        sources=titled(ledgers, dict.fromkeys([*own, *ledgers])),
    )


def _hits(teacher: Teacher, wanted: Wanted) -> Hits:
    site = access.site()
    with reading(site.database) as session:
        return searching.search(
            session,
            site.decks,
            teacher,
            wanted,
            lambda deck, card: site.checker.judge(card, deck.sources),
        )
