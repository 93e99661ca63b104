"""Names, claims and chains in plain words, as stems, options and explanations need them."""

import re

from quizapp.core.citation import name_of, paragraph_label
from quizapp.core.ledger import Anchor, Claim, CueType, Ledger, Link, Person, Stance, Weapon

_FIRST_WORD = re.compile(r"[\w’'-]+")

STANCE_OPTIONS: dict[Stance, str] = {
    "asserted": "As a fact, in its own voice",
    "attributed": "As somebody’s words, for which it does not vouch",
    "hedged": "As possible or likely, in careful words",
    "doubted": "With open doubt about whether it is so",
    "disputed": "As a point on which the sides disagree",
    "evidence_backed": "As something that evidence speaks for",
    "evaluated": "As its own judgement or reading of things",
}
"""How each stance reads as an answer to "How does the article present ...?"."""

_ACTS: dict[CueType, str] = {
    "accuse": "made the accusation",
    "argue": "argued so",
    "insist": "insisted on it",
    "lament": "lamented it",
    "name": "used the name",
    "offer": "made the offer",
    "portray": "presented things so",
    "state": "stated it",
    "tweet": "tweeted it",
}
"""What a voice did, by its cue; all others said it."""


def name(ledger: Ledger, entity_id: str) -> str:
    """An entity's name, as it stands within a sentence; a weapon's with its article."""
    found = (name_of(ledger, entity_id) or entity_id).replace("'", "’")
    is_bare = isinstance(ledger.entity(entity_id), Weapon) and not found.startswith("the ")
    return f"the {found}" if is_bare else found


def opened(text: str) -> str:
    """The text with a capital first."""
    return text[:1].upper() + text[1:]


def sentence(claim: Claim) -> str:
    """The content without its full stop, as an option."""
    return claim.content.rstrip(".").replace("'", "’")


def clause(ledger: Ledger, claim: Claim) -> str:
    """The content as it stands after "that"."""
    text = sentence(claim)
    first = _FIRST_WORD.match(text)
    if first and not _is_name(ledger, first[0]):
        return text[:1].lower() + text[1:]
    return text


def clause_by(ledger: Ledger, claim: Claim, who: str) -> str:
    """The same after `who` says that; the speaker at its start becomes `it` or `he`."""
    text, entity = clause(ledger, claim), ledger.entity(who)
    for known in sorted((entity.name, *entity.aliases), key=len, reverse=True) if entity else ():
        if text.startswith(f"{known} "):
            return f"{'he' if isinstance(entity, Person) else 'it'}{text[len(known) :]}"
    return text


def quotation(text: str) -> str:
    """Quoted words in their marks, without a full stop that would meet another."""
    return f"“{text.rstrip('.')}”"


def _is_name(ledger: Ledger, word: str) -> bool:
    """Whether the word keeps its capital: part of a name, its possessive or its adjective."""
    bare = re.sub(r"[’']s?$", "", word)
    if bare in ("The", "A", "An"):
        return False
    parts = {p for e in ledger.entities for n in (e.name, *e.aliases) for p in n.split()}
    return any(p in (bare, f"{bare}s") for p in parts if p[0].isupper())


def possessive(noun: str) -> str:
    """`Putin’s`, `the United States’`."""
    return f"{noun}’" if noun.endswith("s") else f"{noun}’s"


def place(paragraph: str) -> str:
    """`Paragraph 3` at the start of a sentence."""
    return opened(paragraph_label(paragraph))


def chain(ledger: Ledger, anchor: Anchor) -> str:
    """A sentence on who stands between the outlet and the content."""
    at = paragraph_label(anchor.paragraph)
    if not anchor.chain:
        return f"In {at} the article speaks in its own voice."
    acts = [_act(ledger, link) for link in anchor.chain]
    if len(acts) == 1:
        return f"In {at}, {acts[0]}."
    return f"{opened(at)}, from the outermost voice inwards: {'; '.join(acts)}."


def _act(ledger: Ledger, link: Link) -> str:
    """`TASS passed it on`, `Vladimir Putin told Donald Trump`."""
    who = " and ".join(name(ledger, s) for s in (link.speaker, *link.with_speakers) if s)
    if not who:
        return "somebody who is not named believes it"
    if link.role == "relay":
        return f"{who} passed it on"
    if link.addressee:
        whom = name(ledger, link.addressee)
        told = "made the offer to" if link.cue_type == "offer" else "told"
        return f"{who} {told} {whom}{' so' if told == 'told' else ''}"
    return f"{who} {_ACTS.get(link.cue_type, 'said it')}"


def step(ledger: Ledger, link: Link) -> str:
    """A link as an item to put in order: `TASS reported`, `Vladimir Putin told Donald Trump`."""
    who = " and ".join(opened(name(ledger, s)) for s in (link.speaker, *link.with_speakers) if s)
    if link.role == "relay":
        return f"{who} reported"
    if link.addressee:
        verb = "made an offer to" if link.cue_type == "offer" else "told"
        return f"{who} {verb} {name(ledger, link.addressee)}"
    return f"{who} {'stated' if link.cue_type == 'state' else 'said'}"
