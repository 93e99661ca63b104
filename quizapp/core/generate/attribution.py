"""Who says it, to whom, who says the opposite: questions over the chains of claims."""

from collections.abc import Iterator

from quizapp.core.bank import Difficulty
from quizapp.core.generate.desk import (
    Card,
    Desk,
    Draft,
    Sheet,
    evidence,
    multiple,
    single,
    slot_id,
    true_false,
    typed,
)
from quizapp.core.generate.people import (
    UNSAID_LISTENER,
    cards,
    is_body,
    is_named,
    said,
    speakers,
    spellings,
    voices,
    voices_like,
)
from quizapp.core.generate.wording import chain, clause, clause_by, name, possessive
from quizapp.core.judge import kin
from quizapp.core.ledger import Anchor, Claim, Entity, Link, Outlet, Person
from quizapp.core.query import UNSAID, Query
from quizapp.core.shuffle import ranked

_KEEP = "When you pass it on, keep the speaker’s name attached to it."
_TWO = "Look for more than one name before you settle on an owner of a claim."
_LISTENER = "Who is spoken to is a link of the chain like any other, and often left out."


def speaker(desk: Desk) -> Iterator[Draft]:
    """Who says it: one voice."""
    for claim, anchor, link in _sayings(desk):
        assert link.speaker
        sheet = Sheet(
            slot_id("speaker", claim.id),
            f"{_by(desk, anchor, link)}, who {_says(claim)} that {clause(desk.ledger, claim)}?",
            "attribution",
            f"{chain(desk.ledger, anchor)} {_KEEP}",
            evidence(claim, anchor),
            _depth(anchor),
        )
        query = Query(ask="speaker", claim=claim.id)
        like = single(desk, sheet, query, link.speaker, voices_like(desk, link.speaker))
        yield like or single(desk, sheet, query, link.speaker, voices(desk))


def speaker_typed(desk: Desk) -> Iterator[Draft]:
    """Who says it: type the name."""
    for claim, anchor, link in _sayings(desk):
        assert link.speaker
        if not is_named(desk.ledger, link.speaker):
            continue
        what = "state or alliance" if is_body(desk.ledger, link.speaker) else "person"
        that = clause(desk.ledger, claim)
        sheet = Sheet(
            slot_id("speaker-typed", claim.id),
            f"{_by(desk, anchor, link)}, which {what} {_says(claim)} that {that}? Type the name.",
            "attribution",
            f"{chain(desk.ledger, anchor)} {_KEEP}",
            evidence(claim, anchor),
            "hard" if anchor.depth > 1 else "medium",
        )
        accept = {link.speaker: spellings(desk.ledger, link.speaker)}
        query = Query(ask="speaker", claim=claim.id)
        pool = voices_like(desk, link.speaker)
        yield typed(desk, sheet, query, accept, pool)


def all_speakers(desk: Desk) -> Iterator[Draft]:
    """Who says it: several voices."""
    for claim in desk.ledger.claims:
        query = Query(ask="speaker", claim=claim.id)
        pool = voices(desk)
        keys = [c.means for c in pool if desk.verdict(query, c.means).value == "holds"]
        if len(keys) < 2:
            continue
        that = clause(desk.ledger, claim)
        sheet = Sheet(
            slot_id("speakers", claim.id),
            f"Who, according to the article, {_says(claim)} that {that}? Select all that apply.",
            "attribution",
            f"{chain(desk.ledger, claim.anchors[0])} {_TWO}",
            evidence(claim),
            "medium",
        )
        yield multiple(desk, sheet, query, keys, pool)


def said_so(desk: Desk) -> Iterator[Draft]:
    """Does this one say it: true with the speaker, false with somebody proved not to."""
    for claim, anchor, link in _sayings(desk):
        assert link.speaker
        query = Query(ask="speaker", claim=claim.id)
        for slot in ("own", "other"):
            pool = [e.id for e in speakers(desk.ledger) if not _is_spoken_of(e, claim)]
            pool = [e for e in pool if desk.verdict(query, e).value == "fails"]
            drawn = desk.draw(pool, f"{claim.id}/{slot}")
            if slot == "other" and not drawn:
                continue
            who = link.speaker if slot == "own" else drawn[0]
            sheet = Sheet(
                slot_id("said-so", claim.id, slot),
                f"{_by(desk, anchor, link)}, {name(desk.ledger, who)} {_says(claim)} that "
                f"{clause_by(desk.ledger, claim, who)}.",
                "attribution",
                f"{chain(desk.ledger, anchor)} {_KEEP}",
                evidence(claim, anchor),
                "easy",
            )
            if falls(claim, "said-so") == (slot == "own"):
                yield true_false(desk, sheet, query, who)


