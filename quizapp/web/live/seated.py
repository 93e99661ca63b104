"""What the host's pages share: the host's seat, the way back, a word on what happened."""

from flask import flash, make_response, redirect, session, url_for
from flask.typing import ResponseReturnValue

from quizapp import clock
from quizapp.core.rules import Rules
from quizapp.services.live.room import RETENTION, Room
from quizapp.services.tokens import Seat
from quizapp.web import access, htmx
from quizapp.web.live.state import fragments, state_reply

CODES_KEPT = 8
"""Recovery codes that a host's browser remembers, the newest ones."""


def open_game(slug: str, count: int | None, rules: Rules) -> ResponseReturnValue:
    """A new game; whoever asks is its host. Raises NoSuchBank, TooManyGames, NothingToVoteOn."""
    game = access.site().live.rooms.create(slug, count, rules, clock.now())
    fragments().warm_up()
    codes = [*session.get("codes", []), (game.id, game.recovery_code)]
    session["codes"] = codes[-CODES_KEPT:]  # a cookie is small
    return seat_host(game.id)


def seat_host(game: str) -> ResponseReturnValue:
    """This browser steers the game from now on; to the host's page."""
    site = access.site()
    response = make_response(redirect(url_for("live.host", game=game), 303))
    token = site.tokens.for_seat(Seat("host", game))
    age_s = int(RETENTION.total_seconds())
    access.set_cookie(response, site.tokens.cookie("host", game), token, age_s)
    return response


def back(room: Room, word: str | None = None) -> ResponseReturnValue:
    """The host's page as it stands now, with a word to the host where there is one.

    To htmx the fragment; with a word, the order to load the page anew, since the word is on it.
    """
    if word:
        flash(word)
    if not htmx.is_request():
        return redirect(url_for("live.host", game=room.id), 303)
    if word:
        return "", 200, {"HX-Refresh": "true"}
    return state_reply(fragments().of_host(room))
