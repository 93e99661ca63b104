"""The name of a bank in its text, read and changed without touching anything else.

Works on text that is otherwise broken: a bank in the middle of being written has a name too.
"""

import re

_ID = re.compile(r"""^id:[ \t]+(["']?)(?P<id>[a-z0-9][a-z0-9-]{0,63})\1[ \t]*(?:#.*)?\r?$""", re.M)
_TITLE = re.compile(r"""^title:[ \t]+(?P<title>\S.*?)[ \t]*\r?$""", re.M)


def id_in(text: str) -> str | None:
    """The id that stands in a line of its own; None where none does."""
    found = _ID.search(text)
    return found["id"] if found else None


def with_id(text: str, new_id: str) -> str:
    """The same text with another id, every other character as it was."""
    found = _ID.search(text)
    if found is None:
        return text
    start, end = found.span("id")
    return text[:start] + new_id + text[end:]


def title_in(text: str) -> str | None:
    """The title as it is written, for text that cannot be read; None where there is none."""
    found = _TITLE.search(text)
    return found["title"].strip("\"'")[:300] if found else None
