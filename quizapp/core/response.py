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
    """For each pair's id, in the order of the file, the id of the right side put beside it."""

    pairs: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Ordered:
    """The ids of the items, first place first."""

    ids: tuple[str, ...]


@dataclass(frozen=True)
class Typed:
    """The words typed."""

    text: str


Response = Chosen | Judged | Matched | Ordered | Typed


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
    raise ValueError("not a stored response")
