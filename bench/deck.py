"""How long the pages of a learner take who has 5,000 cards and 50,000 reviews.

    python bench/deck.py [postgresql+psycopg://USER:PASSWORD@HOST/NAME]

SQLite in a temporary folder unless an address is given. One JSON line a page: what the service
takes, and the whole page as Flask gives it. Exit 1 where the whole page of what is due takes longer
than MUST_MS at the median.
"""

import json
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from statistics import median, quantiles
from typing import cast

from sqlalchemy import event, insert

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from quizapp import clock, paths
from quizapp.core.bank import Single
from quizapp.core.memory import Rating, Recall, after
from quizapp.core.response import Chosen, encode
from quizapp.services import packs, progress, reviews
from quizapp.services.catalogue import Catalogue, Catalogues, Form
from quizapp.services.library import Library
from quizapp.services.practice import Practice
from quizapp.services.site import open_site
from quizapp.settings import Settings
from quizapp.store import attempts, cards
from quizapp.store.database import Database, Session
from quizapp.store.schema import upgrade
from quizapp.web.app import create_app

CARDS, REVIEWS = 5_000, 50_000
MUST_MS = 50.0
TIMES = 40
NOW = clock.now()
DAY = NOW.date().toordinal()
LEARNER = "bench"


def fill(session: Session, whole: Catalogue, keys: list[str]) -> None:
    """The learner's log, ten reviews a card, and the cards that follow from it.

    All answer one and the same question: what is measured does not look at it, but for leeches.
    """
    forms = [form for topic in whole.topics.values() for form in topic.forms]
    form = next(f for f in forms if isinstance(f.question, Single))
    whole.library.keep(session, form.shelved, NOW)
    rng = Random(1)
    attempts.ensure_learner(session, LEARNER, NOW)
    log: list[dict[str, object]] = []
    rows: list[dict[str, object]] = []
    for key in keys:
        memory, day = None, DAY - rng.randint(200, 900)
        for _ in range(REVIEWS // CARDS):
            rating = rng.choice([Rating.Again, Rating.Good, Rating.Good, Rating.Good, Rating.Easy])
            at = NOW - timedelta(days=DAY - day, hours=rng.random())
            memory = after(memory, Recall(rating, at, day), 0.9, key)
            due_day = day + max(0, (memory.due_at - at).days)
            log.append(review(len(log) + 1, key, int(rating), at, day, due_day) | _answer(form))
            day = min(DAY - 1, max(day, due_day + rng.choice([0, 0, 0, 1, 3])))
        assert memory
        rows.append(
            {"learner_id": LEARNER, "key": key, "claim": key.rpartition("/")[0],
             "is_suspended": False, **vars(memory)}
        )  # fmt: skip
    session.execute(insert(cards.Review), log)
    session.execute(insert(cards.CardRow), rows)


def _answer(form: Form) -> dict[str, object]:
    """A wrong answer to the question."""
    assert isinstance(form.question, Single)
    wrong = next(choice.id for choice in form.question.choices if not choice.correct)
    asked = form.shelved.bank.questions[0]
    return {
        "bank_digest": form.shelved.digest,
        "question_id": asked.id,
        "response": encode(Chosen((wrong,))),
    }


def review(  # noqa: PLR0917
    number: int, key: str, rating: int, at: datetime, day: int, due_day: int
) -> dict[str, object]:
    """A row of the log."""
    return {
        "learner_id": LEARNER, "number": number, "token": f"t{number}", "card": key,
        "content_hash": "h", "seed": "s",
        "credit": float(rating > 1), "sure": (20, 40, 60, 80, 100)[number % 5],
        "elapsed_s": 5.0, "rating": rating, "reviewed_at": at, "day": day, "due_day": due_day,
        "undone_at": None,
    }  # fmt: skip


def catalogue() -> tuple[Catalogue, list[str]]:
    """The shipped cards, and as many more that stand for other sources."""
    library = Library((paths.questions_dir(),))
    made = Catalogues(library, Practice(library)).now()
    topics = dict(made.topics)
    some = list(topics.values())
    number = 0
    while len(topics) < CARDS + 200:
        like = some[number % len(some)]
        key = f"other-{number}/C01/{like.skill}"
        topics[key] = type(like)(key, f"other-{number}/C01", like.skill, like.forms)
        number += 1
    return Catalogue(library, topics, made.ledgers), list(topics)[:CARDS]


def measure(database: Database, name: str, page: Callable[[Session], object]) -> float:
    """Print how long the page takes; the median in ms."""
    asked: list[str] = []
    event.listen(database.engine, "before_cursor_execute", lambda *a: asked.append(a[2]))
    times = []
    for _ in range(TIMES):
        asked.clear()
        begun = time.perf_counter()
        with database.reading() as session:
            page(session)
        times.append(1000 * (time.perf_counter() - begun))
    of_cards = sum("FROM card" in statement for statement in asked)
    line = {
        "page": name,
        "median_ms": round(median(times), 1),
        "p95_ms": round(quantiles(times, n=20)[-1], 1),
        "queries": len([s for s in asked if s.startswith("SELECT")]),
        "queries_of_cards": of_cards,
    }
    print(json.dumps(line), flush=True)
    return median(times)


@dataclass(frozen=True)
class Still:
    """A catalogue that stays as it is."""

    catalogue: Catalogue

    def now(self) -> Catalogue:
        """The catalogue."""
        return self.catalogue


def measure_pages(database: Database, whole: Catalogue, folder: Path) -> float:
    """Print how long whole pages take, with all that Flask does; the median of what is due."""
    settings = Settings(
        data_dir=folder,
        database_url=database.engine.url.render_as_string(hide_password=False),
        secret_key="k" * 32,
    )
    site = open_site(settings, paths.questions_dir())
    client = create_app(replace(site, catalogues=cast("Catalogues", Still(whole)))).test_client()
    client.set_cookie("learner", site.tokens.for_learner(LEARNER))
    medians = {}
    for page in ("/review", "/review/now", "/progress"):
        times = []
        for _ in range(TIMES):
            begun = time.perf_counter()
            assert client.get(page).status_code == 200
            times.append(1000 * (time.perf_counter() - begun))
        medians[page] = median(times)
        p95 = quantiles(times, n=20)[-1]
        print(
            json.dumps(
                {"whole_page": page, "median_ms": round(medians[page], 1), "p95_ms": round(p95, 1)}
            ),
            flush=True,
        )
    site.close()
    return medians["/review"]


def main() -> None:
    """Fill a database and measure."""
    with tempfile.TemporaryDirectory() as folder:
        url = sys.argv[1] if len(sys.argv) > 1 else f"sqlite:///{Path(folder) / 'bench.db'}"
        database = Database(url)
        upgrade(database)
        whole, keys = catalogue()
        with database.transaction() as session:
            fill(session, whole, keys)
        due = measure_pages(database, whole, Path(folder))
        measure(database, "due", lambda s: reviews.overview(s, whole, LEARNER, NOW))
        measure(database, "next question", lambda s: reviews.next_asked(s, whole, LEARNER, NOW))
        measure(database, "taken along", lambda s: packs.pack(s, whole, LEARNER, NOW))
        measure(database, "progress", lambda s: progress.picture(s, whole, LEARNER, NOW))
        database.close()
    raise SystemExit(0 if due <= MUST_MS else 1)


if __name__ == "__main__":
    main()
