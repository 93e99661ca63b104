"""A source as a map: who speaks, through whom and how surely; all of it, or what is asked for.

A claim is looked at place by place, since its chain belongs to the place where it stands.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass

from quizapp.core.citation import Citation, cite, name_of, paragraph_label
from quizapp.core.ledger import STANCES, Anchor, Claim, Ledger, Link

UNNAMED = "_unnamed"
"""The value of the speaker whom nobody names; no entity can have it as its id."""


@dataclass(frozen=True)
class Wanted:
    """What to show of a source; None shows all. The names are those of the address."""

    speaker: str | None = None
    outlet: str | None = None
    stance: str | None = None
    paragraph: str | None = None

    @classmethod
    def read(cls, values: Mapping[str, str]) -> "Wanted":
        """From the values of an address; an empty one asks for nothing."""
        return cls(**{name: values.get(name) or None for name in cls.__dataclass_fields__})


@dataclass(frozen=True)
class Entry:
    """One value to filter by, in words, with how many claims it has."""

    value: str
    name: str
    count: int


@dataclass(frozen=True)
class Row:
    """A claim at one place; `is_first` at the first place where this map shows it."""

    citation: Citation
    is_first: bool


@dataclass(frozen=True)
class Section:
    """A paragraph with the claims that stand in it, in the order of the source."""

    id: str
    label: str
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class SourceMap:
    """What was asked for, and all that can be. `shown` and `total` count claims, not places.

    `chosen` has the words for each filter that is set, `unknown` the names of those whose value
    the source does not have.
    """

    sections: tuple[Section, ...]
    shown: int
    total: int
    filters: Mapping[str, tuple[Entry, ...]]
    chosen: Mapping[str, str]
    unknown: tuple[str, ...]


@dataclass(frozen=True)
class _Place:
    claim: Claim
    anchor: Anchor
    has: Mapping[str, tuple[str, ...]]


def map_of(ledger: Ledger, wanted: Wanted) -> SourceMap:
    """The places where everything holds that is wanted."""
    places = [
        _Place(claim, anchor, _values(ledger, claim, anchor))
        for claim in ledger.claims
        for anchor in claim.anchors
    ]
    asked = {name: value for name, value in asdict(wanted).items() if value}
    found = [p for p in places if all(value in p.has[name] for name, value in asked.items())]
    filters = {name: tuple(_entries(ledger, name, places)) for name in asdict(wanted)}
    words = {name: {entry.value: entry.name for entry in filters[name]} for name in filters}
    return SourceMap(
        sections=tuple(_sections(ledger, found)),
        shown=len({p.claim.id for p in found}),
        total=len(ledger.claims),
        filters=filters,
        chosen={name: words[name].get(value, value) for name, value in asked.items()},
        unknown=tuple(name for name, value in asked.items() if value not in words[name]),
    )


def _values(ledger: Ledger, claim: Claim, anchor: Anchor) -> dict[str, tuple[str, ...]]:
    relays = [who for link in anchor.chain if link.role == "relay" for who in _who(link)]
    speakers = [who for link in anchor.chain if link.role == "source" for who in _who(link)]
    quoted = [q.relay for q in claim.quotes if q.relay and q.paragraph == anchor.paragraph]
    return {
        "speaker": tuple(speakers or relays or [ledger.outlet]),
        "outlet": (*relays, *quoted),
        "stance": (claim.stance,),
        "paragraph": (anchor.paragraph,),
    }


def _who(link: Link) -> tuple[str, ...]:
    return (link.speaker or UNNAMED, *link.with_speakers)


def _entries(ledger: Ledger, name: str, places: Iterable[_Place]) -> Iterator[Entry]:
    claims: dict[str, set[str]] = {}
    for place in places:
        for value in place.has[name]:
            claims.setdefault(value, set()).add(place.claim.id)
    in_words: dict[str, Callable[[str], str]] = {
        "stance": lambda value: value.replace("_", "-").capitalize(),
        "paragraph": lambda value: paragraph_label(value).capitalize(),
    }
    fixed: dict[str, list[str]] = {
        "stance": list(STANCES),
        "paragraph": [p.id for p in ledger.paragraphs],
    }
    order = fixed.get(name) or sorted(claims, key=lambda v: (-len(claims[v]), v))
    for value in order:
        if value in claims:
            words = in_words[name](value) if name in in_words else _name(ledger, value)
            yield Entry(value, words, len(claims[value]))


def _name(ledger: Ledger, value: str) -> str:
    return "Somebody not named" if value == UNNAMED else name_of(ledger, value) or value


def _sections(ledger: Ledger, places: Iterable[_Place]) -> Iterator[Section]:
    by_paragraph: dict[str, list[_Place]] = {p.id: [] for p in ledger.paragraphs}
    for place in places:
        by_paragraph[place.anchor.paragraph].append(place)
    seen: set[str] = set()
    for paragraph, here in by_paragraph.items():
        rows = []
        for place in sorted(here, key=lambda p: p.anchor.start):
            citation = cite(ledger, place.claim.id, paragraph)
            rows.append(Row(citation, place.claim.id not in seen))
            seen.add(place.claim.id)
        if rows:
            yield Section(paragraph, paragraph_label(paragraph), tuple(rows))
