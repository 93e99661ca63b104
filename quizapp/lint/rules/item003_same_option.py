"""ITEM003: no two texts of a list are the same but for case, quotes, articles or end marks."""

from collections.abc import Iterator

from quizapp.lint.literature import haladyna
from quizapp.lint.rule import Finding, Paper, Rule, Why


def _findings(paper: Paper) -> Iterator[Finding]:
    for anatomy in paper.questions:
        for parts in anatomy.lists:
            if len({part.folded for part in parts}) == len(parts):
                continue
            first: dict[str, str] = {}
            for part in parts:
                if part.folded in first:
                    message = f"'{part.text}' says the same as '{first[part.folded]}'"
                    yield Finding(part.path, f"{message}; replace one of them")
                first.setdefault(part.folded, part.text)


ITEM003 = Rule(
    "ITEM003",
    "error",
    Why(
        title="The same option twice",
        reason="Of two options that say the same neither can be the only right one.",
        mend="Replace one of them, or leave it out.",
        source=f"{haladyna('19')} and 22",
    ),
    _findings,
)
