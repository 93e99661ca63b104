"""A ledger: a source, who and what it speaks of, and every claim it carries.

The model is that of PARC 3.0 (source, cue, content), FactBank (certainty and polarity, per
source) and the W3C Web Annotation positions. A claim's content is the bare proposition; who said
it stands in the chain of each anchor, hedge and polarity in fields of their own. The text of the
source is not shipped: an anchor is a paragraph, two offsets and a digest.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Annotated, Literal, Self, get_args

from pydantic import Field, model_validator

from quizapp.core.value import ClaimId, Line, Slug, Text, Value

Stance = Literal[
    "asserted", "attributed", "hedged", "doubted", "disputed", "evidence_backed", "evaluated"
]
STANCES: tuple[Stance, ...] = get_args(Stance)
Factuality = Literal["CT+", "PR+", "PS+", "CT-", "PR-", "PS-", "CTu", "Uu"]
"""FactBank's values: certain, probable, possible or underspecified, times polarity."""

Basis = Literal["source", "inferred", "outside"]
"""How something is known: the source says it, it follows from the source, or from elsewhere."""

ContentType = Literal[
    "accusation", "analysis", "assertion", "attitude", "commitment", "denial", "description",
    "epistemic", "evaluation", "event", "evidence", "motive", "naming", "offer", "prediction",
    "reason", "refusal",
]  # fmt: skip
CueType = Literal[
    "according_to", "accuse", "argue", "believe", "insist", "lament", "name", "offer", "portray",
    "refuse", "report", "say", "state", "tell", "tweet",
]  # fmt: skip
RelationType = Literal[
    "about", "contradicts", "denies", "doubts", "elaborates", "in_tension_with", "reason_for",
    "responds_to", "restates", "supports", "undermines",
]  # fmt: skip

Open = Literal["speaker", "addressee", "stance", "content"]
"""What of a claim can be read in two ways."""

Digest = Annotated[str, Field(pattern=r"^[0-9a-f]{16}$")]
"""The first 16 hex digits of the SHA-256 of a stretch of text, U+00A0 read as a space."""


class Dated(Value):
    """A time as the source gives it, and as it has been worked out."""

    stated: Line | None = None
    resolved: Line | None = None
    basis: Basis = "source"


class Paragraph(Value):
    """A numbered paragraph of the source, without its text."""

    id: Slug
    kind: Literal["caption", "bullet", "body", "credit"] = "body"
    length: Annotated[int, Field(ge=1)]
    sha256: Digest


class _Entity(Value):
    """`known` says of single fields that they are not from the source; of the rest it is."""

    id: Slug
    name: Line
    aliases: tuple[Line, ...] = ()
    known: dict[Line, Basis] = Field(default_factory=dict)
    note: Text | None = None


class Person(_Entity):
    """Somebody, named or known only by role."""

    kind: Literal["person"]
    is_named: bool = True
    speaks_for: Slug | None = None


class Body(_Entity):
    """A state, alliance, company or group."""

    kind: Literal["body"]
    form: Literal["state", "alliance", "company", "group"]
    members: tuple[Slug, ...] = ()


class Outlet(_Entity):
    """A medium: it can relay what others say."""

    kind: Literal["outlet"]
    form: Literal["agency", "broadcaster", "publisher", "platform", "media"]
    owned_by: Slug | None = None


class Treaty(_Entity):
    """An agreement; `abbreviation` may be outside knowledge."""

    kind: Literal["treaty"]
    abbreviation: Line | None = None
    abbreviation_basis: Basis = "source"
    parties: tuple[Slug, ...] = ()


System = Literal["national-name", "national-index", "nato-code", "nato-name"]


class Designation(Value):
    """One name of a weapon under one scheme."""

    system: System
    value: Line
    basis: Basis = "source"
    system_basis: Basis = "source"


class Weapon(_Entity):
    """A weapon and what it is called by whom."""

    kind: Literal["weapon"]
    owner: Slug | None = None
    developer: Slug | None = None
    designations: tuple[Designation, ...] = ()


class Event(_Entity):
    """Something that happened, or is said to have."""

    kind: Literal["event"]
    date: Dated = Dated()
    is_alleged: bool = False


class Place(_Entity):
    """Where something happened."""

    kind: Literal["place"]


Entity = Person | Body | Outlet | Treaty | Weapon | Event | Place


