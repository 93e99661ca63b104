"""The base of every value that is read from a file of content."""

import re
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, StringConstraints


class Value(BaseModel):
    """Frozen, strict, and without room for unknown fields: a typing slip in a file is a fault."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    def __copy__(self) -> Self:
        """A copy of the fields alone: `model_copy` may change what a cached property rests on."""
        copied = super().__copy__()
        for name in copied.__dict__.keys() - type(self).model_fields.keys():
            del copied.__dict__[name]
        return copied


_SLUG = r"^[a-z0-9][a-z0-9-]{0,63}$"

Slug = Annotated[str, StringConstraints(pattern=_SLUG)]
"""An id in a file: small letters, digits and hyphens; never renamed, never reused."""

ClaimId = Annotated[str, StringConstraints(pattern=r"^[A-Z][0-9]{2,3}[a-z]?$")]
"""A claim's id within its source: a letter and a number, `C07`; `C01b` where one was split."""

Text = Annotated[str, StringConstraints(min_length=1, max_length=2000, strip_whitespace=True)]
Line = Annotated[str, StringConstraints(min_length=1, max_length=300, strip_whitespace=True)]


def is_slug(text: str) -> bool:
    """Whether the text can be an id."""
    return re.fullmatch(_SLUG.strip("^$"), text) is not None


def slug_of(text: str, taken: frozenset[str] = frozenset(), *, usual: str = "part") -> str:
    """An id made of the text's letters, or of `usual`; with a number where it is taken."""
    letters = "".join(c if c.isascii() and c.isalnum() else " " for c in text.casefold())
    name = "-".join(letters.split())[:40].strip("-") or usual
    number, free = 1, name
    while free in taken:
        number += 1
        free = f"{name}-{number}"
    return free
