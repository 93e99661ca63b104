"""A claim told again in a sentence of our own, voice within voice, with its parts named.

The names of the parts are those of `core.judge.retelling`.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from quizapp.core.generate.wording import clause, clause_by, name, opened
from quizapp.core.judge import kin
from quizapp.core.ledger import Anchor, Claim, CueType, Ledger, Link, Person

_VERBS: dict[CueType, str] = {
    "accuse": "made the accusation",
    "argue": "argued",
    "insist": "insisted",
    "lament": "said",
    "offer": "made an offer to",
    "say": "said",
    "state": "stated",
    "tell": "told",
    "tweet": "tweeted",
}
"""What a voice did; a claim with a cue of another sort is not told again."""


@dataclass(frozen=True)
class Piece:
    """Words of a retelling; `part` is None for those that are nobody's: `that`.

    Stops belong to the words before them, or they would begin a line of their own on a phone.
    """

    text: str
    part: str | None = None


_THAT, _THEN = Piece(" that "), Piece(" ")
"""What stands between two links, or a link and the content."""


def retellable(claim: Claim, anchor: Anchor) -> bool:
    """Whether the article itself has every link, with a name, and no more than one reading."""
    return (
        anchor.depth > 0
        and claim.type != "naming"
        and kin.commits_somebody(claim)
        and not kin.leaves_open(claim, "speaker")
        and not kin.leaves_open(claim, "addressee")
        and all(_verb(anchor.chain, i) and k.is_explicit for i, k in enumerate(anchor.chain))
    )


def retold(ledger: Ledger, claim: Claim, anchor: Anchor) -> tuple[Piece, ...]:
    """`Reuters` `reported` that `Vladimir Putin` `said` that ..., with the content last."""
    pieces: list[Piece] = []
    for i, link in enumerate(anchor.chain):
        part = f"{i + 1}"
        voice = _voice(ledger, anchor.chain, i)
        is_named = voice not in ("he", "it")
        pieces += [
            Piece(opened(voice) if i == 0 else voice, f"{part}-voice" if is_named else None),
            Piece(" "),
            Piece(_verb(anchor.chain, i), f"{part}-cue"),
        ]
        if link.addressee:
            pieces += [Piece(" "), *_listener(ledger, anchor.chain, i)]
        pieces.append(_THAT)
    last = anchor.chain[-1]
    if last.cue_type == "offer":
        pieces[-2:] = [replace(pieces[-2], text=f"{pieces[-2].text}:"), _THEN]
        return (*pieces, Piece(f"{clause(ledger, claim)}.", "content"))
    told = clause_by(ledger, claim, last.speaker or "")
    return (*pieces, Piece(f"{told}.", "content"))


def in_links(pieces: Sequence[Piece]) -> tuple[Piece, ...]:
    """The same with each link in one piece: `Reuters reported`, `he had told Donald Trump`."""
    found: list[Piece] = []
    for piece in pieces:
        number = (piece.part or "").split("-")[0]
        if piece.part == "content" or piece is _THAT or piece is _THEN:
            found.append(piece)
        elif found and found[-1].part not in (None, "content"):
            found[-1] = Piece(found[-1].text + piece.text, found[-1].part or number)
        else:
            found.append(Piece(piece.text, number or _next(found)))
    return tuple(found)


def _next(found: Sequence[Piece]) -> str:
    """The number of the link that begins after these: its voice is a pronoun."""
    return str(sum(p.part not in (None, "content") for p in found) + 1)


def _voice(ledger: Ledger, chain: Sequence[Link], i: int) -> str:
    """The names; a pronoun for one who spoke in the link before."""
    link = chain[i]
    if i and chain[i - 1].speaker == link.speaker and not link.with_speakers:
        return "he" if isinstance(ledger.entity(link.speaker or ""), Person) else "it"
    return " and ".join(name(ledger, s) for s in (link.speaker, *link.with_speakers) if s)


def _verb(chain: Sequence[Link], i: int) -> str:
    """The word for it, in the past of the past within somebody's speech; empty where none fits."""
    link = chain[i]
    if link.role == "relay":
        return "reported"
    verb = _VERBS.get(link.cue_type, "")
    if link.addressee and link.cue_type == "say":
        verb = "told"
    is_within = any(k.role == "source" for k in chain[:i])
    return f"had {verb}" if verb and is_within else verb


def _listener(ledger: Ledger, chain: Sequence[Link], i: int) -> tuple[Piece, ...]:
    """Who is spoken to; one who spoke before needs no name again."""
    whom = chain[i].addressee or ""
    if any(whom == k.speaker for k in chain[:i]):
        return (Piece("him" if isinstance(ledger.entity(whom), Person) else "it"),)
    return (Piece(name(ledger, whom), f"{i + 1}-listener"),)
