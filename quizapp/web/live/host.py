"""The host: makes a game and steers it, by a cookie that no player ever holds."""

from typing import get_args

from flask import abort, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from quizapp import clock
from quizapp.core.game import EventKind
from quizapp.services.live.room import NoSuchGame, Room
from quizapp.web import access
from quizapp.web.live.blueprint import blueprint
from quizapp.web.live.forms import RecoverForm
from quizapp.web.live.opening import open_chosen, open_usual
from quizapp.web.live.seated import back, seat_host
from quizapp.web.live.state import fragments, state_reply


@blueprint.post("/banks/<slug>/games")
@access.hosting
def create(slug: str) -> ResponseReturnValue:
    """A new game by the usual rules."""
    return open_usual(slug, url_for("home.bank", slug=slug))


@blueprint.route("/banks/<slug>/host", methods=["GET", "POST"])
@access.hosting
def set_up(slug: str) -> ResponseReturnValue:
    """More ways to play: every rule on one page."""
    return open_chosen(slug)


@blueprint.get("/host/<game>")
@access.host
def host(room: Room) -> ResponseReturnValue:
    """The host's page."""
    site = access.site()
    found = fragments()
    return render_template(
        "live/host.html",
        title=room.table.bank.title,
        game=room.id,
        state=Markup(found.of_host(room)),
        screen_url=url_for("live.screen", token=found.screen_token(room)),
        recovery_code=dict(session.get("codes", [])).get(room.id),
        kept_until=room.expires_at,
        is_plain_http=not (site.settings.is_https or request.is_secure),
    )


@blueprint.get("/host/<game>/state")
@access.host
def host_state(room: Room) -> ResponseReturnValue:
    """The host's fragment, for a poll."""
    return state_reply(fragments().of_host(room))


@blueprint.post("/host/<game>/step")
@access.host
def advance(room: Room) -> ResponseReturnValue:
    """Let the next thing happen; what was done meanwhile is not done twice."""
    seq, _, kind = request.form.get("step", "").partition(":")
    if not (seq.isascii() and seq.isdigit() and len(seq) < 9) or kind not in get_args(EventKind):
        abort(400)
    access.site().live.driver.advance(room.id, int(seq), kind, clock.now())  # type: ignore[arg-type]
    is_undone = room.table.game.seq == int(seq)
    return back(
        room, "That cannot be done now. Here is where the game stands." if is_undone else None
    )


@blueprint.route("/host/recover", methods=["GET", "POST"])
@access.public
def recover() -> ResponseReturnValue:
    """The way back for a host who lost the page: PIN and recovery code."""
    form = RecoverForm()
    if form.validate_on_submit():
        try:
            return seat_host(access.site().live.rooms.recover(form.pin.data, form.code.data))
        except NoSuchGame:
            form.code.errors = ["PIN and code do not fit together. Check both and try again."]
    return render_template("live/recover.html", form=form), 422 if form.errors else 200
