"""Forms that several features show."""

from flask_wtf import FlaskForm
from wtforms import SelectField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length

from quizapp.services.library import ShelvedBank

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
    def for_bank(cls, shelved: ShelvedBank) -> "HostForm":
        """The form for this bank or quiz; a quiz is played whole and knows its time."""
        form, total = cls(), shelved.count
        counts = () if shelved.quiz else COUNTS
        form.count.choices = [
            *(SelectChoice(str(n)) for n in counts if n < total),
            SelectChoice("", f"All {total}"),
        ]
        form.count.default = "10" if counts and total > 10 else ""
        if not form.is_submitted():
            form.count.data = form.count.default
            if shelved.quiz:
                form.limit_s.data = str(shelved.quiz.limit_s or "")
        return form
