"""Flaws to plant in a whole bank: patterns that no single question shows."""

from collections.abc import Callable, Sequence
from random import Random

from bench.flaws import changed_to, with_options, with_texts
from quizapp.core.bank import Choice, Question, Single, TrueFalse


def key_first(questions: list[Single], rng: Random) -> Sequence[Question]:
    """The key first in six of ten."""

    def moved(question: Single) -> Question:
        key = [c for c in question.choices if c.correct]
        return changed_to(question, choices=(*key, *(c for c in question.choices if not c.correct)))

    return [moved(q) if rng.random() < 0.6 else q for q in questions]


def key_longest(questions: list[Single], rng: Random) -> Sequence[Question]:
    """The key qualified, and longest, in six of ten."""

    def lengthened(question: Single) -> Question:
        key = next(c for c in question.choices if c.correct)
        longest = max(len(c.text) for c in question.choices)
        more = " as far as is known from what was reported at the time, and by those who were there"
        return with_texts(question, {key.id: key.text + more[: longest - len(key.text) + 9]})

    return [lengthened(q) if rng.random() < 0.6 else q for q in questions]


def all_is_right(questions: list[Single], rng: Random) -> Sequence[Question]:
    """All of the above in every second question, and the key in six of ten of those."""

    def made(question: Single) -> Question:
        is_key = rng.random() < 0.6
        last = Choice(id="z", text="All of the above", correct=is_key)
        first = question.choices[:3]
        if is_key:
            first = tuple(c.model_copy(update={"correct": False}) for c in first)
        elif not any(c.correct for c in first):
            first = (first[0].model_copy(update={"correct": True}), *first[1:])
        return changed_to(question, choices=(*first, last))

    return [made(q) if rng.random() < 0.5 else q for q in questions]


def middle_numbers(questions: list[Single], rng: Random) -> Sequence[Question]:
    """Numbers in every question, the key in the middle in eight of ten."""

    def made(question: Single) -> Question:
        numbers = sorted(rng.sample(range(1, 100), 4))
        key = rng.choice((1, 2) if rng.random() < 0.8 else (0, 3))
        wrong = [str(n) for i, n in enumerate(numbers) if i != key]
        return with_options(question, str(numbers[key]), *wrong) or question

    return [made(q) for q in questions]


def mostly_true(questions: list[Single], rng: Random) -> Sequence[Question]:
    """Statements, nine of ten of them true."""
    return [
        TrueFalse(id=q.id, type="true_false", stem=q.stem, answer=rng.random() < 0.9)
        for q in questions[:20]
    ]


BANK_FLAWS: tuple[tuple[str, str, Callable[[list[Single], Random], Sequence[Question]]], ...] = (
    ("BANK301", "the key first in six of ten", key_first),
    ("BANK302", "the key longest in six of ten and by chance", key_longest),
    ("BANK303", "all of the above in half, key in six of ten of those", all_is_right),
    ("BANK304", "twenty statements, nine of ten true", mostly_true),
    ("BANK308", "numbers, the key in the middle in eight of ten", middle_numbers),
)
