"""Several claims to sort at once: by how the article presents them, by whose word they are."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from quizapp.core.citation import paragraph_label
from quizapp.core.generate.attribution import falls
from quizapp.core.generate.certainty import presented
from quizapp.core.generate.contents import is_first, spoken
from quizapp.core.generate.desk import Card, Desk, Draft, Sheet, categorise, evidence, slot_id
from quizapp.core.generate.people import speakers
from quizapp.core.generate.wording import STANCE_OPTIONS, chain, name, sentence
from quizapp.core.judge import kin
from quizapp.core.ledger import Claim
from quizapp.core.query import Ask, Query
from quizapp.core.question import Skill

_MOST, _EACH = 5, 2
"""Items at most, in all and in a category."""

_MANNER = "Ask of each line who answers for it, and how firmly."
_VOICE = "Whoever is named with a claim is the one to ask about it."


@dataclass(frozen=True)
class _Heaps:
    """What is sorted into what: the cards, and under which of them each claim belongs by its id."""

    ask: Ask
    cards: tuple[Card, ...]
    own: Mapping[str, str]

    def fits(self, desk: Desk, claim: Claim) -> bool:
        """Whether the claim belongs under its card beyond doubt, and under no other."""
        query = Query(ask=self.ask, claim=claim.id)
        return self.own.get(claim.id) in {card.means for card in self.cards} and all(
            desk.verdict(query, card.means).value
            == ("holds" if card.means == self.own[claim.id] else "fails")
            for card in self.cards
        )


def stance_sort(desk: Desk) -> Iterator[Draft]:
    """Claims by three manners that lie well apart."""
    claims = {c.id: c for c in presented(desk) if c.type != "naming"}
    own = {c.id: c.stance for c in claims.values()}
    for first in claims.values():
        if first.stance in ("asserted", "attributed") or not is_first(first, desk.ledger):
            continue
        slot = slot_id("stance-sort", first.id)
        for manner in desk.draw(STANCE_OPTIONS, slot):
            manners = {first.stance, "asserted", manner}
            cards = tuple(Card(m, text) for m, text in STANCE_OPTIONS.items() if m in manners)
            heaps = _Heaps("stance", cards, own)
            chosen = _chosen(desk, slot, heaps, first, claims.values())
            if len(manners) == 3 and chosen:
                ask = "How does the article present each of these? Sort them."
                yield _sort(desk, slot, ask, "certainty", (heaps, chosen, _MANNER))
                break


def voice_sort(desk: Desk) -> Iterator[Draft]:
    """Claims by whose word they are; one heap is the article's own."""
    outlet = desk.ledger.outlet
    said = [c for c in spoken(desk.ledger) if kin.first_hand(c) and _is_said(c)]
    own = {c.id: sorted(kin.first_hand(c))[0] for c in said}
    own |= {c.id: outlet for c in presented(desk) if _is_outlets(c)}
    for first in desk.ledger.claims:
        who = own.get(first.id, outlet)
        if who == outlet or not is_first(first, desk.ledger) or not falls(first, "voice-sort"):
            continue
        slot = slot_id("voice-sort", first.id)
        for other in desk.draw([e.id for e in speakers(desk.ledger)], slot):
            cards = tuple(Card(v, name(desk.ledger, v)) for v in sorted({who, other}))
            heaps = _Heaps("speaker", (*cards, Card(outlet, "The article itself")), own)
            chosen = _chosen(desk, slot, heaps, first, desk.ledger.claims)
            if len(cards) == 2 and chosen:
                ask = "Whose word is each of these in the article? Sort them."
                yield _sort(desk, slot, ask, "attribution", (heaps, chosen, _VOICE))
                break


def _chosen(
    desk: Desk, slot: str, heaps: _Heaps, first: Claim, claims: Iterable[Claim]
) -> tuple[Claim, ...]:
    """The first claim and others, no two of one content; none where a heap stays empty."""
    by_id = {c.id: c for c in claims}
    chosen: list[Claim] = []
    for claim in [first, *(by_id[i] for i in desk.draw(by_id, slot))]:
        has_room = [heaps.own[c.id] for c in chosen].count(heaps.own.get(claim.id, "")) < _EACH
        is_new = claim.content_key not in {c.content_key for c in chosen}
        if len(chosen) < _MOST and has_room and is_new and heaps.fits(desk, claim):
            chosen.append(claim)
    filled = {heaps.own[c.id] for c in chosen}
    return tuple(chosen) if len(filled) == len(heaps.cards) and first in chosen else ()


def _sort(
    desk: Desk, slot: str, ask: str, skill: Skill, what: tuple[_Heaps, tuple[Claim, ...], str]
) -> Draft:
    heaps, chosen, lesson = what
    sheet = Sheet(
        slot,
        ask,
        skill,
        f"{' '.join(_told(desk, chosen))} {lesson}",
        tuple(e for c in chosen for e in evidence(c)),
        "hard",
    )
    items = [(Query(ask=heaps.ask, claim=c.id), sentence(c), heaps.own[c.id]) for c in chosen]
    return categorise(desk, sheet, heaps.cards, items)


def _told(desk: Desk, chosen: Iterable[Claim]) -> Iterator[str]:
    """The chains of the claims that have one, then where the article speaks itself."""
    yield from dict.fromkeys(chain(desk.ledger, c.anchors[0]) for c in chosen if c.anchors[0].chain)
    own = {c.anchors[0].paragraph for c in chosen if c.stance == "asserted"}
    order = [p.id for p in desk.ledger.paragraphs if p.id in own]
    places = " and ".join(paragraph_label(p) for p in order)
    yield f"In {places} the article speaks in its own voice."


def _is_said(claim: Claim) -> bool:
    """Whether somebody is reported as saying it, and not only seen as holding it."""
    return all(link.cue_type not in ("portray", "believe") for link in claim.anchors[0].chain)


def _is_outlets(claim: Claim) -> bool:
    return claim.stance == "asserted" and claim.type != "naming" and not claim.distancing
