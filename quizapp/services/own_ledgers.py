"""The ledgers that are made of teachers' notes on texts of their own."""

import json
import threading
from collections import OrderedDict

from quizapp.core.ledger import Ledger
from quizapp.core.notebook import About, Notebook, ledger_of
from quizapp.services.transaction import reading
from quizapp.store import own_sources
from quizapp.store.database import Database
from quizapp.store.own_sources import SourceRow

OWN_SOURCE = "own-"
"""Begins the names of teachers' own sources."""

KEPT = 64
"""Ledgers that stay made."""


class OwnLedgers:
    """Each ledger as its notes are now; the same value until they change."""

    def __init__(self, database: Database | None) -> None:
        self._database = database
        self._lock = threading.Lock()
        self._kept: OrderedDict[str, tuple[int, Ledger]] = OrderedDict()

    def get(self, name: str) -> Ledger | None:
        """The ledger of that name, whosever it is; None where there is none."""
        if self._database is None or not name.startswith(OWN_SOURCE):
            return None
        with reading(self._database) as session:
            version = own_sources.version_of(session, name)
            with self._lock:
                known = self._kept.get(name)
            if known and known[0] == version:
                return known[1]
            row = own_sources.any_source(session, name)
        if row is None:
            return None
        made = ledger_from(row)
        with self._lock:
            self._kept[name] = (row.version, made)
            self._kept.move_to_end(name)
            if len(self._kept) > KEPT:
                self._kept.popitem(last=False)
        return made


def ledger_from(row: SourceRow) -> Ledger:
    """The ledger of a row's text and notes."""
    about = About(row.id, row.title, row.publisher, row.text)
    return ledger_of(about, notes_of(row))


def notes_of(row: SourceRow) -> Notebook:
    """The notes of a row."""
    return Notebook.model_validate_json(json.dumps(row.notes))  # lists of JSON become tuples
