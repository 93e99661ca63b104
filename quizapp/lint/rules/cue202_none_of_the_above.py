"""CUE202: no option stands for none of the others."""

import re
from collections.abc import Iterator

from quizapp.lint.literature import TRIVIA, haladyna
from quizapp.lint.rule import Finding, Paper, Rule, Why

_NONE = re.compile(
    r"(?:none|neither|not any)(?: of)? (?:the )?(?:above|these|those|them|two|options|answers|"
    r"choices|others)(?: (?:is|are) (?:correct|right|true))?"
    r"|(?:none|neither)(?: (?:is|are) (?:correct|right|true))?"
    r"|no (?:correct|right) (?:answer|option)|all (?:of the above )?are (?:wrong|false|incorrect)"
)


def is_none_of_the_above(folded: str) -> bool:
    """Whether an option stands for none of the others."""
    return folded.startswith(("n", "all")) and bool(_NONE.fullmatch(folded))


def _findings(paper: Paper) -> Iterator[Finding]:
    for anatomy in paper.questions:
        for menu in anatomy.menus:
            for option in menu.options:
                if is_none_of_the_above(option.folded):
                    message = f"'{option.text}' shows what is not known, and is seldom the key"
                    advice = "say what would be the case ('The article does not say')"
                    yield Finding(option.path, f"{message}; {advice} or leave it out")


CUE202 = Rule(
    "CUE202",
    "warning",
    Why(
        title="None of the above",
        reason="Picking it shows what somebody rules out, not what they know; and it is seldom the "
        "key: 11 % in a public set, where chance is 25 %.",
        mend="Replace it. That a source leaves something open is an option with words of its own.",
        source=f"{haladyna('25')}; {TRIVIA}",
    ),
    _findings,
)
