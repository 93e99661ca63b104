"""The rules of a game as forms: all of them before it, those that may change during it.

Each choice carries one short line that says what it does. What a form gives is `Rules`, made in
one place; the model itself is the second net.
"""

import hashlib
from collections.abc import Iterable
from typing import Any, Self

from flask_wtf import FlaskForm
from wtforms import BooleanField, HiddenField, RadioField, SelectField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import ValidationError

from quizapp.core.game import Game
from quizapp.core.rules import TEAMS_LIMIT, Rules
from quizapp.services.library import ShelvedBank
from quizapp.web.forms import counts_of, usual_count

SECONDS = (10, 15, 20, 30, 45, 60, 90, 120, 180, 300)
MINUTES = (3, 5, 8, 10, 12, 15, 20, 30, 45, 60)
READING = (0, 3, 5, 10, 15)
TALK = (30, 60, 90, 120, 180, 300)
OF_A_LIST = "Pick one of these."
Card = tuple[str, str, str]

MODES: tuple[Card, ...] = (
    ("classic", "Classic", "One question after the other; you set the pace."),
    ("twice", "Vote twice", "Vote, talk with a neighbour, vote again, then see who moved."),
    ("sure", "How sure?", "Each answer says how sure it is. Who is sure and wrong loses."),
    ("survey", "Survey", "Nothing is right or wrong; the answers show as they come in."),
)
SCORINGS: tuple[Card, ...] = (
    ("accuracy", "For being right", "Time does not count."),
    ("speed", "A little for speed", "Whoever has more right answers still stays ahead."),
    ("kahoot", "As Kahoot does", "Up to 1,000 each; a slow right answer gets half of them."),
)
CERTAINTIES: tuple[Card, ...] = (
    ("marks", "Three levels", "Right: +1, +2, +3. Wrong: 0, \u22122, \u22126."),
    ("brier", "Per cent", "Most for who names an honest chance of being right."),
)
RANKINGS: tuple[Card, ...] = (
    ("top", "The best five", "Between the questions; everybody sees their own place too."),
    ("all", "The best ten", "A longer list, and everybody sees their own place too."),
    ("own", "One’s own place only", "Each phone shows it; the wall shows nobody."),
    ("end", "At the end only", "A podium after the last question."),
    ("never", "Never", "No places at all."),
)
TIMERS: tuple[Card, ...] = (
    ("question", "For each question", "It closes by itself."),
    ("quiz", "For all together", "When it is used up, the last question closes."),
    ("off", "No limit", "You close each question yourself."),
)


def _times(seconds: Iterable[int]) -> list[SelectChoice]:
    return [SelectChoice(str(s), in_words(s)) for s in seconds]


def in_words(seconds: int) -> str:
    """`45 seconds`, `2 minutes`."""
    if seconds >= 120 and seconds % 60 == 0:
        return f"{seconds // 60} minutes"
    return f"{seconds} seconds"


class Cards(RadioField):  # type: ignore[misc]
    """One of a few, each with a line that says what it does."""

    def __init__(self, label: str, cards: Iterable[Card], **given: Any) -> None:
        known = list(cards)
        self.hints = {value: hint for value, _, hint in known}
        super().__init__(
            label, choices=[SelectChoice(value, name) for value, name, _ in known], **given
        )

    def pre_validate(self, form: FlaskForm) -> None:
        """Refuse what is on no card."""
        if self.data not in self.hints:
            raise ValidationError(OF_A_LIST)


class Pick(SelectField):  # type: ignore[misc]
    """One of a list; what stands already comes on it."""

    choices: Any

    def pre_validate(self, form: FlaskForm) -> None:
        """Refuse what is on no list."""
        if self.data not in {str(choice[0]) for choice in self.iter_choices()}:
            raise ValidationError(OF_A_LIST)

    def stand_at(self, seconds: int) -> None:
        """Choose this time; it comes to the list where it is not on it."""
        self.data = str(seconds)
        if self.data not in {str(choice[0]) for choice in self.iter_choices()}:
            self.choices = [*self.choices, SelectChoice(self.data, in_words(seconds))]


class PlayForm(FlaskForm):  # type: ignore[misc]
    """The rules that may change while a game is played."""

    scoring = Cards("What earns points", SCORINGS, default="accuracy")
    has_streaks = BooleanField(
        "Bonus for a streak", description="10 more for each right answer in a row, at most 50."
    )
    gives_part = BooleanField(
        "Part of the points for part of the answer",
        description="Where an answer has several parts.",
        default=True,
    )
    takes_away = BooleanField(
        "Wrong answers cost", description="A quarter of the points; leaving it open costs nothing."
    )
    ranking = Cards("Who sees the ranking", RANKINGS, default="top")
    timer = Cards("Time", TIMERS, default="question")
    limit_s = Pick(
        "Seconds for each question",
        choices=_times(SECONDS),
        default="30",
    )
    quiz_s = Pick(
        "Minutes for all together",
        choices=_times(m * 60 for m in MINUTES),
        default="600",
    )

    def changeable(self) -> dict[str, Any]:
        """What the form says, as fields of Rules."""
        limit = self.quiz_s if self.timer.data == "quiz" else self.limit_s
        return {
            "scoring": self.scoring.data,
            "has_streaks": self.has_streaks.data,
            "gives_part": self.gives_part.data,
            "takes_away": self.takes_away.data,
            "ranking": self.ranking.data,
            "timer": "quiz" if self.timer.data == "quiz" else "question",
            "limit_s": None if self.timer.data == "off" else int(limit.data),
        }


