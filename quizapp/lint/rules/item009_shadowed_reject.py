"""ITEM009: what a typed answer rejects is not accepted as well, and not rejected twice."""

from collections.abc import Iterator

from quizapp.core.bank import ShortText
from quizapp.core.spelling import normalised
from quizapp.lint.literature import HOUSE
from quizapp.lint.rule import Finding, Paper, Rule, Why


def _findings(paper: Paper) -> Iterator[Finding]:
    for anatomy in paper.questions:
        question = anatomy.question
        if not isinstance(question, ShortText):
            continue
        before = {normalised(text): f"the accepted '{text}'" for text in question.accept}
        for index, rejected in enumerate(question.reject):
            name = normalised(rejected.text)
            if name in before:
                message = f"'{rejected.text}' is read as {before[name]}, so this is never reached"
                yield Finding((*anatomy.path, "reject", index, "text"), f"{message}; remove one")
            before.setdefault(name, f"the rejected '{rejected.text}'")


ITEM009 = Rule(
    "ITEM009",
    "error",
    Why(
        title="A rejected answer that is never reached",
        reason="Case, accents, punctuation and spaces do not count in typed answers, so one entry "
        "can hide another.",
        mend="Remove the entry, or mend the one that hides it.",
        source=HOUSE,
    ),
    _findings,
)
