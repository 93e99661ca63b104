"""Who says, hears, passes on, holds: the verdicts over chains, quotations and positions."""

from collections.abc import Iterator

from quizapp.core.judge import kin
from quizapp.core.judge.verdict import Verdict, called, fails, holds, unclear, where
from quizapp.core.ledger import Claim, Ledger, Quote
from quizapp.core.query import UNSAID, Query


def speaker(ledger: Ledger, query: Query, option: str) -> Verdict:
    """Whether `option` makes the claim."""
    claim, name = _claim(ledger, query.claim), called(ledger, option)
    if option == UNSAID:
        return _unnamed_speaker(claim)
    twins = kin.same_content(ledger, claim)
    voiced = [t for t in twins if option in _voices(ledger, t, query.paragraph)]
    voiced.sort(key=lambda twin: not kin.is_no_wider(ledger, claim, twin))
    if voiced:
        return _voiced(ledger, claim, voiced[0], option)
    if claim.held_by.get(option, "")[-1:] == "-":
        return fails(f"{name} says the opposite")
    if kin.is_ownerless(claim):
        return unclear(f"the article does not say whose belief this is {where(claim)}")
    return _wider_speaker(ledger, claim, query.paragraph, option) or fails(
        f"the article does not have {name} say this"
    )


def _voiced(ledger: Ledger, claim: Claim, twin: Claim, option: str) -> Verdict:
    """One who is given as a voice of the claim, or of another with its content."""
    name = called(ledger, option)
    if claim.type == "naming":
        return unclear(f"{name} has one of the names; that both are one weapon is the article’s")
    if not kin.is_no_wider(ledger, claim, twin):
        return unclear(f"{name} says something wider (claim {twin.id})")
    if kin.leaves_open(twin, "speaker"):
        return unclear(f"it is open whose words these are {where(twin)}")
    if twin.held_by.get(option) == "Uu":
        return unclear(f"{name} speaks these words and commits to nothing")
    if twin is not claim:
        return holds(f"claim {twin.id} also makes {name} right")
    who = "the article itself" if option == ledger.outlet else name
    return holds(f"{who} says so {where(claim)}")


def _voices(ledger: Ledger, claim: Claim, paragraph: str | None) -> set[str]:
    """Its sources; the outlet where it states the claim itself."""
    found = kin.sources(claim, paragraph)
    is_own = any(not anchor.chain for anchor in kin.anchors(claim, paragraph))
    return found | ({ledger.outlet} if is_own and claim.factuality.endswith("+") else set())


def _unnamed_speaker(claim: Claim) -> Verdict:
    if kin.is_ownerless(claim):
        return holds(f"nobody is named as holding this {where(claim)}")
    if kin.leaves_open(claim, "speaker"):
        return holds(f"it is open whose words these are {where(claim)}")
    return fails(f"the article says whose claim it is {where(claim)}")


def _wider_speaker(
    ledger: Ledger, claim: Claim, paragraph: str | None, option: str
) -> Verdict | None:
    """Rule 2: whoever is near enough to be defended as an answer."""
    name = called(ledger, option)
    twins = kin.same_content(ledger, claim)
    voices = {v for twin in twins for v in _voices(ledger, twin, paragraph)}
    if any(option in kin.relays(twin, paragraph) for twin in twins):
        return unclear(f"{name} passes it on, which some would call saying it")
    if option == ledger.outlet and _is_its_own(claim):
        return unclear(f"{name} itself takes a view on this {where(claim)}")
    for voice in sorted(voices):
        if kin.are_kin(ledger, voice, option):
            return unclear(f"{called(ledger, voice)} and {name} may stand for each other")
    if option in kin.same_side(ledger, claim):
        return unclear(f"{name} holds the same position in the dispute")
    for near in () if paragraph else kin.neighbours(ledger, claim):
        if option in _voices(ledger, near, None):
            return unclear(f"claim {near.id}, which is close to this one, is made by {name}")
    return None


