"""What somebody says, and whose word is whose: questions whose options are claims."""

from collections.abc import Iterator

from quizapp.core.generate.desk import (
    Card,
    Desk,
    Draft,
    Sheet,
    evidence,
    matching,
    multiple,
    single,
    slot_id,
)
from quizapp.core.generate.people import speakers
from quizapp.core.generate.wording import chain, name, sentence
from quizapp.core.judge import kin
from quizapp.core.ledger import Claim, Ledger
from quizapp.core.query import Query

_CHOICE = 8
"""So many claims of like length are drawn from: the key must not be told by its size."""

_OWNER = "Read for the name first and for the claim second."
_OWN = "What the article says in its own voice it answers for; what it reports, somebody else does."


def content(desk: Desk) -> Iterator[Draft]:
    """Which of these one speaker says."""
    for claim in desk.ledger.claims:
        for who in sorted(kin.first_hand(claim)):
            sheet = Sheet(
                slot_id("content", claim.id, who),
                f"Which of these claims does the article give to {name(desk.ledger, who)}?",
                "comprehension",
                f"{chain(desk.ledger, claim.anchors[0])} {_OWNER}",
                evidence(claim),
                "medium",
            )
            query = Query(ask="content", entity=who)
            pool = [claim, *_strangers(desk, claim, query)]
            yield single(desk, sheet, query, claim.id, _cards(pool))


def all_contents(desk: Desk) -> Iterator[Draft]:
    """Two of four claims are one speaker's."""
    for entity in speakers(desk.ledger):
        query = Query(ask="content", entity=entity.id)
        own = [
            c
            for c in spoken(desk.ledger)
            if entity.id in kin.first_hand(c) and desk.verdict(query, c.id).value == "holds"
        ]
        for first in own:
            rest = [c for c in own if c.content_key != first.content_key]
            drawn = desk.draw([c.id for c in rest], f"{entity.id}/{first.id}")
            second = next((c for c in rest if c.id == drawn[0]), None) if drawn else None
            if second is None:
                continue
            sheet = Sheet(
                slot_id("contents", entity.id, first.id),
                f"Which of these claims does the article give to {name(desk.ledger, entity.id)}? "
                "Select all that apply.",
                "comprehension",
                f"{chain(desk.ledger, first.anchors[0])} "
                f"{chain(desk.ledger, second.anchors[0])} {_OWNER}",
                evidence(first) + evidence(second),
                "medium",
            )
            pool = [first, second, *_strangers(desk, first, query)]
            if len(own) < 8 or own.index(first) % 3 == 0:
                yield multiple(desk, sheet, query, (first.id, second.id), _cards(pool))


def own_voice(desk: Desk) -> Iterator[Draft]:
    """Which of these the article states itself."""
    plain = [c for c in desk.ledger.claims if c.stance == "asserted" and c.type != "naming"]
    for claim in plain:
        sheet = Sheet(
            slot_id("own-claim", claim.id),
            "Which of these does the article state in its own voice, with no speaker in between?",
            "certainty",
            f"{chain(desk.ledger, claim.anchors[0])} {_OWN}",
            evidence(claim),
            "medium",
        )
        query = Query(ask="content", entity=desk.ledger.outlet)
        pool = [claim, *_strangers(desk, claim, query)]
        yield single(desk, sheet, query, claim.id, _cards(pool))


def speaker_match(desk: Desk) -> Iterator[Draft]:
    """Three or four claims, each with its speaker."""
    seen: set[frozenset[str]] = set()
    for first in spoken(desk.ledger):
        chosen: list[tuple[Claim, str]] = []
        others = desk.draw([c.id for c in spoken(desk.ledger)], f"match/{first.id}")
        for claim in [first, *[c for i in others if (c := desk.ledger.claim(i))]]:
            for who in sorted(kin.first_hand(claim)):
                if len(chosen) < 4 and _fits(desk, claim, who, chosen):
                    chosen.append((claim, who))
                    break
        if len(chosen) < 3 or chosen[0][0] is not first or not is_first(first, desk.ledger):
            continue
        together = frozenset(c.id for c, _ in chosen)
        if together in seen:
            continue
        seen.add(together)
        sheet = Sheet(
            slot_id("speaker-match", first.id),
            "Match each claim with the voice that the article gives it to.",
            "attribution",
            f"{' '.join(chain(desk.ledger, c.anchors[0]) for c, _ in chosen)}",
            tuple(e for c, _ in chosen for e in evidence(c)),
            "hard",
        )
        pairs = [
            (Query(ask="speaker", claim=c.id), sentence(c), Card(who, name(desk.ledger, who)))
            for c, who in chosen
        ]
        yield matching(desk, sheet, pairs)


def _fits(desk: Desk, claim: Claim, who: str, chosen: list[tuple[Claim, str]]) -> bool:
    """Whether the claim is this one's alone, and theirs not this one's."""
    pairs = [*chosen, (claim, who)]
    return all(
        desk.verdict(Query(ask="speaker", claim=c.id), other).value
        == ("holds" if other == own else "fails")
        for c, own in pairs
        for _, other in pairs
    ) and len({own for _, own in pairs}) == len(pairs)


def is_first(claim: Claim, ledger: Ledger) -> bool:
    """Whether it is the first claim of its content: others would give the same question."""
    return next(c for c in ledger.claims if c.content_key == claim.content_key) is claim


def spoken(ledger: Ledger) -> list[Claim]:
    """Claims that somebody makes."""
    return [c for c in ledger.claims if kin.commits_somebody(c) and c.type != "naming"]


def _strangers(desk: Desk, claim: Claim, query: Query) -> list[Claim]:
    """Claims of others, of about the same length, no two with one content."""
    others = [c for c in spoken(desk.ledger) if desk.verdict(query, c.id).value == "fails"]
    others.sort(key=lambda c: (abs(len(c.content) - len(claim.content)), c.id))
    once: dict[str, Claim] = {}
    for other in others:
        once.setdefault(other.content_key, other)
    return list(once.values())[:_CHOICE]


def _cards(claims: list[Claim]) -> tuple[Card, ...]:
    return tuple(Card(c.id, sentence(c)) for c in claims)
