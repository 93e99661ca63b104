"""The pictures of questions, at addresses that tell what they hold and not what they are called."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

from quizapp.web import access

blueprint = Blueprint("media", __name__)

FOR_GOOD = "public, max-age=31536000, immutable"
"""A changed picture has another address."""


@blueprint.get("/media/<address>")
@access.public
def picture(address: str) -> ResponseReturnValue:
    """A picture that a bank on the shelf shows; looked up, so no address leads to another file."""
    data, media_type = access.site().library.picture(address)
    return data, {"Content-Type": media_type, "Cache-Control": FOR_GOOD}
