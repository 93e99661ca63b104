"""BANK303: where all-of-the-above options are used, they are the key as often as others."""

from collections.abc import Callable, Iterator

from quizapp.lint.bias import bias, menus_with_one_key
from quizapp.lint.literature import TRIVIA, haladyna
from quizapp.lint.rule import Finding, Paper, Rule, Why
from quizapp.lint.rules.cue201_all_of_the_above import is_all_of_the_above
from quizapp.lint.rules.cue202_none_of_the_above import is_none_of_the_above

FEWEST = 10


def _findings(paper: Paper) -> Iterator[Finding]:
    menus = menus_with_one_key(paper)
    kinds: tuple[tuple[str, Callable[[str], bool], bool], ...] = (
        ("all of the above", is_all_of_the_above, True),
        ("none of the above", is_none_of_the_above, False),
    )
    for name, is_one, picks in kinds:
        outcomes = []
        for menu in menus:
            chance = 1 / len(menu.options)
            for option in menu.options:
                if is_one(option.folded):
                    outcomes.append((option.is_key is picks, chance if picks else 1 - chance))
        found = bias(outcomes, FEWEST)
        if found:
            verb = "is" if picks else "is not"
            message = f"'{name}' {verb} the key in {found.percent} of {found.trials} questions"
            yield Finding(("questions",), f"{message}; replace such options")


BANK303 = Rule(
    "BANK303",
    "warning",
    Why(
        title="All or none of the above gives itself away",
        reason="All of the above is usually the key, none of the above seldom: measured over the "
        f"bank, from {FEWEST} such options on.",
        mend="Replace such options, or key them as often as others.",
        source=f"{haladyna('25')} and 26; {TRIVIA}",
    ),
    _findings,
)
