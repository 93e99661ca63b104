"""Endless practice: questions made from a ledger, by skill, ten after ten.

All questions of a ledger are made once for each version of it and kept in memory: that takes some
1.5 s for the 600 of the shipped ledger, so it must not happen inside a transaction. What an attempt
is drawn from is kept as a version of a bank, like an authored one, so it outlives a change of the
ledger.
"""

import hashlib
import threading
from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime

from quizapp.core.generate import Made
from quizapp.core.ledger import Ledger
from quizapp.core.question import SKILL_WORDS, SKILLS, Skill
from quizapp.formats.house_text import bank_text
from quizapp.services import chance, study
from quizapp.services.generated import bank_with, generated, spread
from quizapp.services.library import Library, ShelvedBank
from quizapp.store import attempts
from quizapp.store.database import Session

ATTEMPT_LENGTH = 10
"""Questions of one attempt; the next one begins at a press."""

POOL_SIZE = 800
"""Questions of a ledger at most: at about 1,000 bytes each, a bank's text stays below its 1 MB."""

_MARK = "made"
_ALL = "all"


@dataclass(frozen=True)
class Drill:
    """What is practised: one skill over one source, or None for every skill."""

    source: str
    skill: Skill | None

    @property
    def slug(self) -> str:
        """The name that its attempts have; no file's name can be the same."""
        return f"{_MARK}/{self.source}/{self.skill or _ALL}"

    @property
    def title(self) -> str:
        """What a learner reads above the questions."""
        return f"Endless practice: {SKILL_WORDS[self.skill] if self.skill else 'All skills'}"


@dataclass(frozen=True)
class Pool:
    """What attempts are drawn from."""

    drill: Drill
    shelved: ShelvedBank
    made: tuple[Made, ...]


class NoSuchDrill(Exception):
    """There is no such source or skill, or no question of that skill over that source."""

    def __init__(self) -> None:
        super().__init__("There is nothing to practise under that name. Pick a skill instead.")


def drill_of(slug: str) -> Drill | None:
    """The drill whose attempts have this name; None where it is a bank's. NoSuchDrill."""
    mark, _, rest = slug.partition("/")
    if mark != _MARK or not rest:
        return None
    source, _, skill = rest.partition("/")
    return drill_named(source, skill)


def drill_named(source: str, skill: str) -> Drill:
    """From what a form says; `all` stands for every skill. Raises NoSuchDrill."""
    if skill == _ALL:
        return Drill(source, None)
    known = next((s for s in SKILLS if s == skill), None)
    if known is None:
        raise NoSuchDrill
    return Drill(source, known)


@dataclass
class _Made:
    """The questions of one version of a ledger, and the pools drawn off so far."""

    ledger: Ledger
    questions: tuple[Made, ...]
    pools: dict[Drill, Pool] = field(default_factory=dict)


class Practice:
    """The pools over a library's ledgers, each made when it is first wanted."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._lock = threading.Lock()
        self._made: dict[str, _Made] = {}

    def pool(self, drill: Drill) -> Pool:
        """What there is for the drill. May take seconds, once. Raises NoSuchDrill."""
        ledger = self._library.shelf().ledgers.get(drill.source)
        if ledger is None:
            raise NoSuchDrill
        with self._lock:
            made = self._made.get(ledger.id)
            if made is None or made.ledger != ledger:
                made = self._made[ledger.id] = _Made(ledger, generated(ledger, count=POOL_SIZE))
            if drill not in made.pools:
                made.pools[drill] = _pool(ledger, made.questions, drill)
            return made.pools[drill]


def start(session: Session, library: Library, learner_id: str, pool: Pool, now: datetime) -> str:
    """Begin an attempt; its id. What the learner was asked least often comes first."""
    library.keep(session, pool.shelved, now)
    seed = chance.new_seed()
    asked = Counter(attempts.asked(session, learner_id, pool.drill.slug))
    turns = [one.question.id for one in spread(pool.made, seed, len(pool.made))]
    picked = sorted(turns, key=lambda question: asked[question])[:ATTEMPT_LENGTH]
    return study.begin(session, learner_id, pool.shelved.digest, pool.drill.slug, picked, seed, now)


def _pool(ledger: Ledger, questions: tuple[Made, ...], drill: Drill) -> Pool:
    made = tuple(m for m in questions if drill.skill in (None, m.question.skill))
    if not made:
        raise NoSuchDrill
    bank = bank_with(ledger, made, f"{ledger.id[:54]}-generated", drill.title)
    text = bank_text(bank)
    digest = hashlib.sha256(text.encode()).hexdigest()
    return Pool(drill, ShelvedBank(bank, text, digest), made)
