"""Every component in every state, for whoever works on the look; served in debug only."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from quizapp.web import access

blueprint = Blueprint("styleguide", __name__)


@blueprint.get("/styleguide")
@access.public
def styleguide() -> ResponseReturnValue:
    """The samples of `macros/samples.html`."""
    return render_template("styleguide.html")
