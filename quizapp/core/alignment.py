"""A ledger beside the text of its source: what can be checked only with the text at hand.

The text is not part of the project. Whoever has a copy can lay it beside the ledger, paragraph by
paragraph; digests show whether it is the same text.
"""

import hashlib
from collections.abc import Iterator, Mapping

from quizapp.core.coherence import LedgerFault, Path
from quizapp.core.ledger import Anchor, Claim, Ledger


def digest(text: str) -> str:
    """The first 16 hex digits of the SHA-256 of a stretch of text, U+00A0 read as a space."""
    return hashlib.sha256(text.replace("\u00a0", " ").encode()).hexdigest()[:16]


def faults(ledger: Ledger, texts: Mapping[str, str]) -> Iterator[LedgerFault]:
    """What of the ledger is not as the paragraphs of `texts` have it; others are not looked at."""
    for index, paragraph in enumerate(ledger.paragraphs):
        text = texts.get(paragraph.id)
        if text is not None and digest(text) != paragraph.sha256:
            message = f"{paragraph.id} is another text than the ledger was made from"
            yield LedgerFault(("paragraphs", index, "sha256"), message)
    for index, claim in enumerate(ledger.claims):
        yield from _of_claim(claim, texts, ("claims", index))


def _of_claim(claim: Claim, texts: Mapping[str, str], path: Path) -> Iterator[LedgerFault]:
    for number, anchor in enumerate(claim.anchors):
        if anchor.paragraph in texts:
            yield from _of_anchor(claim, anchor, texts, (*path, "anchors", number))
    for number, quote in enumerate(claim.quotes):
        if quote.paragraph in texts and not _occurs(quote.text, texts[quote.paragraph]):
            where = (*path, "quotes", number, "text")
            yield LedgerFault(where, f"{claim.id}: this is not quoted in {quote.paragraph}")
    here = [texts[a.paragraph] for a in claim.anchors if a.paragraph in texts]
    if len(here) == len(claim.anchors):
        for field in ("hedges", "distancing"):
            for number, word in enumerate(getattr(claim, field)):
                if not any(_occurs(word, text) for text in here):
                    message = f"{claim.id}: '{word}' is in none of its paragraphs"
                    yield LedgerFault((*path, field, number), message)


def _of_anchor(
    claim: Claim, anchor: Anchor, texts: Mapping[str, str], path: Path
) -> Iterator[LedgerFault]:
    text = texts[anchor.paragraph]
    if digest(text[anchor.start : anchor.end]) != anchor.sha256:
        yield LedgerFault(path, f"{claim.id}: the words {anchor.start} to {anchor.end} are others")
    for place, link in enumerate(anchor.chain):
        if link.is_explicit and not _occurs(link.cue, text):
            where = (*path, "chain", place, "cue")
            yield LedgerFault(where, f"{claim.id}: '{link.cue}' is not in {anchor.paragraph}")


def _occurs(words: str, text: str) -> bool:
    return words.casefold() in text.replace("\u00a0", " ").casefold()