def open_voice(desk: Desk) -> Iterator[Draft]:
    """Whether it can be told whose claim it is; for some claims where it can and all where not."""
    spoken = [c for c in desk.ledger.claims if any(a.chain for a in c.anchors)]
    unowned = [c for c in spoken if kin.leaves_open(c, "speaker") or kin.is_ownerless(c)]
    owned = [c for c in spoken if c not in unowned and c.type != "naming"]
    for claim in [*unowned, *(c for c in owned if falls(c, "open-voice", 8))]:
        sheet = Sheet(
            slot_id("open-voice", claim.id),
            f"The article leaves it open whose claim it is that {clause(desk.ledger, claim)}.",
            "attribution",
            f"{chain(desk.ledger, claim.anchors[0])} {claim.ambiguous or ''} Where an owner cannot "
            "be told, say so and do not pick one.".replace("  ", " "),
            evidence(claim),
            "hard",
        )
        yield true_false(desk, sheet, Query(ask="speaker", claim=claim.id), UNSAID)


def _is_spoken_of(entity: Entity, claim: Claim) -> bool:
    """Whether the claim itself speaks of the entity: then nobody takes it for the speaker."""
    content = claim.content.casefold()
    return any(known.casefold() in content for known in (entity.name, *entity.aliases))


def _by(desk: Desk, anchor: Anchor, link: Link) -> str:
    """Whose account it is: the article's, or that of a voice further out."""
    outer = next((k.speaker for k in anchor.chain if k.role == "source" and k.speaker), None)
    if outer in (None, link.speaker):
        return "According to the article"
    return f"By {possessive(name(desk.ledger, outer or ''))} account"


def falls(claim: Claim, what: str, sides: int = 2) -> bool:
    """One side of a coin or die that the claim itself throws: the same for every seed."""
    faces = [str(side) for side in range(sides)]
    return ranked(faces, f"{what}/{claim.id}")[0] == "0"


def addressee(desk: Desk) -> Iterator[Draft]:
    """To whom it is said; for some claims the article names nobody."""
    for claim, anchor, link, key in _hearings(desk):
        sheet = Sheet(
            slot_id("addressee", claim.id),
            _to_whom(desk, claim, anchor, link),
            "attribution",
            f"{chain(desk.ledger, anchor)} {_LISTENER}",
            evidence(claim, anchor),
            "hard" if key == UNSAID else "medium",
        )
        pool = (*cards(desk, [e for e in desk.ledger.entities if _listens(e)]), UNSAID_LISTENER)
        pool = tuple(card for card in pool if card.means != link.speaker)
        yield single(desk, sheet, Query(ask="addressee", claim=claim.id), key, pool)


def addressee_typed(desk: Desk) -> Iterator[Draft]:
    """To whom it is said: type the name."""
    for claim, anchor, link, key in _hearings(desk):
        if key == UNSAID:
            continue
        sheet = Sheet(
            slot_id("addressee-typed", claim.id),
            f"{_to_whom(desk, claim, anchor, link)} Type the name.",
            "attribution",
            f"{chain(desk.ledger, anchor)} {_LISTENER}",
            evidence(claim, anchor),
            "hard",
        )
        pool = cards(desk, [e for e in desk.ledger.entities if _listens(e)])
        accept = {key: spellings(desk.ledger, key)}
        yield typed(desk, sheet, Query(ask="addressee", claim=claim.id), accept, pool)


def _listens(entity: object) -> bool:
    """Persons and broadcasters may be spoken to; an unnamed role is no name to pick."""
    return (isinstance(entity, Person) and entity.is_named) or (
        isinstance(entity, Outlet) and entity.form in ("agency", "broadcaster")
    )


def _hearings(desk: Desk) -> Iterator[tuple[Claim, Anchor, Link, str]]:
    """Claims that are spoken, with who hears them (UNSAID where nobody is named)."""
    for claim in desk.ledger.claims:
        for anchor in claim.anchors[:1] if kin.commits_somebody(claim) else ():
            spoken = [k for k in anchor.chain if k.role == "source" and k.speaker]
            heard = [k for k in spoken if k.addressee]
            if heard and heard[-1].addressee:
                yield claim, anchor, heard[-1], heard[-1].addressee
            elif spoken and spoken[-1].cue_type == "say" and spoken[-1].is_explicit:
                yield claim, anchor, spoken[-1], UNSAID