def names_of(entity: Entity) -> Iterator[str]:
    """Everything that an entity is called."""
    yield entity.name
    yield from entity.aliases
    if isinstance(entity, Treaty) and entity.abbreviation:
        yield entity.abbreviation
    if isinstance(entity, Weapon):
        yield from (d.value for d in entity.designations)


class Link(Value):
    """One link of a chain: who, by which cue, to whom.

    `speaker` None means that nobody is named ("it is believed"). A relay passes on and commits to
    nothing. `is_explicit` False: the words do not carry it, the context does.
    """

    speaker: Slug | None
    role: Literal["source", "relay"] = "source"
    cue: Line
    cue_type: CueType
    addressee: Slug | None = None
    channel: Line | None = None
    with_speakers: tuple[Slug, ...] = ()
    is_explicit: bool = True


class Anchor(Value):
    """One place where a claim stands, with the chain as given there, outermost voice first.

    `start` and `end` count characters from the start of the paragraph.
    """

    paragraph: Slug
    start: Annotated[int, Field(ge=0)]
    end: Annotated[int, Field(ge=1)]
    sha256: Digest
    chain: tuple[Link, ...] = ()

    @property
    def depth(self) -> int:
        """How many acts of speech stand between the outlet and the content; 0 is its own voice."""
        return len(self.chain)


class Quote(Value):
    """Words that somebody spoke or wrote, as the source gives them."""

    speaker: Slug
    text: Text
    paragraph: Slug
    relay: Slug | None = None


class Relation(Value):
    """How this claim bears on another."""

    type: RelationType
    claim: ClaimId


class Claim(Value):
    """One bare proposition in our own words, with how the source presents it.

    `factuality` is the outlet's own commitment, `held_by` that of each voice in the chain.
    `hedges` are the words that soften; `distancing` those by which the outlet steps back.
    `ambiguous` says what can be read in two ways, in words for learners, who are shown them; `open`
    which of its fields that touches (none named: all). `note` is for authors and is never shown.
    """

    id: ClaimId
    aliases: tuple[ClaimId, ...] = ()
    content: Text
    content_key: Slug
    type: ContentType
    stance: Stance
    factuality: Factuality
    held_by: dict[Slug, Factuality] = Field(default_factory=dict)
    hedges: tuple[Line, ...] = ()
    distancing: tuple[Line, ...] = ()
    anchors: Annotated[tuple[Anchor, ...], Field(min_length=1)]
    quotes: tuple[Quote, ...] = ()
    relations: tuple[Relation, ...] = ()
    entities: tuple[Slug, ...] = ()
    ambiguous: Text | None = None
    open: tuple[Open, ...] = ()
    basis: Basis = "source"
    note: Text | None = None

    def anchor(self, paragraph: str | None) -> Anchor:
        """The anchor in that paragraph; the first one where None or not there."""
        return next((a for a in self.anchors if a.paragraph == paragraph), self.anchors[0])


class Position(Value):
    """One side of a contested issue: who holds it, by which claims."""

    by: tuple[Slug, ...]
    claims: tuple[ClaimId, ...]
    note: Text | None = None


class BalanceGroup(Value):
    """A contested issue and its sides; what carries one side carries the others too."""

    id: Slug
    issue: Line
    positions: Annotated[tuple[Position, ...], Field(min_length=2)]


class Ledger(Value):
    """A source with its claims; `id` is the file's name without the ending.

    `event_order` pairs an earlier event with a later one, as the source says; `hinted_order` pairs
    those at whose order it hints without saying it, which are therefore never asked.
    """

    schema_version: Annotated[int, Field(alias="schema", ge=1, le=1)]
    id: Slug
    title: Line
    publisher: Line
    address: Line | None = None
    date: Dated
    language: Line = "en"
    rights: Text
    outlet: Slug
    paragraphs: tuple[Paragraph, ...]
    entities: tuple[Annotated[Entity, Field(discriminator="kind")], ...]
    claims: tuple[Claim, ...]
    balance_groups: tuple[BalanceGroup, ...] = ()
    event_order: tuple[tuple[Slug, Slug], ...] = ()
    hinted_order: tuple[tuple[Slug, Slug], ...] = ()

    @model_validator(mode="after")
    def _ids_resolve(self) -> Self:
        faults = [*_repeated_ids(self), *_dangling_ids(self)]
        if faults:
            raise ValueError("; ".join(faults))
        return self

    def claim(self, claim_id: str) -> Claim | None:
        """The claim with this id or alias, or None."""
        return self._claims_by_id.get(claim_id)

    def entity(self, entity_id: str) -> Entity | None:
        """The entity with this id, or None."""
        return self._entities_by_id.get(entity_id)

    def entity_called(self, name: str) -> Entity | None:
        """The entity with this name; case, quotes, an article and a full stop do not count."""
        return self._entities_by_name.get(_bare(name))

    @cached_property
    def _claims_by_id(self) -> Mapping[str, Claim]:
        return {i: c for c in reversed(self.claims) for i in (c.id, *c.aliases)}

    @cached_property
    def _entities_by_id(self) -> Mapping[str, Entity]:
        return {e.id: e for e in reversed(self.entities)}

    @cached_property
    def _entities_by_name(self) -> Mapping[str, Entity]:
        return {_bare(name): e for e in reversed(self.entities) for name in names_of(e)}


