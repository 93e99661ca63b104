"""CUE207: words without exception do not stand in the wrong options alone."""

import re
from collections.abc import Iterator

from quizapp.lint.anatomy import Anatomy
from quizapp.lint.literature import NBME_SHORT, haladyna
from quizapp.lint.rule import Finding, Paper, Rule, Why
from quizapp.lint.rules.cue201_all_of_the_above import is_all_of_the_above
from quizapp.lint.rules.cue202_none_of_the_above import is_none_of_the_above

_ABSOLUTE = re.compile(
    r"(?<![\w-])(always|never|only|every|everyone|everything|everybody|all|completely|entirely"
    r"|totally|absolutely|invariably|impossible)(?![\w-])(?!\s+[A-Z])"
)
"""Not "nothing" or "nobody", which are answers of their own; not before a capital, in a title."""

_HARMLESS = re.compile(
    r"\b(?:not (?:only|all|always|every|entirely|completely)|at all|after all"
    r"|all (?:over|right|but)|once (?:and )?for all|first of all"
    r"|all (?:of )?(?:the|these|those)? ?(?:\d+|two|three|four))"
)


def _findings(paper: Paper) -> Iterator[Finding]:
    for anatomy in paper.questions:
        yield from _of_question(anatomy)


def _of_question(anatomy: Anatomy) -> Iterator[Finding]:
    for menu in anatomy.menus:
        found = [(o, absolute(o.text)) for o in menu.distractors]
        found = [(o, word) for o, word in found if word]
        if found and menu.keys and not any(absolute(o.text) for o in menu.keys):
            option, word = found[0]
            message = f"'{word}' stands in a wrong option and in no right one, which gives it away"
            yield Finding(option.path, f"{message}; soften it, or use such a word in a key too")


def absolute(text: str) -> str | None:
    """The first word without exception; names ("All Quiet") and quotations do not count."""
    start = text[:1].casefold() + text[1:]  # the capital at the start says nothing
    folded = start.casefold().strip(" .")
    if is_all_of_the_above(folded) or is_none_of_the_above(folded):
        return None
    match = _ABSOLUTE.search(_HARMLESS.sub(" ", start)) if " " in start else None
    return match[1] if match else None


CUE207 = Rule(
    "CUE207",
    "warning",
    Why(
        title="Absolute terms in wrong options only",
        reason="The practised guesser drops whatever says always, never, all or only.",
        mend="Soften the option, or let a right option of the bank carry such a word as well.",
        source=f"{haladyna('28a')}; {NBME_SHORT}, absolute terms",
    ),
    _findings,
)
