"""Forms that several features show."""

from flask_wtf import FlaskForm
from wtforms import SelectField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length

SECONDS = (10, 20, 30, 45, 60, 90, 120)
COUNTS = (5, 10, 15, 20)


class JoinForm(FlaskForm):  # type: ignore[misc]
    """The way into a game."""

    pin = StringField("Game PIN", [InputRequired("Type the PIN from the screen."), Length(max=20)])


class HostForm(FlaskForm):  # type: ignore[misc]
    """What a host chooses before a game."""

    count = SelectField("Questions")
    limit_s = SelectField(
        "Time for each",
        choices=[
            *(SelectChoice(str(s), f"{s} seconds") for s in SECONDS),
            SelectChoice("", "No limit"),
        ],
        default="30",
    )

    @classmethod
    def for_bank(cls, total: int) -> "HostForm":
        """The form for a bank of that many questions."""
        form = cls()
        form.count.choices = [
            *(SelectChoice(str(n)) for n in COUNTS if n < total),
            SelectChoice("", f"All {total}"),
        ]
        form.count.default = "10" if total > 10 else ""
        if not form.is_submitted():
            form.count.data = form.count.default
        return form