def _to_whom(desk: Desk, claim: Claim, anchor: Anchor, link: Link) -> str:
    """The stem; what is told within somebody's account is told as that account has it."""
    assert link.speaker
    who, that = name(desk.ledger, link.speaker), clause_by(desk.ledger, claim, link.speaker)
    before = anchor.chain[: anchor.chain.index(link)]
    outer = [k for k in before if k.role == "source" and k.speaker]
    if not outer or outer[0].speaker is None:
        return f"Whom does the article name as the one to whom {who} says that {that}?"
    if outer[0].speaker == link.speaker:
        own = "his" if _is_he(desk, link) else "its"
        return f"By {own} own account, whom did {who} tell that {that}?"
    account = possessive(name(desk.ledger, outer[0].speaker))
    return f"By {account} account, whom did {who} tell that {that}?"


def _is_he(desk: Desk, link: Link) -> bool:
    """Whether the speaker is one of the men of the report."""
    return isinstance(desk.ledger.entity(link.speaker or ""), Person)


def opposite(desk: Desk) -> Iterator[Draft]:
    """Who says the opposite of a disputed claim."""
    for claim in desk.ledger.claims:
        for relation in claim.relations:
            other = desk.ledger.claim(relation.claim)
            if relation.type not in ("denies", "contradicts") or other is None:
                continue
            query = Query(ask="speaker", claim=claim.id)
            pool = cards(desk, speakers(desk.ledger))
            keys = [c.means for c in pool if desk.verdict(query, c.means).value == "holds"]
            many = " Select all that apply." if len(keys) > 1 else ""
            sheet = Sheet(
                slot_id("opposite", other.id, claim.id),
                "One claim in the article is that "
                f"{clause(desk.ledger, other)}. Who is reported as saying the opposite?{many}",
                "attribution",
                f"{chain(desk.ledger, claim.anchors[0])} A fair note keeps a claim together with "
                "what is said against it.",
                evidence(claim) + evidence(other),
                "medium",
            )
            if len(keys) == 1:
                yield single(desk, sheet, query, keys[0], _near(pool, desk, keys[0]))
            elif keys and claim.stance == "disputed":
                yield multiple(desk, sheet, query, keys, pool)


def _near(pool: tuple[Card, ...], desk: Desk, key: str) -> tuple[Card, ...]:
    """States for a state, where there are enough of them."""
    like = voices_like(desk, key)
    return like if len(like) > 2 else pool


def position(desk: Desk) -> Iterator[Draft]:
    """Who of those who take part in a dispute holds this."""
    for group in desk.ledger.balance_groups:
        holders = {name_ for p in group.positions for name_ in p.by}
        pool = [
            Card(e.id, "The article itself" if e.id == desk.ledger.outlet else e.name)
            for e in desk.ledger.entities
            if e.id in holders
        ]
        for claim in [c for p in group.positions for i in p.claims if (c := _of(desk, i))]:
            query = Query(ask="position", claim=claim.id)
            keys = [c.means for c in pool if desk.verdict(query, c.means).value == "holds"]
            if len(keys) != 1 or claim.stance in ("doubted", "hedged"):
                continue
            sheet = Sheet(
                slot_id("position", group.id, claim.id),
                f"On one point the article has several voices: {group.issue} "
                f"Whose word is it that {clause(desk.ledger, claim)}?",
                "attribution",
                f"{chain(desk.ledger, claim.anchors[0])} To see what is at issue, set the voices "
                "side by side.",
                evidence(claim),
                "medium",
            )
            yield single(desk, sheet, query, keys[0], pool)


def _of(desk: Desk, claim_id: str) -> Claim | None:
    return desk.ledger.claim(claim_id)


def _sayings(desk: Desk) -> Iterator[tuple[Claim, Anchor, Link]]:
    """Claims that somebody makes, each at its first place."""
    for claim in desk.ledger.claims:
        for anchor, link in said(claim)[:1]:
            if claim.type != "naming" and kin.commits_somebody(claim):
                yield claim, anchor, link


def _says(claim: Claim) -> str:
    """The verb; an accusation is called one."""
    return "makes the accusation" if claim.type == "accusation" else "says"


def _depth(anchor: Anchor) -> Difficulty:
    """The more voices, the harder."""
    return ("easy", "easy", "medium", "hard")[min(anchor.depth, 3)]
