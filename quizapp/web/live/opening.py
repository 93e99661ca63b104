"""Opening a game of a bank, whoever's it is: by the usual rules, or by rules picked one by one."""

from flask import flash, redirect, render_template
from flask.typing import ResponseReturnValue

from quizapp.core.rules import Rules
from quizapp.services.live.faults import NothingToVoteOn
from quizapp.web import access
from quizapp.web.forms import HostForm
from quizapp.web.live.rule_forms import SetUpForm
from quizapp.web.live.seated import open_game


def open_usual(slug: str, bank_page: str) -> ResponseReturnValue:
    """A new game by the usual rules; back to the bank's page where the form is not right.

    Raises NoSuchBank, TooManyGames, TooFast.
    """
    form = HostForm.for_bank(access.site().library.bank(slug))
    access.spend("game")
    if not form.validate_on_submit():
        flash("Pick the number of questions and the time from the lists.")
        return redirect(bank_page, 303)
    rules = Rules(limit_s=int(form.limit_s.data) if form.limit_s.data else None)
    return open_game(slug, int(form.count.data) if form.count.data else None, rules)


def open_chosen(slug: str, own: str | None = None) -> ResponseReturnValue:
    """Every rule on one page, and the game that comes of it.

    `own` is the id of a teacher's own bank. Raises NoSuchBank, TooManyGames, TooFast.
    """
    shelved = access.site().library.bank(slug)
    form = SetUpForm.for_bank(shelved)
    if form.validate_on_submit():
        access.spend("game")
        try:
            return open_game(slug, form.how_many, form.rules())
        except NothingToVoteOn as refusal:
            form.mode.errors = [str(refusal)]
        except ValueError:  # the model's own word; no form of ours leads here
            form.mode.errors = ["These choices do not go together. Pick them again."]
    page = render_template("live/setup.html", form=form, bank=shelved.bank, own=own)
    return page, 422 if form.errors else 200
