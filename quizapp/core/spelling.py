"""Typed answers: when two texts count as the same, and which number a text stands for.

Case, accents, punctuation, spaces and a leading article never count (FORMATS.md 6.4). Slips of the
keyboard are forgiven only where a question says so, and never in a number, a code with a digit, an
acronym of up to five letters (PTBT and CTBT differ by one) or any other word as short as that.
"""

import re
import unicodedata
from decimal import Decimal

SHORTEST_WITH_TYPOS = 5
"""How many letters a word has to have for a slip to be forgiven."""
LONGEST_ACRONYM = 5


def normalised(text: str) -> str:
    """A typed answer as it is compared."""
    words = _folded(text).split()
    if len(words) > 1 and words[0] in ("a", "an", "the"):
        words = words[1:]
    return "".join(words)


def is_typo(typed: str, accepted: str, limit: int) -> bool:
    """Whether what was typed is `accepted` but for at most `limit` slips of the keyboard.

    A slip is a letter too many, missing or wrong, or two neighbours swapped.
    """
    given, wanted = _words(typed), _words(accepted)
    if not limit or len(given) != len(wanted):
        return False
    slips = 0
    for one, other in zip(given, wanted, strict=True):
        found = _slips(normalised(one), normalised(other))
        if found and not _may_slip(other):
            return False
        slips += found
    return 0 < slips <= limit


def numbers_in(text: str, unit: str | None = None) -> frozenset[Decimal]:
    """The numbers that a text may stand for: none, one, or two where `1,550` can be read both ways.

    Spaces and apostrophes may group digits; a comma or point may do that or begin the decimals.
    `unit` may follow.
    """
    plain = "".join(unicodedata.normalize("NFKC", text).casefold().split())
    if unit:
        plain = plain.removesuffix("".join(unicodedata.normalize("NFKC", unit).casefold().split()))
    plain = "".join(str(unicodedata.decimal(c, c)) for c in plain)
    plain = plain.translate({0x2212: "-", 0x2019: "'"}).replace("'", "")
    return frozenset(
        Decimal(digits)
        for digits in (
            plain.replace(",", ".") if _ONE_MARK.fullmatch(plain) else "",
            _MARKS.sub("", plain) if _GROUPED.fullmatch(plain) else "",
            plain.replace(",", "") if _ENGLISH.fullmatch(plain) else "",
            plain.replace(".", "").replace(",", ".") if _GERMAN.fullmatch(plain) else "",
        )
        if digits
    )


def shown_number(number: float) -> str:
    """A number of a file as people write it: 1987 for 1987.0."""
    return f"{Decimal(repr(number + 0.0)).normalize():f}"


_SIGN = r"[-+]?"
_ONE_MARK = re.compile(_SIGN + r"(?:[0-9]+(?:[.,][0-9]*)?|[.,][0-9]+)(?:e[-+]?[0-9]{1,2})?")
_GROUPED = re.compile(_SIGN + r"[0-9]{1,3}(?:(?:,[0-9]{3}){1,4}|(?:\.[0-9]{3}){1,4})")
_ENGLISH = re.compile(_SIGN + r"[0-9]{1,3}(?:,[0-9]{3}){1,4}\.[0-9]{1,15}")
_GERMAN = re.compile(_SIGN + r"[0-9]{1,3}(?:\.[0-9]{3}){1,4},[0-9]{1,15}")
_MARKS = re.compile(r"[.,]")


def _folded(text: str) -> str:
    folded = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).casefold())
    return "".join(
        "" if unicodedata.combining(c) or unicodedata.category(c).startswith("P") else c
        for c in folded
    )


def _words(text: str) -> list[str]:
    """The words of a text with their case; hyphens and other marks stand between words."""
    spaced = "".join(" " if unicodedata.category(c).startswith("P") else c for c in text)
    words = spaced.split()
    return words[1:] if len(words) > 1 and words[0].casefold() in ("a", "an", "the") else words


def _may_slip(word: str) -> bool:
    is_acronym = word.isupper() and len(word) <= LONGEST_ACRONYM
    has_digit = any(c.isnumeric() for c in word)
    return len(word) >= SHORTEST_WITH_TYPOS and not is_acronym and not has_digit


def _slips(one: str, other: str) -> int:
    """The optimal string alignment distance (Damerau 1964, with each stretch edited once)."""
    before: list[int] = []
    last = list(range(len(other) + 1))
    for i, letter in enumerate(one, start=1):
        row = [i]
        for j, wanted in enumerate(other, start=1):
            cost = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (letter != wanted))
            is_swap = i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == wanted
            row.append(min(cost, before[j - 2] + 1) if is_swap else cost)
        before, last = last, row
    return last[-1]
