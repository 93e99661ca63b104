"""Pairs of questions that differ in their key alone, and in what would tell it."""

from dataclasses import dataclass

from hypothesis import strategies as st

from quizapp.core.bank import Evidence, Question, Rejected, ShortText, TrueFalse, TrueFalseFeedback
from tests import strategies


@dataclass(frozen=True)
class Twins:
    """Two questions that differ in their key alone."""

    one: Question
    other: Question


def _told(question, text):
    """The question with what would tell its key."""
    claim = Evidence(claim="C01" if text == "one" else "C02")
    return question.model_copy(update={"explanation": f"It is {text}.", "evidence": (claim,)})


@st.composite
def choice_twins(draw):
    make = draw(st.sampled_from([strategies.single, strategies.multiple]))
    words = draw(st.lists(strategies.texts, min_size=2, max_size=6, unique=True))
    names = draw(st.lists(strategies.ids, min_size=len(words), max_size=len(words), unique=True))
    places = st.sampled_from(range(len(words)))
    most = 1 if make is strategies.single else len(words)
    keys = st.sets(places, min_size=1, max_size=most)
    return Twins(*(make(names, words, draw(keys)) for _ in range(2)))


@st.composite
def judged_twins(draw):
    feedback = TrueFalseFeedback(true="Yes, it is.", false="No, it is.")
    return Twins(
        *(
            TrueFalse(id="q", type="true_false", stem="So?", answer=answer, feedback=feedback)
            for answer in draw(st.permutations([True, False]))
        )
    )


@st.composite
def matching_twins(draw):
    lefts = draw(st.lists(strategies.texts, min_size=2, max_size=5, unique=True))
    most = len(lefts) + draw(st.integers(0, 3))
    rights = draw(st.lists(strategies.texts, min_size=most, max_size=most, unique=True))
    names = [
        draw(st.lists(strategies.ids, min_size=most, max_size=most, unique=True)) for _ in "12"
    ]
    turned = draw(st.permutations(rights))
    return Twins(
        strategies.matching(names[0], lefts, rights), strategies.matching(names[1], lefts, turned)
    )


@st.composite
def ordering_twins(draw):
    words = draw(st.lists(strategies.texts, min_size=2, max_size=6, unique=True))
    names = draw(st.lists(strategies.ids, min_size=len(words), max_size=len(words), unique=True))
    turned = draw(st.permutations(words))
    return Twins(
        strategies.ordering(names, words), strategies.ordering(draw(st.permutations(names)), turned)
    )


@st.composite
def typed_twins(draw):
    accept = st.lists(strategies.typed, min_size=1, max_size=3, unique=True).map(tuple)
    return Twins(
        *(
            ShortText(
                id="q",
                type="short_text",
                stem="What?",
                accept=draw(accept),
                reject=(Rejected(text=draw(strategies.typed), feedback="Not that."),),
            )
            for _ in range(2)
        )
    )


@st.composite
def marked_twins(draw):
    words = draw(st.lists(strategies.plain, min_size=2, max_size=5))
    names = draw(st.lists(strategies.ids, min_size=len(words), max_size=len(words), unique=True))
    keys = st.sets(st.sampled_from(range(len(words))), min_size=1)
    return Twins(*(strategies.highlight(names, words, draw(keys)) for _ in "12"))


@st.composite
def sorted_twins(draw):
    words = draw(st.lists(strategies.texts, min_size=2, max_size=5, unique=True))
    names = draw(st.lists(strategies.texts, min_size=2, max_size=4, unique=True))
    unique = st.lists(strategies.ids, min_size=5, max_size=5, unique=True)
    turned = draw(st.permutations(words))
    to = st.lists(st.sampled_from(range(len(names))), min_size=len(words), max_size=len(words))
    return Twins(
        *(
            strategies.categorise(
                draw(unique)[: len(words)], items, draw(unique)[: len(names)], names, draw(to)
            )
            for items in (words, turned)
        )
    )


@st.composite
def chain_twins(draw):
    words = draw(st.lists(strategies.texts, min_size=2, max_size=5, unique=True))
    names = draw(st.lists(strategies.ids, min_size=len(words), max_size=len(words), unique=True))
    length = st.sampled_from(range(max(1, len(words) - 4), len(words) + 1))
    return Twins(
        strategies.chain(names, words, draw(length)),
        strategies.chain(draw(st.permutations(names)), draw(st.permutations(words)), draw(length)),
    )


@st.composite
def filled_twins(draw):
    """Two gaps to type and to pick, with other words accepted and another choice right."""
    words = draw(st.lists(strategies.texts, min_size=2, max_size=4, unique=True))
    names = draw(st.lists(strategies.ids, min_size=len(words), max_size=len(words), unique=True))
    key = st.sampled_from(range(len(words)))

    def gaps():
        menu = strategies.choices(names, words, {draw(key)})
        return ({"accept": (draw(strategies.typed),), "typos": 1}, {"choices": menu})

    return Twins(*(strategies.cloze(("a", "b"), gaps(), ("b", "a")) for _ in "12"))


@st.composite
def numeric_twins(draw):
    one, other = draw(st.lists(strategies.numerics(), min_size=2, max_size=2))
    return Twins(one, other.model_copy(update={"unit": one.unit}))


twins = st.one_of(
    choice_twins(),
    judged_twins(),
    marked_twins(),
    matching_twins(),
    ordering_twins(),
    sorted_twins(),
    chain_twins(),
    typed_twins(),
    numeric_twins(),
    filled_twins(),
).map(lambda pair: Twins(_told(pair.one, "one"), _told(pair.other, "other")))
