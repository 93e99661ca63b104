"""A teacher's notes on a text of their own: claims at words of it, which they find again.

A place is kept as the TextQuoteSelector of W3C Web Annotation (REC-annotation-model-20170223,
4.2.4): the words and a little of what stands before and after. When the text is edited the words
are looked for again; where they stand several times, what stands around them decides. A claim that
finds its words no more stays among the notes, and is left out of the ledger that is made of them.
"""

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any, Literal, get_args

from pydantic import AwareDatetime, Field, StringConstraints

from quizapp.core.hearing import Suggestion
from quizapp.core.ledger import CueType, Factuality, Ledger, Stance
from quizapp.core.value import ClaimId, Line, Slug, Text, Value, slug_of

AROUND = 32
"""Characters kept of what stands before and after the words."""

EntityKind = Literal["person", "body", "outlet", "treaty", "weapon", "event", "place"]
ENTITY_KINDS: tuple[EntityKind, ...] = get_args(EntityKind)
SPEAKERS: tuple[EntityKind, ...] = ("person", "body", "outlet")

Around = Annotated[str, StringConstraints(max_length=AROUND)]


class Selector(Value):
    """Words of a text, with what stood around them."""

    exact: Annotated[str, StringConstraints(min_length=1, max_length=2000)]
    prefix: Around = ""
    suffix: Around = ""


class Named(Value):
    """Somebody or something that the text speaks of."""

    id: Slug
    name: Line
    kind: EntityKind


class NotedLink(Value):
    """Who said it by which word, to whom, through what; `speaker` None where nobody is named."""

    speaker: Slug | None
    cue: Line
    addressee: Slug | None = None
    channel: Line | None = None


class NotedClaim(Value):
    """A claim in own words, at words of the text; the chain has the outermost voice first."""

    id: ClaimId
    content: Text
    stance: Stance
    at: Selector
    chain: Annotated[tuple[NotedLink, ...], Field(max_length=6)] = ()
    entities: tuple[Slug, ...] = ()
    hedges: tuple[Line, ...] = ()

    @property
    def digest(self) -> str:
        """Tells whether the claim is still the same."""
        return hashlib.sha256(self.model_dump_json().encode()).hexdigest()[:16]


class GoneClaim(Value):
    """A claim that was deleted, whole, so that it can be brought back; and when."""

    claim: NotedClaim
    deleted_at: AwareDatetime


