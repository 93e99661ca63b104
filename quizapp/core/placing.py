"""Kinds of question that are answered by putting things where they belong."""

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from quizapp.core.query import Query
from quizapp.core.question import Distractor, Item, QuestionBase, distinct
from quizapp.core.value import Line, Slug, Text, Value


class Pair(Value):
    """A left side and the right side that belongs to it."""

    id: Slug
    left: Line
    right: Line


class Matching(QuestionBase):
    """Each left side belongs to one right side; spare right sides belong to none."""

    type: Literal["matching"]
    pairs: Annotated[tuple[Pair, ...], Field(min_length=2, max_length=8)]
    distractors: Annotated[tuple[Distractor, ...], Field(max_length=4)] = ()

    @model_validator(mode="after")
    def _is_solvable(self) -> Self:
        distinct(
            "pair or distractor", [p.id for p in self.pairs] + [d.id for d in self.distractors]
        )
        distinct("left side", [p.left for p in self.pairs])
        distinct("right side", [p.right for p in self.pairs] + [d.text for d in self.distractors])
        return self


class Ordering(QuestionBase):
    """Put the items in order; the file lists them in the right one."""

    type: Literal["ordering"]
    items: Annotated[tuple[Item, ...], Field(min_length=2, max_length=8)]

    @model_validator(mode="after")
    def _items_differ(self) -> Self:
        distinct("item", [i.id for i in self.items])
        distinct("item text", [i.text for i in self.items])
        return self


class Sorted(Value):
    """Something to sort, and where it belongs; `feedback` is for those who put it elsewhere.

    `asks` puts the categories to the ledger, for this item.
    """

    id: Slug
    text: Line
    category: Slug
    asks: Query | None = None
    feedback: Text | None = None


class Categorise(QuestionBase):
    """Sort each item into one of the categories; a category may stay empty."""

    type: Literal["categorise"]
    categories: Annotated[tuple[Item, ...], Field(min_length=2, max_length=6)]
    items: Annotated[tuple[Sorted, ...], Field(min_length=2, max_length=10)]

    @model_validator(mode="after")
    def _is_solvable(self) -> Self:
        distinct("category", [c.id for c in self.categories])
        distinct("category text", [c.text for c in self.categories])
        distinct("item", [i.id for i in self.items])
        distinct("item text", [i.text for i in self.items])
        known = [c.id for c in self.categories]
        for item in self.items:
            if item.category not in known:
                raise ValueError(
                    f"item '{item.id}' belongs to '{item.category}', which is no category here; "
                    f"they are {', '.join(known)}"
                )
        return self


class Chain(QuestionBase):
    """Put together who told whom: pick the `links` from a pool, the outermost voice first.

    The pool is the links and the distractors; `content` is what was said in the end.
    """

    type: Literal["chain"]
    content: Line
    links: Annotated[tuple[Item, ...], Field(min_length=1, max_length=6)]
    distractors: Annotated[tuple[Distractor, ...], Field(max_length=4)] = ()

    @model_validator(mode="after")
    def _is_a_choice(self) -> Self:
        pool = [*self.links, *self.distractors]
        distinct("link", [part.id for part in pool])
        distinct("link text", [part.text for part in pool])
        if len(pool) < 2:
            raise ValueError("a chain needs at least two links to pick from; add a distractor")
        return self
