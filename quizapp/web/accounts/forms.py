"""The forms of accounts."""

from flask_wtf import FlaskForm
from wtforms import HiddenField, PasswordField, StringField
from wtforms.validators import InputRequired, Length


class SignInForm(FlaskForm):  # type: ignore[misc]
    """Name and password; `next` is where to go on."""

    name = StringField("Name or e-mail", [InputRequired("Type your name."), Length(max=200)])
    password = PasswordField("Password", [InputRequired("Type your password.")])
    next = HiddenField()


class SetUpForm(FlaskForm):  # type: ignore[misc]
    """What a one-time link asks; the name only of the first teacher."""

    name = StringField("Name or e-mail")
    password = PasswordField("Password", [InputRequired("Choose a password.")])


class PasswordForm(FlaskForm):  # type: ignore[misc]
    """Another password."""

    old = PasswordField("Present password", [InputRequired("Type your present password.")])
    new = PasswordField("New password", [InputRequired("Choose a new password.")])