class Notebook(Value):
    """All notes on a text; `dismissed` are keys of suggestions that were not taken.

    Notes from before each place had a key have digests there, which stand for all places with the
    same words.
    `highest` is the highest number among claims that are gone for good: no id is given twice.
    """

    entities: tuple[Named, ...] = ()
    claims: tuple[NotedClaim, ...] = ()
    dismissed: tuple[str, ...] = ()
    deleted: tuple[GoneClaim, ...] = ()
    highest: Annotated[int, Field(ge=0)] = 0

    def entity(self, entity_id: str | None) -> Named | None:
        """The entity of that id, or None."""
        return next((e for e in self.entities if e.id == entity_id), None)

    def claim(self, claim_id: str) -> NotedClaim | None:
        """The claim of that id, or None."""
        return next((c for c in self.claims if c.id == claim_id), None)

    @property
    def last_number(self) -> int:
        """The highest number that a claim has or had; questions may still name it."""
        ids = [c.id for c in self.claims] + [gone.claim.id for gone in self.deleted]
        return max([self.highest, *(int(re.sub(r"\D", "", i)) for i in ids)])

    def next_id(self) -> str:
        """An id for a new claim: one more than the highest there ever was."""
        return f"C{self.last_number + 1:02}"

    def with_claim(self, claim: NotedClaim) -> "Notebook":
        """The notebook with this claim, in the place of one with its id."""
        others = [c for c in self.claims if c.id != claim.id]
        claims = tuple(sorted([*others, claim], key=lambda c: c.id))
        return self.model_copy(update={"claims": claims})

    def without_claim(self, claim: NotedClaim, now: datetime) -> "Notebook":
        """The notebook with this claim among those that can be brought back, the last first."""
        left = tuple(c for c in self.claims if c.id != claim.id)
        deleted = (GoneClaim(claim=claim, deleted_at=now), *self.deleted)
        return self.model_copy(update={"claims": left, "deleted": deleted})

    def with_back(self, claim_id: str) -> "Notebook":
        """The notebook with that deleted claim as it was; the same where none is deleted."""
        left = tuple(gone for gone in self.deleted if gone.claim.id != claim_id)
        back = next((gone.claim for gone in self.deleted if gone.claim.id == claim_id), None)
        return self.with_claim(back).model_copy(update={"deleted": left}) if back else self

    def purged(self, deleted_before: datetime) -> "Notebook":
        """The notebook without what was deleted before that time."""
        left = tuple(gone for gone in self.deleted if gone.deleted_at >= deleted_before)
        return self.model_copy(update={"deleted": left, "highest": self.last_number})

    def has_dismissed(self, one: Suggestion) -> bool:
        """Whether that suggestion was not taken."""
        return one.key in self.dismissed or one.digest in self.dismissed

    def with_dismissed(self, one: Suggestion) -> "Notebook":
        """The notebook in which that is suggested no more."""
        return self.model_copy(update={"dismissed": (*self.dismissed, one.key)})

    def with_suggested(self, one: Suggestion, heard: Iterable[Suggestion]) -> "Notebook":
        """The notebook in which that one is suggested again; of all that is `heard` no other is."""
        left = [key for key in self.dismissed if key not in (one.key, one.digest)]
        if one.digest in self.dismissed:
            left += [h.key for h in heard if h.digest == one.digest and h.key != one.key]
        return self.model_copy(update={"dismissed": tuple(dict.fromkeys(left))})

    def with_entity(self, name: str, kind: EntityKind) -> tuple["Notebook", Slug]:
        """The notebook with somebody of that name in it, and the id; a known name is found."""
        known = next((e for e in self.entities if e.name.casefold() == name.casefold()), None)
        if known:
            return self, known.id
        taken = frozenset(e.id for e in self.entities)
        new = Named(id=slug_of(name, taken | {OUTLET}, usual="entity"), name=name, kind=kind)
        return self.model_copy(update={"entities": (*self.entities, new)}), new.id

    def with_kind(self, entity_id: str, kind: EntityKind) -> "Notebook":
        """The notebook in which that entity is of this kind."""
        changed = tuple(
            e.model_copy(update={"kind": kind}) if e.id == entity_id else e for e in self.entities
        )
        return self.model_copy(update={"entities": changed})

    def speakers_but(self, claim_id: str) -> frozenset[str]:
        """The ids of all who speak or are told in other claims, also in those that are deleted."""
        claims = (*self.claims, *(gone.claim for gone in self.deleted))
        links = [link for claim in claims if claim.id != claim_id for link in claim.chain]
        return frozenset(
            name for link in links for name in (link.speaker, link.addressee) if name is not None
        )


@dataclass(frozen=True)
class Spot:
    """Where words stand: the paragraph (from 0), and first and last character within it."""

    paragraph: int
    start: int
    end: int


OUTLET = "the-outlet"
"""The id of whoever published the text."""


def paragraphs_of(text: str) -> tuple[str, ...]:
    """The paragraphs of a text: what blank lines divide, or lines where there are none."""
    blocks = re.split(r"\n[ \t]*\n", text.strip())
    if len(blocks) == 1:
        blocks = text.strip().split("\n")
    return tuple(" ".join(block.split()) for block in blocks if block.strip())


def selector_at(paragraph: str, start: int, end: int) -> Selector:
    """What keeps the place of these characters."""
    return Selector(
        exact=paragraph[start:end],
        prefix=paragraph[max(0, start - AROUND) : start],
        suffix=paragraph[end : end + AROUND],
    )


def found_at(at: Selector, paragraphs: Sequence[str]) -> Spot | None:
    """Where the words stand now, by what stands around them; None where they do no more."""
    return max(
        places_of(at.exact, paragraphs),
        key=lambda spot: _likeness(at, paragraphs[spot.paragraph], spot),
        default=None,
    )


def places_of(words: str, paragraphs: Sequence[str]) -> tuple[Spot, ...]:
    """Everywhere that the words stand."""
    return tuple(
        Spot(number, match.start(), match.end())
        for number, text in enumerate(paragraphs)
        for match in re.finditer(re.escape(words), text)
    )


def _likeness(at: Selector, text: str, spot: Spot) -> int:
    """How many characters right before and after are those that were kept."""
    before, after = text[: spot.start], text[spot.end :]
    return _shared(reversed(at.prefix), reversed(before)) + _shared(iter(at.suffix), iter(after))


