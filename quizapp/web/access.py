"""Who may see and do what: decided here, by the decorator that every view carries."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from functools import wraps
from typing import Any, ParamSpec

from flask import Flask, current_app, flash, g, request
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from quizapp import clock
from quizapp.services import accounts, chance
from quizapp.services.accounts import SignedIn, Teacher
from quizapp.services.live.faults import HostingIsOff, NoSeat, PlayedElsewhere, RoomIsOver
from quizapp.services.live.returns import refuse_old_device
from quizapp.services.live.room import NoSuchGame, Room
from quizapp.services.site import Site
from quizapp.services.throttle import network_of
from quizapp.services.tokens import Seat
from quizapp.services.transaction import reading

Params = ParamSpec("Params")
View = Callable[..., ResponseReturnValue]

TYPED_BY = "typed_by"
"""The field of a form that says for which teacher its page was made, by the id."""
PROFILE_AGE_S = 400 * 24 * 3600
"""How long a browser keeps the anonymous profile: the longest that browsers allow."""


class NotSignedIn(Exception):
    """The page is a teacher's, and nobody is signed in."""

    def __init__(self) -> None:
        super().__init__("You are not signed in any more. Sign in, then do it once more.")


class TypedByAnother(Exception):
    """A form of a page that was made for one teacher is sent while another is signed in."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"You are signed in as {name}, and somebody else typed this. It is not stored."
        )


def set_up(app: Flask) -> None:
    """Store a new learner's profile in the browser with the response that made it.

    Templates may ask who is signed in, for whom the page is made, and whether whoever looks may
    host.
    """
    app.jinja_env.globals.update(signed_in=signed_in, made_for=made_for, may_host=may_host)

    @app.after_request
    def keep_profile(response: Response) -> Response:
        if "new_learner" in g:
            token = site().tokens.for_learner(g.new_learner)
            set_cookie(response, learner_cookie(), token, PROFILE_AGE_S)
        return response


def site() -> Site:
    """The site that this app serves."""
    found = current_app.extensions["site"]
    assert isinstance(found, Site)
    return found


def public(view: View) -> View:
    """Anybody."""
    return _declared(view, "public")


def hosting(view: View) -> View:
    """Anybody, where the operator lets everybody host, else teachers. Others: HostingIsOff."""

    @wraps(view)
    def checked(**values: Any) -> ResponseReturnValue:
        if not may_host():
            raise HostingIsOff
        return view(**values)

    return _declared(checked, "hosting")


def teacher(view: View) -> View:
    """A teacher who is signed in; the view gets `teacher`. Others: NotSignedIn, TypedByAnother."""

    @wraps(view)
    def checked(**values: Any) -> ResponseReturnValue:
        return view(teacher=teacher_here(), **values)

    return _declared(checked, "teacher")


def learner(view: View) -> View:
    """Anybody; the view gets `learner_id`, a fresh one for a new browser."""

    @wraps(view)
    def checked(**values: Any) -> ResponseReturnValue:
        return view(learner_id=_learner_id(), **values)

    return _declared(checked, "learner")


def host(view: View) -> View:
    """The game's host, by the host's own cookie; the view gets `room`. Others: NoSuchGame."""

    @wraps(view)
    def checked(game: str, **values: Any) -> ResponseReturnValue:
        token = request.cookies.get(site().tokens.cookie("host", game))
        if site().tokens.seat(token) != Seat("host", game):
            raise NoSuchGame
        return view(room=site().live.rooms.room_now(game), **values)

    return _declared(checked, "host")


def screen(view: View) -> View:
    """Whoever has the projector's link; the view gets `room` and `token`. Others: NoSuchGame."""

    @wraps(view)
    def checked(token: str, **values: Any) -> ResponseReturnValue:
        seat = site().tokens.seat(token)
        if seat is None or seat.role != "screen":
            raise NoSuchGame
        return view(room=site().live.rooms.room(seat.game), token=token, **values)

    return _declared(checked, "screen")


def player(view: View) -> View:
    """Who holds a seat in the game with this PIN; the view gets `room` and `player_id`.

    They may still wait to be let in. Others: NoSuchGame, NoSeat, RoomIsOver, WasTakenOut,
    PlayedElsewhere.
    """

    @wraps(view)
    def checked(pin: str, **values: Any) -> ResponseReturnValue:
        room = site().live.rooms.room(site().live.rooms.game_of_pin(pin))
        seat = _seat_in(room)
        if seat is None:
            raise RoomIsOver if room.table.game.phase == "ended" else NoSeat
        refuse_old_device(room, seat.player or "", seat.device)
        return view(room=room, player_id=seat.player, **values)

    return _declared(checked, "player")


