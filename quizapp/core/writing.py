"""Kinds of question that are answered by typing, and `cloze`, where some gaps are menus."""

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from quizapp.core.passage import gapped_spans
from quizapp.core.query import Query
from quizapp.core.question import Choice, QuestionBase, Rejected, Typos, distinct
from quizapp.core.value import Line, Slug, Text, Value

Number = Annotated[float, Field(ge=-1e12, le=1e12, allow_inf_nan=False)]
Accepted = Annotated[tuple[Line, ...], Field(max_length=30)]


class ShortText(QuestionBase):
    """Type a few words; any of `accept` is right after normalisation (see `core.spelling`)."""

    type: Literal["short_text"]
    accept: Annotated[Accepted, Field(min_length=1)]
    reject: Annotated[tuple[Rejected, ...], Field(max_length=30)] = ()
    typos: Typos = 0


class Range(Value):
    """The numbers from `min` to `max`, both counted in."""

    min: Number
    max: Number

    @model_validator(mode="after")
    def _has_room(self) -> Self:
        if self.min >= self.max:
            raise ValueError("'min' has to be less than 'max'; for one number write 'value'")
        return self


class RejectedNumber(Value):
    """A wrong number that many will type, and what to tell them."""

    value: Number
    feedback: Text


class Numeric(QuestionBase):
    """Type a number: right is `value`, give or take `tolerance`, or anything within `range`.

    `unit` is shown beside the field and need not be typed.
    """

    type: Literal["numeric"]
    value: Number | None = None
    tolerance: Annotated[Number, Field(ge=0)] = 0.0
    range: Range | None = None
    unit: Annotated[Line, Field(max_length=30)] | None = None
    reject: Annotated[tuple[RejectedNumber, ...], Field(max_length=30)] = ()

    @model_validator(mode="after")
    def _has_one_key(self) -> Self:
        if (self.value is None) == (self.range is None):
            raise ValueError("a numeric question has either a 'value' or a 'range'; write one")
        if self.range and self.tolerance:
            raise ValueError("'tolerance' goes with 'value'; a 'range' says it all, so take it out")
        return self


class Gap(Value):
    """A gap: to be typed (`accept`) or picked from a menu (`choices`).

    `asks` puts what fills it to the ledger.
    """

    id: Slug
    asks: Query | None = None
    accept: Accepted = ()
    reject: Annotated[tuple[Rejected, ...], Field(max_length=30)] = ()
    typos: Typos = 0
    choices: Annotated[tuple[Choice, ...], Field(max_length=6)] = ()

    @model_validator(mode="after")
    def _is_of_one_sort(self) -> Self:
        if bool(self.accept) == bool(self.choices):
            raise ValueError(
                f"gap '{self.id}' needs either 'accept', to be typed, or 'choices', to be picked"
            )
        if self.choices:
            self._check_choices()
        return self

    def _check_choices(self) -> None:
        distinct("choice", [c.id for c in self.choices])
        distinct("choice text", [c.text for c in self.choices])
        keys = sum(c.correct for c in self.choices)
        if len(self.choices) < 2 or keys != 1:
            raise ValueError(
                f"gap '{self.id}' needs two choices or more, one of them with 'correct: true'"
            )
        if self.reject or self.typos:
            raise ValueError(
                f"'reject' and 'typos' are for gaps that are typed; take them out of '{self.id}'"
            )


class Cloze(QuestionBase):
    """Fill the gaps in a text, `It is called {{name}}.`, each with the id of a gap."""

    type: Literal["cloze"]
    text: Text
    gaps: Annotated[tuple[Gap, ...], Field(min_length=1, max_length=8)]

    @model_validator(mode="after")
    def _has_each_gap_once(self) -> Self:
        distinct("gap", [g.id for g in self.gaps])
        shown = [span.id for span in gapped_spans(self.text) if span.id]
        distinct("gap in the text", shown)
        for name in shown:
            if name not in {g.id for g in self.gaps}:
                raise ValueError(f"the text has a gap '{name}' that is not under 'gaps'; add it")
        for gap in self.gaps:
            if gap.id not in shown:
                raise ValueError(
                    f"gap '{gap.id}' is not in the text; write {{{{{gap.id}}}}} where it stands"
                )
        return self

    @property
    def in_order(self) -> tuple[Gap, ...]:
        """The gaps in the order of the text."""
        gaps = {gap.id: gap for gap in self.gaps}
        return tuple(gaps[span.id] for span in gapped_spans(self.text) if span.id)


class Open(QuestionBase):
    """Write freely: what is written is collected, and nothing is scored."""

    type: Literal["open"]
