"""What is different between two texts, line by line, with a little of what stands around."""

from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

AROUND = 3
"""Lines shown before and after a change."""

SHOWN = 2000
"""Lines of a difference at most; nobody reads on, and a page of a million would not open."""

Fate = Literal["kept", "gone", "new"]


@dataclass(frozen=True)
class Line:
    """A line without its end; `old` and `new` are its numbers from 1, None where it is not."""

    fate: Fate
    text: str
    old: int | None
    new: int | None


Hunk = tuple[Line, ...]


@dataclass(frozen=True)
class Difference:
    """The stretches that changed, in order; `is_cut` where there are more lines than are shown."""

    hunks: tuple[Hunk, ...]
    is_cut: bool = False


def difference(old: str, new: str) -> Difference:
    """What changed, at most SHOWN lines of it."""
    before, after = old.splitlines(), new.splitlines()
    left = SHOWN
    hunks: list[Hunk] = []
    for group in SequenceMatcher(None, before, after).get_grouped_opcodes(AROUND):
        if left == 0:
            return Difference(tuple(hunks), is_cut=True)
        lines = [line for part in group for line in _lines(part, before, after)]
        hunks.append(tuple(lines[:left]))
        if len(lines) > left:
            return Difference(tuple(hunks), is_cut=True)
        left -= len(lines)
    return Difference(tuple(hunks))


def _lines(part: tuple[str, int, int, int, int], before: list[str], after: list[str]) -> list[Line]:
    tag, i1, i2, j1, j2 = part
    if tag == "equal":
        pairs = zip(range(i1, i2), range(j1, j2), strict=True)
        return [Line("kept", before[i], i + 1, j + 1) for i, j in pairs]
    gone = [Line("gone", before[i], i + 1, None) for i in range(i1, i2)]
    return gone + [Line("new", after[j], None, j + 1) for j in range(j1, j2)]
