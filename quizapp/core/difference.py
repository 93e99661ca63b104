"""What is different between two texts, line by line, with a little of what stands around."""

from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

AROUND = 3
"""Lines shown before and after a change."""

Fate = Literal["kept", "gone", "new"]


@dataclass(frozen=True)
class Line:
    """A line without its end; `old` and `new` are its numbers from 1, None where it is not."""

    fate: Fate
    text: str
    old: int | None
    new: int | None


Hunk = tuple[Line, ...]


def difference(old: str, new: str) -> tuple[Hunk, ...]:
    """The stretches that changed, in order; none where no line did."""
    before, after = old.splitlines(), new.splitlines()
    matcher = SequenceMatcher(None, before, after)
    return tuple(
        tuple(line for part in group for line in _lines(part, before, after))
        for group in matcher.get_grouped_opcodes(AROUND)
    )


def _lines(part: tuple[str, int, int, int, int], before: list[str], after: list[str]) -> list[Line]:
    tag, i1, i2, j1, j2 = part
    if tag == "equal":
        pairs = zip(range(i1, i2), range(j1, j2), strict=True)
        return [Line("kept", before[i], i + 1, j + 1) for i, j in pairs]
    gone = [Line("gone", before[i], i + 1, None) for i in range(i1, i2)]
    return gone + [Line("new", after[j], None, j + 1) for j in range(j1, j2)]
