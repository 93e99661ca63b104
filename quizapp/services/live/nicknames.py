"""Nicknames: what may be one, and when two count as the same."""

import unicodedata
from collections.abc import Container

LIMIT = 20
"""Characters, after spaces are tidied."""

_BLANK = frozenset(
    map(
        chr,
        (
            0x34F, 0x115F, 0x1160, 0x17B4, 0x17B5, *range(0x180B, 0x1810), 0x2800, 0x3164, 0xFFA0,
            0x16FE4, 0x1BC9D, 0x1D159, *range(0xE0100, 0xE01F0),
        ),
    )
)  # fmt: skip
"""What shows nothing and is no control: fillers, variation selectors but those of emoji, the empty
Braille cell (Unicode, Default_Ignorable_Code_Point)."""

MARKS_LIMIT = 3
"""Accents on one letter; more would climb over other people's lines."""

_ALIKE = str.maketrans("асԁеһіјӏоԛрѕԝхуαινορυ01", "acdehijloqpswxyaivopuol")
"""Small letters of other alphabets, and digits, that are taken for a Latin one (Unicode UTS 39)."""

_JOINERS = dict.fromkeys([0x200D, *range(0xFE00, 0xFE10)])
"""What joins emoji and chooses their form: kept in a name, no difference between two."""


class NicknameRefused(Exception):
    """A name that cannot be used; the message says what to do."""


def taken(name: str, advice: str = "Add a letter or number to yours.") -> NicknameRefused:
    """The refusal where another player of the game has that name, or had it."""
    return NicknameRefused(f"Somebody is already called “{name}”. {advice}")


def tidied(given: str) -> str:
    """The nickname as it is shown, or NicknameRefused.

    NFC; runs of space become one; control, format and blank characters go, so that nobody can
    turn other people's text around.
    """
    text = given[: LIMIT * 20]
    kept = "".join(" " if c.isspace() else c for c in text if _is_shown(c) or c.isspace())
    name = _with_few_marks(unicodedata.normalize("NFC", " ".join(kept.split())))
    if not name or not any(unicodedata.category(c)[0] in "LNS" for c in name):
        raise NicknameRefused("Type a nickname, so that you find yourself on the board.")
    if len(name) > LIMIT:
        raise NicknameRefused(f"That name is too long. Use at most {LIMIT} characters.")
    return name


def key(nickname: str) -> str:
    """Two names with the same key would be taken for one another."""
    plain = unicodedata.normalize("NFKC", nickname.translate(_JOINERS)).casefold()
    letters = "".join(c for c in plain if unicodedata.category(c)[0] not in "PZ")
    return letters.translate(_ALIKE)[:64]


def _with_few_marks(text: str) -> str:
    kept, marks = [], 0
    for character in text:
        marks = marks + 1 if unicodedata.category(character)[0] == "M" else 0
        if marks <= MARKS_LIMIT:
            kept.append(character)
    return "".join(kept)


def _is_shown(character: str) -> bool:
    if character == "\u200d":  # joins emoji
        return True
    return unicodedata.category(character)[0] != "C" and character not in _BLANK


_HOW = (
    "Able", "Alert", "Bold", "Brave", "Bright", "Calm", "Careful", "Clear", "Clever", "Curious",
    "Daring", "Early", "Eager", "Fair", "Gentle", "Happy", "Honest", "Humble", "Keen", "Kind",
    "Lively", "Lucky", "Merry", "Nimble", "Noble", "Open", "Patient", "Polite", "Quick", "Quiet",
    "Ready", "Sharp", "Silent", "Sincere", "Steady", "Sunny", "Swift", "Tidy", "Warm", "Wise",
)  # fmt: skip
_WHO = (
    "Badger", "Beaver", "Bison", "Camel", "Crane", "Curlew", "Dolphin", "Falcon", "Finch", "Fox",
    "Gecko", "Hare", "Hedgehog", "Heron", "Ibex", "Jackdaw", "Koala", "Lark", "Lemur", "Lynx",
    "Magpie", "Marten", "Moose", "Newt", "Otter", "Owl", "Panda", "Puffin", "Raven", "Robin",
    "Salmon", "Seal", "Sparrow", "Stork", "Swan", "Tapir", "Toucan", "Turtle", "Walrus", "Wren",
)  # fmt: skip


OFFERED = tuple(f"{how} {who}" for how in _HOW for who in _WHO)
"""All names of our own: 1,600, each of two friendly words."""


def free(nickname: str, taken: Container[str]) -> str:
    """The name, or with the first number that is free behind it; `taken` has keys of names."""
    number, found = 1, nickname
    while key(found) in taken:
        number += 1
        found = f"{nickname} {number}"
    return found


def is_offered(nickname: str) -> bool:
    """Whether the name is one of our own, with or without a number."""
    how, _, rest = nickname.partition(" ")
    who, _, number = rest.partition(" ")
    return how in _HOW and who in _WHO and (not number or (number.isascii() and number.isdigit()))
