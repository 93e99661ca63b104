"""Which words of a text were left out and which were put in.

A text that was written anew is shown whole before and after: where hardly a word stayed, marks on
every second word tell nobody anything.
"""

import re
from collections import Counter
from difflib import SequenceMatcher
from typing import Literal, NamedTuple

ROOM = 40_000
"""Pairs of the same word, one before and one after, that are weighed; beyond it all counts as new.

A passage of 100 words has some 300, one of 1,000 words some 30,000; time grows with them, and a
text may be one word a million times.
"""

STAYED = 0.35
"""Share of the longer text that has to stay for single words to be marked."""

AROUND = 80
"""Characters shown of what stayed, on either side of a change."""

LONGEST = 1_000
"""Characters shown of what was left out or put in."""

_TOKENS = re.compile(r"\s+|[^\s!-/:-@\[-`{-~«»“”‘’„…،؛؟。、]+|.", re.S)
"""Spaces, words with the accents that combine with their letters, and signs one by one."""

Fate = Literal["kept", "gone", "new"]


class Stretch(NamedTuple):
    """Some words: of both texts, of the old one, or of the new one."""

    fate: Fate
    text: str


def reworded(old: str, new: str) -> tuple[Stretch, ...]:
    """The words of both in order; without `new` they are the old text, without `gone` the new."""
    if old == new:
        return (Stretch("kept", old),) if old else ()
    before, after = _TOKENS.findall(old), _TOKENS.findall(new)
    start, end = _shared(before, after)
    middle = _compared(before[start : len(before) - end], after[start : len(after) - end])
    found = _joined(
        [Stretch("kept", "".join(before[:start])), *middle,
         Stretch("kept", "".join(before[len(before) - end :]))]
    )  # fmt: skip
    kept = sum(len(s.text.strip()) for s in found if s.fate == "kept")
    if kept < STAYED * max(len(old), len(new)):
        found = _joined([Stretch("gone", old), Stretch("new", new)])
    return tuple(found)


def in_short(stretches: tuple[Stretch, ...]) -> tuple[Stretch, ...]:
    """The same, with as much of what stayed as shows the place; " … " stands for what is left out.

    Of a stretch that was left out or put in LONGEST characters are shown at most.
    """
    last = len(stretches) - 1
    return tuple(
        Stretch(s.fate, _middle_out(s.text, AROUND * (place > 0), AROUND * (place < last)))
        if s.fate == "kept" and last
        else Stretch(s.fate, s.text if len(s.text) <= LONGEST else f"{s.text[:LONGEST]} …")
        for place, s in enumerate(stretches)
    )


def _middle_out(text: str, begin: int, end: int) -> str:
    """A text that stayed, without what is far from the changes before and behind it."""
    if len(text) <= begin + end + AROUND:
        return text
    return f"{text[:begin]} … {text[len(text) - end :]}"


def _shared(before: list[str], after: list[str]) -> tuple[int, int]:
    """How many tokens are the same at the beginning, and at the end of what is left."""
    least = min(len(before), len(after))
    start = next((n for n in range(least) if before[n] != after[n]), least)
    room = least - start
    end = next((n for n in range(room) if before[-1 - n] != after[-1 - n]), room)
    return start, end


def _compared(before: list[str], after: list[str]) -> list[Stretch]:
    if not before or not after or _pairs(before, after) > ROOM:
        return [Stretch("gone", "".join(before)), Stretch("new", "".join(after))]
    found: list[Stretch] = []
    matcher = SequenceMatcher(str.isspace, before, after, autojunk=False)
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if tag == "equal":
            found.append(Stretch("kept", "".join(before[i1:i2])))
        else:
            found += [
                Stretch("gone", "".join(before[i1:i2])), Stretch("new", "".join(after[j1:j2]))
            ]  # fmt: skip
    return found


def _pairs(before: list[str], after: list[str]) -> int:
    counts = Counter(after)
    return sum(count * counts[word] for word, count in Counter(before).items() if word.strip())


def _joined(stretches: list[Stretch]) -> list[Stretch]:
    """Neighbours of one fate as one; a space between two changes changes with them."""
    found: list[Stretch] = []
    gone = new = ""
    for place, (fate, text) in enumerate(stretches):
        is_gap = fate == "kept" and text.isspace() and (gone or new)
        if fate == "gone":
            gone += text
        elif fate == "new":
            new += text
        elif is_gap and any(s.text and s.fate != "kept" for s in stretches[place + 1 :]):
            gone, new = gone + text, new + text
        elif text:
            found += [*_change(gone, new), Stretch("kept", text)]
            gone = new = ""
    return [*found, *_change(gone, new)]


def _change(gone: str, new: str) -> list[Stretch]:
    parts = (Stretch("gone", gone), Stretch("new", new))
    return [part for part in parts if part.text]
