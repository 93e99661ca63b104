"""SRC107: a name that is nearly one of the ledger's is spelt as the ledger has it."""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from quizapp.lint.anatomy import Anatomy
from quizapp.lint.literature import HOUSE
from quizapp.lint.names import all_names
from quizapp.lint.rule import Finding, Paper, Rule, Why
from quizapp.lint.words import distance

_TOKEN = re.compile(r"[^\W_]+(?:[-‑][^\W_]+)*")
_CANDIDATE = re.compile(r"[A-Z\d](?<![\w-].)[^\W_]*(?:[-‑][^\W_]+)*")
"""What may be a name (a capital first) or a code (a figure in it); quicker than to look back first.
"""

_ENDINGS = ("", "s", "es", "n", "an", "ian", "ns", "ans", "ians")
SHORTEST = 6
"""Letters from which on a word within one letter of a name is taken for a slip."""


def _findings(paper: Paper) -> Iterator[Finding]:
    names = _words_of(all_names(paper.own_ledgers))
    known = tuple(names)
    tokens = _tokens(paper.wording) if names else []
    slips = {t: names[m] for t in {*tokens} - names.keys() if (m := _meant(t, known))}
    for anatomy in paper.questions if slips else ():
        if any(slip in anatomy.wording for slip in slips):
            yield from _of_question(anatomy, slips)


def _of_question(anatomy: Anatomy, slips: Mapping[str, str]) -> Iterator[Finding]:
    offered = {t for parts in anatomy.lists for part in parts for t in _tokens(part.text)}
    offered |= {t for part in anatomy.answers for t in _tokens(part.text)}
    for part in anatomy.texts:
        is_stem = part is anatomy.stem
        for token in _tokens(part.text):
            if token not in slips or (token in offered and not is_stem and not part.is_key):
                continue  # a wrong option may well be one letter off, and feedback may name it
            if is_stem or not _is_code(token):
                message = f"'{token}' is no name in the ledger"
                yield Finding(part.path, f"{message}; did you mean '{slips[token]}'?")


def _tokens(text: str) -> list[str]:
    return _CANDIDATE.findall(text)


def _is_code(token: str) -> bool:
    return any(c.isdigit() for c in token)


@lru_cache(maxsize=4096)
def _meant(token: str, names: tuple[str, ...]) -> str | None:
    """The name that the token is a slip of; None where it is a name or something else."""
    if _is_code(token):
        return _code_meant(_bare(token), names)
    if len(token) < SHORTEST or not token.isalpha():
        return None
    if any(token == name + ending for name in names for ending in _ENDINGS):
        return None
    limit = 1 if len(token) < 9 else 2
    return next((n for n in names if n.isalpha() and 0 < distance(token, n, limit) <= limit), None)


def _code_meant(bare: str, names: tuple[str, ...]) -> str | None:
    codes = {_bare(n): n for n in names if _is_code(n) and len(n) > 3}
    if bare in codes:
        return None
    is_near = (n for b, n in codes.items() if distance(bare, b, 1) == 1 or _is_swap(bare, b))
    return next(is_near, None)


def _is_swap(one: str, other: str) -> bool:
    """Whether two neighbours changed places, and nothing else."""
    return sorted(one) == sorted(other) and distance(one, other, 2) == 2


def _bare(code: str) -> str:
    return code.replace("-", "").replace("‑", "").casefold()


@lru_cache(maxsize=8)
def _words_of(names: tuple[str, ...]) -> Mapping[str, str]:
    """Each word of a name with the name; the singular of "the Americans" too."""
    found: dict[str, str] = {}
    for name in names:
        for token in _TOKEN.findall(name):
            if token[0].isupper() or token[0].isdigit():
                found.setdefault(token, name)
                if name.startswith("the ") and token.endswith("s"):
                    found.setdefault(token[:-1], name)
                for piece in token.split("-"):
                    found.setdefault(piece, name)
    return found


SRC107 = Rule(
    "SRC107",
    "warning",
    Why(
        title="A name that the ledger does not know",
        reason="A slip in a name sends the reader to somebody or something else. Only words within "
        "a letter or two of a known name are told, in a stem, a key or a lesson; wrong options may "
        "be one letter off.",
        mend="Spell it as the ledger does, or add the spelling there as an alias.",
        source=HOUSE,
    ),
    _findings,
)
