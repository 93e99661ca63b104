"""Where each part of a file begins, kept as the parser met it and worked out when asked."""

from collections.abc import Iterator, Mapping
from typing import Protocol, TypeAlias

Path: TypeAlias = tuple[str | int, ...]
"""The keys and positions (from 0) that lead from the top of a document to a value."""

Place: TypeAlias = tuple[int, int]
"""Line and column, both from 1."""


class Mark(Protocol):
    """A point of a text as PyYAML gives it."""

    @property
    def line(self) -> int:
        """Counted from 0."""

    @property
    def column(self) -> int:
        """Counted from 0."""


Spot: TypeAlias = "tuple[Mark | None, Mark | None, Inner]"
"""Where a value begins, where the key before it does, and what is within. A plain tuple: a large
file makes 500,000 of them."""

Inner: TypeAlias = Mapping[str | int, Spot]
"""The spots within a value, by key or position."""

NOTHING: Inner = {}
"""What is within text, a number, a truth value."""


class Places(Mapping[Path, Place]):
    """The place of every value of a document, by its path.

    A tree beneath: a flat table would cost a new path and two look-ups for each value of a file,
    and few are ever asked for.
    """

    def __init__(self, top: Spot) -> None:
        self._top = top

    def __getitem__(self, path: Path) -> Place:
        return place_of(self._spot(path)[0])

    def key(self, path: Path) -> Place:
        """Where the key that leads to the value begins; for an entry of a list, the entry.

        Raises KeyError where there is no such value.
        """
        return place_of(self._spot(path)[1])

    def __iter__(self) -> Iterator[Path]:
        return _paths(self._top, ())

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def _spot(self, path: Path) -> Spot:
        spot = self._top
        for step in path:
            spot = spot[2][step]
        return spot


def _paths(spot: Spot, path: Path) -> Iterator[Path]:
    yield path
    for step, inner in spot[2].items():
        yield from _paths(inner, (*path, step))


def place_of(mark: Mark | None) -> Place:
    """The place of a mark; line and column 0 where the parser gives none."""
    return (mark.line + 1, mark.column + 1) if mark else (0, 0)
