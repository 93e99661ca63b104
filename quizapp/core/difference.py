"""What is different between two texts, line by line, with a little of what stands around."""

from collections import Counter
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from typing import Literal

AROUND = 3
"""Lines shown before and after a change."""

SHOWN = 2000
"""Lines of a difference at most; nobody reads on, and a page of a million would not open."""

READ = 5
"""Times as many lines as are shown are compared, from the first that differs."""

MOST_READ = 3_000
"""Lines that are compared at most: time grows with the lines and with the changes.

All of 10,000 lines with 4,000 changes took 3 s, of 3,000 with 1,200 some 0.2 s.
"""

WORK = 40_000_000
"""Steps that a comparison takes at most (`_steps`), about a second; fewer lines are read then."""

LONGEST = 2_000
"""Characters of a line that are shown; a text may be one line of a million."""

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

    def below(self, old: int, new: int) -> "Difference":
        """The same of two parts that begin below so many lines of their texts."""
        hunks = (tuple(_below(line, old, new) for line in hunk) for hunk in self.hunks)
        return replace(self, hunks=tuple(hunks))


def difference(old: str, new: str, at_most: int = SHOWN) -> Difference:
    """What changed, at most so many lines of it."""
    before, after = old.splitlines(), new.splitlines()
    start = next((n for n, (b, a) in enumerate(zip(before, after, strict=False)) if b != a), None)
    begin = max(0, (min(len(before), len(after)) if start is None else start) - AROUND)
    end = begin + min(READ * at_most, MOST_READ)
    while _steps(before[begin:end], after[begin:end]) > WORK:
        end = (begin + end) // 2
    hunks: list[Hunk] = []
    left = at_most
    for group in SequenceMatcher(None, before[begin:end], after[begin:end]).get_grouped_opcodes(
        AROUND
    ):
        lines = [line for part in group for line in _lines(part, before, after, begin)]
        hunks += [tuple(lines[:left])] if left else []
        if len(lines) > left:
            return Difference(tuple(hunks), is_cut=True)
        left -= len(lines)
    return Difference(tuple(hunks), is_cut=before[end:] != after[end:])


def _steps(before: list[str], after: list[str]) -> int:
    """Steps at most: all pairs of the same line, walked through for each stretch that stayed.

    Lines that make up more than a hundredth are passed over (difflib's `autojunk`).
    """
    counts = Counter(after)
    pairs = sum(counts[line] for line in before if counts[line] <= len(after) // 100 + 1)
    return (pairs + len(before)) * min(len(before), len(after))


def _below(line: Line, old: int, new: int) -> Line:
    return Line(line.fate, line.text, line.old and line.old + old, line.new and line.new + new)


def _lines(
    part: tuple[str, int, int, int, int], before: list[str], after: list[str], begin: int
) -> list[Line]:
    tag, i1, i2, j1, j2 = part[0], *(n + begin for n in part[1:])
    if tag == "equal":
        pairs = zip(range(i1, i2), range(j1, j2), strict=True)
        return [Line("kept", _in_short(before[i]), i + 1, j + 1) for i, j in pairs]
    gone = [Line("gone", _in_short(before[i]), i + 1, None) for i in range(i1, i2)]
    return gone + [Line("new", _in_short(after[j]), None, j + 1) for j in range(j1, j2)]


def _in_short(line: str) -> str:
    return line if len(line) <= LONGEST else f"{line[:LONGEST]} …"
