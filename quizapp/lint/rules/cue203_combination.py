"""CUE203: no option is put together from other options (K-type)."""

import re
from collections.abc import Iterator

from quizapp.lint.anatomy import Menu, Part
from quizapp.lint.literature import haladyna
from quizapp.lint.rule import Finding, Paper, Rule, Why
from quizapp.lint.words import folded

_LETTERS = re.compile(
    r"(?:(?:only|both|either|neither) )?(?:answers? |options? |choices? )?"
    r"(?:[a-f]|[1-6]|i{1,3}|iv|v)(?:,? (?:and|or|&|nor) (?:[a-f]|[1-6]|i{1,3}|iv|v))+(?: only)?"
)
_BOTH = re.compile(
    r"both(?: of)?(?: the)?(?: above| these| those| them| options| answers)?"
    r"(?: (?:is|are) (?:correct|right|true))?"
)
_JOINT = re.compile(r",? (?:and|or|&|nor) |, ")


def _findings(paper: Paper) -> Iterator[Finding]:
    for anatomy in paper.questions:
        for menu in anatomy.menus:
            for option in menu.options:
                if _is_combination(option, menu):
                    message = f"'{option.text}' is put together from other options"
                    yield Finding(option.path, f"{message}; ask with 'multiple' instead")


def _is_combination(option: Part, menu: Menu) -> bool:
    text = option.text.casefold().strip(" .")
    if text.startswith("both") and _BOTH.fullmatch(text):
        return True
    pieces = _JOINT.split(text.removeprefix("both ").removeprefix("neither "))
    if len(pieces) < 2:
        return False
    others = {folded(o.text.casefold()) for o in menu.options}
    return all(folded(piece.casefold()) in others for piece in pieces) or (
        bool(_LETTERS.fullmatch(text)) and not _are_numbers(menu)
    )


def _are_numbers(menu: Menu) -> bool:
    """Options such as "1 or 2" beside "3 or 4" count something; they name no other option."""
    return sum(bool(re.match(r"\d", o.text)) for o in menu.options) > 2


CUE203 = Rule(
    "CUE203",
    "warning",
    Why(
        title="A combination of options",
        reason="Knowing about one part rules out several options at once, so a guess gets better "
        "with half the knowledge.",
        mend="Ask it as `multiple`, which gives credit for each part.",
        source=haladyna("9"),
    ),
    _findings,
)
