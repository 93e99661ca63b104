"""CUE201: no option stands for all the others."""

import re
from collections.abc import Iterator

from quizapp.lint.literature import TRIVIA, haladyna
from quizapp.lint.rule import Finding, Paper, Rule, Why

_ALL = re.compile(
    r"all(?: of)? (?:the )?(?:above|these|those|them)(?: \w+){0,2}"
    r"|(?:all|any)(?: of)? the (?:options|answers|choices|others)(?: above)?"
    r"(?: (?:is|are) (?:correct|right|true))?"
    r"|(?:any|each|every one) of (?:the above|these|those|them)"
    r"|all (?:\w+ )?are (?:correct|right|true)"
)


def is_all_of_the_above(folded: str) -> bool:
    """Whether an option stands for all the others."""
    return folded.startswith(("all ", "any ", "each ", "every ")) and bool(_ALL.fullmatch(folded))


def _findings(paper: Paper) -> Iterator[Finding]:
    for anatomy in paper.questions:
        for menu in anatomy.menus:
            for option in menu.options:
                if is_all_of_the_above(option.folded):
                    message = f"'{option.text}' is right far more often than others, and the"
                    advice = "options are shuffled; ask with 'multiple', or leave it out"
                    yield Finding(option.path, f"{message} {advice}")


CUE201 = Rule(
    "CUE201",
    "warning",
    Why(
        title="All of the above",
        reason="Who knows two options to be right needs no third; and it is usually the key: 58 % "
        "in a public set, where chance is 25 %. Our pages shuffle, so nothing is above.",
        mend="Ask it as `multiple`, or replace the option.",
        source=f"{haladyna('26')}; {TRIVIA}",
    ),
    _findings,
)