def _is_its_own(claim: Claim) -> bool:
    """Whether the outlet speaks of the matter itself, even where it doubts it or names a namer."""
    is_bare = any(not anchor.chain for anchor in claim.anchors)
    return is_bare or claim.stance == "asserted" or kin.leaves_open(claim, "speaker")


def addressee(ledger: Ledger, query: Query, option: str) -> Verdict:
    """Whether the claim is made to `option`."""
    claim, name = _claim(ledger, query.claim), called(ledger, option)
    twins = kin.same_content(ledger, claim)
    told = {a: t for t in reversed(twins) for a in kin.addressees(t, query.paragraph)}
    near = {a for c in kin.neighbours(ledger, claim) for a in kin.addressees(c)}
    if option == UNSAID:
        return _nobody(told, near, "addressed", "the article names nobody to whom this is said")
    if option in told:
        if kin.leaves_open(told[option], "addressee"):
            return unclear(f"it is open whether this is said to {name}")
        if told[option] is not claim:
            return holds(f"claim {told[option].id} also makes {name} right")
        return holds(f"it is said to {name} {where(claim, query.paragraph)}")
    for heard in sorted(told):
        if kin.are_kin(ledger, heard, option):
            return unclear(f"{called(ledger, heard)} and {name} may stand for each other")
    if option in near and query.paragraph is None:
        return unclear(f"a claim close to this one is made to {name}")
    if not told and option in _parties(ledger, claim):
        return unclear(f"nobody is named as the listener, and {name} is a party to the matter")
    return fails(f"the article does not have this said to {name}")


def _parties(ledger: Ledger, claim: Claim) -> set[str]:
    """Who and what is spoken of in the paragraphs where the claim stands."""
    here = {anchor.paragraph for anchor in claim.anchors}
    return {
        name
        for other in ledger.claims
        if any(anchor.paragraph in here for anchor in other.anchors)
        for name in other.entities
    }


def relay(ledger: Ledger, query: Query, option: str) -> Verdict:
    """Whether `option` is the outlet that the claim comes through."""
    claim, name = _claim(ledger, query.claim), called(ledger, option)
    twins = kin.same_content(ledger, claim)
    best_last = sorted(twins, key=lambda t: kin.is_no_wider(ledger, claim, t))
    through = {r: t for t in best_last for r in kin.relays(t, query.paragraph)}
    near = {r for c in kin.neighbours(ledger, claim) for r in kin.relays(c)}
    near = set() if query.paragraph else near
    if option == UNSAID:
        return _nobody(through, near, "passed on", "no outlet is credited with passing this on")
    if option in through:
        return _passed_on(ledger, claim, through[option], name)
    heard = {a for twin in twins for a in kin.addressees(twin)}
    return _other_outlet(ledger, option, set(through), near, heard) or fails(
        f"the article does not credit {name} with this"
    )


def _passed_on(ledger: Ledger, claim: Claim, twin: Claim, name: str) -> Verdict:
    if kin.leaves_open(twin, "speaker"):
        return unclear(f"it is open whether this is part of what {name} reports")
    if not kin.is_no_wider(ledger, claim, twin):
        return unclear(f"{name} passes on something wider (claim {twin.id})")
    if twin is not claim:
        return holds(f"claim {twin.id} also makes {name} right")
    return holds(f"{name} passes it on {where(claim)}")


def _nobody(found: dict[str, Claim], near: set[str], done: str, reason: str) -> Verdict:
    """The verdict on `unsaid`."""
    if found:
        return fails(f"the article does say {'to' if done == 'addressed' else 'by'} whom")
    if near:
        return unclear("a claim close to this one names somebody")
    return holds(reason)


