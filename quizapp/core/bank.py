"""A bank: a named, versioned list of questions over one or more sources.

A question is one of six kinds, told apart by `type`. The key is part of the question, so whatever
a player may see goes through `core.presentation`, which leaves it out.
"""

import hashlib
import json
from typing import Annotated, Literal, Self, get_args

from pydantic import Field, model_validator

from quizapp.core.query import Query
from quizapp.core.value import ClaimId, Line, Slug, Text, Value

Skill = Literal[
    "attribution", "instrument", "designation", "certainty", "chronology", "comprehension"
]
SKILLS: tuple[Skill, ...] = get_args(Skill)
Difficulty = Literal["easy", "medium", "hard"]


class Evidence(Value):
    """What settles a question: a claim and, where it stands in several paragraphs, which one.

    `source` is the id of a ledger; None means the bank's first source. `paragraph` None means the
    claim's first anchor.
    """

    claim: ClaimId
    paragraph: Slug | None = None
    source: Slug | None = None


class _Question(Value):
    """`asks` puts the question to the ledger as well, so that `core.judge` can check its key."""

    id: Slug
    stem: Text
    asks: Query | None = None
    skill: Skill = "comprehension"
    difficulty: Difficulty = "medium"
    hint: Text | None = None
    explanation: Text | None = None
    evidence: tuple[Evidence, ...] = ()
    tags: tuple[Slug, ...] = ()


class Choice(Value):
    """One option of a `single` or `multiple` question; `feedback` is for those who picked it.

    `means` is the option in the ledger's terms (an entity, a stance, ...; see `core.query`).
    """

    id: Slug
    text: Line
    means: Line | None = None
    correct: bool = False
    feedback: Text | None = None


Choices = Annotated[tuple[Choice, ...], Field(min_length=2, max_length=6)]


class Single(_Question):
    """One of 2 to 6 options is right."""

    type: Literal["single"]
    choices: Choices

    @model_validator(mode="after")
    def _has_one_key(self) -> Self:
        _distinct("choice", [c.id for c in self.choices])
        _distinct("choice text", [c.text for c in self.choices])
        keys = sum(c.correct for c in self.choices)
        if keys != 1:
            raise ValueError(
                f"a single question needs exactly one choice with 'correct: true', here {keys}"
            )
        return self


class Multiple(_Question):
    """Any number of 2 to 6 options, at least one, is right."""

    type: Literal["multiple"]
    choices: Choices

    @model_validator(mode="after")
    def _has_a_key(self) -> Self:
        _distinct("choice", [c.id for c in self.choices])
        _distinct("choice text", [c.text for c in self.choices])
        if not any(c.correct for c in self.choices):
            raise ValueError(
                "a multiple question needs at least one choice with 'correct: true'; "
                "for an opinion without a key use another kind"
            )
        return self


class TrueFalseFeedback(Value):
    """What to say to those who answered true, and to those who answered false."""

    true: Text | None = None
    false: Text | None = None


class TrueFalse(_Question):
    """Does the source say so? The stem is a statement; true if what it `means` holds."""

    type: Literal["true_false"]
    means: Line | None = None
    answer: bool
    feedback: TrueFalseFeedback = TrueFalseFeedback()


class Pair(Value):
    """A left side and the right side that belongs to it."""

    id: Slug
    left: Line
    right: Line


class Distractor(Value):
    """A right side that belongs to no left side."""

    id: Slug
    text: Line


class Matching(_Question):
    """Each left side belongs to one right side; spare right sides belong to none."""

    type: Literal["matching"]
    pairs: Annotated[tuple[Pair, ...], Field(min_length=2, max_length=8)]
    distractors: Annotated[tuple[Distractor, ...], Field(max_length=4)] = ()

    @model_validator(mode="after")
    def _is_solvable(self) -> Self:
        _distinct(
            "pair or distractor", [p.id for p in self.pairs] + [d.id for d in self.distractors]
        )
        _distinct("left side", [p.left for p in self.pairs])
        _distinct("right side", [p.right for p in self.pairs] + [d.text for d in self.distractors])
        return self


class Item(Value):
    """One thing to put in order."""

    id: Slug
    text: Line


class Ordering(_Question):
    """Put the items in order; the file lists them in the right one."""

    type: Literal["ordering"]
    items: Annotated[tuple[Item, ...], Field(min_length=2, max_length=8)]

    @model_validator(mode="after")
    def _items_differ(self) -> Self:
        _distinct("item", [i.id for i in self.items])
        _distinct("item text", [i.text for i in self.items])
        return self


class Rejected(Value):
    """A wrong answer that many will type, and what to tell them."""

    text: Line
    feedback: Text


class ShortText(_Question):
    """Type a few words; any of `accept` is right after normalisation (see `core.grading`)."""

    type: Literal["short_text"]
    accept: Annotated[tuple[Line, ...], Field(min_length=1, max_length=30)]
    reject: Annotated[tuple[Rejected, ...], Field(max_length=30)] = ()


Question = Single | Multiple | TrueFalse | Matching | Ordering | ShortText
QUESTION_TYPES: dict[str, type[Question]] = {
    get_args(kind.model_fields["type"].annotation)[0]: kind for kind in get_args(Question)
}


class Bank(Value):
    """A bank as its file says it; `id` is the file's name without the ending."""

    schema_version: Annotated[int, Field(alias="schema", ge=1, le=1)]
    id: Slug
    title: Line
    description: Text
    language: Annotated[str, Field(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$")] = "en"
    license: Line | None = None
    authors: tuple[Line, ...] = ()
    sources: tuple[Slug, ...] = ()
    questions: tuple[Annotated[Question, Field(discriminator="type")], ...]

    @model_validator(mode="after")
    def _evidence_has_a_source(self) -> Self:
        if not self.sources and any(e.source is None for q in self.questions for e in q.evidence):
            raise ValueError(
                "evidence names a claim: say under 'sources' which ledger it stands in"
            )
        return self

    def question(self, question_id: str) -> Question | None:
        """The question with this id, or None."""
        return next((q for q in self.questions if q.id == question_id), None)


_SCORED = {"type", "stem", "choices", "answer", "pairs", "distractors", "items", "accept"}


def content_hash(question: Question) -> str:
    """Sixteen hex digits that change with what is scored (kind, wording, options, key).

    Stored with each answer, so that a mended comma in an explanation and a changed key are told
    apart (FORMATS.md 6.3).
    """
    scored = question.model_dump(
        mode="json", include=_SCORED, exclude={"choices": {"__all__": {"feedback", "means"}}}
    )
    text = json.dumps(scored, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _distinct(what: str, values: list[str]) -> None:
    seen: set[str] = set()
    for value in values:
        if value in seen:
            raise ValueError(f"two entries share the {what} '{value}'; make them differ")
        seen.add(value)