def teacher_here() -> Teacher:
    """The teacher who is signed in. Raises NotSignedIn, and TypedByAnother (see `web.typed`)."""
    found = signed_in()
    if found is None:
        raise NotSignedIn
    if request.method == "POST" and request.form.get(TYPED_BY, found.id) != found.id:
        raise TypedByAnother(found.name)
    g.made_for = found.id
    return found


def made_for() -> str | None:
    """The id of the teacher for whom a teacher's page is made; its forms carry it (TYPED_BY)."""
    found: str | None = g.get("made_for")
    return found


def signed_in() -> Teacher | None:
    """The teacher who is signed in with this browser, or None."""
    if "teacher" not in g:
        token = request.cookies.get(_teacher_cookie())
        g.teacher = None
        if token:
            with reading(site().database) as session:
                g.teacher = accounts.teacher_of(session, token, clock.now())
    found: Teacher | None = g.teacher
    return found


def sign_in(response: Response, new: SignedIn) -> None:
    """This browser is the teacher's from now on."""
    set_cookie(response, _teacher_cookie(), new.token, int(accounts.SESSION_AGE.total_seconds()))
    known = site().tokens.for_known(new.teacher_id)
    set_cookie(response, _known_cookie(), known, PROFILE_AGE_S)


def sign_out(response: Response) -> None:
    """This browser is nobody's any more, but known to the account's throttle."""
    drop_cookie(response, _teacher_cookie())


def known_teacher() -> str | None:
    """The id of the teacher whom this browser was signed in as the last time."""
    return site().tokens.known(request.cookies.get(_known_cookie()))


def may_host() -> bool:
    """Whether whoever asks may open a game."""
    return site().settings.allows_hosting or signed_in() is not None


def player_in(room: Room) -> str | None:
    """The player whose seat in the room this browser holds, or None. Raises WasTakenOut.

    None too where the player came back on another device.
    """
    seat = _seat_in(room)
    if seat is None:
        return None
    try:
        refuse_old_device(room, seat.player or "", seat.device)
    except PlayedElsewhere:
        return None
    return seat.player


def device_in(room: Room) -> int:
    """The number that this browser has among the devices of its player in the room."""
    seat = _given_seat(room)
    return seat.device if seat else 0


def _seat_in(room: Room) -> Seat | None:
    """The seat in the room that this browser was given, or None. Raises WasTakenOut, NoSeat."""
    seat = _given_seat(room)
    if seat is None or not seat.player:
        return None
    site().live.rooms.meet(room, seat.player)
    site().live.rooms.member(room, seat.player)
    return seat


def _given_seat(room: Room) -> Seat | None:
    token = request.cookies.get(site().tokens.cookie("player", room.id))
    seat = site().tokens.seat(token)
    return seat if seat and (seat.role, seat.game) == ("player", room.id) else None


def has_profile() -> bool:
    """Whether this browser holds a profile that can be read."""
    return site().tokens.learner(request.cookies.get(learner_cookie())) is not None


def learner_cookie() -> str:
    """The name of the profile's cookie."""
    return f"{site().tokens.prefix}learner"


def _teacher_cookie() -> str:
    return f"{site().tokens.prefix}teacher"


def _known_cookie() -> str:
    return f"{site().tokens.prefix}known"


def set_cookie(response: Response, name: str, value: str, age_s: int) -> None:
    """A cookie that scripts cannot read and other sites cannot send."""
    response.set_cookie(
        name,
        value,
        max_age=age_s,
        path="/",
        httponly=True,
        samesite="Lax",
        secure=site().settings.is_https,
    )


def drop_cookie(response: Response, name: str) -> None:
    """Take such a cookie back; browsers heed it only with the attributes that it was set with."""
    response.delete_cookie(
        name, path="/", httponly=True, samesite="Lax", secure=site().settings.is_https
    )


def spend(kind: str) -> None:
    """Count something of that kind that this address makes. Raises TooFast.

    Each kind has a bucket of its own: a school shares one address, and whoever floods one thing
    there must not keep the others from anything else.
    """
    site().making.spend(_bucket(kind))


def spending(kind: str, room: Room) -> AbstractContextManager[None]:
    """Count the same in that room where it succeeds, as when somebody joins. Raises ManyCame.

    A whole school shares one address, so there is room for many; not for a script that fills a
    game. What is refused counts for nothing, or that script would keep the school out without it.
    """
    return site().joining.spending(_bucket(f"{kind} {room.id}"))


def _bucket(of: str) -> str:
    return f"{of} {network_of(request.remote_addr)}"


def _learner_id() -> str:
    token = request.cookies.get(learner_cookie())
    known = site().tokens.learner(token)
    if known:
        return known
    new = chance.new_id()
    if token:
        flash("We could not read the profile on this device, so you start with a new one.")
    if token or request.method == "POST":  # somebody who only looks gets no profile
        g.new_learner = new
    return new


def _declared(view: View, access: str) -> View:
    view.access = access  # type: ignore[attr-defined]
    return view
