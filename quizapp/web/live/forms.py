"""Forms of the live game."""

from flask_wtf import FlaskForm
from wtforms import StringField
from wtforms.validators import InputRequired, Length

from quizapp.services.live import nicknames


class NicknameForm(FlaskForm):  # type: ignore[misc]
    """Who plays; what may be a name is decided by `services.live.nicknames`."""

    nickname = StringField(
        "Nickname",
        [InputRequired("Type a nickname."), Length(max=400)],
        render_kw={"maxlength": nicknames.LIMIT, "autocomplete": "nickname"},
    )


class RecoverForm(FlaskForm):  # type: ignore[misc]
    """The way back for a host who lost the page."""

    pin = StringField("Game PIN", [InputRequired("Type the game's PIN."), Length(max=20)])
    code = StringField("Recovery code", [InputRequired("Type the code."), Length(max=40)])