def _bare(name: str) -> str:
    return re.sub(r"^(?:the|a|an) ", "", name.casefold().strip(" .“”\"'"))


def _repeated_ids(ledger: Ledger) -> list[str]:
    faults = []
    for what, ids in (
        ("paragraph", [p.id for p in ledger.paragraphs]),
        ("entity", [e.id for e in ledger.entities]),
        ("claim", [i for c in ledger.claims for i in (c.id, *c.aliases)]),
    ):
        faults += [
            f"two {what} entries share the id '{i}'"
            for i, n in sorted(Counter(ids).items())
            if n > 1
        ]
    return faults


def _dangling_ids(ledger: Ledger) -> list[str]:
    paragraphs = {p.id: p for p in ledger.paragraphs}
    entities = {e.id for e in ledger.entities}
    claims = {i for c in ledger.claims for i in (c.id, *c.aliases)}
    faults = [
        f"{e.id}: no entity '{i}'"
        for e in ledger.entities
        for i in _named_by(e)
        if i not in entities
    ]
    for claim in ledger.claims:
        faults += _unplaced(claim, paragraphs)
        faults += [f"{claim.id}: no entity '{i}'" for i in sorted(_named_in(claim) - entities)]
        faults += [
            f"{claim.id}: no claim '{r.claim}'" for r in claim.relations if r.claim not in claims
        ]
    for group in ledger.balance_groups:
        for position in group.positions:
            faults += [f"{group.id}: no entity '{i}'" for i in position.by if i not in entities]
            faults += [f"{group.id}: no claim '{i}'" for i in position.claims if i not in claims]
    faults += [
        f"event order: no entity '{i}'"
        for pair in (*ledger.event_order, *ledger.hinted_order)
        for i in pair
        if i not in entities
    ]
    return faults


def _unplaced(claim: Claim, paragraphs: Mapping[str, Paragraph]) -> list[str]:
    """What of the claim does not stand within a paragraph of the source."""
    faults = []
    for anchor in claim.anchors:
        if anchor.paragraph not in paragraphs:
            faults.append(f"{claim.id}: no paragraph '{anchor.paragraph}'")
        elif not anchor.start < anchor.end <= paragraphs[anchor.paragraph].length:
            faults.append(
                f"{claim.id}: the anchor {anchor.start} to {anchor.end} "
                f"is not within {anchor.paragraph}"
            )
    quoted = [q.paragraph for q in claim.quotes]
    return faults + [f"{claim.id}: no paragraph '{p}'" for p in quoted if p not in paragraphs]


def _named_in(claim: Claim) -> set[str]:
    """The ids of the entities that the claim names."""
    named = set(claim.entities) | set(claim.held_by)
    for link in (link for a in claim.anchors for link in a.chain):
        named |= {i for i in (link.speaker, link.addressee, *link.with_speakers) if i}
    return named | {i for q in claim.quotes for i in (q.speaker, q.relay) if i}


def _named_by(entity: Entity) -> tuple[str, ...]:
    """The ids of the entities that this one names."""
    named: tuple[str | None, ...] = ()
    match entity:
        case Person():
            named = (entity.speaks_for,)
        case Body():
            named = entity.members
        case Outlet():
            named = (entity.owned_by,)
        case Treaty():
            named = entity.parties
        case Weapon():
            named = (entity.owner, entity.developer)
    return tuple(i for i in named if i)
