"""A ledger beside a copy of its text: which paragraphs are the same, and what they bear out.

The text is not part of the project. Whoever has a copy lays it beside the ledger. Digests find the
ledger's paragraphs in it: blank lines, wrapped lines, a number or bullet before a paragraph and
whatever stands between them do not count. A paragraph whose digest is not found is `altered` where
something of about its length stands in its place, else it is missing.
"""

import hashlib
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Literal, NamedTuple

from quizapp.core.coherence import LedgerFault, Path
from quizapp.core.ledger import Anchor, Claim, Ledger, Paragraph

Sort = Literal["anchor", "quotation", "cue", "hedge"]
"""What a text can bear out: the words of a claim, words spoken, who says so, how surely."""


@dataclass(frozen=True)
class Alignment:
    """A copy beside a ledger, by the ids of paragraphs; `missing` are not in it at all."""

    matching: Mapping[str, str]
    altered: Mapping[str, str]
    missing: tuple[str, ...]

    @property
    def texts(self) -> dict[str, str]:
        """All that can be laid beside the ledger, the altered ones too."""
        return {**self.matching, **self.altered}


class Check(NamedTuple):
    """One thing that a ledger says of the text; `message` is what is wrong if it does not hold.

    `holds` is None where the text that could tell is not at hand.
    """

    sort: Sort
    claim: str
    paragraph: str
    path: Path
    holds: bool | None
    message: str


class Stretch(NamedTuple):
    """Some words of a paragraph; marked or not."""

    text: str
    is_marked: bool


def digest(text: str) -> str:
    """The first 16 hex digits of the SHA-256 of a stretch of text, U+00A0 read as a space."""
    return hashlib.sha256(text.replace("\u00a0", " ").encode()).hexdigest()[:16]


def align(ledger: Ledger, copy: str) -> Alignment:
    """Each paragraph of the ledger with its text in the copy."""
    digests = {paragraph.sha256 for paragraph in ledger.paragraphs}
    pieces = list(_pieces(copy, digests))
    places: dict[str, int] = {}
    for place, piece in enumerate(pieces):
        places.setdefault(digest(piece.text), place)
    matching = {
        p.id: pieces[places[p.sha256]].text for p in ledger.paragraphs if p.sha256 in places
    }
    altered = dict(_altered(ledger.paragraphs, pieces, places))
    missing = (p.id for p in ledger.paragraphs if p.id not in matching and p.id not in altered)
    return Alignment(matching, altered, tuple(missing))


def checks(ledger: Ledger, texts: Mapping[str, str]) -> Iterator[Check]:
    """All that the ledger says of its text, put to the paragraphs of `texts`."""
    for index, claim in enumerate(ledger.claims):
        path: Path = ("claims", index)
        for number, anchor in enumerate(claim.anchors):
            yield from _of_anchor(claim, anchor, texts, (*path, "anchors", number))
        for number, quote in enumerate(claim.quotes):
            where = (*path, "quotes", number, "text")
            holds = _occurs(quote.text, texts.get(quote.paragraph))
            message = f"{claim.id}: this is not quoted in {quote.paragraph}"
            yield Check("quotation", claim.id, quote.paragraph, where, holds, message)
        yield from _of_hedges(claim, texts, path)


def faults(ledger: Ledger, texts: Mapping[str, str]) -> Iterator[LedgerFault]:
    """What of the ledger is not as the paragraphs of `texts` have it; others are not looked at."""
    for index, paragraph in enumerate(ledger.paragraphs):
        text = texts.get(paragraph.id)
        if text is not None and digest(text) != paragraph.sha256:
            message = f"{paragraph.id} is another text than the ledger was made from"
            yield LedgerFault(("paragraphs", index, "sha256"), message)
    for check in checks(ledger, texts):
        if check.holds is False:
            yield LedgerFault(check.path, check.message)


def excerpts(
    ledger: Ledger, texts: Mapping[str, str]
) -> dict[tuple[str, str], tuple[Stretch, ...]]:
    """By claim and paragraph: the paragraph of `texts`, with the words that carry the claim."""
    return {
        (claim.id, place): marked(
            texts[place], ((a.start, a.end) for a in claim.anchors if a.paragraph == place)
        )
        for claim in ledger.claims
        for place in {anchor.paragraph for anchor in claim.anchors}
        if place in texts
    }


