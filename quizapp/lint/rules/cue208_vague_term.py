"""CUE208: an option does not say how often in words that everybody reads differently."""

import re
from collections.abc import Iterator

from quizapp.lint.literature import NBME_SHORT
from quizapp.lint.rule import Finding, Paper, Rule, Why

_VAGUE = re.compile(
    r"\b(usually|often|frequently|sometimes|occasionally|rarely|seldom|generally|normally)\b"
)


def _findings(paper: Paper) -> Iterator[Finding]:
    for anatomy in paper.questions:
        if anatomy.question.skill == "certainty":
            continue  # how a source hedges is what these ask about
        asked = anatomy.stem.text.casefold()
        for menu in anatomy.menus:
            for option in menu.options:
                match = _VAGUE.search(option.own)
                if match and match[1] not in asked:
                    message = f"'{match[1]}' means something else to everyone"
                    yield Finding(option.path, f"{message}; say how often, or quote the source")


CUE208 = Rule(
    "CUE208",
    "warning",
    Why(
        title="A vague term in an option",
        reason="Readers put anything from 30 to 80 % on a word like often, so whether the option "
        "holds is a matter of taste. The words of a source, in quotation marks, are fine; so are "
        "questions about certainty.",
        mend="Say how often, or quote the source.",
        source=NBME_SHORT,
    ),
    _findings,
)
