"""Negative stems: those that ask for what is not so, and whether they show it."""

import re
from typing import NamedTuple

from quizapp.lint.words import unquoted

_SENTENCE = re.compile(r"(?<=[.?!])\s+")
_EXCEPT = re.compile(r"\b(?:except|excluding)\b", re.IGNORECASE)
_ASKED = re.compile(
    r"(?:(?:^|[,:;–—]\s+|\b(?:at|by|for|from|in|of|on|to|under|with)\s+)"
    r"(?:which|who|whom|what|where|select|choose|mark|pick|find)\b"
    r"|\bthe (?:one|ones|option|answer|statement)s? (?:that|which|who)\b)"
    r"(?:(?!\b(?:after|although|because|before|if|once|since|that|unless|until|when|which|while|who"
    r")\b)[^,(]){0,200}?"
    r"\b(not|cannot|\w+n['’]t|least\s+likely)\b(?!\s+(?:just|merely|only|until|yet)\b)",
    re.IGNORECASE,
)
"""An asking word at the start or after a comma (not "lizards which"), and a negative that is in no
clause of its own."""

_JUDGED = re.compile(
    r"\b(not)\b(?=\W{0,4}\s*(?:true|correct|mentioned|included|among|one\s+of|part\s+of)\b)",
    re.IGNORECASE,
)
_OTHER = re.compile(r"\b(?:why|whether|or\s+not|what\s+if)\b", re.IGNORECASE)


class Negative(NamedTuple):
    """The word by which a stem asks for what is not so."""

    word: str
    is_emphasised: bool


def asked_negative(stem: str) -> Negative | None:
    """How a stem asks for what is not so; None where it does not.

    Only the sentence that asks counts, and a negative in a clause of its own ("after it was not
    renewed") does not. Neither does what is quoted.
    """
    if not _MAY.search(stem):
        return None
    sentences = _SENTENCE.split(unquoted(stem))
    asking = [s for s in sentences if "?" in s] or sentences
    before = [s for s in sentences if s not in asking and _EXCEPT.search(s)]  # "All but one fit."
    for sentence in (*asking, *before):
        if _OTHER.search(sentence):
            continue
        found = _EXCEPT.search(sentence)
        span = found.span() if found else None
        if not span:
            found = _ASKED.search(sentence) or _JUDGED.search(sentence)
            span = found.span(1) if found else None
        if span:
            return Negative(sentence[slice(*span)], _is_emphasised(sentence, *span))
    return None


_MAY = re.compile(r"not|n['’]t|except|excluding|least", re.IGNORECASE)


def _is_emphasised(sentence: str, start: int, end: int) -> bool:
    is_shouted = sentence.isupper()
    marks = sentence[max(0, start - 1) : start] + sentence[end : end + 1]
    return (sentence[start:end].isupper() and not is_shouted) or marks in ("**", "__")


def is_short_form(word: str) -> bool:
    """Whether a negative is tied to its verb: `didn’t`."""
    return word.endswith(("n't", "n’t"))
