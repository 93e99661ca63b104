"""Cues that show only over a whole bank: how often the key is what a guesser would pick."""

from typing import NamedTuple

from quizapp.lint.anatomy import Menu
from quizapp.lint.rule import Paper
from quizapp.lint.statistics import binomial_tail

LEVEL = 0.01
"""Chance findings: one bank in a hundred."""

FLOOR = 0.10
"""Points above chance below which a cue helps nobody, however sure it is (with 43,000 questions
a share of 25.9 % instead of 25 % is sure)."""

FEWEST = 20
"""Questions below which nothing is said."""


class Bias(NamedTuple):
    """In how many of how many questions the key was the picked option, and what chance gives."""

    hits: int
    trials: int
    chance: float

    @property
    def percent(self) -> str:
        """The share beside what chance gives."""
        return f"{100 * self.hits / self.trials:.0f} % (chance {100 * self.chance:.0f} %)"


def bias(outcomes: list[tuple[bool, float]], fewest: int = FEWEST) -> Bias | None:
    """The bias of these questions (a hit or not, and its chance); None where it is no cue."""
    if len(outcomes) < fewest:
        return None
    hits = sum(is_hit for is_hit, _ in outcomes)
    chance = sum(chance for _, chance in outcomes) / len(outcomes)
    if hits / len(outcomes) < chance + FLOOR or not 0 < chance < 1:
        return None
    is_sure = binomial_tail(hits, len(outcomes), chance) < LEVEL
    return Bias(hits, len(outcomes), chance) if is_sure else None


def menus_with_one_key(paper: Paper) -> list[Menu]:
    """The menus of which a player takes one, and one is right."""
    return [
        menu
        for anatomy in paper.questions
        for menu in anatomy.menus
        if menu.takes_one and len(menu.keys) == 1
    ]
