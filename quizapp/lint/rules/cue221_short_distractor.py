"""CUE221: no wrong option is so short that it looks like a filler."""

from collections.abc import Iterator

from quizapp.lint.anatomy import Menu, Part
from quizapp.lint.literature import haladyna
from quizapp.lint.rule import Finding, Paper, Rule, Why
from quizapp.lint.rules.cue201_all_of_the_above import is_all_of_the_above
from quizapp.lint.rules.cue202_none_of_the_above import is_none_of_the_above

FEWEST_WORDS = 5
"""Words that every other option has, where one is a filler of one or two."""


def _findings(paper: Paper) -> Iterator[Finding]:
    for anatomy in paper.questions:
        for menu in anatomy.menus:
            option = _filler(menu)
            if option and not option.is_key:
                message = f"'{option.text}' looks like a filler beside options of a sentence each"
                yield Finding(option.path, f"{message}; give it as much substance as the others")


def _filler(menu: Menu) -> Part | None:
    if len(menu.options) < 3:
        return None
    shortest, next_one = sorted(menu.options, key=lambda o: len(o.words))[:2]
    if len(shortest.words) > 2 or len(next_one.words) < FEWEST_WORDS:
        return None
    if is_all_of_the_above(shortest.folded) or is_none_of_the_above(shortest.folded):
        return None  # these have rules of their own
    return shortest


CUE221 = Rule(
    "CUE221",
    "warning",
    Why(
        title="An implausibly short wrong option",
        reason="One or two words beside options of a sentence each look like what the writer put "
        "in when out of ideas.",
        mend="Give it as much substance as the others, or leave it out: three options are enough.",
        source=f"{haladyna('24')} and 29",
    ),
    _findings,
)
