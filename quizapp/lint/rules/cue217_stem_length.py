"""CUE217: a stem is long enough to have a point and short enough to be read at once."""

from collections.abc import Iterator

from quizapp.lint.literature import haladyna
from quizapp.lint.rule import Finding, Paper, Rule, Why
from quizapp.lint.words import unquoted

FEWEST, MOST = 3, 60


def _findings(paper: Paper) -> Iterator[Finding]:
    for anatomy in paper.questions:
        count = len(anatomy.stem.words)
        if count < FEWEST and not anatomy.is_statement:
            message = f"{count} words leave open what is asked"
            yield Finding(anatomy.stem.path, f"{message}; say the whole question in the stem")
        if count > MOST and len(unquoted(anatomy.stem.text).split()) > MOST:
            message = f"{count} words are much to read before an answer"
            yield Finding(anatomy.stem.path, f"{message}; keep to {MOST} and cut the rest")


CUE217 = Rule(
    "CUE217",
    "warning",
    Why(
        title="A stem too short or too long",
        reason="Under three words the options have to tell what is asked; over sixty, reading "
        "speed is tested. Quoted words are not counted as too long.",
        mend="Say the whole question in the stem, and nothing that it does not need.",
        source=f"{haladyna('13')}, 15 and 16",
    ),
    _findings,
)
