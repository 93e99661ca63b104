"""A teacher's own texts: pasted or uploaded, with claims noted at their words."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from quizapp.core.hearing import Suggestion, heard
from quizapp.core.ledger import Ledger, Stance
from quizapp.core.notebook import (
    ENTITY_KINDS,
    SPEAKERS,
    EntityKind,
    Notebook,
    NotedClaim,
    NotedLink,
    Selector,
    Spot,
    found_at,
    paragraphs_of,
    selector_at,
)
from quizapp.services import chance
from quizapp.services.accounts import Teacher
from quizapp.services.own_ledgers import OWN_SOURCE, ledger_from, notes_of
from quizapp.services.workspace.editing import KEPT_DELETED
from quizapp.services.workspace.faults import ClaimRefused, NoSuchNote, SourceRefused
from quizapp.services.workspace.naming import Names
from quizapp.services.workspace.rights import authorised_source
from quizapp.store import own_sources
from quizapp.store.database import Session
from quizapp.store.own_sources import SourceRow

LIMIT_BYTES = 300_000
"""Of a text: some 50,000 words, more than any report has."""

MOST_CLAIMS = 999
"""What the ids of claims have room for."""


@dataclass(frozen=True)
class OwnSource:
    """A text with its notes."""

    id: str
    title: str
    publisher: str
    text: str
    notes: Notebook
    changed_at: datetime

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


@dataclass(frozen=True)
class Voice:
    """A link as a form says it: names, not ids; `kind` is for a speaker who is new."""

    speaker: str
    kind: EntityKind
    cue: str
    addressee: str = ""
    channel: str = ""


@dataclass(frozen=True)
class Saying:
    """A claim as a form says it: the words it stands at, and who says so, outermost voice first."""

    paragraph: int
    words: str
    start: int
    content: str
    stance: Stance
    voices: Sequence[Voice] = ()
    mentions: Sequence[tuple[str, EntityKind]] = ()
    hedge: str = ""


def sources(session: Session, teacher: Teacher) -> tuple[OwnSource, ...]:
    """All texts of the teacher, the last changed first."""
    rows = own_sources.of_teacher(session, teacher.id)
    return tuple(_as_own(row) for row in rows if row.deleted_at is None)


def deleted_sources(session: Session, teacher: Teacher) -> tuple[OwnSource, ...]:
    """Those that can be brought back, the last deleted first."""
    rows = own_sources.of_teacher(session, teacher.id)
    gone = [(row.deleted_at, row) for row in rows if row.deleted_at is not None]
    return tuple(_as_own(row) for _, row in sorted(gone, key=lambda pair: pair[0], reverse=True))


def source(session: Session, teacher: Teacher, source_id: str) -> OwnSource:
    """One of them. Raises NoSuchOwnSource."""
    return _as_own(authorised_source(session, teacher, source_id))


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
        title=_line(title) or "Untitled report",
        publisher=_line(publisher) or "the publisher",
        text=sound_text(text),
        notes=Notebook().model_dump(mode="json"),
        version=1,
        changed_at=now,
    )
    session.add(row)
    session.flush()
    return row.id


def rewrite(
    session: Session, teacher: Teacher, source_id: str, version: tuple[str, str, str], now: datetime
) -> OwnSource:
    """Another title, publisher and text; claims look for their words anew. SourceRefused."""
    title, publisher, text = version
    row = authorised_source(session, teacher, source_id, locked=True)
    row.text = sound_text(text)
    row.title, row.publisher = _line(title) or row.title, _line(publisher) or row.publisher
    _touch(row, now)
    return _as_own(row)


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


def note(  # noqa: PLR0917
    session: Session,
    teacher: Teacher,
    source_id: str,
    saying: Saying,
    now: datetime,
    claim_id: str | None = None,
    *,
    names: Names,
) -> NotedClaim:
    """Note a claim, or note one anew; `names` are those that are known. ClaimRefused, NoSuchNote.

    Whoever is not known is new among the notes.
    """
    row = authorised_source(session, teacher, source_id, locked=True)
    held = _as_own(row)
    if claim_id and held.notes.claim(claim_id) is None:
        raise NoSuchNote
    notes, claim = _noted(held, saying, claim_id or _free_id(held.notes), names)
    _keep(row, notes.with_claim(claim), now)
    return claim


def delete_claim(
    session: Session, teacher: Teacher, source_id: str, claim_id: str, now: datetime
) -> None:
    """Take a claim away; for KEPT_DELETED it can be brought back. Raises NoSuchNote."""
    row = authorised_source(session, teacher, source_id, locked=True)
    notes = notes_of(row)
    claim = notes.claim(claim_id)
    if claim is None:
        raise NoSuchNote
    _keep(row, notes.without_claim(claim, now), now)


def bring_claim_back(
    session: Session, teacher: Teacher, source_id: str, claim_id: str, now: datetime
) -> OwnSource:
    """Undo the deletion of a claim, which looks for its words anew. Raises NoSuchNote.

    Nothing changes where it is back already.
    """
    row = authorised_source(session, teacher, source_id, locked=True)
    before = notes_of(row)
    after = before.with_back(claim_id)
    if after.claim(claim_id) is None:
        raise NoSuchNote
    if after is not before:
        _keep(row, after, now)
    return _as_own(row)


def dismiss(session: Session, teacher: Teacher, source_id: str, key: str, now: datetime) -> None:
    """Suggest this place no more; nothing changes where it is not suggested."""
    row = authorised_source(session, teacher, source_id, locked=True)
    held = _as_own(row)
    one = next((one for one in held.suggestions if one.key == key), None)
    if one:
        _keep(row, held.notes.with_dismissed(one), now)


def suggest_again(
    session: Session, teacher: Teacher, source_id: str, key: str, now: datetime
) -> None:
    """Undo the dismissal; nothing changes where it is not dismissed."""
    row = authorised_source(session, teacher, source_id, locked=True)
    held = _as_own(row)
    one = next((one for one in held.dismissed if one.key == key), None)
    if one:
        _keep(row, held.notes.with_suggested(one, held.heard), now)


def sound_text(text: str) -> str:
    """A text as it is kept. Raises SourceRefused."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n").strip()
    size = len(plain.encode("utf-8", "surrogatepass"))
    if size > LIMIT_BYTES:
        raise SourceRefused(
            f"The text has {size:,} bytes, and at most {LIMIT_BYTES:,} are kept. Paste the part "
            "that you ask about."
        )
    if "\0" in plain:
        raise SourceRefused(
            "There is a character that cannot be stored (U+0000). In the form it stands as "
            "\N{REPLACEMENT CHARACTER}: delete it, then go on."
        )
    if not plain:
        raise SourceRefused("There is no text. Paste or choose one first.")
    return plain


