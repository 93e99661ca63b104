"""ITEM006: no question stands twice in a bank: same stem, same texts to work with."""

from collections.abc import Iterator

from quizapp.lint.literature import haladyna
from quizapp.lint.rule import Finding, Paper, Rule, Why


def _findings(paper: Paper) -> Iterator[Finding]:
    first: dict[tuple[str, frozenset[str]], str] = {}
    for anatomy in paper.questions:
        texts = frozenset(part.folded for part in (*anatomy.shown[1:], *anatomy.answers))
        what = (anatomy.stem.folded, texts)
        if what in first:
            message = f"this asks the same as question '{first[what]}'"
            yield Finding(anatomy.stem.path, f"{message}; leave one out or ask something else")
        first.setdefault(what, anatomy.question.id)


ITEM006 = Rule(
    "ITEM006",
    "warning",
    Why(
        title="The same question twice",
        reason="The second time it tests the memory of the first.",
        mend="Leave one out, or ask something else. Another order of the options is no difference.",
        source=haladyna("4"),
    ),
    _findings,
)
