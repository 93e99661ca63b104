"""Forms of learning alone."""

from typing import Any

from flask_wtf import FlaskForm
from wtforms import BooleanField, RadioField, SelectField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length

from quizapp.core.preferences import Preferences

RETENTIONS = (
    SelectChoice("0.8", "8 of 10"),
    SelectChoice("0.85", "17 of 20"),
    SelectChoice("0.9", "9 of 10"),
    SelectChoice("0.95", "19 of 20"),
)
NEW = (0, 5, 10, 15, 20, 30, 50)
REVIEWS = (20, 50, 100, 200, 500)
HOURS = range(7)
SURE = (
    SelectChoice("no", "Do not ask"),
    SelectChoice("brier", "As a chance: 20% to 100%"),
    SelectChoice("marks", "In words, with marks: not sure, fairly sure, very sure"),
)


def _numbers(values: tuple[int, ...]) -> list[SelectChoice]:
    return [SelectChoice(str(value)) for value in values]


class PreferencesForm(FlaskForm):  # type: ignore[misc]
    """How a learner wants to practise."""

    new = SelectField("New ones a day", choices=_numbers(NEW))
    reviews = SelectField("Reviews a day, at most", choices=_numbers(REVIEWS))
    retention = SelectField("What you want to know when it comes back", choices=RETENTIONS)
    day_begins = SelectField(
        "Your day begins at", choices=[SelectChoice(str(h), f"{h}:00") for h in HOURS]
    )
    sure = RadioField("How sure are you?", choices=SURE)
    shows_streak = BooleanField("Show how many days in a row I kept up")

    @classmethod
    def of(cls, chosen: Preferences) -> "PreferencesForm":
        """The form with what was chosen; a number that is not listed shows as the next one."""
        return cls(
            new=_nearest(chosen.new, NEW),
            reviews=_nearest(chosen.reviews, REVIEWS),
            retention=f"{chosen.retention:g}",
            day_begins=str(chosen.day_begins),
            sure=chosen.sure,
            shows_streak=chosen.shows_streak,
        )

    def changes(self) -> dict[str, Any]:
        """What was chosen, as `Preferences` has it."""
        return {
            "new": int(self.new.data),
            "reviews": int(self.reviews.data),
            "retention": float(self.retention.data),
            "day_begins": int(self.day_begins.data),
            "sure": self.sure.data,
            "shows_streak": self.shows_streak.data,
        }


class CarryForm(FlaskForm):  # type: ignore[misc]
    """A code from another device."""

    code = StringField("Code", [InputRequired("Type the code."), Length(max=40)])


def _nearest(value: int, listed: tuple[int, ...]) -> str:
    return str(min(listed, key=lambda known: abs(known - value)))
