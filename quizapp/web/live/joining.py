"""The way in: from the PIN to the game, and a seat under a nickname."""

from flask import make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from quizapp import clock
from quizapp.services.live import arrivals
from quizapp.services.live.faults import ManyCame, RoomIsOver
from quizapp.services.live.nicknames import NicknameRefused, is_offered
from quizapp.services.live.room import RETENTION, NoSuchGame, Room
from quizapp.services.refusals import STATUS
from quizapp.services.tokens import Seat
from quizapp.web import access
from quizapp.web.forms import JoinForm
from quizapp.web.live.blueprint import blueprint
from quizapp.web.live.forms import NicknameForm


@blueprint.route("/join", methods=["GET", "POST"])
@access.public
def find() -> ResponseReturnValue:
    """From the PIN to the game."""
    form = JoinForm()
    if form.validate_on_submit():
        try:
            return redirect(url_for("live.name", pin=room_of(form.pin.data).pin), 303)
        except NoSuchGame as refusal:
            form.pin.errors = [str(refusal)]
    return render_template("live/join.html", form=form), 422 if form.errors else 200


@blueprint.get("/join/<pin>")
@access.public
def name(pin: str) -> ResponseReturnValue:
    """The nickname; whoever has a seat already goes straight to it."""
    room = room_of(pin)
    if access.player_in(room):
        return to_the_game(room)
    return _name_page(room, _form(room))


@blueprint.post("/join/<pin>")
@access.public
def join(pin: str) -> ResponseReturnValue:
    """A seat for a nickname; the one that this browser has already, where it asks twice."""
    room = room_of(pin)
    if access.player_in(room):
        return to_the_game(room)
    form, doors = _form(room), access.site().live.door
    if not form.validate_on_submit():
        return _name_page(room, form)
    try:
        with access.spending("join", room):
            player_id = doors.join(room.id, form.name, clock.now(), team=form.picked)
    except NicknameRefused as refusal:
        form.nickname.errors = [str(refusal)]
        return _name_page(room, form)
    except ManyCame as refusal:
        return _name_page(room, form, refusal)
    except arrivals.SHUT:
        return _name_page(room, form)
    return seated(room, player_id)


def room_of(pin: str) -> Room:
    """The room with this PIN. Raises NoSuchGame."""
    rooms = access.site().live.rooms
    return rooms.room(rooms.game_of_pin(pin))


def to_the_game(room: Room) -> ResponseReturnValue:
    """On to the player's page."""
    return redirect(url_for("live.play", pin=room.pin), 303)


def seated(room: Room, player_id: str, device: int = 0) -> ResponseReturnValue:
    """On to the player's page, with the seat kept in this browser."""
    tokens = access.site().tokens
    response = make_response(to_the_game(room))
    token = tokens.for_seat(Seat("player", room.id, player_id, device))
    age_s = int(RETENTION.total_seconds())
    access.set_cookie(response, tokens.cookie("player", room.id), token, age_s)
    return response


def _form(room: Room) -> NicknameForm:
    rules = room.table.game.rules
    return NicknameForm.with_teams(rules.teams if rules.picks_team else 0)


def _name_page(room: Room, form: NicknameForm, rush: ManyCame | None = None) -> ResponseReturnValue:
    """The names to choose from; or why nobody can come in, with the way back for who was in.

    In a `rush`, with the name that was pressed or typed, to press again.
    """
    shut, status = None, 422 if form.errors else 200
    if rush:
        status = STATUS[ManyCame]
    pressed = [name for name in (form.offer.data or "",) if rush and is_offered(name)]
    try:
        arrivals.refuse_newcomers(room)
    except RoomIsOver:
        raise
    except arrivals.SHUT as fault:
        shut, status = str(fault), STATUS[type(fault)]
    page = render_template(
        "live/name.html",
        pin=room.pin,
        title=room.table.bank.title,
        form=form,
        shut=shut,
        rush=rush,
        offers=[*pressed, *access.site().live.door.offers(room)],
        is_free=room.table.game.rules.free_names,
        typed=request.form.get("nickname", ""),
    )
    response = make_response(page, status)
    response.headers["Cache-Control"] = "no-store"  # each look offers other names
    return response
