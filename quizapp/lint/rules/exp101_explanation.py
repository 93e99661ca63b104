"""EXP101: a question says why its key is right, so that a wrong answer teaches something."""

from collections.abc import Iterator

from quizapp.lint.literature import haladyna
from quizapp.lint.rule import Finding, Paper, Rule, Why


def _findings(paper: Paper) -> Iterator[Finding]:
    for anatomy in paper.questions:
        if anatomy.has_key and anatomy.question.explanation is None:
            name = anatomy.question.id
            message = f"question '{name}' has no explanation; say why the answer is right"
            yield Finding(anatomy.path, message)


EXP101 = Rule(
    "EXP101",
    "warning",
    Why(
        title="No explanation",
        reason="A wrong answer teaches only if the question says why the right one is right.",
        mend="Add `explanation`: two or three sentences on how to read the source.",
        source=f"{haladyna('30')}; Hattie & Timperley, The power of feedback (2007)",
    ),
    _findings,
)
