"""What every question has, whatever its kind; and the parts that several kinds share."""

from collections.abc import Sequence
from datetime import date
from typing import Annotated, Literal, Self, get_args

from pydantic import Field, model_validator

from quizapp.core.media import Media
from quizapp.core.query import Query
from quizapp.core.value import ClaimId, Line, Slug, Text, Value

Skill = Literal[
    "attribution", "instrument", "designation", "certainty", "chronology", "comprehension"
]
SKILLS: tuple[Skill, ...] = get_args(Skill)
SKILL_WORDS: dict[Skill, str] = {
    "attribution": "Who said it",
    "instrument": "Which treaty",
    "designation": "Which name",
    "certainty": "How certain",
    "chronology": "What came when",
    "comprehension": "What it says",
}
"""How each skill is put in words on a page."""

Difficulty = Literal["easy", "medium", "hard"]
Day = Annotated[str, Field(pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$")]
"""A day as `2026-03-02`."""


RuleId = Annotated[str, Field(pattern=r"^[A-Z]+[0-9]{3}$")]
"""A rule of the linter, `CUE204` (docs/lint.md)."""


class Evidence(Value):
    """What settles a question: a claim and, where it stands in several paragraphs, which one.

    `source` is the id of a ledger; None means the bank's first source. `paragraph` None means the
    claim's first anchor.
    """

    claim: ClaimId
    paragraph: Slug | None = None
    source: Slug | None = None


class Void(Value):
    """A question that was found flawed after it had been used, and what becomes of its answers.

    `disregard`: they count as neither right nor wrong; `all_correct`: as right, whatever was
    answered. The question stays in its file and is not asked again.
    """

    treat: Annotated[Literal["disregard", "all_correct"], Field(alias="as")]
    on: Day
    why: Text

    @model_validator(mode="after")
    def _is_a_day(self) -> Self:
        try:
            date.fromisoformat(self.on)
        except ValueError:
            raise ValueError(f"there is no day {self.on}; write year, month, day") from None
        return self


class Waiver(Value):
    """The linter's rules that are not to be heeded here, and why; an error cannot be waived."""

    ignore: Annotated[tuple[RuleId, ...], Field(min_length=1)]
    why: Text


class Original(Value):
    """A question by the bank that it stands in and its id there."""

    bank: Slug
    question: Slug


class QuestionBase(Value):
    """The fields of every kind.

    `asks` puts the question to the ledger as well, so that `core.judge` can check its key.
    `copy_of` is written where a quiz draws the question: what is declared void there is void here.
    """

    id: Slug
    stem: Text
    media: Media | None = None
    asks: Query | None = None
    skill: Skill = "comprehension"
    difficulty: Difficulty = "medium"
    hint: Text | None = None
    explanation: Text | None = None
    evidence: tuple[Evidence, ...] = ()
    tags: tuple[Slug, ...] = ()
    void: Void | None = None
    copy_of: Original | None = None
    lint: Waiver | None = None


class Choice(Value):
    """One option to pick; `feedback` is for those who picked it.

    `means` is the option in the ledger's terms (an entity, a stance, ...; see `core.query`).
    """

    id: Slug
    text: Line
    means: Line | None = None
    correct: bool = False
    feedback: Text | None = None


class Item(Value):
    """Something with a name: to put in order, to vote for, to sort into, to chain.

    `means` is for what is put in order (an event) or sorted into: see `Choice`.
    """

    id: Slug
    text: Line
    means: Line | None = None


class Distractor(Item):
    """Something that belongs nowhere."""


class Rejected(Value):
    """A wrong answer that many will type, and what to tell them."""

    text: Line
    feedback: Text


Typos = Annotated[int, Field(ge=0, le=2)]
"""How many slips of the keyboard a typed answer may have (see `core.spelling`)."""


def distinct(what: str, values: Sequence[str]) -> None:
    """ValueError where two are the same; `what` says what they are."""
    seen: set[str] = set()
    for value in values:
        if value in seen:
            raise ValueError(f"two entries share the {what} '{value}'; make them differ")
        seen.add(value)
