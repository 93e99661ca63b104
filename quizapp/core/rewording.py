"""Which words of a text were left out and which were put in.

A text that was written anew is shown whole before and after: where hardly a word stayed, marks on
every second word tell nobody anything.
"""

import re
from collections import Counter
from collections.abc import Iterator
from difflib import SequenceMatcher
from itertools import groupby
from typing import Literal, NamedTuple

from quizapp.core.pairing import longest_row

WORK = 400_000
"""Steps that a comparison takes at most (`_work`), some 20 ms; what would need more is all new."""

MIDDLE = 12_000
"""Characters between the first and the last change that are compared word by word, at most."""

STAYED = 0.35
"""Share of the longer text between first and last change that has to stay for words to be marked.
"""

AROUND = 80
"""Characters shown of what stayed, on either side of a change."""

LONGEST = 1_000
"""Characters shown of what was left out or put in at one place."""

STRETCHES = 60
"""Stretches of a text that are shown."""

_TOKENS = re.compile(r"\s+|[^\s!-/:-@\[-`{-~«»“”‘’„…،؛؟。、]+|.", re.S)
"""Spaces, words with the accents that combine with their letters, and signs one by one."""

_BLANKS = {" ": "space", "\n": "new line", "\t": "tab"}

Fate = Literal["kept", "gone", "new"]


class Stretch(NamedTuple):
    """Some words: of both texts, of the old one, or of the new one."""

    fate: Fate
    text: str


def reworded(old: str, new: str) -> tuple[Stretch, ...]:
    """The words of both in order; without `new` they are the old text, without `gone` the new."""
    if old == new:
        return (Stretch("kept", old),) if old else ()
    begin, rest = _same_at_ends(old, new)
    before, after = (_tokens(text[begin : len(text) - rest]) for text in (old, new))
    start, end = _shared(before, after)
    middle = _marked(before[start : len(before) - end], after[start : len(after) - end])
    first = Stretch("kept", old[:begin] + "".join(before[:start]))
    last = Stretch("kept", "".join(before[len(before) - end :]) + old[len(old) - rest :])
    found = tuple(_joined([first, *middle, last]))
    has_word = any(s.fate == "kept" and re.search(r"\w", s.text) for s in found)
    return found if has_word else tuple(_change(old, new))


def in_short(stretches: tuple[Stretch, ...]) -> tuple[Stretch, ...]:
    """The same, with as much of what stayed as shows the place; " … " stands for what is left out.

    Of a stretch that was left out or put in LONGEST characters are shown at most, and STRETCHES of
    them; one of spaces alone is told in words: "[2 spaces]".
    """
    last = len(stretches) - 1
    shown = [
        Stretch(s.fate, _middle_out(s.text, AROUND * (place > 0), AROUND * (place < last)))
        if s.fate == "kept" and last
        else Stretch(s.fate, _changed_in_short(s))
        for place, s in enumerate(stretches[:STRETCHES])
    ]
    return (*shown, *([Stretch("kept", " …")] if last >= STRETCHES else []))


def _middle_out(text: str, begin: int, end: int) -> str:
    """A text that stayed, without what is far from the changes before and behind it."""
    if len(text) <= begin + end + AROUND:
        return text
    return f"{text[:begin]} … {text[len(text) - end :]}"


def _changed_in_short(stretch: Stretch) -> str:
    if stretch.fate != "kept" and stretch.text.isspace():
        return f"[{', '.join(_blanks(stretch.text[:LONGEST]))}]"
    return stretch.text if len(stretch.text) <= LONGEST else f"{stretch.text[:LONGEST]} …"


def _blanks(text: str) -> Iterator[str]:
    """The spaces of a text in words."""
    for name, count in Counter(_BLANKS.get(each, "other space") for each in text).items():
        yield name if count == 1 else f"{count} {name}s"


# What is the same at the beginning and at the end


def _same_at_ends(old: str, new: str) -> tuple[int, int]:
    """Characters that are the same at the beginning, and at the end of the rest, up to a space.

    So a text of a million characters with a change in it is not taken apart for the rest of them.
    """
    start = _up_to_space(old[: _alike(old, new)])
    tails = (old[start:][::-1], new[start:][::-1])
    return start, _up_to_space(tails[0][: _alike(*tails)])


def _alike(one: str, other: str) -> int:
    """How many characters are the same at the beginning: by halves, since slices compare fast."""
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if one[low:middle] == other[low:middle] else (low, middle - 1)
    return low


def _up_to_space(text: str) -> int:
    return next((n for n in range(len(text), 0, -1) if text[n - 1].isspace()), 0)


