"""What a part of a retelling does: the verdicts over the words in which a chain is told again.

A retelling has for each link of the chain, from the outermost voice inwards, who speaks, the word
for it and perhaps who is spoken to; then the content. It may go on with another claim. Its parts:

    2            the whole second link: `Putin told Trump`
    2-voice      who speaks in it: `Putin`
    2-cue        the word for it: `told`
    2-listener   who is spoken to: `Trump`
    content      what is claimed in the end
    other        the other claim, which the source states in its own voice
"""

import re
from collections.abc import Callable

from quizapp.core.judge import kin
from quizapp.core.judge.verdict import Verdict, called, fails, holds, unclear, where
from quizapp.core.ledger import Anchor, Claim, Ledger, Link, Outlet
from quizapp.core.query import Query

_PART = re.compile(r"([1-9])(?:-(voice|cue|listener))?")


def part(ledger: Ledger, query: Query, option: str) -> Verdict:
    """Whether this part is what should be marked: by `field` all that attributes, or one role."""
    claim = ledger.claim(query.claim or "")
    assert claim is not None
    if option == "content":
        return fails("this is what is claimed; look for those who claim it")
    if option == "other":
        return _other(ledger, query)
    found, chain = _PART.fullmatch(option), claim.anchor(query.paragraph).chain
    if found is None or int(found[1]) > len(chain):
        return unclear(f"the chain has no part “{option}” {where(claim, query.paragraph)}")
    link, slot = chain[int(found[1]) - 1], found[2] or "link"
    if not _is_plain(claim, link):
        return unclear(f"the article leaves it open who speaks here {where(claim)}")
    if query.field == "attribution":
        return holds("this tells whose word it is, or who carries it")
    role = _ROLES.get(query.field or "")
    if role is None or slot == "link":
        return unclear(f"the part is more than one thing, or nothing is a “{query.field}”")
    return role(ledger, claim.anchor(query.paragraph), link, slot)


def _is_plain(claim: Claim, link: Link) -> bool:
    """Whether the article itself has this link, with a name."""
    return link.is_explicit and link.speaker is not None and not kin.leaves_open(claim, "speaker")


def _other(ledger: Ledger, query: Query) -> Verdict:
    other = ledger.claim(query.other or "")
    if other is None:
        return unclear("there is no other claim")
    if other.stance != "asserted" or any(anchor.chain for anchor in other.anchors):
        return unclear(f"claim {other.id} is more than the article’s own plain word")
    return fails(f"the article says this in its own voice, {where(other)}")


def _cue(_ledger: Ledger, _anchor: Anchor, _link: Link, slot: str) -> Verdict:
    """Whether this is a word for speaking."""
    if slot == "cue":
        return holds("these words show that somebody speaks")
    return fails("this tells who it is, not that somebody speaks")


def _origin(ledger: Ledger, anchor: Anchor, link: Link, slot: str) -> Verdict:
    """Whether this is the innermost voice."""
    if slot == "cue":
        return _no_name()
    first = anchor.chain[-1]
    who = {link.addressee} if slot == "listener" else {link.speaker, *link.with_speakers}
    is_meant = bool(who & {first.speaker, *first.with_speakers})
    name = called(ledger, (link.addressee if slot == "listener" else link.speaker) or "")
    if slot == "listener":
        return unclear(f"{name} speaks too") if is_meant else _spoken_to()
    if is_meant:
        return holds(f"with {name} the claim begins")
    return fails("this voice hands on what somebody further in says")


def _relay(ledger: Ledger, _anchor: Anchor, link: Link, slot: str) -> Verdict:
    """Whether this is a medium that only passes it on."""
    if slot == "cue":
        return _no_name()
    if slot == "listener":
        return _spoken_to()
    if link.role == "relay":
        return holds("this outlet passes the words on")
    if isinstance(ledger.entity(link.speaker or ""), Outlet):
        return unclear("an outlet that speaks for itself may be heard as passing something on")
    return fails("this is somebody who speaks, not an outlet")


def _listener(ledger: Ledger, anchor: Anchor, link: Link, slot: str) -> Verdict:
    """Whether this is somebody to whom something is said."""
    if slot == "cue":
        return _no_name()
    if slot == "listener":
        return holds(f"{called(ledger, link.addressee or '')} is spoken to")
    if link.speaker in {k.addressee for k in anchor.chain}:
        return unclear(f"{called(ledger, link.speaker or '')} is spoken to as well")
    return fails("this voice speaks and is not spoken to")


def _spoken_to() -> Verdict:
    return fails("this is somebody who is spoken to")


def _no_name() -> Verdict:
    return fails("this is a word for speaking and names nobody")


_ROLES: dict[str, Callable[[Ledger, Anchor, Link, str], Verdict]] = {
    "cue": _cue,
    "origin": _origin,
    "relay": _relay,
    "listener": _listener,
}


def voice_count(ledger: Ledger, query: Query, option: str) -> Verdict:
    """Whether the claim comes through so many voices, each counted once and the outlet not."""
    claim = ledger.claim(query.claim or "")
    assert claim is not None
    chain = claim.anchor(query.paragraph).chain
    if any(not _is_plain(claim, link) or link.with_speakers for link in chain):
        return unclear("it can be counted in more than one way")
    names = list(dict.fromkeys(called(ledger, link.speaker or "") for link in chain))
    told = f"the voices {where(claim, query.paragraph)} are: {', '.join(names) or 'none'}"
    return holds(told) if option == str(len(names)) else fails(told)
