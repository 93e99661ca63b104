"""SRC106: a contested claim does not stand in a stem as if it were a fact."""

import re
from collections.abc import Iterator, Mapping
from typing import TypeAlias

from quizapp.core.ledger import Claim
from quizapp.lint.literature import HOUSE
from quizapp.lint.rule import Finding, Paper, Rule, Why
from quizapp.lint.words import topic, unquoted, words

CONTESTED = frozenset(("attributed", "disputed", "doubted", "hedged"))
OWN, OTHER = (0.6, 2), (0.75, 3)
"""The share of a claim's topic and the number of its words that state it: the claim that the
question names as its evidence, and any other of the ledger."""

_Content: TypeAlias = tuple[Claim, frozenset[str]]
_SENTENCE = re.compile(r"(?<=[.?!;])\s+")

_VOICED = re.compile(
    r"\b(?:accord|accus|alleg|answer|appear|argu|articl|ascrib|assert|attribut|believ|belief|bullet"
    r"|charg|cite|claim|comment|confirm|credit|den(?:y|ied|ies)\b|denial|descri|dismiss|disput"
    r"|doubt|insist|lament|may\b|might\b|mention|paragraph|phras|portray|possib|present|quot"
    r"|read|refer|regret|reject|repl(?:y|ied|ies)\b|report|retel|said\b|saw\b|say|seem|sentence"
    r"|source|speak|spoke|state[sd]?\b|statement|stor(?:y|ies)|suggest|summar|tell|text|think"
    r"|told\b|tweet|version|view|voice|whose|word)"
)


def _findings(paper: Paper) -> Iterator[Finding]:
    claims = _by_word(paper)
    for anatomy in paper.questions if claims else ():
        if _VOICED.search(anatomy.stem.own):
            continue
        own = {claim.id for _, claim in paper.claims_behind(anatomy)}
        for sentence in _SENTENCE.split(unquoted(anatomy.stem.text)):
            claim = _stated(topic(words(sentence)), claims, own)
            if claim and claim.stance in CONTESTED:
                message = f"this states {claim.id} ({claim.stance} in the source) as if it were so"
                yield Finding(anatomy.stem.path, f"{message}; say whose word it is")
                break


def _by_word(paper: Paper) -> Mapping[str, list[_Content]]:
    """The claims by the words of their topic."""
    found: dict[str, list[_Content]] = {}
    for ledger in paper.own_ledgers:
        for claim in ledger.claims:
            content = (claim, topic(words(claim.content)))
            for word in content[1]:
                found.setdefault(word, []).append(content)
    return found


def _stated(
    said: frozenset[str], claims: Mapping[str, list[_Content]], own: set[str]
) -> Claim | None:
    """The claim that a sentence with these words states best; None where it states none."""
    best, most = None, 0.0
    for claim, content in {c[0].id: c for word in said for c in claims.get(word, ())}.values():
        shared = len(said & content)
        share, fewest = OWN if claim.id in own else OTHER
        fits = shared >= fewest and shared / len(content) >= share
        if fits and (shared / len(content), claim.stance not in CONTESTED) > (most, False):
            best, most = claim, shared / len(content)
    return best


SRC106 = Rule(
    "SRC106",
    "warning",
    Why(
        title="A contested claim without its voice",
        reason="A stem that states what only somebody claims teaches the claim as a fact, "
        "whatever the key is. Found by shared words, so it misses paraphrases.",
        mend="Say whose word it is: according to, says, in the account of.",
        source=HOUSE,
    ),
    _findings,
)
