"""The way back for a player whose phone is lost: a code here, and the host who confirms it."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from quizapp import clock
from quizapp.services.live.faults import RoomIsOver
from quizapp.services.live.room import Room
from quizapp.web import access, htmx
from quizapp.web.live.blueprint import blueprint
from quizapp.web.live.joining import room_of, seated, to_the_game
from quizapp.web.live.state import fragments, state_reply


@blueprint.route("/join/<pin>/return", methods=["GET", "POST"])
@access.public
def come_back(pin: str) -> ResponseReturnValue:
    """Ask for a seat by its nickname; the answer says nothing about who is in."""
    room = room_of(pin)
    if access.player_in(room):
        return to_the_game(room)
    if room.table.game.phase == "ended":
        raise RoomIsOver
    if request.method == "POST":
        access.spend("return")
        nickname = request.form.get("nickname", "")
        asked = access.site().live.returns.ask(room, nickname, clock.now())
        return redirect(url_for("live.wait_to_return", pin=room.pin, asked=asked.id), 303)
    return render_template("live/return.html", pin=room.pin, title=room.table.bank.title)


@blueprint.get("/join/<pin>/return/<asked>")
@access.public
def wait_to_return(pin: str, asked: str) -> ResponseReturnValue:
    """The code, until the host has answered; the page asks again by itself."""
    room = room_of(pin)
    if access.player_in(room):
        return to_the_game(room)
    found = access.site().live.returns.find(room, asked, clock.now())
    if found and found.player_id in room.members and found.device is not None:
        return seated(room, found.player_id, found.device)
    title = room.table.bank.title
    page = render_template("live/waiting_return.html", pin=room.pin, title=title, asked=found)
    return page, 200 if found else 410, {"Cache-Control": "no-store"}


@blueprint.post("/host/<game>/returns")
@access.host
def answer_return(room: Room) -> ResponseReturnValue:
    """Let a device have the seat that it asks for, or not."""
    returns = access.site().live.returns
    if asked := request.form.get("let_back"):
        returns.let_back(room, asked, clock.now())
    else:
        returns.turn_down(room, request.form.get("turn_down", ""))
    if htmx.is_request():
        return state_reply(fragments().of_host(room))
    return redirect(url_for("live.host", game=room.id), 303)
