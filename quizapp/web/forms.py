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
        form = cls()
        form.count.choices = counts_of(shelved)
        if not form.is_submitted():
            form.count.data = usual_count(shelved)
            if shelved.quiz:
                form.limit_s.data = str(shelved.quiz.limit_s or "")
        return form


def counts_of(shelved: ShelvedBank) -> list[SelectChoice]:
    """How many questions there may be; a quiz is played whole."""
    counts = () if shelved.quiz else COUNTS
    return [
        *(SelectChoice(str(n)) for n in counts if n < shelved.count),
        SelectChoice("", f"All {shelved.count}"),
    ]


def usual_count(shelved: ShelvedBank) -> str:
    """How many there are by itself: ten where there are more."""
    return "" if shelved.quiz or shelved.count <= 10 else "10"
