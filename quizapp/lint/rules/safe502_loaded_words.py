"""SAFE502: no side is called names, and no flag waves."""

import re
from collections.abc import Iterator, Sequence

from quizapp.lint.anatomy import Anatomy
from quizapp.lint.literature import HOUSE
from quizapp.lint.rule import Finding, Paper, Rule, Why

_LOADED = re.compile(
    r"\b(?:evil|rogue (?:state|nation|regime)s?|thugs?|madman|madmen|warmonger\w*|villains?"
    r"|bad guys?|good guys?|tyrants?|butchers?|barbari\w+|bloodthirsty|fanatics?|lunatics?"
    r"|puppet (?:state|government|regime)s?|terrorist states?|axis of \w+|free world"
    r"|brainwash\w*|fake news|liars?|sheeple|so-called|enemy|enemies)\b"
)
_REGIME = re.compile(r"\b(?:Putin|Kremlin|Moscow|[A-Z]\w+(?:an|ese|ish))(?:['’]s)? regime\b")
_TRACES = (
    "evil", "rogue ", "thug", "madm", "warmonger", "villain", "bad guy", "good guy", "tyrant",
    "butcher", "barbari", "bloodthirsty", "fanatic", "lunatic", "puppet ", "terrorist state",
    "axis of", "free world", "brainwash", "fake news", "liar", "sheeple", "so-called", "enem",
    " regime",
)  # fmt: skip
"""Without one of these no pattern fits: looked for first, since it is much quicker."""

_FLAG = re.compile("[\U0001f1e6-\U0001f1ff]{2}|[\U0001f3f4\U0001f6a9\U0001f3f3]")
_NEAR_A_FLAG = re.compile("[\U0001f1e6-\U0001f6a9]")
"""All signs between the first and the last of these: looked for first, for the same reason."""


def _findings(paper: Paper) -> Iterator[Finding]:
    likely = [trace for trace in _TRACES if trace in paper.traces]
    for anatomy in paper.questions if paper.bank.sources else ():
        for part in anatomy.texts if _may_be_loaded(anatomy, likely) else ():
            match = _LOADED.search(part.own) or _REGIME.search(part.text) or _FLAG.search(part.text)
            if match:
                message = f"'{match[0]}' takes a side in our own voice"
                yield Finding(part.path, f"{message}; use a plain word, or quote who said it")


def _may_be_loaded(anatomy: Anatomy, likely: Sequence[str]) -> bool:
    if any(trace in anatomy.traces for trace in likely):
        return True
    return bool(_NEAR_A_FLAG.search(anatomy.everything))


SAFE502 = Rule(
    "SAFE502",
    "warning",
    Why(
        title="Loaded words",
        reason="No flags, no villains: a learner who feels on trial defends a side and stops "
        "reading. Words in quotation marks are somebody else's and pass; banks without a source "
        "are not looked at.",
        mend="Use a plain word, or quote who said it.",
        source=HOUSE,
    ),
    _findings,
)
