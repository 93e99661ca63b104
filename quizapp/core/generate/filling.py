"""The voices of a chain as gaps to fill, and how many they are."""

from collections.abc import Iterator

from quizapp.core.bank import Gap
from quizapp.core.citation import paragraph_label
from quizapp.core.generate.desk import (
    Card,
    Desk,
    Draft,
    Sheet,
    cloze,
    evidence,
    numeric,
    options,
    slot_id,
)
from quizapp.core.generate.people import outlets, voices_like
from quizapp.core.generate.retelling import Piece, retellable, retold
from quizapp.core.generate.wording import chain, opened, sentence
from quizapp.core.ledger import Anchor, Claim, Link, Outlet
from quizapp.core.query import Ask, Query

_VOICES = "Leave one voice out, and the claim seems nearer to you than it is."
_COUNT = "The more voices, the more often something may have been lost or added on the way."


def chain_gaps(desk: Desk) -> Iterator[Draft]:
    """A retelling with its voices left out, each to be picked."""
    for claim, anchor in _chained(desk):
        slot = slot_id("chain-gaps", claim.id, anchor.paragraph)
        text, gaps = "", []
        for piece in retold(desk.ledger, claim, anchor):
            gap = _gap(desk, slot, claim, anchor, piece)
            gaps += [gap] if gap else []
            stop = ":" if piece.text.endswith(":") else ""
            text += f"{{{{{gap.id}}}}}{stop}" if gap else piece.text
        sheet = Sheet(
            slot,
            "Who is missing? Fill the gaps, so that this retells "
            f"{paragraph_label(anchor.paragraph)}.",
            "attribution",
            f"{chain(desk.ledger, anchor)} {_VOICES}",
            evidence(claim, anchor),
            "medium",
        )
        yield cloze(sheet, text, gaps) if len(gaps) > 1 else None


def _gap(desk: Desk, slot: str, claim: Claim, anchor: Anchor, piece: Piece) -> Gap | None:
    """The gap in place of a name, if one name alone is proved to fit; else None."""
    number, _, what = (piece.part or "").partition("-")
    if what not in ("voice", "listener"):
        return None
    link = anchor.chain[int(number) - 1]
    ask, key, cards = _asked(desk, link, what)
    query = Query(ask=ask, claim=claim.id, paragraph=anchor.paragraph)
    choices = options(desk, f"{slot}/{piece.part}", query, {key}, cards)
    if not choices:
        return None
    is_start = piece.part == "1-voice"
    shown = [c.model_copy(update={"text": opened(c.text)}) if is_start else c for c in choices]
    return Gap(id=f"gap-{number}-{what}", asks=query, choices=tuple(shown))


def _asked(desk: Desk, link: Link, what: str) -> tuple[Ask, str, tuple[Card, ...]]:
    """What a gap puts to the ledger, what is right, and what is on offer."""
    if what == "listener":
        who = link.addressee or ""
        is_outlet = isinstance(desk.ledger.entity(who), Outlet)
        return "addressee", who, outlets(desk, who) if is_outlet else voices_like(desk, who)
    who = link.speaker or ""
    if link.role == "relay":
        return "relay", who, outlets(desk, who)
    return "speaker", who, voices_like(desk, who)


def voice_count(desk: Desk) -> Iterator[Draft]:
    """Through how many voices a claim comes."""
    for claim, anchor in _chained(desk):
        names = list(dict.fromkeys(link.speaker or "" for link in anchor.chain))
        sheet = Sheet(
            slot_id("voice-count", claim.id, anchor.paragraph),
            f"{opened(paragraph_label(anchor.paragraph))} hands on a claim: {sentence(claim)}. "
            "Through how many voices does it come? Count each one once, and do not count the "
            "article itself.",
            "attribution",
            f"{chain(desk.ledger, anchor)} {_COUNT}",
            evidence(claim, anchor),
            "medium",
        )
        count = len(names)
        reject = {count + 1: "That is one too many. Leave out the article itself and whoever is "
                  "only spoken to, and count nobody twice."}  # fmt: skip
        if count > 1:
            reject[count - 1] = "One voice is missing. Look for whoever passes on another’s words."
        query = Query(ask="voices", claim=claim.id, paragraph=anchor.paragraph)
        yield numeric(desk, sheet, query, count, reject)


def _chained(desk: Desk) -> Iterator[tuple[Claim, Anchor]]:
    """Claims that come through more than one act of speech."""
    for claim in desk.ledger.claims:
        for anchor in claim.anchors:
            if anchor.depth > 1 and retellable(claim, anchor):
                yield claim, anchor
