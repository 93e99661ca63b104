"""SAFE503: nobody is asked to rule on what the source leaves open."""

import re
from collections.abc import Iterator

from quizapp.lint.literature import HOUSE
from quizapp.lint.rule import Finding, Paper, Rule, Why

_VERDICT = re.compile(
    r"\b(?:is|was|are|were) (?:it|this|that|the \w+)(?: really| actually)? (?:true|false)\b[^.]*\?"
    r"|\bwho (?:is|was) (?:really )?(?:right|wrong|lying|to blame|telling the truth)\b"
    r"|\bwhose fault\b|\bwh(?:o|ich side) do you believe\b|\bwhat really happened\b"
)


def _findings(paper: Paper) -> Iterator[Finding]:
    for anatomy in paper.questions if paper.bank.sources else ():
        match = _VERDICT.search(anatomy.stem.own)
        if match:
            message = f"'{match[0]}' asks for a verdict that the source does not give"
            yield Finding(anatomy.stem.path, f"{message}; ask who says so, or how it is presented")


SAFE503 = Rule(
    "SAFE503",
    "warning",
    Why(
        title="A verdict on what is open",
        reason="A source can settle who said what and how surely, seldom who is right.",
        mend="Ask who says so, to whom, through whom, or how the source presents it.",
        source=HOUSE,
    ),
    _findings,
)
