"""Cards that keep slipping, each with what it is taken for."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from quizapp.core.card import claim_of
from quizapp.core.citation import Citation, cite
from quizapp.core.deck import Card
from quizapp.core.grading import Grade, grade
from quizapp.core.response import decode
from quizapp.services.catalogue import Catalogue
from quizapp.store import cards
from quizapp.store.database import Session

SHOWN = 5
TWICE = 2
"""What was taken for the right answer so often is a habit rather than a slip."""


@dataclass(frozen=True)
class Confusion:
    """What was picked, in place of what, how often."""

    picked: str
    key: str
    times: int


@dataclass(frozen=True)
class Leech:
    """A card that keeps slipping; `citation` is None for a question without a claim."""

    key: str
    content: str
    lapses: int
    citation: Citation | None
    confusion: Confusion | None


def leeches_of(
    session: Session, catalogue: Catalogue, learner_id: str, found: Iterable[Card]
) -> tuple[Leech, ...]:
    """The first few of these cards, told so that somebody can do something about them."""
    shown = list(found)[:SHOWN]
    confusions = _confusions(session, catalogue, learner_id, [card.key for card in shown])
    told = []
    for card in shown:
        content = catalogue.content(card.key)
        if content is not None:
            citation = _citation(catalogue, card.key)
            told.append(Leech(card.key, content, card.lapses, citation, confusions.get(card.key)))
    return tuple(told)


def _citation(catalogue: Catalogue, key: str) -> Citation | None:
    """The claim where it stands, by the name that it has now."""
    topic = catalogue.topic(key)
    source, claim = (topic and claim_of(topic.key)) or ("", "")
    ledger = catalogue.ledgers.get(source)
    return cite(ledger, claim) if ledger else None


def _confusions(
    session: Session, catalogue: Catalogue, learner_id: str, keys: list[str]
) -> dict[str, Confusion]:
    """What each card is taken for, where that is a habit."""
    counts: dict[str, Counter[tuple[str, str]]] = defaultdict(Counter)
    reviews = cards.standing(session, learner_id, *keys) if keys else ()
    versions = {r.bank_digest for r in reviews}
    known = {digest: catalogue.library.version(session, digest) for digest in versions}
    for review in reviews:
        bank = known[review.bank_digest]
        question = bank.question(review.question_id)
        if question and review.credit < 1:
            counts[review.card].update(_taken_for(grade(question, decode(review.response))))
    most = {key: found.most_common(1)[0] for key, found in counts.items() if found}
    return {
        key: Confusion(picked, right, times)
        for key, ((picked, right), times) in most.items()
        if times >= TWICE
    }


def _taken_for(graded: Grade) -> Iterator[tuple[str, str]]:
    """Each wrong part with the right one; of options, only where one is right."""
    keys = [mark.text for mark in graded.options if mark.is_key]
    picked = [mark.text for mark in graded.options if mark.is_given and not mark.is_key]
    if len(keys) == 1:
        yield from ((text, keys[0]) for text in picked)
    for place in graded.places:
        if place.given and place.key and not place.is_right:
            yield place.given, place.key
