"""A text in stretches, each with the claims that stand there and whether a suggestion does."""

from dataclasses import dataclass
from itertools import pairwise

from quizapp.services.workspace.notes import OwnSource


@dataclass(frozen=True)
class Stretch:
    """Characters that are covered alike: by these claims, by this suggestion."""

    text: str
    claims: tuple[str, ...] = ()
    suggestion: str = ""


@dataclass(frozen=True)
class Marked:
    """A paragraph by its number (from 1), with the claims that begin in it."""

    number: int
    stretches: tuple[Stretch, ...]
    claims: tuple[str, ...]


def marked(source: OwnSource) -> tuple[Marked, ...]:
    """The paragraphs of the text."""
    return tuple(_marked(source, number) for number in range(len(source.paragraphs)))


def _marked(source: OwnSource, number: int) -> Marked:
    text = source.paragraphs[number]
    claims = [(c.id, s.start, s.end) for c, s in source.placed if s.paragraph == number]
    hints = [(h.key, h.start, h.end) for h in source.suggestions if h.paragraph == number]
    edges = {0, len(text)} | {e for _, start, end in (*claims, *hints) for e in (start, end)}
    bounds = sorted(edges)
    stretches = tuple(
        Stretch(
            text[first:last],
            tuple(i for i, start, end in claims if start <= first < end),
            next((i for i, start, end in hints if start <= first < end), ""),
        )
        for first, last in pairwise(bounds)
    )
    return Marked(number + 1, stretches, tuple(i for i, _, _ in claims))
