"""CUE205: nobody has to take a no of a no."""

import re
from collections.abc import Iterator

from quizapp.lint.anatomy import Anatomy
from quizapp.lint.literature import haladyna
from quizapp.lint.negation import asked_negative
from quizapp.lint.rule import Finding, Paper, Rule, Why
from quizapp.lint.rules.cue202_none_of_the_above import is_none_of_the_above
from quizapp.lint.words import is_negative, unquoted, words

_ONE = re.compile(r"\bneither\b.*?\bnor\b|\bnot only\b|\bno one\b", re.IGNORECASE)
_CLAUSE = re.compile(r"[.?!;:,]\s+|\b(?:and|because|but|since|so|which|while|who)\b")
_TITLE = re.compile(r"\b[A-Z]\w*(?=\s+[A-Z])")
"""A word before a capital: part of a title or name."""


def _findings(paper: Paper) -> Iterator[Finding]:
    for anatomy in paper.questions:
        if anatomy.is_statement:
            yield from _of_statement(anatomy)
        elif anatomy.menus and asked_negative(anatomy.stem.text):
            yield from _of_options(anatomy)


def _of_statement(anatomy: Anatomy) -> Iterator[Finding]:
    for sentence in _CLAUSE.split(_ONE.sub("not", unquoted(anatomy.stem.text))):
        found = [w for w in words(sentence) if is_negative(w)]
        if len(found) > 1:
            message = f"'{found[0]}' and '{found[1]}' in one statement cancel each other"
            yield Finding(anatomy.stem.path, f"{message}; say it the positive way")


def _of_options(anatomy: Anatomy) -> Iterator[Finding]:
    for menu in anatomy.menus:
        for option in menu.options:
            said = words(_TITLE.sub(" ", unquoted(option.text)))
            found = next((w for w in said if is_negative(w)), None)
            if found and not is_none_of_the_above(option.folded):
                message = f"the stem asks for what is not so, and this option says '{found}' too"
                yield Finding(option.path, f"{message}; say one of them the positive way")


CUE205 = Rule(
    "CUE205",
    "warning",
    Why(
        title="A double negative",
        reason="It tests patience with grammar.",
        mend="Say the stem, the statement or the option the positive way.",
        source=f"{haladyna('17')} and 27",
    ),
    _findings,
)
