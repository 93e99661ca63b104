"""A claim noted at words of a teacher's own text, noted anew, deleted and brought back."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from quizapp.core.ledger import Stance
from quizapp.core.notebook import (
    ENTITY_KINDS,
    SPEAKERS,
    EntityKind,
    Notebook,
    NotedClaim,
    NotedLink,
    Selector,
    selector_at,
)
from quizapp.services.accounts import Teacher
from quizapp.services.own_ledgers import notes_of
from quizapp.services.workspace.faults import ClaimChanged, ClaimRefused, NoSuchNote
from quizapp.services.workspace.naming import Names
from quizapp.services.workspace.notes import OwnSource, as_own, keep, one_line
from quizapp.services.workspace.rights import authorised_source
from quizapp.store.database import Session

MOST_CLAIMS = 999
"""What the ids of claims have room for."""


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


def note(  # noqa: PLR0917
    session: Session,
    teacher: Teacher,
    source_id: str,
    saying: Saying,
    now: datetime,
    claim_id: str | None = None,
    *,
    base: str = "",
    names: Names,
) -> NotedClaim:
    """Note a claim, or note one anew; `names` are those that are known.

    `base` is the digest of the claim that was noted anew, empty for one that was deleted, which
    comes back. Whoever is not known is new among the notes. Raises ClaimRefused, NoSuchNote, and
    ClaimChanged where the claim is not as it was.
    """
    row = authorised_source(session, teacher, source_id, locked=True)
    held = as_own(row)
    there = held.notes.with_back(claim_id).claim(claim_id) if claim_id else None
    if claim_id and there is None:
        raise NoSuchNote
    notes, claim = _noted(held, saying, claim_id or _free_id(held.notes), names)
    before = held.notes.claim(claim.id)
    if claim_id and claim != before and base != (before.digest if before else ""):
        raise ClaimChanged(is_gone=before is None)
    keep(row, notes.with_back(claim.id).with_claim(claim), now)
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
    keep(row, notes.without_claim(claim, now), now)


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
        keep(row, after, now)
    return as_own(row)


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
    hedges = (one_line(saying.hedge),) if saying.hedge.strip() else ()
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
    name = one_line(said)
    is_here = any(entity.name.casefold() == name.casefold() for entity in notes.entities)
    known = None if is_here else names.find(name, kinds)
    return notes.with_entity(known.name, known.kind) if known else notes.with_entity(name, kind)


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
        cue=one_line(voice.cue) or "said",
        addressee=addressee,
        channel=one_line(voice.channel) or None,
    )
