"""A bank: a named, versioned list of questions over one or more sources.

A question is one of thirteen kinds, told apart by `type`; they are defined in `picking`, `placing`
and `writing`. The key is part of the question, so whatever a player may see goes through
`core.presentation`, which leaves it out.
"""

import hashlib
import json
from collections.abc import Mapping
from typing import Annotated, Any, Self, get_args

from pydantic import Field, model_validator

from quizapp.core.media import FoundMedia, Picture
from quizapp.core.picking import (
    Choices,
    Highlight,
    Multiple,
    Poll,
    Single,
    TrueFalse,
    TrueFalseFeedback,
)
from quizapp.core.placing import Categorise, Chain, Matching, Ordering, Pair, Sorted
from quizapp.core.question import (
    SKILLS,
    Choice,
    Difficulty,
    Distractor,
    Evidence,
    Item,
    Original,
    Rejected,
    Skill,
    Void,
    Waiver,
)
from quizapp.core.shuffle import order
from quizapp.core.value import Line, Slug, Text, Value
from quizapp.core.writing import Cloze, Gap, Numeric, Open, Range, RejectedNumber, ShortText

__all__ = [
    "QUESTION_TYPES", "SKILLS", "Bank", "Categorise", "Chain", "Choice", "Choices", "Cloze",
    "Difficulty", "Distractor", "Evidence", "Gap", "Highlight", "Item", "Matching", "Multiple",
    "Numeric", "Open", "Ordering", "Original", "Pair", "Poll", "Question", "Range", "Rejected",
    "RejectedNumber", "ShortText", "Single", "Skill", "Sorted", "TrueFalse", "TrueFalseFeedback",
    "Void", "content_hash", "with_pictures", "with_voids_of",
]  # fmt: skip

Question = (
    Single | Multiple | TrueFalse | Highlight | Poll
    | Matching | Ordering | Categorise | Chain
    | ShortText | Numeric | Cloze | Open
)  # fmt: skip
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
    lint: Waiver | None = None
    questions: tuple[Annotated[Question, Field(discriminator="type")], ...]

    @model_validator(mode="after")
    def _evidence_has_a_source(self) -> Self:
        if not self.sources and any(e.source is None for q in self.questions for e in q.evidence):
            raise ValueError(
                "evidence names a claim: say under 'sources' which ledger it stands in"
            )
        return self

    @model_validator(mode="after")
    def _has_something_to_ask(self) -> Self:
        if self.questions and not self.asked:
            raise ValueError("every question here is void; leave one at least that can be asked")
        return self

    @property
    def asked(self) -> tuple[Question, ...]:
        """The questions to draw from: all but the void ones."""
        return tuple(q for q in self.questions if not q.void)

    def drawn(self, seed: str, count: int | None) -> list[str]:
        """The ids of `count` questions to ask (None: of all), in the order that `seed` gives."""
        questions = self.asked
        return [questions[n].id for n in order(len(questions), seed)][:count]

    def question(self, question_id: str) -> Question | None:
        """The question with this id, or None."""
        return next((q for q in self.questions if q.id == question_id), None)


def with_voids_of(today: Mapping[str, Bank], earlier: Bank) -> Bank:
    """An earlier version of a bank in which those questions are void that are so today.

    `today` has the banks by their ids; a question that a quiz drew is looked up where it is from.
    """
    voids = {q.id: void for q in earlier.questions if (void := _void_today(today, earlier, q))}
    if not voids:
        return earlier
    questions = (q.model_copy(update={"void": voids.get(q.id, q.void)}) for q in earlier.questions)
    return earlier.model_copy(update={"questions": tuple(questions)})


def _void_today(today: Mapping[str, Bank], earlier: Bank, question: Question) -> Void | None:
    source = question.copy_of or Original(bank=earlier.id, question=question.id)
    bank = today.get(source.bank)
    found = bank.question(source.question) if bank else None
    return found.void if found else None


def with_pictures(bank: Bank, pictures: Mapping[str, Picture]) -> Bank:
    """The bank with those of its pictures that are among these, by the names of their files."""
    if not any(q.media and q.media.file in pictures for q in bank.questions):
        return bank
    questions = (_with_picture(question, pictures) for question in bank.questions)
    return bank.model_copy(update={"questions": tuple(questions)})


def _with_picture(question: Question, pictures: Mapping[str, Picture]) -> Question:
    media = question.media
    if media is None or media.file not in pictures:
        return question
    found = FoundMedia(
        file=media.file, alt=media.alt, credit=media.credit, picture=pictures[media.file]
    )
    return question.model_copy(update={"media": found})


_SCORED = {
    "type", "stem", "media", "choices", "answer", "passage", "correct",
    "pairs", "distractors", "items", "categories", "content", "links",
    "accept", "typos", "value", "tolerance", "range", "unit", "text", "gaps",
}  # fmt: skip
_PART = {"__all__": {"feedback", "means", "asks"}}
_TOLD: dict[str, Any] = {
    "choices": _PART,
    "items": _PART,
    "categories": _PART,
    "links": _PART,
    "distractors": _PART,
    "media": {"credit"},
    "gaps": {"__all__": {"reject": True, "asks": True, "choices": _PART}},
}
"""What among the scored fields is only told afterwards, or never."""


def content_hash(question: Question) -> str:
    """Sixteen hex digits that change with what is scored (kind, wording, options, key).

    Stored with each answer, so that a mended comma in an explanation and a changed key are told
    apart (FORMATS.md 6.3).
    """
    scored = question.model_dump(mode="json", include=_SCORED, exclude=_TOLD)
    for field, default in (("typos", 0), ("media", None)):
        if field in scored and scored[field] == default:
            del scored[field]  # so that hashes from before there was such a field still hold
    text = json.dumps(scored, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()[:16]
