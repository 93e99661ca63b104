"""The projector: opened by a link that can look and not steer."""

from flask import render_template
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from quizapp.services.live.room import Room
from quizapp.web import access
from quizapp.web.live.blueprint import blueprint
from quizapp.web.live.state import fragments, state_reply


@blueprint.get("/screen/<token>")
@access.screen
def screen(room: Room, token: str) -> ResponseReturnValue:
    """The projector's page."""
    return render_template(
        "live/screen.html",
        title=room.table.bank.title,
        token=token,
        state=Markup(fragments().of_screen(room)),
    )


@blueprint.get("/screen/<token>/state")
@access.screen
def screen_state(room: Room, token: str) -> ResponseReturnValue:
    """The projector's fragment, for a poll."""
    return state_reply(fragments().of_screen(room))
