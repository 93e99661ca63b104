"""What there is to ask: how much of each ledger is covered, questions by kind and skill."""

from collections import Counter
from dataclasses import dataclass

from quizapp.core.bank import QUESTION_TYPES, SKILLS
from quizapp.core.coverage import asked_claims
from quizapp.services.generated import generated
from quizapp.services.library import Shelf


@dataclass(frozen=True)
class Source:
    """A ledger: how many claims it has, and on how many of them a question rests."""

    slug: str
    claims: int
    covered: int


@dataclass(frozen=True)
class Stock:
    """The counts over a shelf; every kind and skill is there, with 0 where nothing is.

    `generated` counts the questions that `templates` templates make of all ledgers.
    """

    sources: tuple[Source, ...]
    questions: int
    kinds: dict[str, int]
    skills: dict[str, int]
    templates: int
    generated: int


def stock_of(shelf: Shelf) -> Stock:
    """The counts over what is on the shelf."""
    banks = [shelved.bank for shelved in shelf.banks.values()]
    questions = [question for bank in banks for question in bank.questions]
    kinds = Counter[str](question.type for question in questions)
    skills = Counter[str](question.skill for question in questions)
    made = [one for ledger in shelf.ledgers.values() for one in generated(ledger)]
    return Stock(
        sources=tuple(
            Source(slug, len(ledger.claims), len(asked_claims(ledger, banks)))
            for slug, ledger in shelf.ledgers.items()
        ),
        questions=len(questions),
        kinds={kind: kinds[kind] for kind in QUESTION_TYPES},
        skills={skill: skills[skill] for skill in SKILLS},
        templates=len({one.template for one in made}),
        generated=len(made),
    )
