"""What the host changes during play: rules, the next quiz, what is shown; and from which device."""

from datetime import timedelta

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from quizapp import clock
from quizapp.core.rules import Rules
from quizapp.services.library import NoSuchBank
from quizapp.services.live.faults import LinkIsOld, NoSuchPlayer, NothingToVoteOn
from quizapp.services.live.room import Room
from quizapp.services.tokens import REMOTE_S
from quizapp.web import access
from quizapp.web.live.blueprint import blueprint
from quizapp.web.live.buttons import can_choose_quiz
from quizapp.web.live.forms import NextQuizForm
from quizapp.web.live.fragments import public_address, qr
from quizapp.web.live.rule_forms import ChangeForm, name_of
from quizapp.web.live.seated import back, seat_host

TRIES = 3
"""How often a change is tried anew where the clock moved the game on in between."""


@blueprint.route("/host/<game>/rules", methods=["GET", "POST"])
@access.host
def rules(room: Room) -> ResponseReturnValue:
    """The rules that may change during play."""
    if request.method == "GET":
        return _rules_page(room, ChangeForm.standing(room.table.game))
    form = ChangeForm.sent(room.table.game)
    if not form.validate_on_submit():
        return _rules_page(room, form), 422
    if _change(room, form):
        return back(room, "Saved. Points are counted anew by these rules.")
    word = (
        "The rules were changed elsewhere meanwhile, or the game is over. This is how they stand."
    )
    return _rules_page(room, ChangeForm.standing(room.table.game), word), 409


def _change(room: Room, form: ChangeForm) -> bool:
    """Whether the rules are now as the form says; a form sent twice changes them once."""
    for _ in range(TRIES):
        game = room.table.game
        wanted: Rules = form.rules_after(game)
        if wanted == game.rules:
            return True
        if form.seen.data != name_of(game.rules):
            return False
        access.site().live.driver.advance(
            room.id, game.seq, "rules_changed", clock.now(), rules=wanted
        )
    return room.table.game.rules == wanted


def _rules_page(room: Room, form: ChangeForm, word: str | None = None) -> str:
    game = room.table.game
    return render_template(
        "live/rules.html",
        form=form,
        game=room.id,
        word=word,
        rules=game.rules,
        number=game.question,
    )


@blueprint.route("/host/<game>/next", methods=["GET", "POST"])
@access.host
def next_quiz(room: Room) -> ResponseReturnValue:
    """Another quiz in the same room; everybody stays."""
    site, game = access.site(), room.table.game
    shelf = site.library.shelf()
    form = NextQuizForm.over([*shelf.quizzes.values(), *shelf.banks.values()], game.seq)
    if form.validate_on_submit():
        try:
            site.live.driver.choose_quiz(
                room.id, form.seq.data, form.slug.data, form.how_many, clock.now()
            )
        except (NoSuchBank, NothingToVoteOn) as refusal:
            form.slug.errors = [str(refusal)]
        else:
            is_chosen = room.table.game.leg > game.leg
            return back(room, None if is_chosen else "The game had moved on. Nothing was changed.")
    page = render_template(
        "live/next.html", form=form, game=room.id, can_choose=can_choose_quiz(game)
    )
    return page, 422 if form.errors else 200


@blueprint.post("/host/<game>/written")
@access.host
def show_written(room: Room) -> ResponseReturnValue:
    """Let everybody read what a player wrote, or no longer."""
    is_shown = "show" in request.form
    player = request.form.get("show" if is_shown else "hide", "")
    if player not in room.table.answers:
        return back(room, str(NoSuchPlayer()))
    access.site().live.answers.show(room.id, player, is_shown=is_shown)
    return back(room)


@blueprint.get("/host/<game>/remote")
@access.host
def remote(room: Room) -> ResponseReturnValue:
    """A code for the host's own phone, good for a quarter of an hour."""
    token = access.site().tokens.for_remote(room.id)
    address = public_address(access.site()) + url_for("live.take_remote", token=token)
    return render_template(
        "live/remote.html",
        game=room.id,
        address=address,
        qr=qr(address),
        until=clock.now() + timedelta(seconds=REMOTE_S),
    )


@blueprint.route("/remote/<token>", methods=["GET", "POST"])
@access.public
def take_remote(token: str) -> ResponseReturnValue:
    """On the host's own phone: one button, so that a preview of the link takes nothing."""
    game = access.site().tokens.remote(token)
    if game is None:
        raise LinkIsOld
    room = access.site().live.rooms.room(game)
    if request.method == "POST":
        return seat_host(room.id)
    return render_template("live/take_remote.html", token=token, title=room.table.bank.title)
