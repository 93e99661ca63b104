"""Which questions of a teacher's banks rest on a claim of one of their texts."""

from dataclasses import dataclass

from quizapp.services.accounts import Teacher
from quizapp.services.workspace import searching
from quizapp.services.workspace.checking import Checker
from quizapp.services.workspace.deck import Card, Decks
from quizapp.services.workspace.finding import Wanted
from quizapp.store.database import Session


@dataclass(frozen=True)
class Resting:
    """How many questions rest on the claim; `is_more` where only the first were looked at."""

    count: int
    is_more: bool


def resting(  # noqa: PLR0917
    session: Session, decks: Decks, checker: Checker, teacher: Teacher, source: str, claim: str
) -> Resting:
    """Those in banks that the teacher has or is shared, as they stand now."""
    hits = searching.search(
        session,
        decks,
        teacher,
        Wanted(source=source),
        lambda deck, card: checker.judge(card, deck.sources),
    )
    found = [hit for hit in hits.found if claim in _claims_of(hit.card)]
    return Resting(len(found), hits.is_cut)


def _claims_of(card: Card) -> set[str]:
    evidence = card.fields.get("evidence")
    entries = evidence if isinstance(evidence, tuple) else ()
    return {str(entry.get("claim")) for entry in entries if isinstance(entry, dict)}
