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
    Spot,
    places_of,
    selector_at,
)
from quizapp.services.accounts import Teacher
from quizapp.services.own_ledgers import notes_of
from quizapp.services.workspace.faults import (
    ClaimChanged,
    ClaimRefused,
    NoSuchNote,
    WordsMoved,
)
from quizapp.services.workspace.naming import Names
from quizapp.services.workspace.notes import OwnSource, as_own, keep, one_line
from quizapp.services.workspace.rights import authorised_source
from quizapp.store.database import Session

MOST_CLAIMS = 999
"""What the ids of claims have room for."""

MOST_VOICES = 6
MOST_LETTERS = 2000
"""Of a claim, and of the words that it stands at."""


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
    """A claim as a form says it: the words it stands at, and who says so, outermost voice first.

    `seen` is the digest of the text in which the words were selected; empty where nobody says.
    """

    paragraph: int
    words: str
    start: int
    content: str
    stance: Stance
    voices: Sequence[Voice] = ()
    mentions: Sequence[tuple[str, EntityKind]] = ()
    hedge: str = ""
    seen: str = ""


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
    at = _place(held, saying, claim_id)
    content = _sound_content(saying.content)
    has_voices = saying.stance != "asserted"
    voices = [v for v in saying.voices if has_voices and (one_line(v.speaker) or one_line(v.cue))]
    if len(voices) > MOST_VOICES:
        raise ClaimRefused(f"A claim has {MOST_VOICES} voices at most. Leave out the others.")
    if saying.stance in ("attributed", "disputed") and not voices:
        raise ClaimRefused("Say who says so: the text presents it as somebody's words.")
    notes, links = _with_kinds(held.notes, voices, saying.mentions, claim_id), []
    for voice in voices:
        notes, link = _linked(notes, voice, names)
        links.append(link)
    named: list[str] = []
    for name, kind in saying.mentions:
        if one_line(name):
            notes, entity = _with_entity(notes, names, name, kind)
            named.append(entity)
    hedges = (one_line(saying.hedge),) if one_line(saying.hedge) else ()
    return notes, NotedClaim(
        id=claim_id,
        content=content,
        stance=saying.stance,
        at=at,
        chain=tuple(links),
        entities=tuple(dict.fromkeys(named)),
        hedges=hedges,
    )


def _sound_content(said: str) -> str:
    content = said.strip()
    if not content:
        raise ClaimRefused("Say in your own words what is claimed.")
    if len(content) > MOST_LETTERS:
        raise ClaimRefused(
            f"The claim has {len(content):,} letters, and at most {MOST_LETTERS:,} are kept. Say "
            "the bare claim, or make two of it."
        )
    return content


def place_now(held: OwnSource, words: str, claim_id: str | None) -> Spot | None:
    """Where words stand that were selected before the text was rewritten, if that can be told.

    Those of a claim that is there stand where it found them; others where they stand only once.
    """
    said = " ".join(words.split())
    claim = held.notes.claim(claim_id) if claim_id else None
    if claim and claim.at.exact == said:
        return held.spot(claim.id)
    spots = places_of(said, held.paragraphs)
    return spots[0] if len(spots) == 1 else None


def _place(held: OwnSource, saying: Saying, claim_id: str) -> Selector:
    """The words in their paragraph: where they were selected, else where they first stand."""
    words = " ".join(saying.words.split())
    if not words:
        raise ClaimRefused("Select the words of the text that say so, or type them.")
    if len(words) > MOST_LETTERS:
        raise ClaimRefused(
            f"These words have {len(words):,} letters, and at most {MOST_LETTERS:,} are kept. "
            "Select the few that say so."
        )
    if saying.seen and saying.seen != held.text_digest:
        spot = place_now(held, words, claim_id)
        if spot is None:
            raise WordsMoved(len(places_of(words, held.paragraphs)))
        return selector_at(held.paragraphs[spot.paragraph], spot.start, spot.end)
    if not 0 <= saying.paragraph < len(held.paragraphs):
        raise ClaimRefused("The text has no such paragraph any more. Choose the words again.")
    text, start = held.paragraphs[saying.paragraph], saying.start
    if text[start : start + len(words)] != words:
        start = text.find(words)
    if start >= 0:
        return selector_at(text, start, start + len(words))
    spots = places_of(words, held.paragraphs)
    if len(spots) != 1:
        raise ClaimRefused(_not_there(sorted({spot.paragraph + 1 for spot in spots})))
    return selector_at(held.paragraphs[spots[0].paragraph], spots[0].start, spots[0].end)


def _not_there(elsewhere: Sequence[int]) -> str:
    if not elsewhere:
        return "These words do not stand in the text. Copy them as they are."
    numbers = ", ".join(str(number) for number in elsewhere[:5])
    return f"These words do not stand in that paragraph, but in {numbers}. Say which you mean."


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


def _with_kinds(
    notes: Notebook,
    voices: Sequence[Voice],
    mentions: Sequence[tuple[str, EntityKind]],
    claim_id: str,
) -> Notebook:
    """The notebook in which those whom the claim named before are of the kind that is said now.

    Somebody who is known keeps the kind in the form of another claim: there it was not looked at.
    Whoever speaks is none but a speaker, whatever was noted before.
    """
    before = notes.claim(claim_id)
    ids = (
        {name for link in before.chain for name in (link.speaker, link.addressee) if name}
        | set(before.entities)
        if before
        else set()
    )
    spoken = {one_line(v.speaker).casefold(): v.kind for v in voices}
    told = {one_line(v.addressee).casefold() for v in voices}
    named = {one_line(name).casefold(): kind for name, kind in mentions}
    for entity in notes.entities:
        name = entity.name.casefold()
        said = [
            kind for of in (spoken, named) if (kind := of.get(name, entity.kind)) != entity.kind
        ]
        if said and entity.id in ids:
            speaks = name in {*spoken, *told} or entity.id in notes.speakers_but(claim_id)
            if said[0] not in SPEAKERS and speaks:
                raise ClaimRefused(
                    f"“{entity.name}” speaks in this text: so it is a person, a state or body, or "
                    "a medium."
                )
            notes = notes.with_kind(entity.id, said[0])
        elif entity.kind not in SPEAKERS and name in {*spoken, *told}:
            notes = notes.with_kind(entity.id, spoken.get(name, "body"))
    return notes


def _linked(notes: Notebook, voice: Voice, names: Names) -> tuple[Notebook, NotedLink]:
    speaker: str | None = None
    addressee: str | None = None
    if one_line(voice.speaker):
        notes, speaker = _with_entity(notes, names, voice.speaker, voice.kind, SPEAKERS)
    if one_line(voice.addressee):
        notes, addressee = _with_entity(notes, names, voice.addressee, "person", SPEAKERS)
    if speaker is not None and speaker == addressee:
        raise ClaimRefused("Nobody tells themselves: name another addressee, or none.")
    return notes, NotedLink(
        speaker=speaker,
        cue=one_line(voice.cue) or "said",
        addressee=addressee,
        channel=one_line(voice.channel) or None,
    )
