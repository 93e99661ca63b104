"""Nicknames: what may be one, and when two count as the same."""

import unicodedata

LIMIT = 20
"""Characters, after spaces are tidied."""

_BLANK = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0")
"""Letters and signs that show nothing: Hangul fillers, the empty Braille cell and the like."""

_JOINERS = dict.fromkeys([0x200D, *range(0xFE00, 0xFE10)])
"""What joins emoji and chooses their form: kept in a name, no difference between two."""


class NicknameRefused(Exception):
    """A name that cannot be used; the message says what to do."""


def tidied(given: str) -> str:
    """The nickname as it is shown, or NicknameRefused.

    NFC; runs of space become one; control, format and blank characters go, so that nobody can
    turn other people's text around.
    """
    text = given[: LIMIT * 20]
    kept = "".join(" " if c.isspace() else c for c in text if _is_shown(c) or c.isspace())
    name = unicodedata.normalize("NFC", " ".join(kept.split()))
    if not name or not any(unicodedata.category(c)[0] in "LNS" for c in name):
        raise NicknameRefused("Type a nickname, so that you find yourself on the board.")
    if len(name) > LIMIT:
        raise NicknameRefused(f"That name is too long. Use at most {LIMIT} characters.")
    return name


def key(nickname: str) -> str:
    """Two names with the same key would be taken for one another."""
    shown = nickname.translate(_JOINERS)
    return unicodedata.normalize("NFKC", shown).casefold().replace(" ", "")[:64]


def _is_shown(character: str) -> bool:
    if character == "\u200d":  # joins emoji
        return True
    return unicodedata.category(character)[0] != "C" and character not in _BLANK
