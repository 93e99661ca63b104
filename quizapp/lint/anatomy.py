"""A question taken apart into the texts that rules look at: the one place that knows the kinds.

A new kind gets its function here, and every rule applies to it. What a kind has:

    stem      what is asked
    menus     options of which a player takes some, each right or wrong
    lists     texts that stand side by side and have to be told apart (a menu's options are one)
    answers   what has to be known, in words: the key's text, an accepted answer
    lessons   what is read afterwards or on request: explanation, hint, feedback
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple, TypeAlias

from quizapp.core.bank import (
    Matching,
    Multiple,
    Ordering,
    Question,
    ShortText,
    Single,
    TrueFalse,
)
from quizapp.lint.words import folded, topic, unquoted, words

Path: TypeAlias = tuple[str | int, ...]
"""The fields and positions (from 0) that lead to a part of a bank: `("questions", 0, "stem")`."""


@dataclass(frozen=True)
class Part:
    """A text of a question, and where it stands."""

    text: str
    path: Path
    is_key: bool = False

    @cached_property
    def own(self) -> str:
        """The text without quotations, in small letters."""
        return unquoted(self.text).casefold()

    @cached_property
    def words(self) -> tuple[str, ...]:
        """Its words in small letters."""
        return words(self.text)

    @cached_property
    def topic(self) -> frozenset[str]:
        """The stems of its words that carry a topic."""
        return topic(self.words)

    @cached_property
    def folded(self) -> str:
        """The text as a hurried reader takes it in."""
        return folded(self.text)


@dataclass(frozen=True)
class Menu:
    """Options to take from: one (`takes_one`) or any number."""

    options: tuple[Part, ...]
    takes_one: bool

    @cached_property
    def keys(self) -> tuple[Part, ...]:
        """The right ones; none in a poll."""
        return tuple(o for o in self.options if o.is_key)

    @cached_property
    def distractors(self) -> tuple[Part, ...]:
        """The wrong ones."""
        return tuple(o for o in self.options if not o.is_key)


class _Body(NamedTuple):
    """What only the kind knows."""

    menus: tuple[Menu, ...] = ()
    lists: tuple[tuple[Part, ...], ...] = ()
    answers: tuple[Part, ...] = ()
    lessons: tuple[Part, ...] = ()


@dataclass(frozen=True)
class Anatomy:
    """A question's texts by what they do; `path` leads to the question."""

    question: Question
    path: Path
    stem: Part
    menus: tuple[Menu, ...]
    lists: tuple[tuple[Part, ...], ...]
    answers: tuple[Part, ...]
    lessons: tuple[Part, ...]

    @cached_property
    def is_statement(self) -> bool:
        """Whether the stem is to be judged, not answered."""
        return isinstance(self.question, TrueFalse)

    @cached_property
    def shown(self) -> tuple[Part, ...]:
        """All that is read before the answer."""
        return (self.stem, *(part for parts in self.lists for part in parts))

    @cached_property
    def everything(self) -> str:
        """All of `texts` in small letters, a line each."""
        return "\n".join([part.text for part in self.texts]).casefold()

    @cached_property
    def traces(self) -> str:
        """The same with other signs than ASCII left out: three times as quick to look through."""
        return self.everything.encode("ascii", "ignore").decode("ascii")

    @cached_property
    def texts(self) -> tuple[Part, ...]:
        """All that is ever read."""
        return (*self.shown, *self.lessons)


def anatomy_of(question: Question, path: Path) -> Anatomy:
    """The question taken apart; a kind that is not known here shows its stem only."""
    body = _BODIES.get(question.type, _no_body)(question, path)
    lessons = tuple(
        Part(text, (*path, name))
        for name, text in (("explanation", question.explanation), ("hint", question.hint))
        if text
    )
    stem = Part(question.stem, (*path, "stem"))
    return Anatomy(
        question, path, stem, body.menus, body.lists, body.answers, (*lessons, *body.lessons)
    )


def _no_body(_question: Any, _path: Path) -> _Body:
    return _Body()


def _of_choices(question: Single | Multiple, path: Path) -> _Body:
    options = tuple(
        Part(c.text, (*path, "choices", i, "text"), c.correct)
        for i, c in enumerate(question.choices)
    )
    lessons = tuple(
        Part(c.feedback, (*path, "choices", i, "feedback"))
        for i, c in enumerate(question.choices)
        if c.feedback
    )
    menu = Menu(options, takes_one=isinstance(question, Single))
    return _Body((menu,), (options,), menu.keys, lessons)


def _of_true_false(question: TrueFalse, path: Path) -> _Body:
    said = (("true", question.feedback.true), ("false", question.feedback.false))
    return _Body(lessons=tuple(Part(t, (*path, "feedback", name)) for name, t in said if t))


def _of_matching(question: Matching, path: Path) -> _Body:
    pairs = tuple(enumerate(question.pairs))
    lefts = tuple(Part(p.left, (*path, "pairs", i, "left")) for i, p in pairs)
    rights = tuple(Part(p.right, (*path, "pairs", i, "right")) for i, p in pairs)
    spare = tuple(
        Part(d.text, (*path, "distractors", i, "text")) for i, d in enumerate(question.distractors)
    )
    return _Body(lists=(lefts, rights + spare))


def _of_ordering(question: Ordering, path: Path) -> _Body:
    items = tuple(Part(t.text, (*path, "items", i, "text")) for i, t in enumerate(question.items))
    return _Body(lists=(items,))


def _of_short_text(question: ShortText, path: Path) -> _Body:
    answers = tuple(
        Part(text, (*path, "accept", i), is_key=True) for i, text in enumerate(question.accept)
    )
    lessons = tuple(
        Part(r.feedback, (*path, "reject", i, "feedback")) for i, r in enumerate(question.reject)
    )
    return _Body(answers=answers, lessons=lessons)


_BODIES: dict[str, Callable[[Any, Path], _Body]] = {
    "single": _of_choices,
    "multiple": _of_choices,
    "true_false": _of_true_false,
    "matching": _of_matching,
    "ordering": _of_ordering,
    "short_text": _of_short_text,
}
KNOWN_KINDS = frozenset(_BODIES)
