"""Text as it comes from a browser or a file, made into what is stored; refused where it must be.

What is stored is what was written, to the character. A browser's form changes line ends, so those
of the version it was edited from are put back.
"""

from quizapp.formats.restricted_yaml import LIMIT_BYTES
from quizapp.services.workspace.faults import TextRefused

STANDS_FOR_NUL = "\N{REPLACEMENT CHARACTER}"


def as_written(text: str, before: str = "") -> str:
    """A form's text with the line ends of the text before it; that one itself where it is the same.

    Raises TextRefused.
    """
    plain = _plain(text)
    if plain == _plain(before):
        return before
    is_crlf = "\r\n" in before and before.count("\n") == before.count("\r\n")
    return storable(plain.replace("\n", "\r\n") if is_crlf else plain)


def from_file(data: bytes) -> str:
    """The text of a file. Raises TextRefused."""
    if len(data) > LIMIT_BYTES:
        raise TextRefused(_too_large(len(data)))
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as fault:
        raise TextRefused("This file is not UTF-8 text. Save it as UTF-8, then try again.") from (
            fault
        )
    if "\0" in text:
        raise TextRefused(
            "There is a character in this file that cannot be stored (U+0000), first in line "
            f"{_line_of_nul(text)}. Take it out, then try again."
        )
    return storable(text)


def storable(text: str) -> str:
    """The text, if a database can keep it. Raises TextRefused."""
    size = len(text.encode("utf-8", "surrogatepass"))
    if size > LIMIT_BYTES:
        raise TextRefused(_too_large(size))
    if "\0" in text:
        line = _line_of_nul(text)
        raise TextRefused(
            f"There is a character that cannot be stored (U+0000), first in line {line}. "
            f"In the form it stands as {STANDS_FOR_NUL}: delete it, then save."
        )
    if not text.strip():
        raise TextRefused("There is no text. Write or choose a bank first.")
    return text


def shown_again(text: str) -> str:
    """A refused text to be put back into the form, with a sign where a NUL was."""
    return _plain(text).replace("\0", STANDS_FOR_NUL)


def _line_of_nul(text: str) -> int:
    return text[: text.index("\0")].count("\n") + 1


def _plain(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _too_large(size: int) -> str:
    return (
        f"The text has {size:,} bytes, and at most {LIMIT_BYTES:,} are stored. It is not saved: "
        "split it into several banks."
    )