def marked(text: str, ranges: Iterable[tuple[int, int]]) -> tuple[Stretch, ...]:
    """The text, with the words of these ranges (start and end, in characters) marked."""
    inside = [False] * len(text)
    for start, end in ranges:
        inside[start:end] = [True] * len(inside[start:end])
    runs = groupby(range(len(text)), key=inside.__getitem__)
    return tuple(Stretch("".join(text[i] for i in run), is_marked) for is_marked, run in runs)


# The paragraphs of a copy


_MARK = re.compile(r"(?:\[(\w+)\]|\d+[.)]|[•‣◦*·–—-])\s+")
"""A number or bullet before a paragraph: `[p5]`, `5.`, `•`."""

_GUESS = 0.1
"""By how much of its length an altered paragraph may have grown or shrunk to be taken for one."""


class _Piece(NamedTuple):
    """A paragraph of a copy, with the number in brackets that stood before it."""

    text: str
    number: str | None = None


def _pieces(copy: str, digests: Collection[str]) -> Iterator[_Piece]:
    """Line by line; lines without a blank one between them are one where the ledger has it so."""
    lines = (line.strip() for line in copy.splitlines())
    for has_words, block in groupby(lines, key=bool):
        if has_words:
            wrapped = list(block)
            whole = _unnumbered(" ".join(wrapped), digests)
            if digest(whole.text) in digests:
                yield whole
            else:
                yield from (_unnumbered(line, digests) for line in wrapped)


def _unnumbered(text: str, digests: Collection[str]) -> _Piece:
    mark = _MARK.match(text)
    if mark is None or digest(text) in digests:
        return _Piece(text)
    return _Piece(text[mark.end() :], mark[1])


def _altered(
    paragraphs: tuple[Paragraph, ...], pieces: list[_Piece], places: Mapping[str, int]
) -> Iterator[tuple[str, str]]:
    """What bears the number of a paragraph, or stands between its neighbours at its length."""
    digests = {p.sha256 for p in paragraphs}
    free = [i for i, piece in enumerate(pieces) if digest(piece.text) not in digests]
    after = -1
    for index, paragraph in enumerate(paragraphs):
        if paragraph.sha256 in places:
            after = places[paragraph.sha256]
            continue
        later = (places[p.sha256] for p in paragraphs[index:] if p.sha256 in places)
        before = next(later, len(pieces))
        is_bounded = after >= 0 or before < len(pieces)
        between = [i for i in free if after < i < before] if is_bounded else []
        numbered = (i for i in free if pieces[i].number == paragraph.id)
        found = next(numbered, _of_its_length(paragraph, pieces, between))
        if found is not None:
            free.remove(found)
            after = found
            yield paragraph.id, pieces[found].text


def _of_its_length(
    paragraph: Paragraph, pieces: list[_Piece], between: Iterable[int]
) -> int | None:
    allowed = paragraph.length * _GUESS
    return next(
        (i for i in between if abs(len(pieces[i].text) - paragraph.length) <= allowed), None
    )


# What a paragraph bears out


def _of_anchor(
    claim: Claim, anchor: Anchor, texts: Mapping[str, str], path: Path
) -> Iterator[Check]:
    place = anchor.paragraph
    text = texts.get(place)
    holds = None if text is None else digest(text[anchor.start : anchor.end]) == anchor.sha256
    message = f"{claim.id}: the words {anchor.start} to {anchor.end} of {place} are others"
    yield Check("anchor", claim.id, place, path, holds, message)
    for number, link in enumerate(anchor.chain):
        if link.is_explicit:
            where = (*path, "chain", number, "cue")
            message = f"{claim.id}: '{link.cue}' is not in {place}"
            yield Check("cue", claim.id, place, where, _occurs(link.cue, text), message)


def _of_hedges(claim: Claim, texts: Mapping[str, str], path: Path) -> Iterator[Check]:
    """Each word that softens a claim stands in one of its paragraphs."""
    places = [anchor.paragraph for anchor in claim.anchors]
    for field in ("hedges", "distancing"):
        for number, word in enumerate(getattr(claim, field)):
            found = {_occurs(word, texts.get(place)) for place in places}
            holds = True if True in found else None if None in found else False
            message = f"{claim.id}: '{word}' is in none of its paragraphs"
            yield Check("hedge", claim.id, places[0], (*path, field, number), holds, message)


def _occurs(words: str, text: str | None) -> bool | None:
    """Whether the words stand in the text; None where there is no text to tell."""
    if text is None:
        return None
    return words.casefold() in text.replace("\u00a0", " ").casefold()
