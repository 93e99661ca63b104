"""ALT603: the text of a picture is short enough to be held in the head."""

from collections.abc import Iterator

from quizapp.lint.literature import WAI
from quizapp.lint.rule import Finding, Paper, Rule, Why

MOST = 250


def _findings(paper: Paper) -> Iterator[Finding]:
    for anatomy in paper.questions:
        if anatomy.alt and (length := len(anatomy.alt.text)) > MOST:
            message = f"{length} characters are long for a picture's text; keep to {MOST}"
            yield Finding(anatomy.alt.path, f"{message}, or show less in one picture")


ALT603 = Rule(
    "ALT603",
    "warning",
    Why(
        title="A picture's text that is long",
        reason="It is read in one go, without a way to stop or go back within it. The limit is "
        "ours: about twenty seconds of listening, as much as a question's time can spare.",
        mend="Say what the answer needs and leave out the rest; or ask about a simpler picture.",
        source=WAI,
    ),
    _findings,
)
