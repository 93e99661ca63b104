"""BANK308: among numbers, the key is not nearly always one in the middle."""

import re
from collections.abc import Iterator

from quizapp.lint.anatomy import Part
from quizapp.lint.bias import bias, menus_with_one_key
from quizapp.lint.literature import TRIVIA, haladyna
from quizapp.lint.rule import Finding, Paper, Rule, Why
from quizapp.lint.words import number

_NUMBER = re.compile(r"\D{0,3}(\d+(?:[.,]\d+)*)(?:\D.*)?")


def _findings(paper: Paper) -> Iterator[Finding]:
    outcomes = []
    for menu in menus_with_one_key(paper):
        numbers = [_number(option) for option in menu.options]
        known = {n for n in numbers if n is not None}
        if len(known) == len(menu.options) > 2:
            key = _number(menu.keys[0])
            outcomes.append((key not in (min(known), max(known)), 1 - 2 / len(known)))
    found = bias(outcomes)
    if found:
        message = f"of numbers, one in the middle is the key in {found.percent} of {found.trials}"
        yield Finding(("questions",), f"{message} questions; make the key an end now and then")


def _number(option: Part) -> float | None:
    match = _NUMBER.fullmatch(option.text) if len(option.words) <= 3 else None
    return number(match[1]) if match else None


BANK308 = Rule(
    "BANK308",
    "warning",
    Why(
        title="The key is a number in the middle",
        reason="Writers set wrong numbers on both sides of the right one: 64 % in a public set, "
        "where chance is 50 %. Same test and floor as for length.",
        mend="Let the key be the lowest or the highest now and then.",
        source=f"{TRIVIA}; after {haladyna('28')}",
    ),
    _findings,
)
