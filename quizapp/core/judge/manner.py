"""How sure, in which words, in what relation: the verdicts over stances, hedges and relations."""

from functools import lru_cache

from quizapp.core.judge import kin
from quizapp.core.judge.verdict import Verdict, called, fails, holds, unclear, where
from quizapp.core.ledger import Claim, Ledger
from quizapp.core.query import Query

NEAR_STANCES = (
    frozenset(("hedged", "doubted", "evidence_backed")),
    frozenset(("disputed", "attributed")),
)
"""Rule 3: stances within a group are no distractors for each other."""

_PLAIN = "the article states this plainly, in its own voice"
_OWN = "the article says this in its own voice"


def stance(ledger: Ledger, query: Query, option: str) -> Verdict:
    """Whether the claim is presented in this way."""
    claim = ledger.claim(query.claim or "")
    assert claim is not None
    if kin.leaves_open(claim, "stance") and (option == claim.stance or _may_pass(claim, option)):
        return unclear("the words can be read in two ways")
    if option == claim.stance:
        return holds(f"{_manner(ledger, claim)}; look {where(claim)}")
    if any(option in near and claim.stance in near for near in NEAR_STANCES):
        return unclear(f"{option} and {claim.stance} lie close together")
    reason = _also(ledger, claim, option)
    return unclear(reason) if reason else fails(_manner(ledger, claim))


def _may_pass(claim: Claim, option: str) -> bool:
    """Whether a stance may be defended for a claim that can be read in two ways."""
    return option in ("attributed", "hedged", "doubted") or (
        option in ("asserted", "evaluated") and kin.leaves_open(claim, "speaker")
    )


def _manner(ledger: Ledger, claim: Claim) -> str:
    """How the claim is presented, in words."""
    who = _whose_word(ledger, claim)
    match claim.stance:
        case "asserted":
            return _PLAIN
        case "attributed":
            return f"the article gives this as the word of {who}"
        case "disputed":
            return f"the article gives this as the word of {who}, and others say the opposite"
        case "evaluated" if claim.factuality.endswith("-"):
            return "the article’s own judgement goes against this"
        case "evaluated":
            return "this is the article’s own judgement"
        case "doubted":
            words = ", ".join(f"“{h}”" for h in claim.hedges)
            return f"the article does not vouch for this ({words})"
        case "evidence_backed":
            return "the article says that there is evidence for this"
    words = ", ".join(f"“{h}”" for h in claim.hedges)
    return f"the article puts this with care ({words})" if words else "the article leaves this open"


def _whose_word(ledger: Ledger, claim: Claim) -> str:
    """The innermost voice, and who tells of it: `Donald Trump, as told by Vladimir Putin`."""
    own = [link for link in claim.anchors[0].chain if link.role == "source" and link.speaker]
    if not own:
        return "somebody"
    inner = [s for s in (own[-1].speaker, *own[-1].with_speakers) if s]
    outer = dict.fromkeys(k.speaker for k in own[:-1] if k.speaker and k.speaker not in inner)
    told = " and ".join(called(ledger, s) for s in inner)
    by = " and ".join(called(ledger, s) for s in outer)
    return f"{told}, as told by {by}" if by else told


def _also(ledger: Ledger, claim: Claim, option: str) -> str | None:
    """Why another stance may be defended as well; None where it may not."""
    twins = {c.id for c in kin.same_content(ledger, claim)}
    others = [c for c in ledger.claims if any(r.claim in twins for r in c.relations)]
    doubted_by = [c for c in others if any(r.type == "doubts" for r in c.relations)]
    backed_by = [c for c in others if c.stance == "evidence_backed"]
    is_plain = claim.stance == "asserted"
    match option:
        case "doubted" if doubted_by:
            return f"claim {doubted_by[0].id} doubts it elsewhere"
        case "doubted" if claim.factuality.endswith("-"):
            return "the article takes it for unlikely"
        case "doubted" | "hedged" if claim.distancing and not is_plain:
            return f"the article steps back from it (“{claim.distancing[0]}”)"
        case "hedged" if claim.hedges:
            return f"the words “{claim.hedges[0]}” soften it"
        case "evidence_backed" if backed_by:
            return f"claim {backed_by[0].id} gives evidence for it"
    return _also_in_voice(ledger, claim, option)


def _also_in_voice(ledger: Ledger, claim: Claim, option: str) -> str | None:
    """The same for the stances that tell whose word it is."""
    has_chain = any(anchor.chain for anchor in claim.anchors)
    is_plain = claim.stance == "asserted"
    match option:
        case "attributed" if has_chain or (is_plain and _is_told_by(ledger, claim)):
            return "somebody is said to say or think so"
        case "disputed" if is_plain and _touches_a_dispute(ledger, claim):
            return "what it speaks of is disputed"
        case "asserted" if claim.stance == "evaluated" and claim.factuality.endswith("+"):
            return _OWN
        case "evaluated" if any(link.cue_type == "portray" for link in kin.links(claim)):
            return "that somebody presents things so is the article’s reading"
        case "evaluated" if claim.type in ("analysis", "evaluation", "prediction", "reason"):
            return "it is a judgement all the same" if not has_chain else None
    return None