def _other_outlet(
    ledger: Ledger, option: str, through: set[str], near: set[str], heard: set[str]
) -> Verdict | None:
    """An outlet that is not credited, and yet may be defended."""
    name = called(ledger, option)
    if option == ledger.outlet:
        return unclear(f"{name} prints all of this itself")
    for credited in sorted(through):
        if kin.are_kin(ledger, credited, option):
            return unclear(f"{called(ledger, credited)} and {name} may be one")
    if option in near:
        return unclear(f"{name} passes on a claim that is close to this one")
    if option in heard:
        return unclear(f"it is said to {name}, which may have carried it")
    return None


def quoted(ledger: Ledger, query: Query, option: str) -> Verdict:
    """Whether `option` spoke these words."""
    name = called(ledger, option)
    found = tuple(_quotes(ledger, query))
    if not found:
        return unclear("the ledger does not have these words")
    if any(q.speaker == option for _, q in found):
        return holds(f"these are words of {name}")
    if any(option in kin.relays(claim) for claim, _ in found):
        return fails(f"{name} passes these words on and did not speak them")
    for claim, quote in found:
        is_cut = query.quote is not None and len(query.quote) < len(quote.text)
        if is_cut and option in kin.sources(claim):
            return unclear(f"in part these are words that {name} is said to have used before")
    return fails(f"these are not words of {name}")


def relayed_quote(ledger: Ledger, query: Query, option: str) -> Verdict:
    """Whether these words came through `option`."""
    name = called(ledger, option)
    found = tuple(_quotes(ledger, query))
    if not found:
        return unclear("the ledger does not have these words")
    through = {q.relay for _, q in found if q.relay}
    if option == UNSAID:
        if through:
            return fails("the article says through whom these words come")
        return holds("no outlet is credited with these words")
    if option in through:
        return holds(f"these words come through {name}")
    heard = {a for claim, _ in found for a in kin.addressees(claim)}
    return _other_outlet(ledger, option, through, set(), heard) or fails(
        f"the article does not credit {name} with these words"
    )


def _quotes(ledger: Ledger, query: Query) -> Iterator[tuple[Claim, Quote]]:
    """The quotations that are meant, wherever they stand."""
    for claim in ledger.claims:
        for quote in claim.quotes:
            if query.paragraph not in (None, quote.paragraph):
                continue
            is_meant = _is_part(query.quote, quote.text) if query.quote else claim.id == query.claim
            if is_meant:
                yield claim, quote


def _is_part(asked: str, text: str) -> bool:
    one, other = asked.casefold().strip(" .,"), text.casefold().strip(" .,")
    return one in other or other in one


def content(ledger: Ledger, query: Query, option: str) -> Verdict:
    """Whether the entity that is asked about makes the claim `option`."""
    claim = ledger.claim(option)
    if claim is None or query.entity is None:
        return unclear(f"the ledger has no claim {option}")
    if claim.basis == "outside":
        return unclear("this is known from outside the article only")
    asked = Query(ask="speaker", claim=claim.id, paragraph=query.paragraph)
    return speaker(ledger, asked, query.entity)


def position(ledger: Ledger, query: Query, option: str) -> Verdict:
    """Whether `option` holds, in its dispute, what the claim says."""
    claim, name = _claim(ledger, query.claim), called(ledger, option)
    holders = kin.same_side(ledger, claim)
    if not holders:
        return unclear(f"the ledger has claim {claim.id} in no dispute")
    voiced = speaker(ledger, Query(ask="speaker", claim=claim.id), option)
    is_its_own = option == ledger.outlet and _is_its_own(claim)
    if option in holders and (voiced.value == "holds" or is_its_own):
        return holds(f"{name} holds this position")
    for holder in sorted(holders):
        if kin.are_kin(ledger, holder, option):
            return unclear(f"{called(ledger, holder)} and {name} may stand for each other")
    if option in holders:
        return unclear(f"{name} is on this side, and says something else")
    if voiced.value != "fails":
        return unclear(voiced.reason)
    return fails(f"{name} does not hold this position in the article")


def _claim(ledger: Ledger, name: str | None) -> Claim:
    claim = ledger.claim(name or "")
    assert claim is not None, name  # `judge` has looked
    return claim
