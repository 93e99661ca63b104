"""Evidence as it is shown: the claim, who said it to whom through whom, and how sure."""

from collections.abc import Mapping
from dataclasses import dataclass

from quizapp.core.bank import Bank, Question
from quizapp.core.ledger import Ledger, Link, Stance

STANCE_WORDS: dict[Stance, str] = {
    "asserted": "stated by the article itself",
    "attributed": "reported as someone’s words",
    "hedged": "stated with caution",
    "doubted": "presented with doubt",
    "disputed": "disputed between sides",
    "evidence_backed": "backed by evidence, the article says",
    "evaluated": "the article’s own judgement",
}
"""How each stance is put in words on a page."""

STANCE_MEANS: dict[Stance, str] = {
    "asserted": "The report says so in its own voice and names nobody else for it.",
    "attributed": "Somebody says so, and the report passes it on. That it was said is one thing; "
    "that it is so is another.",
    "hedged": "The report says so with a word that softens it. It may be so, and it may not.",
    "doubted": "The report passes it on and lets you see that it has doubts.",
    "disputed": "One side says so and another says the opposite. Read both before you judge.",
    "evidence_backed": "The report points to evidence for it, besides whoever says so.",
    "evaluated": "It is the report’s own judgement: a view with reasons, not an event.",
}
"""What each stance means for whoever reads a claim."""


@dataclass(frozen=True)
class Voice:
    """One link of a chain in words: `Putin`, `told`, `Trump`; `name` None where nobody is named."""

    name: str | None
    cue: str
    addressee: str | None
    is_relay: bool


@dataclass(frozen=True)
class Speech:
    """Words that somebody spoke."""

    text: str
    speaker: str


@dataclass(frozen=True)
class Citation:
    """A claim at one of its anchors, ready to be shown; `note`: what can be read in two ways."""

    source: str
    publisher: str
    source_title: str
    claim: str
    content: str
    stance: Stance
    stance_words: str
    paragraph: str
    chain: tuple[Voice, ...]
    speech: tuple[Speech, ...]
    note: str | None


def citations(
    question: Question, bank: Bank, ledgers: Mapping[str, Ledger]
) -> tuple[Citation, ...]:
    """The question's evidence; what names no known claim is left out (the linter reports it)."""
    found = []
    for evidence in question.evidence:
        ledger = ledgers.get(evidence.source or next(iter(bank.sources), ""))
        if ledger and ledger.claim(evidence.claim):
            found.append(cite(ledger, evidence.claim, evidence.paragraph))
    return tuple(found)


def cite(ledger: Ledger, claim_id: str, paragraph: str | None = None) -> Citation:
    """A claim as it stands in that paragraph (its first one where None). KeyError if unknown."""
    claim = ledger.claim(claim_id)
    if claim is None:
        raise KeyError(claim_id)
    anchor = claim.anchor(paragraph)
    here = [q for q in claim.quotes if q.paragraph == anchor.paragraph]
    return Citation(
        source=ledger.id,
        publisher=ledger.publisher,
        source_title=ledger.title,
        claim=claim.id,
        content=claim.content,
        stance=claim.stance,
        stance_words=STANCE_WORDS[claim.stance],
        paragraph=anchor.paragraph,
        chain=tuple(_voice(ledger, link) for link in anchor.chain),
        speech=tuple(Speech(q.text, name_of(ledger, q.speaker) or q.speaker) for q in here),
        note=claim.ambiguous,
    )


def name_of(ledger: Ledger, entity_id: str | None) -> str | None:
    """An entity's name; None for None and for the unknown."""
    entity = ledger.entity(entity_id) if entity_id else None
    return entity.name if entity else None


def paragraph_label(paragraph: str) -> str:
    """`p5` as `paragraph 5`, `b2` as `summary point 2`."""
    kinds = {"p": "paragraph", "b": "summary point", "t": "caption"}
    if paragraph[:1] in kinds and paragraph[1:].isdigit():
        return f"{kinds[paragraph[0]]} {paragraph[1:]}"
    return paragraph


def _voice(ledger: Ledger, link: Link) -> Voice:
    names = [name_of(ledger, s) for s in (link.speaker, *link.with_speakers)]
    speakers = " and ".join(n for n in names if n)
    return Voice(speakers or None, link.cue, name_of(ledger, link.addressee), link.role == "relay")
