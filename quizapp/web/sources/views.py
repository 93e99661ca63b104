"""A source, paragraph by paragraph, with the claims that stand in each."""

from flask import Blueprint, abort, render_template
from flask.typing import ResponseReturnValue

from quizapp.core.citation import by_paragraph
from quizapp.web import access

blueprint = Blueprint("sources", __name__)


@blueprint.get("/sources/<slug>")
@access.public
def source(slug: str) -> ResponseReturnValue:
    """One source with its claims."""
    ledger = access.site().library.shelf().ledgers.get(slug)
    if ledger is None:
        abort(404)
    return render_template("sources/source.html", ledger=ledger, paragraphs=by_paragraph(ledger))
