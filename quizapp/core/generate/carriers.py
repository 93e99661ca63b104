"""Through which outlet, in whose very words: questions over relays and quotations."""

from collections.abc import Iterator

from quizapp.core.citation import paragraph_label
from quizapp.core.generate.desk import (
    Desk,
    Draft,
    Sheet,
    evidence,
    matching,
    multiple,
    single,
    slot_id,
    typed,
)
from quizapp.core.generate.people import (
    UNSAID_OUTLET,
    cards,
    is_named,
    outlets,
    speakers,
    spellings,
    voices_like,
)
from quizapp.core.generate.wording import chain, clause, name, opened, possessive, quotation
from quizapp.core.judge import kin
from quizapp.core.ledger import Claim, Quote
from quizapp.core.query import UNSAID, Query

_CARRIER = "The carrier passes a claim on and does not vouch for it."
_WORDS = "Quotation marks promise the very words; the name beside them tells you whose they are."


def relay(desk: Desk) -> Iterator[Draft]:
    """Which outlet a paragraph names for a claim."""
    for claim, paragraph, through in _carried(desk):
        query = Query(ask="relay", claim=claim.id, paragraph=paragraph)
        sheet = _relay_sheet(desk, "relay", claim, paragraph)
        key = through or UNSAID
        yield single(desk, sheet, query, key, (*outlets(desk, through), UNSAID_OUTLET))


def relay_typed(desk: Desk) -> Iterator[Draft]:
    """The same: type its name."""
    for claim, paragraph, through in _carried(desk):
        if not through:
            continue
        query = Query(ask="relay", claim=claim.id, paragraph=paragraph)
        sheet = _relay_sheet(desk, "relay-typed", claim, paragraph)
        yield typed(
            desk,
            sheet,
            query,
            {through: spellings(desk.ledger, through)},
            outlets(desk, through),
        )


def _relay_sheet(desk: Desk, template: str, claim: Claim, paragraph: str) -> Sheet:
    anchor = claim.anchor(paragraph)
    is_typed = template.endswith("typed")
    return Sheet(
        slot_id(template, claim.id, paragraph),
        f"Which outlet does {paragraph_label(paragraph)} name as its source for the claim that "
        f"{clause(desk.ledger, claim)}?{' Type its name.' if is_typed else ''}",
        "attribution",
        f"{chain(desk.ledger, anchor)} {_CARRIER}",
        evidence(claim, anchor),
        "hard" if is_typed else "medium",
    )


def _carried(desk: Desk) -> Iterator[tuple[Claim, str, str]]:
    """Reported claims by paragraph, with who passes them on there; empty where nobody does.

    A paragraph that credits an outlet with something else is left out where this claim has none.
    """
    credited = {
        anchor.paragraph
        for claim in desk.ledger.claims
        for anchor in claim.anchors
        if any(link.role == "relay" for link in anchor.chain)
    }
    for claim in desk.ledger.claims:
        for anchor in claim.anchors:
            through = [k.speaker for k in anchor.chain if k.role == "relay" and k.speaker]
            if through:
                yield claim, anchor.paragraph, through[0]
            elif (
                kin.commits_somebody(claim)
                and anchor.paragraph not in credited
                and claim.type != "naming"
            ):
                yield claim, anchor.paragraph, ""


def all_relays(desk: Desk) -> Iterator[Draft]:
    """Which outlets carry a claim that stands in several places."""
    for claim in desk.ledger.claims:
        query = Query(ask="relay", claim=claim.id)
        pool = outlets(desk)
        keys = [c.means for c in pool if desk.verdict(query, c.means).value == "holds"]
        if len(keys) < 2:
            continue
        sheet = Sheet(
            slot_id("relays", claim.id),
            "Which outlets does the article credit, in one place or another, for the claim that "
            f"{clause(desk.ledger, claim)}? Select all that apply.",
            "attribution",
            f"{' '.join(_all_chains(desk, claim))} {_CARRIER}",
            evidence(claim),
            "hard",
        )
        yield multiple(desk, sheet, query, keys, pool)


def _all_chains(desk: Desk, claim: Claim) -> list[str]:
    """The chains of every place that carries this content, each once."""
    twins = kin.same_content(desk.ledger, claim)
    told = [chain(desk.ledger, a) for t in twins for a in t.anchors if kin.relays(t, a.paragraph)]
    return list(dict.fromkeys(told))