def _shared(one: Iterator[str], other: Iterator[str]) -> int:
    count = 0
    for a, b in zip(one, other, strict=False):
        if a != b:
            break
        count += 1
    return count


# The ledger


@dataclass(frozen=True)
class About:
    """A text and what is known of it; `id` is the ledger's."""

    id: str
    title: str
    publisher: str
    text: str


_FACTUALITY: dict[Stance, Factuality] = {
    "asserted": "CT+",
    "attributed": "Uu",
    "hedged": "PS+",
    "doubted": "Uu",
    "disputed": "Uu",
    "evidence_backed": "PR+",
    "evaluated": "CT+",
}
"""How certain the text leaves a claim, by its stance (CLAIMS.md; FactBank's values)."""

_CUES: dict[str, CueType] = {
    "accus": "accuse", "according": "according_to", "argu": "argue", "believ": "believe",
    "think": "believe", "insist": "insist", "lament": "lament", "call": "name", "name": "name",
    "offer": "offer", "describ": "portray", "portray": "portray", "refus": "refuse",
    "report": "report", "state": "state", "told": "tell", "tell": "tell", "tweet": "tweet",
}  # fmt: skip
"""What sort of word a cue is, by how it begins; all others say."""


def ledger_of(about: About, notes: Notebook) -> Ledger:
    """The ledger of the claims that find their words in the text."""
    paragraphs = paragraphs_of(about.text)
    named = [_entity(entity) for entity in notes.entities]
    outlet = {"id": OUTLET, "kind": "outlet", "form": "publisher", "name": about.publisher}
    return Ledger.model_validate(
        {
            "schema": 1,
            "id": about.id,
            "title": about.title,
            "publisher": about.publisher,
            "date": {},
            "rights": "A teacher's own copy; not shown to players.",
            "outlet": OUTLET,
            "paragraphs": tuple(
                {"id": f"p{n}", "length": len(text), "sha256": _digest(text)}
                for n, text in enumerate(paragraphs, start=1)
            ),
            "entities": (outlet, *named),
            "claims": tuple(
                _claim(claim, notes, paragraphs) for claim in _placed(notes, paragraphs)
            ),
        }
    )


def _placed(notes: Notebook, paragraphs: Sequence[str]) -> Iterator[NotedClaim]:
    return (claim for claim in notes.claims if found_at(claim.at, paragraphs))


def _entity(entity: Named) -> Mapping[str, Any]:
    forms = {"body": {"form": "group"}, "outlet": {"form": "media"}}
    return {"id": entity.id, "kind": entity.kind, "name": entity.name, **forms.get(entity.kind, {})}


def _claim(claim: NotedClaim, notes: Notebook, paragraphs: Sequence[str]) -> Mapping[str, Any]:
    spot = found_at(claim.at, paragraphs)
    assert spot
    words = paragraphs[spot.paragraph][spot.start : spot.end]
    chain = () if claim.stance == "asserted" else claim.chain
    links = tuple(_link(link, notes, is_last=link is chain[-1]) for link in chain)
    holders = [link["speaker"] for link in links if link["role"] == "source" and link["speaker"]]
    return {
        "id": claim.id,
        "content": claim.content,
        "content_key": slug_of(claim.content, usual=claim.id.lower()),
        "type": "denial" if any("den" in link.cue.casefold() for link in chain) else "assertion",
        "stance": claim.stance,
        "factuality": _FACTUALITY[claim.stance],
        "held_by": dict.fromkeys(holders, "CT+"),
        "hedges": claim.hedges,
        "anchors": (
            {
                "paragraph": f"p{spot.paragraph + 1}",
                "start": spot.start,
                "end": spot.end,
                "sha256": _digest(words),
                "chain": links,
            },
        ),
        "entities": claim.entities,
    }


def _link(link: NotedLink, notes: Notebook, *, is_last: bool) -> dict[str, Any]:
    """An outlet that passes on what somebody else says only relays it."""
    speaker = notes.entity(link.speaker)
    is_relay = speaker is not None and speaker.kind == "outlet" and not is_last
    word = link.cue.casefold()
    return {
        "speaker": link.speaker,
        "role": "relay" if is_relay else "source",
        "cue": link.cue,
        "cue_type": next((sort for start, sort in _CUES.items() if start in word), "say"),
        "addressee": link.addressee,
        "channel": link.channel,
    }


def _digest(text: str) -> str:
    return hashlib.sha256(text.replace("\u00a0", " ").encode()).hexdigest()[:16]
