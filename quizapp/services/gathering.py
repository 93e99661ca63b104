"""Attempts at questions gathered from several banks: today's five, and a learner's weakest ten.

What is gathered is kept as a version of a bank, like whatever is played. Neither moves the date of
any card.
"""

from collections.abc import Iterator
from datetime import date, datetime

from quizapp.core.bank import Bank, Question
from quizapp.core.card import card_key, group_of, is_scored
from quizapp.core.shuffle import ranked
from quizapp.services import chance, study
from quizapp.services.catalogue import Catalogue, shelved_alone
from quizapp.services.library import Library, ShelvedBank
from quizapp.store import attempts, banks, cards
from quizapp.store.database import Session

DAILY_COUNT = 5
CRAM_COUNT = 10
DAILY, CRAM = "daily/", "own/weakest"
"""What such attempts are called; no bank can have these names."""


class NothingToGather(Exception):
    """There is no question to ask."""

    def __init__(self) -> None:
        super().__init__("There is nothing to ask yet. Come back when there is a bank here.")


def daily_of(slug: str) -> date | None:
    """The day whose five questions such an attempt has; None for any other."""
    return date.fromisoformat(slug.removeprefix(DAILY)) if slug.startswith(DAILY) else None


def attempt_on(session: Session, learner_id: str, day: date) -> str | None:
    """The learner's attempt at that day's five, if there is one."""
    return attempts.named(session, learner_id, f"{DAILY}{day}")


def start_daily(
    session: Session, library: Library, learner_id: str, day: date, now: datetime
) -> str:
    """Begin that day's five questions, or go on with them; the attempt. Raises NothingToGather.

    Everybody gets the same ones in the same order: those that the first one of the day got, even
    where a bank has changed since.
    """
    if known := attempt_on(session, learner_id, day):
        return known
    slug = f"daily-{day}"
    digest = banks.first_of(session, slug)
    if digest is None:
        shelved = _five(library, day, slug)
        library.keep(session, shelved, now)
        digest = shelved.digest
    ids = [question.id for question in library.version(session, digest).questions]
    seed = f"{DAILY}{day}"
    return study.begin(session, learner_id, digest, seed, ids, seed, now)


def start_cram(session: Session, catalogue: Catalogue, learner_id: str, now: datetime) -> str:
    """Begin an attempt at what the learner knows least firmly. Raises NothingToGather."""
    known = sorted(cards.cards_of(session, learner_id), key=lambda c: (c.stability, c.key))
    topics = [topic for card in known if (topic := catalogue.topic(card.key))][:CRAM_COUNT]
    if not topics:
        raise NothingToGather
    seed = chance.new_seed()
    forms = [topic.form(int(seed, 16)) for topic in topics]
    shelved = shelved_alone([(f.bank, f.question) for f in forms], "weakest", "Your weakest ten")
    catalogue.library.keep(session, shelved, now)
    ids = ranked([question.id for question in shelved.bank.questions], seed)
    return study.begin(session, learner_id, shelved.digest, CRAM, list(ids), seed, now)


def _five(library: Library, day: date, slug: str) -> ShelvedBank:
    """Five questions of different claims, and of as many skills as there are."""
    shelf = library.shelf()
    found = {
        f"{shelved.bank.id}/{question.id}": (shelved.bank, question)
        for shelved in shelf.banks.values()
        for question in shelved.bank.asked
        if is_scored(question)
    }
    if not found:
        raise NothingToGather
    drawn = [found[name] for name in ranked(found, str(day))]
    picked: list[tuple[Bank, Question]] = []
    claims: set[str] = set()
    for bank, question in (*_of_each_skill(drawn), *drawn):
        claim = group_of(card_key(question, bank, shelf.ledgers))
        if claim not in claims and len(picked) < DAILY_COUNT:
            claims.add(claim)
            picked.append((bank, question))
    return shelved_alone(picked, slug, f"Five for {day.day} {day:%B}")


def _of_each_skill(drawn: list[tuple[Bank, Question]]) -> Iterator[tuple[Bank, Question]]:
    """The first question of each skill."""
    skills = set()
    for bank, question in drawn:
        if question.skill not in skills:
            skills.add(question.skill)
            yield bank, question
