"""The rules of a game: what its host chose, each a small choice that goes with any other.

A game keeps its rules in its log, so a change during play is an event like any other. Scores are
worked out from the answers by the rules that hold now: who changes the scoring changes all of it.
"""

from typing import Annotated, Any, Literal, Self

from pydantic import Field

from quizapp.core.value import Value

Scoring = Literal["accuracy", "speed", "kahoot"]
"""`accuracy`: right answers count, time does not. `speed`: besides, a bonus so small that all of
them over a quiz stay below one right answer. `kahoot`: the formula that Kahoot publishes."""

Ranking = Literal["all", "top", "own", "end", "never"]
"""Who sees how people rank: everybody all or the first five, each player their own place alone,
everybody at the end only, nobody."""

Certainty = Literal["marks", "brier"]
"""How an answer with "how sure?" is scored: certainty-based marks or a quadratic rule."""

Timer = Literal["question", "quiz"]
"""Whether `limit_s` is for each question or for all of them together."""

TEAMS_LIMIT = 12
READING_LIMIT_S = 15
WEIGHTS = (0, 1, 2, 3)


class Rules(Value):
    """What the host chose.

    `limit_s`: seconds to answer, None for no limit. `reading_s`: how long a question stands alone
    before its answers. `votes` 2: vote, talk for `discuss_s`, vote again; `shows_spread` says
    whether the first vote is shown before the talk. `teams` 0: everybody plays alone.
    `weights` has the questions (from 1) that count other than once. `is_survey`: nothing is right
    or wrong. `may_change`: the last answer before the close counts. `free_names` False: nicknames
    come from our list alone. `approves`: the host lets each player in.
    """

    limit_s: Annotated[int, Field(ge=5, le=7200)] | None = 30
    timer: Timer = "question"
    reading_s: Annotated[int, Field(ge=0, le=READING_LIMIT_S)] = 0
    scoring: Scoring = "accuracy"
    has_streaks: bool = False
    gives_part: bool = True
    takes_away: bool = False
    weights: tuple[tuple[int, Annotated[int, Field(ge=0, le=3)]], ...] = ()
    certainty: Certainty | None = None
    votes: Literal[1, 2] = 1
    shows_spread: bool = False
    discuss_s: Annotated[int, Field(ge=10, le=1800)] | None = 120
    teams: Annotated[int, Field(ge=0, le=TEAMS_LIMIT)] = 0
    picks_team: bool = False
    is_survey: bool = False
    ranking: Ranking = "top"
    may_change: bool = False
    closes_early: bool = True
    free_names: bool = True
    joins_late: bool = True
    approves: bool = False

    @classmethod
    def of(cls, stored: dict[str, Any]) -> Self:
        """The rules that `stored` gives; what is missing there is as it is by itself."""
        return cls.model_validate(stored, strict=False)

    def stored(self) -> dict[str, Any]:
        """The rules as JSON values."""
        return self.model_dump(mode="json")

    def weight(self, question: int) -> int:
        """How often the question at this place (from 1) counts: 0 to 3."""
        return dict(self.weights).get(question, 1)

    @property
    def is_scored(self) -> bool:
        """Whether there are points at all."""
        return not self.is_survey

    @property
    def shows_board(self) -> bool:
        """Whether the ranking is shown between two questions."""
        return self.is_scored and self.ranking in ("all", "top")

    @property
    def shows_podium(self) -> bool:
        """Whether the first three are shown at the end."""
        return self.is_scored and self.ranking in ("all", "top", "end")

    def shows_rank(self, *, is_over: bool) -> bool:
        """Whether players see their own place now."""
        return self.is_scored and (
            self.ranking in ("all", "top", "own") or (is_over and self.ranking == "end")
        )
