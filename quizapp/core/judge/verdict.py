"""What the judge says of an option, and the words in which it says so."""

from dataclasses import dataclass
from typing import Literal

from quizapp.core.citation import name_of, paragraph_label
from quizapp.core.ledger import Claim, Ledger


@dataclass(frozen=True)
class Verdict:
    """Whether an option answers a query, and why, in a sentence.

    `unclear`: a case can be made for it, so it is neither a key nor a distractor.
    """

    value: Literal["holds", "fails", "unclear"]
    reason: str


def holds(reason: str) -> Verdict:
    """The option is right."""
    return Verdict("holds", _sentence(reason))


def fails(reason: str) -> Verdict:
    """The option is wrong beyond doubt."""
    return Verdict("fails", _sentence(reason))


def unclear(reason: str) -> Verdict:
    """The option may be defended."""
    return Verdict("unclear", _sentence(reason))


def called(ledger: Ledger, entity_id: str) -> str:
    """An entity's name, or the id where there is none."""
    return name_of(ledger, entity_id) or entity_id


def where(claim: Claim, paragraph: str | None = None) -> str:
    """`in paragraph 3`, or `in paragraph 3 and summary point 2`."""
    places = dict.fromkeys(a.paragraph for a in claim.anchors)
    if paragraph in places:
        places = {paragraph: None}
    return "in " + " and ".join(paragraph_label(p) for p in places)


def _sentence(text: str) -> str:
    """With a capital first and a full stop last."""
    text = text[:1].upper() + text[1:]
    return text if text.endswith((".", "?", "”")) else f"{text}."
