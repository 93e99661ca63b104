"""The pictures of questions, at addresses that tell what they hold and not what they are called."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

from quizapp.services.kept_pictures import TYPE, is_kept_name
from quizapp.services.pictures import NoSuchPicture
from quizapp.services.transaction import reading
from quizapp.services.workspace import rights
from quizapp.web import access

blueprint = Blueprint("media", __name__)

FOR_GOOD = "public, max-age=31536000, immutable"
"""A changed picture has another address."""
FOR_A_WHILE = "private, max-age=600"


@blueprint.get("/media/<address>")
@access.public
def picture(address: str) -> ResponseReturnValue:
    """A picture that a bank shows; looked up, so no address leads to another file.

    One that a teacher brought is for everybody once it is published, before that for those who have
    the bank: a shared cache must not keep it, and a browser not for long.
    """
    try:
        data, media_type = access.site().library.picture(address)
    except NoSuchPicture:
        if not is_kept_name(address):
            raise
        with reading(access.site().database) as session:
            data = rights.authorised_picture(session, access.signed_in(), address)
        return data, {"Content-Type": TYPE, "Cache-Control": FOR_A_WHILE}
    return data, {"Content-Type": media_type, "Cache-Control": FOR_GOOD}
