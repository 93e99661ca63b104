"""What somebody answered, by the ids of the question's parts: independent of order and wording."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Chosen:
    """The ids of the choices picked, in the order of the file."""

    ids: tuple[str, ...]


@dataclass(frozen=True)
class Judged:
    """True or false."""

    value: bool


@dataclass(frozen=True)
class Matched:
    """For each pair's or item's id, in the order of the file, the id of what it was put to."""

    pairs: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Ordered:
    """The ids of the items, or of the links picked, first place first."""

    ids: tuple[str, ...]


@dataclass(frozen=True)
class Typed:
    """The words typed."""

    text: str


@dataclass(frozen=True)
class Filled:
    """For each gap's id, in the order of the file, the words typed or the id of the choice."""

    gaps: tuple[tuple[str, str], ...]


Response = Chosen | Judged | Matched | Ordered | Typed | Filled


def encode(response: Response) -> dict[str, Any]:
    """The response as JSON values, to be stored."""
    match response:
        case Chosen(ids):
            return {"chosen": list(ids)}
        case Judged(value):
            return {"judged": value}
        case Matched(pairs):
            return {"matched": [list(pair) for pair in pairs]}
        case Ordered(ids):
            return {"ordered": list(ids)}
        case Typed(text):
            return {"typed": text}
        case Filled(gaps):
            return {"filled": [list(gap) for gap in gaps]}


def decode(stored: dict[str, Any]) -> Response:
    """The response that `encode` stored; ValueError for anything else."""
    match stored:
        case {"chosen": [*ids]}:
            return Chosen(tuple(ids))
        case {"judged": bool(value)}:
            return Judged(value)
        case {"matched": [*pairs]}:
            return Matched(tuple((left, right) for left, right in pairs))
        case {"ordered": [*ids]}:
            return Ordered(tuple(ids))
        case {"typed": str(text)}:
            return Typed(text)
        case {"filled": [*gaps]}:
            return Filled(tuple((name, given) for name, given in gaps))
    raise ValueError("not a stored response")
