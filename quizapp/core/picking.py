"""Kinds of question that are answered by picking from what is shown."""

from collections.abc import Mapping
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from quizapp.core.passage import marked_spans
from quizapp.core.question import Choice, Item, QuestionBase, distinct
from quizapp.core.value import Line, Slug, Text, Value

Choices = Annotated[tuple[Choice, ...], Field(min_length=2, max_length=6)]


class Single(QuestionBase):
    """One of 2 to 6 options is right."""

    type: Literal["single"]
    choices: Choices

    @model_validator(mode="after")
    def _has_one_key(self) -> Self:
        distinct("choice", [c.id for c in self.choices])
        distinct("choice text", [c.text for c in self.choices])
        keys = sum(c.correct for c in self.choices)
        if keys != 1:
            raise ValueError(
                f"a single question needs exactly one choice with 'correct: true', here {keys}"
            )
        return self


class Multiple(QuestionBase):
    """Any number of 2 to 6 options, at least one, is right."""

    type: Literal["multiple"]
    choices: Choices

    @model_validator(mode="after")
    def _has_a_key(self) -> Self:
        distinct("choice", [c.id for c in self.choices])
        distinct("choice text", [c.text for c in self.choices])
        if not any(c.correct for c in self.choices):
            raise ValueError(
                "a multiple question needs at least one choice with 'correct: true'; "
                "for an opinion without a key use 'poll'"
            )
        return self


class TrueFalseFeedback(Value):
    """What to say to those who answered true, and to those who answered false."""

    true: Text | None = None
    false: Text | None = None


class TrueFalse(QuestionBase):
    """Does the source say so? The stem is a statement; true if what it `means` holds."""

    type: Literal["true_false"]
    means: Line | None = None
    answer: bool
    feedback: TrueFalseFeedback = TrueFalseFeedback()


class Poll(QuestionBase):
    """A vote: nothing is right, nothing is scored. The options keep the order of the file."""

    type: Literal["poll"]
    choices: Annotated[tuple[Item, ...], Field(min_length=2, max_length=6)]

    @model_validator(mode="after")
    def _choices_differ(self) -> Self:
        distinct("choice", [c.id for c in self.choices])
        distinct("choice text", [c.text for c in self.choices])
        return self


class Highlight(QuestionBase):
    """Mark words in a passage.

    What stands in double brackets can be marked: `[[who|Two officials]] [[cue|said]] that`.
    `correct` lists the ids of what should be; by id, `feedback` is for those who marked it, and
    `means` says what a part is in the ledger's terms.
    """

    type: Literal["highlight"]
    passage: Text
    correct: Annotated[tuple[Slug, ...], Field(min_length=1)]
    feedback: Mapping[Slug, Text] = {}
    means: Mapping[Slug, Line] = {}

    @model_validator(mode="after")
    def _marks_what_is_there(self) -> Self:
        ids = [span.id for span in marked_spans(self.passage) if span.id]
        if not 2 <= len(ids) <= LIMIT_SPANS:
            raise ValueError(
                f"2 to {LIMIT_SPANS} parts of the passage can be marked, here {len(ids)}; "
                "write each as [[id|words]]"
            )
        distinct("part", ids)
        distinct("correct part", self.correct)
        for name in (*self.correct, *self.feedback, *self.means):
            if name not in ids:
                raise ValueError(f"the passage has no part '{name}'; write it as [[{name}|words]]")
        return self


LIMIT_SPANS = 24
