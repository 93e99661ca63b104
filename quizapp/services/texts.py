"""The operator's own copies of source texts: read, laid beside their ledgers, kept privately.

A copy lies in `texts/` of the data folder, readable by its owner alone, and is never part of what
is shipped or exported. To keep it is to show it: pages then give the paragraphs that are the
ledger's own, found by their digests.
"""

import logging
import threading
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import get_args

from quizapp import private
from quizapp.core.alignment import Alignment, Sort, Stretch, align, checks, excerpts
from quizapp.core.ledger import Ledger
from quizapp.core.problem import Problem
from quizapp.lint.runner import LedgerOnFile, check_text
from quizapp.services.library import Library, Stamp, shown_path, stamp_of
from quizapp.services.tidying import write_whole

LIMIT_BYTES = 1_000_000

log = logging.getLogger(__name__)


class CopyRefused(Exception):
    """A file that cannot be read as a copy of a text; says why and how to mend it."""


class NoSuchFile(CopyRefused):
    """There is no such file."""


@dataclass(frozen=True)
class Tally:
    """How many things of one sort a text bears out, how many not, how many it cannot tell."""

    verified: int
    failed: int
    unverified: int


@dataclass(frozen=True)
class Comparison:
    """A ledger beside a copy of its text; `open_anchors` (`C12 in p9`) could not be verified."""

    alignment: Alignment
    tallies: dict[Sort, Tally]
    open_anchors: tuple[str, ...]
    problems: tuple[Problem, ...]


def read_copy(path: Path) -> str:
    """The text in the file. Raises CopyRefused."""
    shown = shown_path(path)
    try:
        with path.open("rb") as file:
            data = file.read(LIMIT_BYTES + 1)
    except FileNotFoundError as fault:
        raise NoSuchFile(f"There is no file {shown}. Check the path.") from fault
    except OSError as fault:
        message = f"{shown} cannot be read ({fault.strerror}). Name a text file that you may read."
        raise CopyRefused(message) from fault
    if len(data) > LIMIT_BYTES:
        message = f"{shown} has more than {LIMIT_BYTES:,} bytes. Save the text of the report alone."
        raise CopyRefused(message)
    if b"\0" in data:
        raise CopyRefused(f"{shown} is not plain text. Save the report as plain text, in UTF-8.")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        message = f"{shown} is not UTF-8. Save it as plain text with the encoding UTF-8."
        raise CopyRefused(message) from fault
    if not text.strip():
        raise CopyRefused(f"{shown} is empty. Put the text of the report into it.")
    return text


def compare(filed: LedgerOnFile, copy: str) -> Comparison:
    """The ledger beside a copy of its text; beside an empty one, nothing can be verified."""
    alignment = align(filed.ledger, copy)
    found = list(checks(filed.ledger, alignment.texts))
    counts = Counter((check.sort, check.holds) for check in found)
    return Comparison(
        alignment=alignment,
        tallies={
            sort: Tally(counts[sort, True], counts[sort, False], counts[sort, None])
            for sort in get_args(Sort)
        },
        open_anchors=tuple(
            f"{check.claim} in {check.paragraph}"
            for check in found
            if check.sort == "anchor" and check.holds is None
        ),
        problems=check_text(filed, alignment.texts),
    )


def beside_kept(data: Path, filed: LedgerOnFile) -> Comparison:
    """The ledger beside its kept copy; one that cannot be read is a problem, and no copy."""
    try:
        return compare(filed, kept(data, filed.ledger.id) or "")
    except CopyRefused as refusal:
        place = shown_path(_path(data, filed.ledger.id))
        unreadable = Problem(place, 0, 0, "FILE002", str(refusal))
        return replace(compare(filed, ""), problems=(unreadable,))


# What is shown


@dataclass(frozen=True)
class KeptText:
    """The paragraphs of a kept copy that are the ledger's own, by id.

    `excerpts` has them by claim and paragraph, with the words marked that carry the claim.
    """

    paragraphs: Mapping[str, str] = field(default_factory=dict)
    excerpts: Mapping[tuple[str, str], tuple[Stretch, ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class _Seen:
    """What was read from a file that looked so, for this ledger."""

    stamp: Stamp
    ledger: Ledger
    text: KeptText


class Texts:
    """The kept copies over a library, each read again when its file or its ledger changes."""

    def __init__(self, library: Library, data: Path) -> None:
        self._library = library
        self._data = data
        self._lock = threading.Lock()
        self._seen: dict[str, _Seen] = {}

    def of(self, ledger: Ledger) -> KeptText:
        """What is kept of the ledger's text; nothing where no copy is kept or it is unreadable."""
        stamp = stamp_of(_path(self._data, ledger.id))
        with self._lock:
            seen = self._seen.get(ledger.id)
            if seen is None or seen.stamp != stamp or seen.ledger is not ledger:
                seen = self._seen[ledger.id] = _Seen(stamp, ledger, self._read(ledger))
            return seen.text

    def excerpt(self, slug: str, claim: str, paragraph: str) -> tuple[Stretch, ...] | None:
        """A paragraph with the words of a claim marked; None where its text is not kept."""
        ledger = self._library.shelf().ledgers.get(slug)
        return self.of(ledger).excerpts.get((claim, paragraph)) if ledger else None

    def _read(self, ledger: Ledger) -> KeptText:
        try:
            copy = kept(self._data, ledger.id)
        except CopyRefused as refusal:
            log.warning("%s", refusal)
            return KeptText()
        matching = align(ledger, copy or "").matching
        return KeptText(matching, excerpts(ledger, matching))


# What is kept


def kept(data: Path, slug: str) -> str | None:
    """The copy that is kept of this source's text; None where there is none. Raises CopyRefused."""
    try:
        return read_copy(_path(data, slug))
    except NoSuchFile:
        return None


def keep(data: Path, slug: str, copy: str) -> Path:
    """Keep a copy, in place of an earlier one; its path. Raises OSError."""
    path = _path(data, slug)
    for folder in (data, path.parent):
        private.make_folder(folder)
    write_whole(path, copy)
    private.close_file(path)
    return path


def forget(data: Path, slug: str) -> bool:
    """Delete the copy that is kept; False where there is none. Raises OSError."""
    try:
        _path(data, slug).unlink()
    except FileNotFoundError:
        return False
    return True


def _path(data: Path, slug: str) -> Path:
    return data / "texts" / f"{slug}.txt"
