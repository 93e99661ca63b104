"""What a learner chose for practising alone."""

from typing import Annotated, Any, Literal, Self

from pydantic import Field

from quizapp.core.deck import Limits
from quizapp.core.memory import LEAST_RETENTION, MOST_RETENTION, USUAL_RETENTION
from quizapp.core.rules import Rules
from quizapp.core.value import Value

Zone = Annotated[str, Field(pattern=r"^[A-Za-z0-9_+\-/]{1,64}$")]
"""The name of a time zone, `Europe/Helsinki`."""


class Preferences(Value):
    """`retention`: the share that is to be recalled when a card is due. `day_begins`: the hour.

    `new` and `reviews`: cards a day at most. `sure`: whether and how "how sure?" is asked.
    """

    retention: Annotated[float, Field(ge=LEAST_RETENTION, le=MOST_RETENTION)] = USUAL_RETENTION
    new: Annotated[int, Field(ge=0, le=50)] = 10
    reviews: Annotated[int, Field(ge=0, le=500)] = 100
    zone: Zone = "UTC"
    day_begins: Annotated[int, Field(ge=0, le=12)] = 4
    sure: Literal["no", "brier", "marks"] = "no"
    shows_streak: bool = True

    @classmethod
    def of(cls, stored: dict[str, Any]) -> Self:
        """The preferences that `stored` gives; what is missing there is as it is by itself."""
        return cls.model_validate(stored)

    def stored(self) -> dict[str, Any]:
        """The preferences as JSON values."""
        return self.model_dump(mode="json")

    @property
    def limits(self) -> Limits:
        """How many cards a day."""
        return Limits(self.new, self.reviews)

    @property
    def rules(self) -> Rules:
        """How an answer is scored."""
        return Rules(certainty=None if self.sure == "no" else self.sure)
