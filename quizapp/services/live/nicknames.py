"""Nicknames: what may be one, and when two count as the same."""

import unicodedata

LIMIT = 20
"""Characters, after spaces are tidied."""


class NicknameRefused(Exception):
    """A name that cannot be used; the message says what to do."""


def tidied(given: str) -> str:
    """The nickname as it is shown, or NicknameRefused.

    NFC; runs of space become one; control and format characters go, so that nobody can turn
    other people's text around.
    """
    text = unicodedata.normalize("NFC", given[: LIMIT * 20])
    kept = "".join(" " if c.isspace() else c for c in text if _is_shown(c) or c.isspace())
    name = " ".join(kept.split())
    if not name or not any(unicodedata.category(c)[0] in "LNS" for c in name):
        raise NicknameRefused("Type a nickname, so that you find yourself on the board.")
    if len(name) > LIMIT:
        raise NicknameRefused(f"That name is too long. Use at most {LIMIT} characters.")
    return name


def key(nickname: str) -> str:
    """Two names with the same key would be taken for one another."""
    return unicodedata.normalize("NFKC", nickname).casefold().replace(" ", "")[:64]


def _is_shown(character: str) -> bool:
    category = unicodedata.category(character)
    return not category.startswith("C") or character == "\u200d"  # joins emoji
