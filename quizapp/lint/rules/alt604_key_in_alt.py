"""ALT604: the text of a picture does not name the right answer alone."""

import re
from collections.abc import Iterator

from quizapp.lint.anatomy import Menu
from quizapp.lint.literature import NBME_SHORT
from quizapp.lint.rule import Finding, Paper, Rule, Why
from quizapp.lint.words import folded


def _findings(paper: Paper) -> Iterator[Finding]:
    for anatomy in paper.questions:
        if anatomy.alt is None:
            continue
        text = folded(anatomy.alt.text).casefold()
        for menu in anatomy.menus:
            if named := _only_keys(menu, text):
                message = f"the picture's text names the right answer “{named}” and no wrong one"
                yield Finding(anatomy.alt.path, f"{message}; name all of the options or none")


def _only_keys(menu: Menu, text: str) -> str | None:
    """The first right option that the text names, where it names no wrong one."""
    if any(_names(text, option.folded) for option in menu.distractors):
        return None
    return next((key.text for key in menu.keys if _names(text, key.folded)), None)


def _names(text: str, option: str) -> bool:
    return bool(re.search(rf"(?<!\w){re.escape(option.casefold())}(?!\w)", text))


ALT604 = Rule(
    "ALT604",
    "warning",
    Why(
        title="The key in a picture's text",
        reason="A word of the key that stands before the question points to it. Where the text "
        "names one option only, those who listen are told the answer.",
        mend="Name all of the options in `alt`, or describe the picture without any.",
        source=f"{NBME_SHORT}, on word repetition",
    ),
    _findings,
)
