"""SRC101: a question rests on a claim of a source."""

from collections.abc import Iterator

from quizapp.lint.literature import HOUSE
from quizapp.lint.rule import Finding, Paper, Rule, Why


def _findings(paper: Paper) -> Iterator[Finding]:
    for anatomy in paper.questions:
        if anatomy.has_key and not anatomy.question.evidence:
            name = anatomy.question.id
            message = f"question '{name}' has no evidence; name the claim that settles it"
            yield Finding(anatomy.path, message)


SRC101 = Rule(
    "SRC101",
    "warning",
    Why(
        title="No evidence",
        reason="Without a claim behind it nobody can check the key, and feedback cannot show why.",
        mend="Add `evidence`: the claim that settles the question, and the paragraph.",
        source=HOUSE,
    ),
    _findings,
)