# Below


def _free_id(notes: Notebook) -> str:
    if notes.last_number >= MOST_CLAIMS:
        raise ClaimRefused(
            f"This text has had {MOST_CLAIMS} claims, and no number is used twice. Bring the text "
            "in again, and note further claims there."
        )
    return notes.next_id()


def _noted(
    held: OwnSource, saying: Saying, claim_id: str, names: Names
) -> tuple[Notebook, NotedClaim]:
    at = _place(held, saying)
    if not saying.content.strip():
        raise ClaimRefused("Say in your own words what is claimed.")
    voices = [v for v in saying.voices if v.speaker.strip() or v.cue.strip()]
    if saying.stance in ("attributed", "disputed") and not voices:
        raise ClaimRefused("Say who says so: the text presents it as somebody's words.")
    notes, links = held.notes, []
    for voice in voices:
        notes, link = _linked(notes, voice, names)
        links.append(link)
    named: list[str] = []
    for name, kind in saying.mentions:
        if name.strip():
            notes, entity = _with_entity(notes, names, name, kind)
            named.append(entity)
    hedges = (_line(saying.hedge),) if saying.hedge.strip() else ()
    return notes, NotedClaim(
        id=claim_id,
        content=saying.content.strip()[:2000],
        stance=saying.stance,
        at=at,
        chain=tuple(links) if saying.stance != "asserted" else (),
        entities=tuple(dict.fromkeys(named)),
        hedges=hedges,
    )


def _place(held: OwnSource, saying: Saying) -> Selector:
    """The words in their paragraph: where they were selected, else where they first stand."""
    words = " ".join(saying.words.split())
    if not words:
        raise ClaimRefused("Select the words of the text that say so, or type them.")
    if not 0 <= saying.paragraph < len(held.paragraphs):
        raise ClaimRefused("The text has no such paragraph any more. Choose the words again.")
    text, start = held.paragraphs[saying.paragraph], saying.start
    if text[start : start + len(words)] != words:
        start = text.find(words)
    if start < 0:
        raise ClaimRefused("These words do not stand in that paragraph. Copy them as they are.")
    return selector_at(text, start, start + len(words[:2000]))


def _with_entity(
    notes: Notebook,
    names: Names,
    said: str,
    kind: EntityKind,
    kinds: Collection[EntityKind] = ENTITY_KINDS,
) -> tuple[Notebook, str]:
    """The notebook with whoever is called so: of the notes, known from elsewhere, or new."""
    line = _line(said)
    is_here = any(entity.name.casefold() == line.casefold() for entity in notes.entities)
    known = None if is_here else names.find(line, kinds)
    return notes.with_entity(known.name, known.kind) if known else notes.with_entity(line, kind)


def _linked(notes: Notebook, voice: Voice, names: Names) -> tuple[Notebook, NotedLink]:
    speaker: str | None = None
    addressee: str | None = None
    if voice.speaker.strip():
        notes, speaker = _with_entity(notes, names, voice.speaker, voice.kind, SPEAKERS)
    if voice.addressee.strip():
        notes, addressee = _with_entity(notes, names, voice.addressee, "person", SPEAKERS)
    if speaker is not None and speaker == addressee:
        raise ClaimRefused("Nobody tells themselves: name another addressee, or none.")
    return notes, NotedLink(
        speaker=speaker,
        cue=_line(voice.cue) or "said",
        addressee=addressee,
        channel=_line(voice.channel) or None,
    )


def _keep(row: SourceRow, notes: Notebook, now: datetime) -> None:
    _put(row, notes)
    _touch(row, now)


def _put(row: SourceRow, notes: Notebook) -> None:
    row.notes = notes.model_dump(mode="json")
    row.claim_deleted_at = min((gone.deleted_at for gone in notes.deleted), default=None)


def _touch(row: SourceRow, now: datetime) -> None:
    row.version += 1
    row.changed_at = now


def _line(text: str) -> str:
    return " ".join(text.replace("\0", "").split())[:200]


def _as_own(row: SourceRow) -> OwnSource:
    return OwnSource(row.id, row.title, row.publisher, row.text, notes_of(row), row.changed_at)
