"""CUE213: ranges among the options do not overlap, so that one number fits one option."""

import re
from collections.abc import Iterator
from itertools import combinations
from math import inf

from quizapp.lint.anatomy import Part
from quizapp.lint.literature import haladyna
from quizapp.lint.rule import Finding, Paper, Rule, Why
from quizapp.lint.words import number

_DIGIT = re.compile(r"\d")
_NUMBER = r"(\d+(?:[.,]\d+)*)"
_UNIT = r"\s*([^\d\s].*)?"
_SPAN = re.compile(rf"(?:from |between )?{_NUMBER}\s*(?:-|–|—|to|and)\s*{_NUMBER}{_UNIT}")
_ABOVE = re.compile(rf"(?:more than|over|above|at least|greater than)\s+{_NUMBER}{_UNIT}")
_BELOW = re.compile(rf"(?:less than|under|below|at most|up to|fewer than)\s+{_NUMBER}{_UNIT}")


def _findings(paper: Paper) -> Iterator[Finding]:
    for anatomy in paper.questions:
        for menu in anatomy.menus:
            spans = [(o, s) for o in menu.options if (s := _span(o)) is not None]
            for (_, one), (option, other) in combinations(spans, 2):
                if one[2] == other[2] and one[0] < other[1] and other[0] < one[1]:
                    message = f"'{option.text}' overlaps another range"
                    advice = "set the bounds so that each number falls into one option"
                    yield Finding(option.path, f"{message}; {advice}")
                    break


def _span(option: Part) -> tuple[float, float, str] | None:
    """Lowest, highest, unit; None for other texts and for years, which may well overlap."""
    text = option.text.casefold().strip(" .~")
    if not _DIGIT.search(text):
        return None
    if match := _SPAN.fullmatch(text):
        low, high, unit = number(match[1]), number(match[2]), match[3] or ""
        if low is None or high is None or low >= high:
            return None
        are_years = match[1].isdigit() and 1000 <= low <= 2100 and high <= 2100 and not unit
        return None if are_years else (low, high, unit)
    if match := _ABOVE.fullmatch(text):
        low = number(match[1])
        return None if low is None else (low, inf, match[2] or "")
    if match := _BELOW.fullmatch(text):
        high = number(match[1])
        return None if high is None else (-inf, high, match[2] or "")
    return None


CUE213 = Rule(
    "CUE213",
    "warning",
    Why(
        title="Overlapping ranges",
        reason="A number in the overlap makes two options right; a range within another can never "
        "be the only right one. Spans of years are left alone.",
        mend="Set the bounds so that each number falls into one option.",
        source=haladyna("22"),
    ),
    _findings,
)
