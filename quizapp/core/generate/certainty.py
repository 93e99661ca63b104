"""How sure the article is: questions over stances and the words that show them."""

from collections.abc import Iterator

from quizapp.core.bank import Difficulty
from quizapp.core.generate.desk import (
    Card,
    Desk,
    Draft,
    Sheet,
    evidence,
    matching,
    single,
    slot_id,
    true_false,
)
from quizapp.core.generate.wording import STANCE_OPTIONS, chain, clause, sentence
from quizapp.core.judge import kin
from quizapp.core.ledger import Claim, Stance
from quizapp.core.query import Query

_TELLS: dict[Stance, str] = {
    "asserted": "The article states it plainly, so it answers for it.",
    "attributed": "The article passes it on and leaves it to the one who says it.",
    "hedged": "The article says it with care and stops short of stating it.",
    "doubted": "The article tells you that it may not be so.",
    "disputed": "The article gives it as one side’s word, and another side says the opposite.",
    "evidence_backed": "The article says that evidence speaks for it, which is more than a claim "
    "and less than proof.",
    "evaluated": "This is the article’s own judgement, which is neither news nor quotation.",
}
_LEVEL: dict[Stance, Difficulty] = {
    "asserted": "easy", "attributed": "easy", "hedged": "medium", "doubted": "medium",
    "disputed": "medium", "evidence_backed": "hard", "evaluated": "hard",
}  # fmt: skip


def stance(desk: Desk) -> Iterator[Draft]:
    """How the article presents a claim."""
    for claim in presented(desk):
        sheet = Sheet(
            slot_id("stance", claim.id),
            f"How does the article present the claim that {clause(desk.ledger, claim)}?",
            "certainty",
            f"{_TELLS[claim.stance]} {_chains(desk, claim)}",
            evidence(claim),
            _LEVEL[claim.stance],
        )
        cards = tuple(Card(s, text) for s, text in STANCE_OPTIONS.items())
        yield single(desk, sheet, Query(ask="stance", claim=claim.id), claim.stance, cards)


def presented(desk: Desk) -> list[Claim]:
    """Claims that the article does not judge against, and that somebody stands by."""
    return [
        claim
        for claim in desk.ledger.claims
        if not (claim.stance == "evaluated" and claim.factuality.endswith("-"))
        and (not kin.sources(claim) or kin.commits_somebody(claim))
    ]


def own_voice(desk: Desk) -> Iterator[Draft]:
    """Whether the article states it in its own voice."""
    for claim in presented(desk):
        sheet = Sheet(
            slot_id("own-voice", claim.id),
            f"The article states in its own voice, as a fact, that {clause(desk.ledger, claim)}.",
            "certainty",
            f"{_TELLS[claim.stance]} {_chains(desk, claim)}",
            evidence(claim),
            _LEVEL[claim.stance],
        )
        yield true_false(desk, sheet, Query(ask="stance", claim=claim.id), "asserted")


def hedge(desk: Desk) -> Iterator[Draft]:
    """Which words show how sure the article is."""
    words = dict.fromkeys(w for c in desk.ledger.claims for w in (*c.hedges, *_cues(c)))
    for claim in desk.ledger.claims:
        for word in claim.hedges:
            twins = kin.same_content(desk.ledger, claim)
            others = [w for twin in twins for w in twin.hedges if w != word]
            sheet = Sheet(
                slot_id("hedge", claim.id, word),
                f"The article does not give it as settled that {clause(desk.ledger, claim)}. "
                "Which of these words shows that?",
                "certainty",
                f"{_TELLS[claim.stance]} Here the sign is “{word}”. {_chains(desk, claim)}",
                evidence(claim),
                "medium",
            )
            cards = tuple(Card(w, f"“{w}”") for w in words if w not in others)
            query = Query(ask="hedge", claim=claim.id)
            yield single(desk, sheet, query, word, [c for c in cards if _is_apart(c.means, word)])


def _is_apart(one: str, other: str) -> bool:
    """Whether the two share no word: `may be` is no option beside `may have`."""
    return one == other or not set(one.casefold().split()) & set(other.casefold().split())


def _cues(claim: Claim) -> tuple[str, ...]:
    return tuple(link.cue for link in kin.links(claim))


def stance_match(desk: Desk) -> Iterator[Draft]:
    """Three claims, each presented in a way of its own."""
    claims = {c.id: c for c in presented(desk) if c.type != "naming"}
    for first in claims.values():
        if first.stance in ("asserted", "attributed"):
            continue
        chosen = [first]
        for other in (claims[i] for i in desk.draw(claims, f"stance-match/{first.id}")):
            if len(chosen) < 4 and _fits(desk, [*chosen, other]):
                chosen.append(other)
        sheet = Sheet(
            slot_id("stance-match", first.id),
            "How does the article present each of these? Match each claim with the manner.",
            "certainty",
            " ".join(f"{_TELLS[c.stance]} {chain(desk.ledger, c.anchors[0])}" for c in chosen),
            tuple(e for c in chosen for e in evidence(c)),
            "hard",
        )
        pairs = [
            (
                Query(ask="stance", claim=c.id),
                sentence(c),
                Card(c.stance, STANCE_OPTIONS[c.stance]),
            )
            for c in chosen
        ]
        yield matching(desk, sheet, pairs) if len(chosen) > 2 else None


def _fits(desk: Desk, claims: list[Claim]) -> bool:
    """Whether each is presented in its own way and in none of the others'."""
    if len({c.stance for c in claims}) < len(claims):
        return False
    return all(
        desk.verdict(Query(ask="stance", claim=c.id), other.stance).value
        == ("holds" if c is other else "fails")
        for c in claims
        for other in claims
    )


def _chains(desk: Desk, claim: Claim) -> str:
    """The chain of every place where the claim stands."""
    return " ".join(chain(desk.ledger, anchor) for anchor in claim.anchors)