def _tokens(text: str) -> list[str]:
    """The text in words; as one where it is too long to be compared by them."""
    return _TOKENS.findall(text) if len(text) <= MIDDLE else [text]


def _shared(before: list[str], after: list[str]) -> tuple[int, int]:
    """How many tokens are the same at the beginning, and at the end of what is left."""
    least = min(len(before), len(after))
    start = next((n for n in range(least) if before[n] != after[n]), least)
    room = least - start
    end = next((n for n in range(room) if before[-1 - n] != after[-1 - n]), room)
    return start, end


# What is between


def _marked(before: list[str], after: list[str]) -> list[Stretch]:
    """The changes word by word; or all before and all after, where hardly a word stayed."""
    texts = "".join(before), "".join(after)
    found = _compared(before, after)
    kept = sum(len(s.text.strip()) for s in found if s.fate == "kept")
    return found if kept >= STAYED * max(map(len, texts)) else _anew(*texts)


def _anew(gone: str, new: str) -> list[Stretch]:
    return [Stretch("gone", gone), Stretch("new", new)]


def _compared(before: list[str], after: list[str]) -> list[Stretch]:
    """Word by word as far as WORK goes; a long text is first divided by words that stayed."""
    whole = (before, after)
    left = WORK
    found: list[Stretch] = []
    for one, other in [whole] if _work(*whole) <= WORK else _divided(*whole):
        work = _work(one, other)
        if work <= left:
            left -= work
            found += _aligned(one, other)
        else:
            found += _anew("".join(one), "".join(other))
    return found


def _work(before: list[str], after: list[str]) -> int:
    """Steps at most: all pairs of the same word, walked through for each row that stayed."""
    words = [[t for t in tokens if not t.isspace()] for tokens in (before, after)]
    counts = Counter(words[1])
    pairs = sum(counts[word] for word in words[0])
    return (pairs + len(words[0])) * min(map(len, words))


def _divided(before: list[str], after: list[str]) -> Iterator[tuple[list[str], list[str]]]:
    """Both in parts: the words that stand once in each, and what is between them."""
    in_old, in_new = Counter(before), Counter(after)
    once = {word for word, count in in_old.items() if count == in_new[word] == 1}
    at = {word: j for j, word in enumerate(after) if word in once}
    places = [(i, at[word]) for i, word in enumerate(before) if word in once]
    i = j = 0
    for place in sorted(longest_row([j for _, j in places])):
        i2, j2 = places[place]
        yield before[i:i2], after[j:j2]
        yield before[i2 : i2 + 1], after[j2 : j2 + 1]
        i, j = i2 + 1, j2 + 1
    yield before[i:], after[j:]


def _aligned(before: list[str], after: list[str]) -> Iterator[Stretch]:
    """Longest row of words that stayed first; the spaces between them are compared afterwards.

    Were spaces words, each row of words would end at the next one.
    """
    places = [[n for n, t in enumerate(tokens) if not t.isspace()] for tokens in (before, after)]
    matcher = SequenceMatcher(
        None, [before[i] for i in places[0]], [after[j] for j in places[1]], autojunk=False
    )
    i = j = 0
    for first, other, size in matcher.get_matching_blocks():
        for n in range(size):
            i2, j2 = places[0][first + n], places[1][other + n]
            yield from _between(before[i:i2], after[j:j2])
            yield Stretch("kept", before[i2])
            i, j = i2 + 1, j2 + 1
    yield from _between(before[i:], after[j:])


def _between(before: list[str], after: list[str]) -> Iterator[Stretch]:
    """Before and after; what both begin or end with is kept."""
    start, end = _shared(before, after)
    yield Stretch("kept", "".join(before[:start]))
    yield from _anew(
        "".join(before[start : len(before) - end]), "".join(after[start : len(after) - end])
    )
    yield Stretch("kept", "".join(before[len(before) - end :]))


def _joined(stretches: list[Stretch]) -> Iterator[Stretch]:
    """What stands between two that are kept as one change; a space between changes is no stop."""
    runs = [
        (is_kept, list(run))
        for is_kept, run in groupby((s for s in stretches if s.text), lambda s: s.fate == "kept")
    ]
    gone = new = ""
    for place, (is_kept, run) in enumerate(runs):
        text = "".join(s.text for s in run)
        if not is_kept:
            gone += "".join(s.text for s in run if s.fate == "gone")
            new += "".join(s.text for s in run if s.fate == "new")
        elif text.isspace() and 0 < place < len(runs) - 1:
            gone, new = gone + text, new + text
        else:
            yield from _change(gone, new)
            yield Stretch("kept", text)
            gone = new = ""
    yield from _change(gone, new)


def _change(gone: str, new: str) -> list[Stretch]:
    return [part for part in _anew(gone, new) if part.text]
