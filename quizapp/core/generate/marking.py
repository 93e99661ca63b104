"""Which words attribute: passages of our own in which the learner marks voices, cues, carriers."""

from collections.abc import Collection, Iterator

from quizapp.core.bank import Difficulty
from quizapp.core.citation import paragraph_label
from quizapp.core.generate.desk import Desk, Draft, Sheet, evidence, highlight, slot_id
from quizapp.core.generate.retelling import Piece, in_links, retellable, retold
from quizapp.core.generate.wording import chain, sentence
from quizapp.core.ledger import Anchor, Claim, Ledger, Outlet, Person
from quizapp.core.query import Query

_OWNERS = "Once you have marked whose words they are, you can weigh what is left."
_INWARDS = "Go inwards from voice to voice until nobody further in is named."
_CUES = "Such words are easy to read past, and they turn a statement into somebody’s claim."
_CARRIER = "An outlet that carries a claim answers for the carrying, not for the claim."
_LISTENER = "Whoever was spoken to can often be asked as well."


def mark_attribution(desk: Desk) -> Iterator[Draft]:
    """All that says whose word it is, beside something that the article says itself."""
    for claim, anchor in _retellings(desk):
        plain = [c.id for c in desk.ledger.claims if _is_plain(desk.ledger, c, claim)]
        slot = slot_id("mark-attribution", claim.id, anchor.paragraph)
        for other in [c for i in desk.draw(plain, slot)[:1] if (c := desk.ledger.claim(i))]:
            pieces = in_links(retold(desk.ledger, claim, anchor))
            also = Piece(f"{sentence(other)}.", "other")
            is_first = desk.draw(("claim", "other"), f"{slot}/order")[0] == "other"
            sheet = Sheet(
                slot,
                "Two statements from the article, retold. Mark each part that tells you whose "
                "word it is, or who carries it.",
                "attribution",
                f"{chain(desk.ledger, anchor)} The other sentence has no speaker: "
                f"{_own_voice(other)} {_OWNERS}",
                evidence(claim, anchor) + evidence(other),
                "medium",
            )
            query = _query(claim, anchor, "attribution", other=other.id)
            both = (also, Piece(" "), *pieces) if is_first else (*pieces, Piece(" "), also)
            yield highlight(desk, sheet, query, _links(anchor), both)


def mark_origin(desk: Desk) -> Iterator[Draft]:
    """The innermost voice."""
    for claim, anchor in _retellings(desk):
        at, first = paragraph_label(anchor.paragraph), anchor.chain[-1].speaker
        keys = [p for p, link in zip(_links(anchor), anchor.chain, strict=True)
                if link.speaker == first]  # fmt: skip
        if len({link.speaker for link in anchor.chain}) > 1:
            ask = f"With whom does the claim begin, by this retelling of {at}? Mark that voice."
            yield _names(desk, claim, anchor, "origin", ask, [f"{keys[0]}-voice"], _INWARDS)


def mark_cue(desk: Desk) -> Iterator[Draft]:
    """The words for speaking, writing and reporting."""
    for claim, anchor in _retellings(desk, of_each=1):
        if anchor.depth > 1:
            at = paragraph_label(anchor.paragraph)
            ask = f"In this retelling of {at}, mark all words for speaking, offering or reporting."
            keys = [f"{part}-cue" for part in _links(anchor)]
            yield _names(desk, claim, anchor, "cue", ask, keys, _CUES)


def mark_relay(desk: Desk) -> Iterator[Draft]:
    """The outlet that carries it."""
    for claim, anchor in _retellings(desk):
        at = paragraph_label(anchor.paragraph)
        keys = [f"{i}-voice" for i, k in enumerate(anchor.chain, start=1) if k.role == "relay"]
        if keys:
            ask = f"Which outlet carries the claim in this retelling of {at}? Mark that outlet."
            yield _names(desk, claim, anchor, "relay", ask, keys, _CARRIER)


def mark_listener(desk: Desk) -> Iterator[Draft]:
    """Who is spoken to."""
    for claim, anchor in _retellings(desk, of_each=1):
        at = paragraph_label(anchor.paragraph)
        keys = [f"{i}-listener" for i, k in enumerate(anchor.chain, start=1) if k.addressee]
        if keys:
            ask = f"Who is spoken to in this retelling of {at}? Mark that listener."
            yield _names(desk, claim, anchor, "listener", ask, keys, _LISTENER)


_LEVEL: dict[str, Difficulty] = {
    "origin": "medium", "cue": "medium", "relay": "easy", "listener": "easy",
}  # fmt: skip


def _names(  # noqa: PLR0917
    desk: Desk,
    claim: Claim,
    anchor: Anchor,
    role: str,
    ask: str,
    keys: Collection[str],
    lesson: str,
) -> Draft:
    """The retelling with voices, cues and listeners apart."""
    sheet = Sheet(
        slot_id(f"mark-{role}", claim.id, anchor.paragraph),
        ask,
        "attribution",
        f"{chain(desk.ledger, anchor)} {lesson}",
        evidence(claim, anchor),
        _LEVEL[role],
    )
    pieces = retold(desk.ledger, claim, anchor)
    return highlight(desk, sheet, _query(claim, anchor, role), keys, pieces)


def _query(claim: Claim, anchor: Anchor, role: str, other: str | None = None) -> Query:
    return Query(ask="part", claim=claim.id, paragraph=anchor.paragraph, field=role, other=other)


def _retellings(desk: Desk, of_each: int | None = None) -> Iterator[tuple[Claim, Anchor]]:
    """Each claim at so many of its places; at all where None."""
    for claim in desk.ledger.claims:
        for anchor in claim.anchors[:of_each]:
            if retellable(claim, anchor):
                yield claim, anchor


def _links(anchor: Anchor) -> tuple[str, ...]:
    return tuple(str(i) for i in range(1, anchor.depth + 1))


def _is_plain(ledger: Ledger, other: Claim, claim: Claim) -> bool:
    """Whether the article just says so, of something else; and names nobody who could speak."""
    related = {r.claim for r in (*claim.relations, *other.relations)}
    named = [ledger.entity(i) for i in other.entities]
    return (
        other.stance == "asserted"
        and other.type in ("event", "description")
        and not other.distancing
        and not {claim.id, other.id} & related
        and not any(r.type == "elaborates" for r in other.relations)
        and not any(isinstance(e, Person | Outlet) for e in named)
    )


def _own_voice(other: Claim) -> str:
    return f"{paragraph_label(other.anchors[0].paragraph)} tells it in the article’s own voice."
