"""A player: finds the game, gets a seat, answers; with script or without."""

from flask import flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from quizapp import clock
from quizapp.core.answering import AnswerRefused
from quizapp.services.live.answers import Stored
from quizapp.services.live.faults import AnswerTooLate, NoSeat, RoomIsOver
from quizapp.services.live.nicknames import NicknameRefused
from quizapp.services.live.presence import TYPING_S
from quizapp.services.live.room import RETENTION, NoSuchGame, Room
from quizapp.services.origin import is_same_origin
from quizapp.services.tokens import Seat
from quizapp.services.unavailable import NotStored
from quizapp.web import access
from quizapp.web.forms import JoinForm
from quizapp.web.live.blueprint import blueprint
from quizapp.web.live.forms import NicknameForm
from quizapp.web.live.state import fragments, state_reply

STORE_WAIT_S = 30
"""How long a page waits for the disk."""


@blueprint.route("/join", methods=["GET", "POST"])
@access.public
def find() -> ResponseReturnValue:
    """From the PIN to the game."""
    form = JoinForm()
    if form.validate_on_submit():
        try:
            room = access.site().live.rooms.room(
                access.site().live.rooms.game_of_pin(form.pin.data)
            )
            return redirect(url_for("live.name", pin=room.pin), 303)
        except NoSuchGame as refusal:
            form.pin.errors = [str(refusal)]
    return render_template("live/join.html", form=form), 422 if form.errors else 200


@blueprint.get("/join/<pin>")
@access.public
def name(pin: str) -> ResponseReturnValue:
    """The nickname; whoever has a seat already goes straight to it."""
    room = _room(pin)
    token = request.cookies.get(access.site().tokens.cookie("player", room.id))
    seat = access.site().tokens.seat(token)
    if seat and seat.game == room.id and seat.player in room.players:
        return redirect(url_for("live.play", pin=room.pin), 303)
    if room.table.game.phase == "ended":
        raise RoomIsOver
    return _name_page(room, NicknameForm()), 200


@blueprint.post("/join/<pin>")
@access.public
def join(pin: str) -> ResponseReturnValue:
    """A seat for a nickname."""
    site, room, form = access.site(), _room(pin), NicknameForm()
    if not form.validate_on_submit():
        return _name_page(room, form), 422
    try:
        player_id = site.live.door.join(room.id, form.nickname.data, clock.now())
    except NicknameRefused as refusal:
        form.nickname.errors = [str(refusal)]
        return _name_page(room, form), 422
    response = make_response(redirect(url_for("live.play", pin=room.pin), 303))
    token = site.tokens.for_seat(Seat("player", room.id, player_id))
    age_s = int(RETENTION.total_seconds())
    access.set_cookie(response, site.tokens.cookie("player", room.id), token, age_s)
    return response


@blueprint.get("/play/<pin>")
@access.player
def play(room: Room, player_id: str) -> ResponseReturnValue:
    """The page that scripts fill; the same bytes for every player of the game."""
    return render_template("live/play.html", pin=room.pin, title=room.table.bank.title)


@blueprint.get("/play/<pin>/state")
@access.player
def state(room: Room, player_id: str) -> ResponseReturnValue:
    """The player's fragment, for a poll."""
    access.site().live.hub.presence.note(room.id, player_id)
    return state_reply(fragments().of_player(room, player_id))


@blueprint.post("/play/<pin>/answers")
@access.player
def answer(room: Room, player_id: str) -> ResponseReturnValue:
    """Store an answer sent by script; the reply is the receipt. `wire` has the fast twin."""
    if not is_same_origin(
        host=request.host,
        origin=request.headers.get("Origin"),
        fetch_site=request.headers.get("Sec-Fetch-Site"),
    ):
        raise NoSeat
    return fragments().stored(room, _store(room, player_id), request.host_url)


@blueprint.get("/play/<pin>/plain")
@access.player
def plain(room: Room, player_id: str) -> ResponseReturnValue:
    """The whole state as a page, for a browser without script."""
    access.site().live.hub.presence.note(room.id, player_id, TYPING_S)
    return _plain_page(room, player_id), 200


@blueprint.post("/play/<pin>/plain")
@access.player
def plain_answer(room: Room, player_id: str) -> ResponseReturnValue:
    """Store an answer sent by an ordinary form."""
    try:
        _store(room, player_id)
    except AnswerRefused as refusal:
        return _plain_page(room, player_id, str(refusal)), 422
    except AnswerTooLate as refusal:
        flash(str(refusal))
    return redirect(url_for("live.plain", pin=room.pin), 303)


def _store(room: Room, player_id: str) -> Stored:
    given = request.form.get("round", "")
    number = int(given) if given.isascii() and given.isdigit() and len(given) < 5 else 0
    answer_id = request.form.get("answer_id", "")
    job = access.site().live.answers.take(
        room, player_id, number, answer_id, dict(request.form.lists()), clock.now()
    )
    try:
        return job.result(timeout=STORE_WAIT_S)
    except TimeoutError:
        raise NotStored from None


def _room(pin: str) -> Room:
    rooms = access.site().live.rooms
    return rooms.room(rooms.game_of_pin(pin))


def _name_page(room: Room, form: NicknameForm) -> str:
    title = room.table.bank.title
    return render_template("live/name.html", pin=room.pin, title=title, form=form)


def _plain_page(room: Room, player_id: str, error: str | None = None) -> str:
    rooms = access.site().live.rooms
    return render_template(
        "live/plain.html",
        pin=room.pin,
        title=room.table.bank.title,
        shared=rooms.shared(room),
        own=rooms.own(room, player_id),
        error=error,
    )