def _is_told_by(ledger: Ledger, claim: Claim) -> bool:
    """Whether somebody's words about a plain fact take it for granted."""
    about = (
        c for c in kin.neighbours(ledger, claim) if any(r.type == "about" for r in c.relations)
    )
    return any(kin.sources(c) for c in about)


def _touches_a_dispute(ledger: Ledger, claim: Claim) -> bool:
    told = (ledger.claim(r.claim) for r in claim.relations if r.type == "about")
    return any(other.stance == "disputed" for other in told if other)


NEUTRAL_CUES = frozenset(("according_to", "name", "offer", "report", "say", "state", "tell"))
"""Cues that report and add no doubt."""


def hedge(ledger: Ledger, query: Query, option: str) -> Verdict:
    """Whether by this word the article shows that the claim is not settled.

    The ledger lists all such words of a claim, so another one is none.
    """
    claim = ledger.claim(query.claim or "")
    assert claim is not None
    word = option.casefold()
    twins = kin.same_content(ledger, claim)
    for twin in twins if query.paragraph is None else (claim,):
        if word in _small(twin.hedges) and twin.stance != "evidence_backed":
            return holds(f"“{option}” keeps it open {where(twin)}")
        if word in _soft_words(twin):
            return unclear(f"“{option}” keeps a distance and does not call it doubtful")
    close = (*twins, *kin.neighbours(ledger, claim), *kin.around_the_doubted(ledger, claim))
    if any(word in w or w in word for c in close for w in _soft_words(c)):
        return unclear(f"“{option}” shares words with one that does keep it open")
    cues = {link.cue.casefold(): link.cue_type for c in twins for link in kin.links(c)}
    if word in cues and cues[word] not in NEUTRAL_CUES:
        return unclear(f"“{option}” may be heard as keeping a distance")
    if word in cues:
        return fails(f"“{option}” only says where it comes from")
    if any(word in _soft_words(c) or word in _cues(c) for c in ledger.claims):
        return fails(f"“{option}” stands with another claim")
    return fails(f"“{option}” is not among the words that keep it open")


def _soft_words(claim: Claim) -> tuple[str, ...]:
    return _small((*claim.hedges, *claim.distancing))


@lru_cache(maxsize=4096)  # a hedge is looked for among the words of every claim
def _small(words: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(w.casefold() for w in words)


def _cues(claim: Claim) -> tuple[str, ...]:
    return _small(tuple(link.cue for anchor in claim.anchors for link in anchor.chain))


NEAR_RELATIONS = (
    frozenset(("contradicts", "denies", "undermines", "in_tension_with")),
    frozenset(("undermines", "in_tension_with", "doubts")),
    frozenset(("supports", "reason_for")),
    frozenset(("restates", "elaborates", "supports")),
    frozenset(("about", "responds_to", "elaborates", "doubts")),
)
_AGAINST = frozenset(("contradicts", "denies", "doubts", "undermines"))
_BOTH_WAYS = frozenset(("contradicts", "restates", "in_tension_with"))


def relation(ledger: Ledger, query: Query, option: str) -> Verdict:
    """Whether the claim stands in this relation to the other one."""
    one, other = ledger.claim(query.claim or ""), ledger.claim(query.other or "")
    assert one is not None
    assert other is not None
    forth, back = _relations(ledger, one, other), _relations(ledger, other, one)
    words = option.replace("_", " ")
    if option in forth or (option in back and option in _BOTH_WAYS):
        return holds(f"claim {one.id} {words} claim {other.id}")
    if not forth and not back:
        return unclear(f"the ledger relates {one.id} and {other.id} in no way")
    if option in back:
        return unclear(f"it is the other way round: claim {other.id} {words} claim {one.id}")
    close = (r for r in forth | back if any({r, option} <= near for near in NEAR_RELATIONS))
    near = next(close, None)
    if near:
        return unclear(f"{words} and {near.replace('_', ' ')} lie close together")
    if other in kin.same_content(ledger, one) and option not in _AGAINST:
        return unclear("the two have the same content")
    found = " and ".join(sorted(r.replace("_", " ") for r in forth | back))
    return fails(f"the relation is another one ({found})")


def _relations(ledger: Ledger, one: Claim, other: Claim) -> set[str]:
    return {r.type for r in one.relations if ledger.claim(r.claim) is other}
