"""Forms of the live game."""

from collections.abc import Sequence
from typing import Self

from flask_wtf import FlaskForm
from wtforms import IntegerField, RadioField, SelectField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, NumberRange
from wtforms.widgets import HiddenInput

from quizapp.core.teams import team_name
from quizapp.services.library import ShelvedBank
from quizapp.services.live import nicknames
from quizapp.web.forms import COUNTS


class NicknameForm(FlaskForm):  # type: ignore[misc]
    """Who plays; what may be a name is decided by `services.live.nicknames`.

    `offer` is the button of an offered name; `team` is empty where any will do.
    """

    nickname = StringField("Nickname", render_kw={"maxlength": nicknames.LIMIT})
    offer = StringField()
    team = SelectField("Your team", default="")

    @classmethod
    def with_teams(cls, count: int) -> "NicknameForm":
        """The form for a room where one of `count` teams may be picked; 0 for none."""
        form = cls()
        names = ((str(n), team_name(n)) for n in range(1, count + 1))
        form.team.choices = [SelectChoice("", "Any"), *(SelectChoice(n, name) for n, name in names)]
        return form

    @property
    def name(self) -> str:
        """What was pressed or typed."""
        return str(self.offer.data or self.nickname.data or "")

    @property
    def picked(self) -> int | None:
        """The team that was picked, or None."""
        return int(self.team.data) if self.team.data else None


class RecoverForm(FlaskForm):  # type: ignore[misc]
    """The way back for a host who lost the page."""

    pin = StringField("Game PIN", [InputRequired("Type the game's PIN."), Length(max=20)])
    code = StringField("Recovery code", [InputRequired("Type the code."), Length(max=40)])


class NextQuizForm(FlaskForm):  # type: ignore[misc]
    """Which quiz comes next in a room."""

    seq = IntegerField(validators=[NumberRange(0, 10**8)], widget=HiddenInput())
    slug = RadioField("What comes next?")
    count = SelectField(
        "Questions at most",
        choices=[*(SelectChoice(str(n)) for n in COUNTS), SelectChoice("", "All of them")],
        default="10",
    )

    @classmethod
    def over(cls, shelf: Sequence[ShelvedBank], seq: int) -> Self:
        """The form over these banks and quizzes, for the game as it stands at `seq`."""
        form = cls()
        form.slug.choices = [SelectChoice(b.bank.id, b.bank.title) for b in shelf]
        form.counts = {b.bank.id: b.count for b in shelf}
        if not form.is_submitted():
            form.seq.data = seq
        return form

    @property
    def how_many(self) -> int | None:
        """How many questions; None: all."""
        return int(self.count.data) if self.count.data else None
