"""A teacher's own texts: pasted or uploaded, with claims noted at their words."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from quizapp.core.hearing import Suggestion, heard
from quizapp.core.ledger import Ledger
from quizapp.core.notebook import (
    Notebook,
    NotedClaim,
    Spot,
    found_at,
    paragraphs_of,
)
from quizapp.services import chance
from quizapp.services.accounts import Teacher
from quizapp.services.own_ledgers import OWN_SOURCE, ledger_from, notes_of
from quizapp.services.workspace.editing import KEPT_DELETED
from quizapp.services.workspace.faults import SourceChanged, SourceRefused
from quizapp.services.workspace.rights import authorised_source
from quizapp.store import own_sources
from quizapp.store.database import Session
from quizapp.store.own_sources import SourceRow

LIMIT_BYTES = 300_000
"""Of a text: some 50,000 words, more than any report has."""

MOST_OF_A_FILE = 4 * LIMIT_BYTES
"""Bytes of a file: of a page with all its marks less is kept."""


@dataclass(frozen=True)
class OwnSource:
    """A text with its notes."""

    id: str
    title: str
    publisher: str
    text: str
    notes: Notebook
    changed_at: datetime

    @property
    def digest(self) -> str:
        """Tells whether title, publisher and text are still the same."""
        said = "\0".join((self.title, self.publisher, self.text))
        return hashlib.sha256(said.encode()).hexdigest()[:16]

    @property
    def text_digest(self) -> str:
        """Tells whether the text is still the same."""
        return hashlib.sha256(self.text.encode()).hexdigest()[:16]

    @cached_property
    def paragraphs(self) -> tuple[str, ...]:
        """The text in numbered paragraphs."""
        return paragraphs_of(self.text)

    @cached_property
    def placed(self) -> tuple[tuple[NotedClaim, Spot], ...]:
        """The claims that find their words, with where, in the order of the text."""
        found = [(c, found_at(c.at, self.paragraphs)) for c in self.notes.claims]
        there = [(claim, spot) for claim, spot in found if spot]
        return tuple(sorted(there, key=lambda each: (each[1].paragraph, each[1].start)))

    @property
    def lost(self) -> tuple[NotedClaim, ...]:
        """The claims whose words are not in the text any more."""
        there = {claim.id for claim, _ in self.placed}
        return tuple(claim for claim in self.notes.claims if claim.id not in there)

    @cached_property
    def heard(self) -> tuple[Suggestion, ...]:
        """All likely attributions of the text."""
        return heard(self.paragraphs)

    @cached_property
    def suggestions(self) -> tuple[Suggestion, ...]:
        """Those that were neither dismissed nor noted as claims."""
        return tuple(one for one in self._unnoted if not self.notes.has_dismissed(one))

    @cached_property
    def dismissed(self) -> tuple[Suggestion, ...]:
        """Those that were dismissed and not noted as claims since; they can be brought back."""
        return tuple(one for one in self._unnoted if self.notes.has_dismissed(one))

    @cached_property
    def _unnoted(self) -> tuple[Suggestion, ...]:
        spots = [spot for _, spot in self.placed]
        return tuple(
            one
            for one in self.heard
            if not any(
                s.paragraph == one.paragraph and s.start < one.end and one.start < s.end
                for s in spots
            )
        )

    def spot(self, claim_id: str) -> Spot | None:
        """Where a claim stands, or None."""
        return next((spot for claim, spot in self.placed if claim.id == claim_id), None)


def sources(session: Session, teacher: Teacher) -> tuple[OwnSource, ...]:
    """All texts of the teacher, the last changed first."""
    rows = own_sources.of_teacher(session, teacher.id)
    return tuple(as_own(row) for row in rows if row.deleted_at is None)


def deleted_sources(session: Session, teacher: Teacher) -> tuple[OwnSource, ...]:
    """Those that can be brought back, the last deleted first."""
    rows = own_sources.of_teacher(session, teacher.id)
    gone = [(row.deleted_at, row) for row in rows if row.deleted_at is not None]
    return tuple(as_own(row) for _, row in sorted(gone, key=lambda pair: pair[0], reverse=True))


def source(session: Session, teacher: Teacher, source_id: str) -> OwnSource:
    """One of them. Raises NoSuchOwnSource."""
    return as_own(authorised_source(session, teacher, source_id))


def ledger(session: Session, teacher: Teacher, source_id: str) -> Ledger:
    """The ledger of its claims. Raises NoSuchOwnSource."""
    return ledger_from(authorised_source(session, teacher, source_id))


def create(  # noqa: PLR0917
    session: Session, teacher: Teacher, title: str, publisher: str, text: str, now: datetime
) -> str:
    """A new text; its id. Raises SourceRefused."""
    row = SourceRow(
        id=f"{OWN_SOURCE}{chance.new_seed()}",
        owner_id=teacher.id,
        title=one_line(title) or "Untitled report",
        publisher=one_line(publisher) or "the publisher",
        text=sound_text(text),
        notes=Notebook().model_dump(mode="json"),
        version=1,
        changed_at=now,
    )
    session.add(row)
    session.flush()
    return row.id


def rewrite(  # noqa: PLR0917
    session: Session,
    teacher: Teacher,
    source_id: str,
    base: str,
    version: tuple[str, str, str],
    now: datetime,
) -> OwnSource:
    """Another title, publisher and text; claims look for their words anew.

    `base` is the digest of the text that was edited. Raises SourceRefused, and SourceChanged where
    it is another one by now.
    """
    row = authorised_source(session, teacher, source_id, locked=True)
    title, publisher, text = version
    wanted = (one_line(title) or row.title, one_line(publisher) or row.publisher, sound_text(text))
    if wanted != (row.title, row.publisher, row.text) and base != as_own(row).digest:
        raise SourceChanged
    row.title, row.publisher, row.text = wanted
    _touch(row, now)
    return as_own(row)


def delete(session: Session, teacher: Teacher, source_id: str, now: datetime) -> str:
    """Take the text and its notes away; for KEPT_DELETED it can be brought back. Its title."""
    row = authorised_source(session, teacher, source_id, locked=True)
    row.deleted_at = now
    return row.title


def bring_back(session: Session, teacher: Teacher, source_id: str) -> None:
    """Undo the deletion. Raises NoSuchOwnSource."""
    authorised_source(session, teacher, source_id, locked=True, deleted=True).deleted_at = None


def purge(session: Session, now: datetime) -> None:
    """Delete for good what was deleted long enough ago."""
    own_sources.purge(session, now - KEPT_DELETED)
    for row in own_sources.with_claims_deleted(session, now - KEPT_DELETED):
        _put(row, notes_of(row).purged(now - KEPT_DELETED))


def dismiss(session: Session, teacher: Teacher, source_id: str, key: str, now: datetime) -> None:
    """Suggest this place no more; nothing changes where it is not suggested."""
    row = authorised_source(session, teacher, source_id, locked=True)
    held = as_own(row)
    one = next((one for one in held.suggestions if one.key == key), None)
    if one:
        keep(row, held.notes.with_dismissed(one), now)


def suggest_again(
    session: Session, teacher: Teacher, source_id: str, key: str, now: datetime
) -> None:
    """Undo the dismissal; nothing changes where it is not dismissed."""
    row = authorised_source(session, teacher, source_id, locked=True)
    held = as_own(row)
    one = next((one for one in held.dismissed if one.key == key), None)
    if one:
        keep(row, held.notes.with_suggested(one, held.heard), now)


def text_of_file(data: bytes) -> str:
    """The text of a file. Raises SourceRefused."""
    if len(data) > MOST_OF_A_FILE:
        raise _too_large(len(data))
    if data.startswith(b"%PDF"):
        raise SourceRefused("This file is a PDF, not text. Open it, copy its words, paste them.")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = "\0"
    if "\0" in text:
        raise SourceRefused(
            "This file is not text in UTF-8. Open it, copy its words, paste them; or save it as "
            "UTF-8 text."
        )
    return text


def sound_text(text: str) -> str:
    """A text as it is kept. Raises SourceRefused."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n").strip()
    size = len(plain.encode("utf-8", "surrogatepass"))
    if size > LIMIT_BYTES:
        raise _too_large(size)
    if "\0" in plain:
        raise SourceRefused(
            "There is a character that cannot be stored (U+0000). In the form it stands as "
            "\N{REPLACEMENT CHARACTER}: delete it, then go on."
        )
    if not plain:
        raise SourceRefused("There is no text. Paste or choose one first.")
    return plain


# Below


def _too_large(size: int) -> SourceRefused:
    return SourceRefused(
        f"The text has {size:,} bytes, and at most {LIMIT_BYTES:,} are kept. Paste the part that "
        "you ask about."
    )


def keep(row: SourceRow, notes: Notebook, now: datetime) -> None:
    """Store these notes as the text's."""
    _put(row, notes)
    _touch(row, now)


def _put(row: SourceRow, notes: Notebook) -> None:
    row.notes = notes.model_dump(mode="json")
    row.claim_deleted_at = min((gone.deleted_at for gone in notes.deleted), default=None)


def _touch(row: SourceRow, now: datetime) -> None:
    row.version += 1
    row.changed_at = now


def one_line(text: str) -> str:
    """A line as it is kept: of 200 characters at most, without breaks."""
    return " ".join(text.replace("\0", "").split())[:200]


def as_own(row: SourceRow) -> OwnSource:
    """The text of a row."""
    return OwnSource(row.id, row.title, row.publisher, row.text, notes_of(row), row.changed_at)