class SetUpForm(PlayForm):
    """All that a host may choose before a game."""

    count = Pick("Questions")
    mode = Cards("Way to play", MODES, default="classic")
    certainty = Cards("How sure is scored by", CERTAINTIES, default="marks")
    asks_sure = BooleanField(
        "Ask how sure as well", description="With both votes; the second one counts."
    )
    shows_spread = BooleanField(
        "Show the first vote before the talk",
        description="Off: people argue without knowing what most picked.",
    )
    discuss_s = Pick(
        "Time to talk",
        choices=[*_times(TALK), SelectChoice("", "Until you go on")],
        default="120",
    )
    teams = Pick(
        "Who plays",
        choices=[
            SelectChoice("0", "Everybody plays alone"),
            *(SelectChoice(str(n), f"{n} teams") for n in range(2, TEAMS_LIMIT + 1)),
        ],
        default="0",
        description="A team has the mean of its members’ points, so size does not matter.",
    )
    picks_team = BooleanField(
        "Players pick their team", description="Off: we keep all teams about equally large."
    )
    reading_s = Pick(
        "Time to read first",
        choices=[SelectChoice("0", "None"), *_times(READING[1:])],
        default="0",
        description="The question stands alone before its answers appear.",
    )
    may_change = BooleanField(
        "Answers may be changed", description="The last one before the close counts."
    )
    closes_early = BooleanField(
        "Close when all who are here have answered",
        description="A lost phone holds nobody up. Not where answers may be changed.",
        default=True,
    )
    free_names = BooleanField(
        "Players type their own nickname",
        description="Off: they pick one of our friendly names.",
        default=True,
    )
    joins_late = BooleanField(
        "Late players may come in", description="They begin at the present question.", default=True
    )
    approves = BooleanField(
        "Let each player in yourself", description="Nobody plays before you press “Let in”."
    )

    @classmethod
    def for_bank(cls, shelved: ShelvedBank) -> Self:
        """The form for this bank or quiz; a quiz is played whole and knows its time."""
        form = cls()
        form.count.choices = counts_of(shelved)
        if not form.is_submitted():
            form.count.data = usual_count(shelved)
            if shelved.quiz and shelved.quiz.limit_s:
                form.limit_s.stand_at(shelved.quiz.limit_s)
            elif shelved.quiz:
                form.timer.data = "off"
        return form

    @property
    def how_many(self) -> int | None:
        """How many questions; None: all."""
        return int(self.count.data) if self.count.data else None

    def rules(self) -> Rules:
        """The rules that were chosen; what does not go with the mode stays as it is by itself."""
        mode = self.mode.data
        is_sure = mode == "sure" or (mode == "twice" and self.asks_sure.data)
        names = ("picks_team", "may_change", "closes_early", "free_names", "joins_late", "approves")
        return Rules(
            **self.changeable(),
            **{name: self[name].data for name in names},
            reading_s=int(self.reading_s.data),
            certainty=self.certainty.data if is_sure else None,
            votes=2 if mode == "twice" else 1,
            shows_spread=mode == "twice" and self.shows_spread.data,
            discuss_s=int(self.discuss_s.data) if self.discuss_s.data else None,
            teams=0 if mode == "survey" else int(self.teams.data),
            is_survey=mode == "survey",
        )


class ChangeForm(PlayForm):
    """The rules that may change during play, and how often the present question counts.

    `seen` names the rules that the form was filled from: who changes others than those is told.
    """

    seen = HiddenField()
    quiz = HiddenField()
    question = HiddenField()
    weight = Cards(
        "This question counts",
        (("0", "Not at all", ""), ("1", "Once", ""), ("2", "Twice", ""), ("3", "Three times", "")),
        default="1",
    )

    @classmethod
    def standing(cls, game: Game) -> Self:
        """The form as the game's rules stand now, whatever was sent."""
        rules = game.rules
        names = ("scoring", "has_streaks", "gives_part", "takes_away", "ranking")
        form = cls(
            formdata=None,
            data={
                **{name: getattr(rules, name) for name in names},
                "timer": "off" if rules.limit_s is None else rules.timer,
                "seen": name_of(rules),
                "quiz": str(game.leg),
                "question": str(game.question),
                "weight": str(rules.weight(game.question)),
            },
        )
        if rules.limit_s is not None:
            (form.quiz_s if rules.timer == "quiz" else form.limit_s).stand_at(rules.limit_s)
        return form

    @classmethod
    def sent(cls, game: Game) -> Self:
        """The form as it was sent; times that stand already are on its lists."""
        form = cls()
        sent = (form.limit_s.data, form.quiz_s.data)
        if game.rules.limit_s is not None:
            (form.quiz_s if game.rules.timer == "quiz" else form.limit_s).stand_at(
                game.rules.limit_s
            )
        form.limit_s.data, form.quiz_s.data = sent
        return form

    def rules_after(self, game: Game) -> Rules:
        """The game's rules with what the form says; the weight is for the question it names."""
        weights = dict(game.rules.weights)
        if self.quiz.data == str(game.leg) and self.question.data in _numbers(game):
            weights[int(self.question.data)] = int(self.weight.data)
        kept = tuple(sorted((n, w) for n, w in weights.items() if w != 1))
        return Rules.of({**game.rules.stored(), **self.changeable(), "weights": kept})


def name_of(rules: Rules) -> str:
    """A short name of these very rules."""
    return hashlib.sha256(repr(rules).encode()).hexdigest()[:16]


def _numbers(game: Game) -> set[str]:
    return {str(number) for number in range(1, game.questions + 1)}
