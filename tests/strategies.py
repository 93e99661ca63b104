"""What Hypothesis draws: any valid question of each kind, any response, any form."""

import string
from collections.abc import Mapping, Sequence

from hypothesis import strategies as st

from quizapp.core.bank import (
    Categorise,
    Chain,
    Choice,
    Cloze,
    Distractor,
    Gap,
    Highlight,
    Item,
    Matching,
    Multiple,
    Numeric,
    Open,
    Ordering,
    Pair,
    Poll,
    Question,
    Range,
    ShortText,
    Single,
    Sorted,
    TrueFalse,
)
from quizapp.core.passage import marked_spans
from quizapp.core.presentation import Presented
from quizapp.core.response import Chosen, Filled, Judged, Matched, Ordered, Response, Typed
from tests.answers import Form

_LETTERS = string.ascii_letters + string.digits + "éßИ導😀\u0301’-.,=+<&%"
ids = st.text(string.ascii_lowercase + string.digits, min_size=1, max_size=4)
texts = st.text(_LETTERS + "  ", min_size=1, max_size=12).map(str.strip).filter(bool)
seeds = st.text(string.ascii_letters, max_size=6)
plain = texts.map(lambda text: text.replace("[", "").replace("|", "")).filter(str.strip)
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


@st.composite
def categorises(draw: st.DrawFn) -> Categorise:
    words, names = draw(_lists(texts, 2, 6)), draw(_lists(texts, 2, 4))
    to = [draw(st.integers(0, len(names) - 1)) for _ in words]
    item_ids = draw(_lists(ids, len(words), len(words)))
    return categorise(item_ids, words, draw(_lists(ids, len(names), len(names))), names, to)


@st.composite
def highlights(draw: st.DrawFn) -> Highlight:
    words = draw(st.lists(plain, min_size=2, max_size=6))
    keys = draw(st.sets(st.integers(0, len(words) - 1), min_size=1))
    return highlight(draw(_lists(ids, len(words), len(words))), words, keys)


@st.composite
def chains(draw: st.DrawFn) -> Chain:
    words = draw(_lists(texts, 2, 6))
    length = draw(st.integers(1, min(len(words), 6)))
    return chain(draw(_lists(ids, len(words), len(words))), words, max(length, len(words) - 4))


@st.composite
def clozes(draw: st.DrawFn) -> Cloze:
    names = draw(_lists(ids, 1, 4))
    return cloze(names, [draw(gap_parts()) for _ in names], draw(st.permutations(names)))


@st.composite
def gap_parts(draw: st.DrawFn) -> dict[str, object]:
    """What a gap holds besides its id: words to accept, or a menu."""
    if draw(st.booleans()):
        accept = draw(_lists(typed, 1, 3))
        return {"accept": tuple(accept), "typos": draw(st.integers(0, 2))}
    words = draw(_lists(texts, 2, 4))
    key = draw(st.integers(0, len(words) - 1))
    return {"choices": choices(draw(_lists(ids, len(words), len(words))), words, {key})}


@st.composite
def numerics(draw: st.DrawFn) -> Numeric:
    fields: dict[str, object] = {"id": "q", "type": "numeric", "stem": "How many?"}
    fields["unit"] = draw(st.none() | st.sampled_from(["km", "%", "warheads"]))
    number = st.integers(-1000, 10_000) | st.decimals(-10, 10, places=3).map(float)
    if draw(st.booleans()):
        low, high = sorted(draw(st.lists(number, min_size=2, max_size=2, unique=True)))
        return Numeric.model_validate(fields | {"range": Range(min=low, max=high)})
    tolerance = draw(st.sampled_from([0, 0.1, 5]))
    return Numeric.model_validate(fields | {"value": draw(number), "tolerance": tolerance})


@st.composite
def polls(draw: st.DrawFn) -> Poll:
    words = draw(_lists(texts, 2, 6))
    names = draw(_lists(ids, len(words), len(words)))
    items = tuple(Item(id=i, text=text) for i, text in zip(names, words, strict=True))
    return Poll(id="q", type="poll", stem="What do you think?", choices=items)


opens = st.just(Open(id="q", type="open", stem="What would you ask?"))
true_falses = st.booleans().map(
    lambda answer: TrueFalse(id="q", type="true_false", stem="So?", answer=answer)
)
short_texts = st.builds(
    lambda accept, typos: ShortText(
        id="q", type="short_text", stem="What?", accept=tuple(accept), typos=typos
    ),
    _lists(typed, 1, 4),
    st.integers(0, 2),
)
scored: st.SearchStrategy[Question] = st.one_of(
    singles(), multiples(), true_falses, highlights(),
    matchings(), orderings(), categorises(), chains(),
    short_texts, numerics(), clozes(),
)  # fmt: skip
unscored: st.SearchStrategy[Question] = st.one_of(polls(), opens)
questions: st.SearchStrategy[Question] = scored | unscored


def single(ids: Sequence[str], words: Sequence[str], keys: set[int]) -> Single:
    """A question of that kind from its parts; `keys` are positions."""
    return Single(id="q", type="single", stem="Which?", choices=choices(ids, words, keys))


