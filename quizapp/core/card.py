"""What a card is: a claim and a skill.

Its key is `source/claim/skill`, or `bank//question` for a question without a claim, which is a card
of its own.
"""

from collections.abc import Mapping

from quizapp.core.bank import Bank, Open, Poll, Question
from quizapp.core.ledger import Ledger
from quizapp.core.question import SKILLS, Skill


def card_key(question: Question, bank: Bank, ledgers: Mapping[str, Ledger]) -> str:
    """The key of the card that the question asks: that of its first claim, by its present name."""
    for evidence in question.evidence[:1]:
        ledger = ledgers.get(evidence.source or bank.sources[0])
        claim = ledger.claim(evidence.claim) if ledger else None
        if ledger and claim:
            return f"{ledger.id}/{claim.id}/{question.skill}"
    found = question.copy_of
    return f"{found.bank}//{found.question}" if found else f"{bank.id}//{question.id}"


def claim_of(key: str) -> tuple[str, str] | None:
    """Source and claim of a card; None where it has no claim."""
    source, _, rest = key.partition("/")
    claim, _, skill = rest.partition("/")
    return (source, claim) if claim and skill else None


def skill_of(key: str) -> Skill | None:
    """The skill of a card; None where it has no claim."""
    word = key.rpartition("/")[2] if claim_of(key) else ""
    return next((skill for skill in SKILLS if skill == word), None)


def group_of(key: str) -> str:
    """What a card shares with its siblings: its claim, or else itself."""
    return key.rpartition("/")[0] if claim_of(key) else key


def is_scored(question: Question) -> bool:
    """Whether an answer to it is right or wrong."""
    return not isinstance(question, Poll | Open)
