"""What Hypothesis draws: any valid question of each kind, any response, any form."""

import string
from collections.abc import Sequence

from hypothesis import strategies as st

from quizapp.core.bank import (
    Choice,
    Distractor,
    Item,
    Matching,
    Multiple,
    Ordering,
    Pair,
    Question,
    ShortText,
    Single,
    TrueFalse,
)
from quizapp.core.presentation import Presented
from quizapp.core.response import Chosen, Judged, Matched, Ordered, Response, Typed
from tests.world import Form

_LETTERS = string.ascii_letters + string.digits + "éßИ導😀\u0301’-.,=+<&%"
ids = st.text(string.ascii_lowercase + string.digits, min_size=1, max_size=4)
texts = st.text(_LETTERS + "  ", min_size=1, max_size=12).map(str.strip).filter(bool)
seeds = st.text(string.ascii_letters, max_size=6)
typed = texts.filter(lambda text: any(c.isalnum() for c in text))


def _lists(
    elements: st.SearchStrategy[str], smallest: int, largest: int
) -> st.SearchStrategy[list[str]]:
    return st.lists(elements, min_size=smallest, max_size=largest, unique=True)


@st.composite
def singles(draw: st.DrawFn) -> Single:
    words = draw(_lists(texts, 2, 6))
    key = draw(st.integers(0, len(words) - 1))
    return single(draw(_lists(ids, len(words), len(words))), words, {key})


@st.composite
def multiples(draw: st.DrawFn) -> Multiple:
    words = draw(_lists(texts, 2, 6))
    keys = draw(st.sets(st.integers(0, len(words) - 1), min_size=1))
    return multiple(draw(_lists(ids, len(words), len(words))), words, keys)


@st.composite
def matchings(draw: st.DrawFn) -> Matching:
    lefts = draw(_lists(texts, 2, 6))
    rights = draw(_lists(texts, len(lefts), len(lefts) + 3))
    return matching(draw(_lists(ids, len(rights), len(rights))), lefts, rights)


@st.composite
def orderings(draw: st.DrawFn) -> Ordering:
    words = draw(_lists(texts, 2, 6))
    return ordering(draw(_lists(ids, len(words), len(words))), words)


true_falses = st.booleans().map(
    lambda answer: TrueFalse(id="q", type="true_false", stem="So?", answer=answer)
)
short_texts = _lists(typed, 1, 4).map(
    lambda accept: ShortText(id="q", type="short_text", stem="What?", accept=tuple(accept))
)
questions: st.SearchStrategy[Question] = st.one_of(
    singles(), multiples(), true_falses, matchings(), orderings(), short_texts
)


def single(ids: Sequence[str], words: Sequence[str], keys: set[int]) -> Single:
    """A question of that kind from its parts; `keys` are positions."""
    return Single(id="q", type="single", stem="Which?", choices=_choices(ids, words, keys))


def multiple(ids: Sequence[str], words: Sequence[str], keys: set[int]) -> Multiple:
    """The same, of the other kind with tiles."""
    return Multiple(id="q", type="multiple", stem="Which?", choices=_choices(ids, words, keys))


def matching(ids: Sequence[str], lefts: Sequence[str], rights: Sequence[str]) -> Matching:
    """The right sides that are left over are distractors."""
    triples = list(zip(ids, lefts, rights, strict=False))
    spare = list(zip(ids, rights, strict=True))[len(lefts) :]
    return Matching(
        id="q",
        type="matching",
        stem="Match.",
        pairs=tuple(Pair(id=i, left=left, right=right) for i, left, right in triples),
        distractors=tuple(Distractor(id=i, text=text) for i, text in spare),
    )


def ordering(ids: Sequence[str], words: Sequence[str]) -> Ordering:
    """The items in their right order."""
    items = tuple(Item(id=i, text=text) for i, text in zip(ids, words, strict=True))
    return Ordering(id="q", type="ordering", stem="Order.", items=items)


def _choices(ids: Sequence[str], words: Sequence[str], keys: set[int]) -> tuple[Choice, ...]:
    return tuple(
        Choice(id=i, text=text, correct=n in keys)
        for n, (i, text) in enumerate(zip(ids, words, strict=True))
    )


def part_ids(question: Question) -> list[str]:
    """The ids that a response to the question may hold."""
    match question:
        case Single() | Multiple():
            return [c.id for c in question.choices]
        case Matching():
            return [p.id for p in question.pairs] + [d.id for d in question.distractors]
        case Ordering():
            return [i.id for i in question.items]
    return []


def responses(parts: Sequence[str] = ()) -> st.SearchStrategy[Response]:
    """Any response at all, often of these parts: what a broken or hostile client may send."""
    names = st.sampled_from(parts) | ids if parts else ids
    several = st.lists(names, max_size=7).map(tuple)
    return st.one_of(
        several.map(Chosen),
        st.booleans().map(Judged),
        st.lists(st.tuples(names, names), max_size=7).map(lambda pairs: Matched(tuple(pairs))),
        st.permutations(parts).map(lambda given: Ordered(tuple(given))),
        several.map(Ordered),
        st.text(max_size=30).map(Typed),
    )


@st.composite
def forms(draw: st.DrawFn, shown: Presented) -> Form:
    """Any form that answers what is shown."""
    slots = [str(option.slot) for option in shown.options]
    match shown.type:
        case "single" | "true_false":
            return {"choice": [draw(st.sampled_from(slots))]}
        case "multiple":
            picked = st.lists(st.sampled_from(slots), min_size=1, unique=True)
            return {"choice": draw(picked)}
        case "matching":
            return {f"match-{p.slot}": [draw(st.sampled_from(slots))] for p in shown.prompts}
        case "ordering":
            places = draw(st.permutations(slots))
            return {f"place-{s}": [place] for s, place in zip(slots, places, strict=True)}
    return {"text": [draw(typed)]}
