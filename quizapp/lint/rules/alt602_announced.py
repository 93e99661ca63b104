"""ALT602: the text of a picture begins with what it shows, not with the word picture."""

import re
from collections.abc import Iterator

from quizapp.lint.literature import WAI
from quizapp.lint.rule import Finding, Paper, Rule, Why

_ANNOUNCED = re.compile(
    r"(?:(?:this|here|there) is )?(?:(?:a|an|the|this) )?"
    r"(?:image|picture|photo|photograph|pic|graphic|screenshot)"
    r"(?: of\b| shows\b| showing\b|:)",
    re.IGNORECASE,
)


def _findings(paper: Paper) -> Iterator[Finding]:
    for anatomy in paper.questions:
        if anatomy.alt and (found := _ANNOUNCED.match(anatomy.alt.text)):
            message = f"“{found[0]}” is said by the page already; begin with what is shown"
            yield Finding(anatomy.alt.path, message)


ALT602 = Rule(
    "ALT602",
    "warning",
    Why(
        title="A picture announced as a picture",
        reason="A screen reader says that there is a picture before it reads the text, so the "
        "listener hears it twice.",
        mend="Begin with what is shown. Where the sort of picture matters, say which: a map, "
        "a drawing, a timeline.",
        source=WAI,
    ),
    _findings,
)
