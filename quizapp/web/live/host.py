"""The host: makes a game and steers it, by a cookie that no player ever holds."""

from typing import get_args

from flask import abort, flash, make_response, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from quizapp import clock
from quizapp.core.game import EventKind
from quizapp.core.rules import Rules
from quizapp.services.live.room import RETENTION, NoSuchGame, Room
from quizapp.services.tokens import Seat
from quizapp.web import access, htmx
from quizapp.web.forms import HostForm
from quizapp.web.live.blueprint import blueprint
from quizapp.web.live.forms import RecoverForm
from quizapp.web.live.state import fragments, state_reply

CODES_KEPT = 8
"""Recovery codes that a host's browser remembers, the newest ones."""


@blueprint.post("/banks/<slug>/games")
@access.public
def create(slug: str) -> ResponseReturnValue:
    """A new game; whoever makes it is its host."""
    site = access.site()
    form = HostForm.for_bank(site.library.bank(slug))
    access.spend()
    if not form.validate_on_submit():
        flash("Pick the number of questions and the time from the lists.")
        return redirect(url_for("home.bank", slug=slug), 303)
    rules = Rules(limit_s=int(form.limit_s.data) if form.limit_s.data else None)
    count = int(form.count.data) if form.count.data else None
    game = site.live.rooms.create(slug, count, rules, clock.now())
    codes = [*session.get("codes", []), (game.id, game.recovery_code)]
    session["codes"] = codes[-CODES_KEPT:]  # a cookie is small
    return _seated(game.id)


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
    """Let the next thing happen; what is no longer next does nothing."""
    seq, _, kind = request.form.get("step", "").partition(":")
    if not (seq.isascii() and seq.isdigit() and len(seq) < 9) or kind not in get_args(EventKind):
        abort(400)
    access.site().live.driver.advance(room.id, int(seq), kind, clock.now())  # type: ignore[arg-type]
    return _back(room)


@blueprint.post("/host/<game>/removals")
@access.host
def remove(room: Room) -> ResponseReturnValue:
    """Take a player out."""
    access.site().live.door.remove(room.id, [request.form.get("player", "")], clock.now())
    return _back(room)


@blueprint.route("/host/recover", methods=["GET", "POST"])
@access.public
def recover() -> ResponseReturnValue:
    """The way back for a host who lost the page: PIN and recovery code."""
    form = RecoverForm()
    if form.validate_on_submit():
        try:
            return _seated(access.site().live.rooms.recover(form.pin.data, form.code.data))
        except NoSuchGame:
            form.code.errors = ["PIN and code do not fit together. Check both and try again."]
    return render_template("live/recover.html", form=form), 422 if form.errors else 200


def _seated(game: str) -> ResponseReturnValue:
    site = access.site()
    response = make_response(redirect(url_for("live.host", game=game), 303))
    token = site.tokens.for_seat(Seat("host", game))
    age_s = int(RETENTION.total_seconds())
    access.set_cookie(response, site.tokens.cookie("host", game), token, age_s)
    return response


def _back(room: Room) -> ResponseReturnValue:
    if htmx.is_request():
        return state_reply(fragments().of_host(room))
    return redirect(url_for("live.host", game=room.id), 303)
