"""Sign in, sign out, the account's page, and the page of a one-time link."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from quizapp import clock
from quizapp.services import accounts
from quizapp.services.accounts import NameRefused, SignInRefused, Teacher, WrongPassword
from quizapp.services.passwords import PasswordRefused
from quizapp.services.throttle import TooFast
from quizapp.services.transaction import reading, transaction
from quizapp.web import access
from quizapp.web.accounts.devices import device_name
from quizapp.web.accounts.forms import PasswordForm, SetUpForm, SignInForm

blueprint = Blueprint("accounts", __name__)


@blueprint.get("/sign-in")
@access.public
def sign_in() -> ResponseReturnValue:
    """The form to sign in."""
    if access.signed_in():
        return redirect(url_for("workspace.shelf"), 303)
    form = SignInForm(data={"next": request.args.get("next", "")})
    return render_template("accounts/sign_in.html", form=form)


@blueprint.post("/sign-in")
@access.public
def prove() -> ResponseReturnValue:
    """Sign in."""
    form = SignInForm()
    status = 422
    if form.validate():
        try:
            _spend_as_stranger()
            new = access.site().accounts.sign_in(
                form.name.data, form.password.data, _device(), clock.now(), access.known_teacher()
            )
        except SignInRefused as refusal:
            form.password.errors = [str(refusal)]
        except TooFast as refusal:
            form.password.errors, status = [str(refusal)], 429
        else:
            response = redirect(_inside(form.next.data), 303)
            access.sign_in(response, new)
            return response
    return render_template("accounts/sign_in.html", form=form), status


@blueprint.post("/sign-out")
@access.teacher
def sign_out(teacher: Teacher) -> ResponseReturnValue:
    """End this session."""
    with transaction(access.site().database) as session:
        accounts.end_session(session, teacher, teacher.session_id)
    flash("You are signed out.")
    response = redirect(url_for("home.home"), 303)
    access.sign_out(response)
    return response


@blueprint.get("/account")
@access.teacher
def account(teacher: Teacher) -> ResponseReturnValue:
    """Password and sessions."""
    return _account(teacher, PasswordForm())


@blueprint.post("/account/password")
@access.teacher
def change_password(teacher: Teacher) -> ResponseReturnValue:
    """Set another password."""
    form = PasswordForm()
    if form.validate():
        try:
            access.site().accounts.change_password(teacher, form.old.data, form.new.data)
        except (WrongPassword, TooFast) as refusal:
            form.old.errors = [str(refusal)]
        except PasswordRefused as refusal:
            form.new.errors = [str(refusal)]
        else:
            flash("Your password is changed. Other devices are signed out.")
            return redirect(url_for("accounts.account"), 303)
    return _account(teacher, form), 422


@blueprint.post("/account/sessions/<session_id>/end")
@access.teacher
def end_session(teacher: Teacher, session_id: str) -> ResponseReturnValue:
    """Sign another device out."""
    with transaction(access.site().database) as session:
        accounts.end_session(session, teacher, session_id.replace("\0", ""))
    flash("That device is signed out.")
    return redirect(url_for("accounts.account"), 303)


@blueprint.get("/set-up/<token>")
@access.public
def invitation(token: str) -> ResponseReturnValue:
    """The page of a one-time link."""
    return _set_up(token, SetUpForm())


@blueprint.post("/set-up/<token>")
@access.public
def accept(token: str) -> ResponseReturnValue:
    """Set the password; whoever does is signed in."""
    form = SetUpForm()
    access.spend("set-up")
    if form.validate():
        try:
            new = access.site().accounts.accept(
                token, form.name.data or "", form.password.data, _device(), clock.now()
            )
        except NameRefused as refusal:
            form.name.errors = [str(refusal)]
        except PasswordRefused as refusal:
            form.password.errors = [str(refusal)]
        else:
            flash("You are in. Your password is set.")
            response = redirect(url_for("workspace.shelf"), 303)
            access.sign_in(response, new)
            return response
    return _set_up(token, form), 422


def _spend_as_stranger() -> None:
    """Count a try from this address, unless a teacher signed in with this browser before.

    Each try is work for all cores; a flood under many names would hold up a class. Raises TooFast.
    """
    if access.known_teacher() is None:
        access.spend("sign-in")


def _account(teacher: Teacher, form: PasswordForm) -> str:
    with reading(access.site().database) as session:
        devices = accounts.devices(session, teacher, clock.now())
    return render_template("accounts/account.html", teacher=teacher, form=form, devices=devices)


def _set_up(token: str, form: SetUpForm) -> str:
    with reading(access.site().database) as session:
        asked = accounts.invitation(session, token, clock.now())
    return render_template("accounts/set_up.html", token=token, form=form, asked=asked)


def _device() -> str:
    return device_name(request.headers.get("User-Agent", ""))


def _inside(address: str | None) -> str:
    """An address of ours to go on at: what leads elsewhere leads to the banks."""
    is_ours = address and address.startswith("/") and not address.startswith(("//", "/\\"))
    if address and is_ours and address.isprintable() and "\\" not in address:
        return address
    return url_for("workspace.shelf")