def multiple(ids: Sequence[str], words: Sequence[str], keys: set[int]) -> Multiple:
    """The same, of the other kind with tiles."""
    return Multiple(id="q", type="multiple", stem="Which?", choices=choices(ids, words, keys))


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


def categorise(
    item_ids: Sequence[str],
    words: Sequence[str],
    category_ids: Sequence[str],
    names: Sequence[str],
    to: Sequence[int],
) -> Categorise:
    """Each of the words belongs to the category at that position."""
    return Categorise(
        id="q",
        type="categorise",
        stem="Sort.",
        categories=tuple(Item(id=i, text=t) for i, t in zip(category_ids, names, strict=True)),
        items=tuple(
            Sorted(id=i, text=text, category=category_ids[n])
            for i, text, n in zip(item_ids, words, to, strict=True)
        ),
    )


def highlight(ids: Sequence[str], words: Sequence[str], keys: set[int]) -> Highlight:
    """A passage of these words, all to be marked or not; `keys` are positions."""
    passage = " and ".join(f"[[{i}|{text}]]" for i, text in zip(ids, words, strict=True))
    correct = tuple(i for n, i in enumerate(ids) if n in keys)
    return Highlight(id="q", type="highlight", stem="Mark.", passage=passage, correct=correct)


def chain(ids: Sequence[str], words: Sequence[str], length: int) -> Chain:
    """The first `length` of the words are the chain."""
    pairs = list(zip(ids, words, strict=True))
    return Chain(
        id="q",
        type="chain",
        stem="Who told whom?",
        content="It flew.",
        links=tuple(Item(id=i, text=text) for i, text in pairs[:length]),
        distractors=tuple(Distractor(id=i, text=text) for i, text in pairs[length:]),
    )


def cloze(ids: Sequence[str], parts: Sequence[Mapping[str, object]], shown: Sequence[str]) -> Cloze:
    """Gaps of these parts; `shown` are their ids in the order of the text."""
    text = " then ".join(f"{{{{{i}}}}}" for i in shown)
    gaps = tuple(Gap.model_validate({"id": i, **p}) for i, p in zip(ids, parts, strict=True))
    return Cloze(id="q", type="cloze", stem="Fill.", text=text, gaps=gaps)


def choices(ids: Sequence[str], words: Sequence[str], keys: set[int]) -> tuple[Choice, ...]:
    """Options of these words; `keys` are positions."""
    return tuple(
        Choice(id=i, text=text, correct=n in keys)
        for n, (i, text) in enumerate(zip(ids, words, strict=True))
    )


def part_ids(question: Question) -> list[str]:
    """The ids that a response to the question may hold."""
    match question:
        case Single() | Multiple() | Poll():
            return [c.id for c in question.choices]
        case Highlight():
            return [s.id for s in marked_spans(question.passage) if s.id]
        case Matching():
            return [p.id for p in question.pairs] + [d.id for d in question.distractors]
        case Categorise():
            return [i.id for i in question.items] + [c.id for c in question.categories]
        case Ordering():
            return [i.id for i in question.items]
        case Chain():
            return [link.id for link in (*question.links, *question.distractors)]
        case Cloze():
            return [g.id for g in question.gaps] + [c.id for g in question.gaps for c in g.choices]
    return []


def responses(parts: Sequence[str] = ()) -> st.SearchStrategy[Response]:
    """Any response at all, often of these parts: what a broken or hostile client may send."""
    names = st.sampled_from(parts) | ids if parts else ids
    several = st.lists(names, max_size=7).map(tuple)
    pairs = st.lists(st.tuples(names, names | st.text(max_size=9)), max_size=7).map(tuple)
    return st.one_of(
        several.map(Chosen),
        st.booleans().map(Judged),
        pairs.map(Matched),
        pairs.map(Filled),
        st.permutations(parts).map(lambda given: Ordered(tuple(given))),
        several.map(Ordered),
        st.text(max_size=30).map(Typed),
        st.integers().map(str).map(Typed),
    )


@st.composite
def forms(draw: st.DrawFn, shown: Presented) -> Form:
    """Any form that answers what is shown."""
    slots = [str(option.slot) for option in shown.options]
    match shown.type:
        case "single" | "true_false" | "poll":
            return {"choice": [draw(st.sampled_from(slots))]}
        case "multiple" | "highlight":
            picked = st.lists(st.sampled_from(slots), min_size=1, unique=True)
            return {"choice": draw(picked)}
        case "matching" | "categorise":
            return {f"match-{p.slot}": [draw(st.sampled_from(slots))] for p in shown.prompts}
        case "ordering":
            places = draw(st.permutations(slots))
            return {f"place-{s}": [place] for s, place in zip(slots, places, strict=True)}
        case "chain":
            links = draw(st.lists(st.sampled_from(slots), min_size=1, unique=True))
            return {f"place-{slot}": [str(n)] for n, slot in enumerate(links, start=1)}
        case "cloze":
            gaps = {p.slot: [str(o.slot) for o in p.options] for p in shown.pieces if p.slot}
            fillings = {n: st.sampled_from(menu) if menu else typed for n, menu in gaps.items()}
            return {f"gap-{n}": [draw(filling)] for n, filling in fillings.items()}
        case "numeric":
            return {"text": [draw(st.integers(-999, 9999).map(str))]}
    return {"text": [draw(typed)]}
