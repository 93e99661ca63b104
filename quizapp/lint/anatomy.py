"""A question taken apart into the texts that rules look at: the one place that knows the kinds.

A new kind gets its function here, and every rule applies to it. What a kind has:

    stem      what is asked
    menus     options of which a player takes some, each right or wrong
    lists     texts that stand side by side and have to be told apart (a menu's options are one)
    answers   what has to be known, in words: the key's text, an accepted answer
    lessons   what is read afterwards or on request: explanation, hint, feedback
    alt       what stands for the picture

The marks of a text (`quizapp.marked`) are left out: rules read what players read.
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple, Protocol, TypeAlias

from quizapp.core.bank import (
    Categorise,
    Chain,
    Choice,
    Cloze,
    Gap,
    Highlight,
    Matching,
    Multiple,
    Numeric,
    Open,
    Ordering,
    Poll,
    Question,
    ShortText,
    Single,
    TrueFalse,
)
from quizapp.core.passage import gapped_spans, marked_spans, plain
from quizapp.lint.words import folded, topic, unquoted, words
from quizapp.marked import plain as without_marks

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
    alt: Part | None = None

    @cached_property
    def is_statement(self) -> bool:
        """Whether the stem is to be judged, not answered."""
        return isinstance(self.question, TrueFalse)

    @cached_property
    def has_key(self) -> bool:
        """Whether anything is right: there is nothing to settle in a vote or in free words."""
        return not isinstance(self.question, Poll | Open)

    @cached_property
    def shown(self) -> tuple[Part, ...]:
        """All that is read before the answer."""
        return (self.stem, *(part for parts in self.lists for part in parts))

    @cached_property
    def wording(self) -> str:
        """All of `texts`, a line each."""
        return "\n".join([part.text for part in self.texts])

    @cached_property
    def everything(self) -> str:
        """The same in small letters."""
        return self.wording.casefold()

    @cached_property
    def traces(self) -> str:
        """The same with other signs than ASCII left out: three times as quick to look through."""
        return self.everything.encode("ascii", "ignore").decode("ascii")

    @cached_property
    def texts(self) -> tuple[Part, ...]:
        """All that is ever read."""
        return (*self.shown, *self.lessons, *([self.alt] if self.alt else ()))


def anatomy_of(question: Question, path: Path) -> Anatomy:
    """The question taken apart; a kind that is not known here shows its stem only."""
    body = _BODIES.get(question.type, _no_body)(question, path)
    lessons = tuple(
        Part(without_marks(text), (*path, name))
        for name, text in (("explanation", question.explanation), ("hint", question.hint))
        if text
    )
    media = question.media
    return Anatomy(
        question=question,
        path=path,
        stem=Part(without_marks(question.stem), (*path, "stem")),
        menus=body.menus,
        lists=body.lists,
        answers=body.answers,
        lessons=(*lessons, *body.lessons),
        alt=Part(media.alt, (*path, "media", "alt")) if media else None,
    )


def _no_body(_question: Any, _path: Path) -> _Body:
    return _Body()


def _of_choices(question: Single | Multiple, path: Path) -> _Body:
    options = _parts(question.choices, (*path, "choices"), _keys(question.choices))
    menu = Menu(options, takes_one=isinstance(question, Single))
    return _Body((menu,), (options,), menu.keys, _feedback(question.choices, (*path, "choices")))


def _of_poll(question: Poll, path: Path) -> _Body:
    options = _parts(question.choices, (*path, "choices"))
    return _Body((Menu(options, takes_one=True),), (options,))


def _of_true_false(question: TrueFalse, path: Path) -> _Body:
    said = (("true", question.feedback.true), ("false", question.feedback.false))
    lessons = (Part(without_marks(t), (*path, "feedback", name)) for name, t in said if t)
    return _Body(lessons=tuple(lessons))


def _of_highlight(question: Highlight, path: Path) -> _Body:
    passage = Part(plain(marked_spans(question.passage)), (*path, "passage"))
    told = question.feedback.items()
    lessons = tuple(Part(without_marks(t), (*path, "feedback", name)) for name, t in told)
    return _Body(lists=((passage,),), lessons=lessons)


def _of_matching(question: Matching, path: Path) -> _Body:
    pairs = tuple(enumerate(question.pairs))
    lefts = tuple(Part(p.left, (*path, "pairs", i, "left")) for i, p in pairs)
    rights = tuple(Part(p.right, (*path, "pairs", i, "right")) for i, p in pairs)
    spare = _parts(question.distractors, (*path, "distractors"))
    return _Body(lists=(lefts, rights + spare))


def _of_categorise(question: Categorise, path: Path) -> _Body:
    items = _parts(question.items, (*path, "items"))
    categories = _parts(question.categories, (*path, "categories"))
    return _Body(lists=(items, categories), lessons=_feedback(question.items, (*path, "items")))


def _of_ordering(question: Ordering, path: Path) -> _Body:
    return _Body(lists=(_parts(question.items, (*path, "items")),))


def _of_chain(question: Chain, path: Path) -> _Body:
    links = _parts(question.links, (*path, "links"))
    spare = _parts(question.distractors, (*path, "distractors"))
    return _Body(lists=(links + spare, (Part(question.content, (*path, "content")),)))


def _of_short_text(question: ShortText | Gap, path: Path) -> _Body:
    answers = tuple(
        Part(text, (*path, "accept", i), is_key=True) for i, text in enumerate(question.accept)
    )
    return _Body(answers=answers, lessons=_feedback(question.reject, (*path, "reject")))


def _of_numeric(question: Numeric, path: Path) -> _Body:
    return _Body(lessons=_feedback(question.reject, (*path, "reject")))


def _of_cloze(question: Cloze, path: Path) -> _Body:
    bodies = [_of_gap(gap, (*path, "gaps", i)) for i, gap in enumerate(question.gaps)]
    text = Part(plain(gapped_spans(question.text)), (*path, "text"))
    return _Body(
        menus=tuple(menu for body in bodies for menu in body.menus),
        lists=((text,), *(parts for body in bodies for parts in body.lists)),
        answers=tuple(part for body in bodies for part in body.answers),
        lessons=tuple(part for body in bodies for part in body.lessons),
    )


def _of_gap(gap: Gap, path: Path) -> _Body:
    if not gap.choices:
        return _of_short_text(gap, path)
    options = _parts(gap.choices, (*path, "choices"), _keys(gap.choices))
    menu = Menu(options, takes_one=True)
    return _Body((menu,), (options,), menu.keys, _feedback(gap.choices, (*path, "choices")))


class _Worded(Protocol):
    """An entry of a list with an id and words."""

    @property
    def id(self) -> str: ...
    @property
    def text(self) -> str: ...


class _Telling(Protocol):
    """An entry of a list with something to tell those who gave it."""

    @property
    def feedback(self) -> str | None: ...


def _parts(entries: Sequence[_Worded], path: Path, keys: Collection[str] = ()) -> tuple[Part, ...]:
    return tuple(Part(e.text, (*path, i, "text"), e.id in keys) for i, e in enumerate(entries))


def _feedback(entries: Sequence[_Telling], path: Path) -> tuple[Part, ...]:
    told = enumerate(e.feedback for e in entries)
    return tuple(Part(without_marks(t), (*path, i, "feedback")) for i, t in told if t)


def _keys(choices: Sequence[Choice]) -> set[str]:
    return {c.id for c in choices if c.correct}


_BODIES: dict[str, Callable[[Any, Path], _Body]] = {
    "single": _of_choices,
    "multiple": _of_choices,
    "true_false": _of_true_false,
    "highlight": _of_highlight,
    "poll": _of_poll,
    "matching": _of_matching,
    "ordering": _of_ordering,
    "categorise": _of_categorise,
    "chain": _of_chain,
    "short_text": _of_short_text,
    "numeric": _of_numeric,
    "cloze": _of_cloze,
    "open": _no_body,
}
KNOWN_KINDS = frozenset(_BODIES)
