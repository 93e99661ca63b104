"""All that a running server holds, opened once and closed once."""

import logging
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path

from quizapp import clock
from quizapp.services import accounts
from quizapp.services.accounts import Accounts
from quizapp.services.catalogue import Catalogues
from quizapp.services.library import Library
from quizapp.services.live.faults import ManyCame
from quizapp.services.live.live import Live, open_live
from quizapp.services.practice import Practice
from quizapp.services.texts import Texts
from quizapp.services.throttle import Throttle
from quizapp.services.tokens import Tokens
from quizapp.services.transaction import transaction
from quizapp.services.workspace import editing, illustrating, notes, searching, thinning
from quizapp.services.workspace.checking import Checker
from quizapp.services.workspace.deck import Decks
from quizapp.services.workspace.proposing import Proposer
from quizapp.settings import Settings
from quizapp.store.bus import Bus
from quizapp.store.database import Database
from quizapp.store.schema import upgrade

PURGE_PAUSE_S = 600
"""How often what is past its retention is looked for."""


log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Site:
    """The parts that pages and hot routes share.

    `making` holds back floods of new rows, `joining` floods of players in one game.
    """

    settings: Settings
    database: Database
    library: Library
    practice: Practice
    catalogues: Catalogues
    texts: Texts
    tokens: Tokens
    live: Live
    accounts: Accounts
    checker: Checker
    joining: Throttle
    decks: Decks = field(default_factory=Decks)
    proposer: Proposer = field(default_factory=Proposer)
    making: Throttle = field(
        default_factory=lambda: Throttle(burst=60, every_s=1.0, now=time.monotonic)
    )
    closing: threading.Event = field(default_factory=threading.Event)

    def close(self) -> None:
        """Write what is waiting and let go of the database."""
        self.closing.set()
        self.live.hub.end_all()
        self.live.close()
        self.database.close()


def open_database(settings: Settings) -> Database:
    """The database, brought up to date. Raises DatabaseUnusable."""
    database = Database(settings.database_url)
    upgrade(database)
    database.check()
    return database


def open_library(settings: Settings, shipped: Path, database: Database | None = None) -> Library:
    """The shipped content and the operator's own; with a database, what teachers published too."""
    return Library((shipped, settings.data_dir / "questions"), database)


def open_site(settings: Settings, shipped: Path) -> Site:
    """The site over a data folder and the shipped content. Raises DatabaseUnusable, BusUnusable.

    Brings the database up to date, resumes the games that were running, and from then on deletes
    what is past its retention.
    """
    bus = Bus(settings.bus_url)
    database = open_database(settings)
    library = open_library(settings, shipped, database)
    practice = Practice(library)
    site = Site(
        settings=settings,
        database=database,
        library=library,
        practice=practice,
        catalogues=Catalogues(library, practice),
        texts=Texts(library, settings.data_dir),
        tokens=Tokens(settings.secret_key, is_https=settings.is_https),
        live=open_live(database, library, bus),
        accounts=Accounts(database, time.monotonic),
        checker=Checker(library),
        joining=Throttle(
            burst=settings.joins_limit, every_s=1.0, now=time.monotonic, refusal=ManyCame
        ),
    )
    site.live.driver.resume(clock.now())
    threading.Thread(target=_purge_now_and_then, args=(site,), name="purge", daemon=True).start()
    return site


def _purge_now_and_then(site: Site) -> None:
    while not site.closing.wait(PURGE_PAUSE_S):
        try:
            site.live.rooms.purge(clock.now())
            _purge_teachers(site)
            searching.refresh(site.database, site.decks)
            thinning.thin(site.database, clock.now())
        except Exception:  # whatever it is, the next round must come
            log.exception("what is past its retention could not be deleted yet")


def _purge_teachers(site: Site) -> None:
    with transaction(site.database) as session:
        accounts.purge(session, clock.now())
        editing.purge(session, clock.now())
        illustrating.purge(session, clock.now())
        notes.purge(session, clock.now())
