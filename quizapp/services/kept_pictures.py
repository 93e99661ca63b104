"""Pictures that teachers brought: named by their content, so that a text says by itself which.

What such a name stands for never changes. A bank of files has its pictures in a folder, see
`services.pictures`.
"""

import hashlib
import re
import threading
from collections.abc import Collection, Iterable, Mapping
from itertools import islice

from quizapp.core.bank import Bank, with_pictures
from quizapp.core.media import FoundMedia, Picture
from quizapp.services.transaction import reading
from quizapp.store import pictures
from quizapp.store.database import Database, Session

DIGITS = 32
"""Hex digits of the SHA-256 in a name: 128 bits, which nobody guesses and nobody makes twice."""
ENDING = ".webp"
TYPE = "image/webp"
NAMES_LIMIT = 1000
"""Pictures that one text may name; further ones are not looked up."""
_NAME = re.compile(rf"[0-9a-f]{{{DIGITS}}}[.]webp")


def name_for(data: bytes) -> str:
    """What a picture with these bytes is called, in texts and as an address."""
    return hashlib.sha256(data).hexdigest()[:DIGITS] + ENDING


def megabytes(size_bytes: int) -> str:
    """A size as pages say it: rounded up to a tenth, so that something is never nothing."""
    return f"{-(-size_bytes // 100_000) / 10:,.1f}"


def is_kept_name(name: str) -> bool:
    """Whether a file is called as such pictures are."""
    return _NAME.fullmatch(name) is not None


def names_in(text: str) -> set[str]:
    """All such names in a text, whatever state it is in."""
    ends = (found.end() for found in re.finditer(re.escape(ENDING), text))
    names = (text[max(0, end - DIGITS - len(ENDING)) : end] for end in ends)
    return set(islice(filter(is_kept_name, names), NAMES_LIMIT))


def names_of(bank: Bank) -> set[str]:
    """Those that its questions show."""
    return _limited(q.media.file for q in bank.questions if q.media)


class KeptPictures:
    """The pictures by their names. Their sizes are remembered: they cannot change."""

    def __init__(self, database: Database | None) -> None:
        self._database = database
        self._lock = threading.Lock()
        self._known: dict[str, Picture] = {}

    def get(self, names: Collection[str]) -> Mapping[str, Picture]:
        """Those of the names that are there, whoever may see them."""
        wanted = _limited(names)
        with self._lock:
            missing = wanted - self._known.keys()
        if missing and self._database:
            with reading(self._database) as session:
                found = pictures.sizes(session, missing)
            with self._lock:
                for name, (width, height) in found.items():
                    self._known[name] = Picture(address=name, width=width, height=height)
        with self._lock:
            return {name: self._known[name] for name in wanted if name in self._known}

    def shown_in(self, bank: Bank) -> Bank:
        """The bank with all of them that are there."""
        return with_pictures(bank, self.get(names_of(bank)))

    def shown_in_own(self, session: Session, bank_id: str, bank: Bank) -> Bank:
        """The bank with those alone that belong to the teacher's bank of that id."""
        own = pictures.of_bank(session, bank_id, names_of(bank))
        return with_pictures(bank, self.get(own))

    def keep_played(self, session: Session, bank: Bank) -> None:
        """The bank is played now, and kept for good with what it shows."""
        found = (q.media.file for q in bank.questions if isinstance(q.media, FoundMedia))
        names = _limited(found)
        if names:
            pictures.keep_played(session, names)


def _limited(names: Iterable[str]) -> set[str]:
    return set(islice(filter(is_kept_name, dict.fromkeys(names)), NAMES_LIMIT))