def quote_speaker(desk: Desk) -> Iterator[Draft]:
    """Whose words these are."""
    for claim, quote in _quotes(desk):
        query = Query(ask="quoted", quote=quote.text)
        sheet = _quote_sheet(desk, "quote-speaker", claim, quote, "Whose words are these?")
        yield single(desk, sheet, query, quote.speaker, voices_like(desk, quote.speaker))


def quote_speaker_typed(desk: Desk) -> Iterator[Draft]:
    """The same: type the name."""
    for claim, quote in _quotes(desk):
        if not is_named(desk.ledger, quote.speaker):
            continue
        query = Query(ask="quoted", quote=quote.text)
        ask = "Whose words are these? Type the name."
        sheet = _quote_sheet(desk, "quote-speaker-typed", claim, quote, ask)
        accept = {quote.speaker: spellings(desk.ledger, quote.speaker)}
        pool = (*voices_like(desk, quote.speaker), *outlets(desk))
        yield typed(desk, sheet, query, accept, pool)


def quote_relay(desk: Desk) -> Iterator[Draft]:
    """Through which outlet the words come."""
    for claim, quote in _quotes(desk):
        query = Query(ask="relayed_quote", quote=quote.text, paragraph=quote.paragraph)
        whose = possessive(name(desk.ledger, quote.speaker))
        sheet = Sheet(
            slot_id("quote-relay", claim.id, quote.paragraph),
            f"{opened(whose)} words {quotation(quote.text)} stand in "
            f"{paragraph_label(quote.paragraph)}. Which outlet is named there as passing them on?",
            "attribution",
            f"{chain(desk.ledger, claim.anchor(quote.paragraph))} {_CARRIER}",
            evidence(claim, claim.anchor(quote.paragraph)),
            "medium",
        )
        pool = (*outlets(desk, quote.relay or ""), UNSAID_OUTLET)
        yield single(desk, sheet, query, quote.relay or UNSAID, pool)


def quote_match(desk: Desk) -> Iterator[Draft]:
    """Several quotations, each with its speaker."""
    by = {e.id: [q for q in _quotes(desk) if q[1].speaker == e.id] for e in speakers(desk.ledger)}
    first = max(by, key=lambda s: len(by[s]), default="")
    for claim, quote in by.get(first, []):
        others = [desk.draw([c.id for c, _ in found], claim.id)[0] for s, found in by.items()
                  if found and s != first]  # fmt: skip
        chosen = [(claim, quote), *[q for q in _quotes(desk) if q[0].id in others]]
        pairs = [
            (
                Query(ask="quoted", quote=q.text),
                quotation(q.text),
                cards(desk, [e for e in speakers(desk.ledger) if e.id == q.speaker])[0],
            )
            for _, q in chosen
        ]
        sheet = Sheet(
            slot_id("quote-match", claim.id),
            "Match each quotation with the one who spoke or wrote it.",
            "attribution",
            f"{' '.join(chain(desk.ledger, c.anchor(q.paragraph)) for c, q in chosen)} {_WORDS}",
            tuple(e for c, q in chosen for e in evidence(c, c.anchor(q.paragraph))),
            "medium",
        )
        yield matching(desk, sheet, pairs) if len(pairs) > 2 else None


def _quote_sheet(desk: Desk, template: str, claim: Claim, quote: Quote, ask: str) -> Sheet:
    anchor = claim.anchor(quote.paragraph)
    return Sheet(
        slot_id(template, claim.id),
        f"The article quotes {quotation(quote.text)}. {ask}",
        "attribution",
        f"{chain(desk.ledger, anchor)} {_WORDS}",
        evidence(claim, anchor),
        "easy" if quote.relay is None else "medium",
    )


def _quotes(desk: Desk) -> list[tuple[Claim, Quote]]:
    """Each quotation once, at its last place: the body, not the summary that repeats it."""
    found: dict[str, tuple[Claim, Quote]] = {}
    for claim in desk.ledger.claims:
        for quote in claim.quotes:
            if quote.text not in found:
                found[quote.text] = (claim, quote)
    return list(found.values())
