"""A source as a map of its claims, and a page for each claim."""

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from quizapp.core.citation import STANCE_MEANS, STANCE_WORDS
from quizapp.core.claim_sheet import sheet_of
from quizapp.core.source_map import Wanted, map_of
from quizapp.services import sources
from quizapp.web import access

blueprint = Blueprint("sources", __name__)


@blueprint.get("/sources/<slug>")
@access.public
def source(slug: str) -> ResponseReturnValue:
    """One source with its claims: all, or those that the address asks for."""
    ledger = sources.source(access.site().library, slug)
    wanted = Wanted.read(request.args)
    found = map_of(ledger, wanted)
    page = render_template(
        "sources/source.html",
        ledger=ledger,
        text=access.site().texts.of(ledger),
        map=found,
        wanted=wanted,
        stance_words=STANCE_WORDS,
        stance_means=STANCE_MEANS,
    )
    return page, 404 if found.unknown else 200


@blueprint.get("/sources/<slug>/claims/<claim_id>")
@access.public
def claim(slug: str, claim_id: str) -> ResponseReturnValue:
    """One claim in full; an old id leads to today's."""
    site = access.site()
    ledger = sources.source(site.library, slug)
    found = sources.claim_of(ledger, claim_id)
    if found.id != claim_id:
        return redirect(url_for("sources.claim", slug=slug, claim_id=found.id), 301)
    return render_template(
        "sources/claim.html",
        sheet=sheet_of(ledger, found),
        ledger=ledger,
        places=dict.fromkeys(anchor.paragraph for anchor in found.anchors),
        text=site.texts.of(ledger),
        stance_words=STANCE_WORDS,
        asking=sources.asking(site.library, ledger, found),
    )
