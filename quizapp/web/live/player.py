"""A player in the game: sees it, answers, practises afterwards; with script or without."""

from flask import flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from quizapp import clock
from quizapp.core.answering import AnswerRefused
from quizapp.services import chance
from quizapp.services.live.afterwards import practise_missed
from quizapp.services.live.answers import Stored
from quizapp.services.live.faults import AnswerTooLate, GameIsPaused, NoSeat
from quizapp.services.live.presence import TYPING_S
from quizapp.services.live.room import Room
from quizapp.services.origin import is_same_origin
from quizapp.services.transaction import transaction
from quizapp.services.unavailable import NotStored
from quizapp.web import access
from quizapp.web.live.blueprint import blueprint
from quizapp.web.live.figures import figures_of
from quizapp.web.live.state import fragments

STORE_WAIT_S = 30
"""How long a page waits for the disk."""


@blueprint.get("/play/<pin>")
@access.player
def play(room: Room, player_id: str) -> ResponseReturnValue:
    """The page that scripts fill; the same bytes for every player of the game.

    A browser keeps it, and asks each time whether it still has a seat.
    """
    html = render_template("live/play.html", pin=room.pin, title=room.table.bank.title)
    response = make_response(html, {"Cache-Control": "private, no-cache"})
    response.add_etag()
    return response.make_conditional(request)


@blueprint.get("/play/<pin>/state")
@access.player
def state(room: Room, player_id: str) -> ResponseReturnValue:
    """The player's fragment, for a poll. `wire` has the fast twin."""
    access.site().live.hub.presence.note(room.id, player_id)
    html, tag = fragments().of_poll(room, player_id, request.args.get("seen", ""))
    return ("", 204) if html is None else (html, {"X-State": tag})


@blueprint.post("/play/<pin>/answers")
@access.player
def answer(room: Room, player_id: str) -> ResponseReturnValue:
    """Store an answer sent by script; the reply is the receipt. `wire` has the fast twin."""
    _refuse_other_sites()
    return fragments().stored(room, _store(room, player_id))


@blueprint.get("/play/<pin>/plain")
@access.player
def plain(room: Room, player_id: str) -> ResponseReturnValue:
    """The whole state as a page, for a browser without script."""
    access.site().live.hub.presence.note(room.id, player_id, TYPING_S)
    return _plain_page(room, player_id)


@blueprint.post("/play/<pin>/plain")
@access.player
def plain_answer(room: Room, player_id: str) -> ResponseReturnValue:
    """Store an answer sent by an ordinary form."""
    try:
        _store(room, player_id)
    except AnswerRefused as refusal:
        return _plain_page(room, player_id, str(refusal)), 422
    except (AnswerTooLate, GameIsPaused) as refusal:
        flash(str(refusal))
    return redirect(url_for("live.plain", pin=room.pin), 303)


@blueprint.post("/play/<pin>/practice")
@access.player
@access.learner
def practise(room: Room, player_id: str, learner_id: str) -> ResponseReturnValue:
    """Begin to practise, alone, what went wrong in the game."""
    _refuse_other_sites()
    access.spend("attempt")
    site = access.site()
    own = site.live.rooms.own(room, player_id)
    with transaction(site.database) as session:
        attempt = practise_missed(session, room, own, learner_id, clock.now())
    if attempt is None:
        flash("There is nothing to practise: all of it was right.")
        return redirect(url_for("live.plain", pin=room.pin), 303)
    return redirect(url_for("study.step", attempt=attempt, position=1), 303)


def _refuse_other_sites() -> None:
    """A form without a token of its own is taken from our pages alone. Raises NoSeat."""
    if not is_same_origin(
        host=request.host,
        origin=request.headers.get("Origin"),
        fetch_site=request.headers.get("Sec-Fetch-Site"),
    ):
        raise NoSeat


def _store(room: Room, player_id: str) -> Stored:
    given = request.form.get("round", "")
    number = int(given) if given.isascii() and given.isdigit() and len(given) < 5 else 0
    answer_id = request.form.get("answer_id", "")
    job = access.site().live.answers.take(
        room,
        player_id,
        number,
        answer_id,
        dict(request.form.lists()),
        clock.now(),
        device=access.device_in(room),
    )
    try:
        return job.result(timeout=STORE_WAIT_S)
    except TimeoutError:
        raise NotStored from None


def _plain_page(room: Room, player_id: str, error: str | None = None) -> str:
    rooms, title = access.site().live.rooms, room.table.bank.title
    member = rooms.member(room, player_id)
    if not member.is_admitted:
        name = member.nickname
        return render_template("live/waiting.html", pin=room.pin, title=title, nickname=name)
    game, shared, own = room.table.game, rooms.shared(room), rooms.own(room, player_id)
    is_on = game.accepts_answer(shared.round, clock.now(), member.factor)
    return render_template(
        "live/plain.html",
        pin=room.pin,
        title=title,
        shared=shared,
        own=own,
        figures=figures_of(own, fragments().review(room, own)),
        given=dict(request.form.lists()) if error else None,
        answer_id=chance.new_id(),
        is_time_up=game.phase == "open" and not game.is_paused and not is_on,
        error=error,
    )
