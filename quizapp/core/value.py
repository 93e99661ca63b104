"""The base of every value that is read from a file of content."""

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


Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]{0,63}$")]
"""An id in a file: small letters, digits and hyphens; never renamed, never reused."""

ClaimId = Annotated[str, StringConstraints(pattern=r"^[A-Z][0-9]{2,3}[a-z]?$")]
"""A claim's id within its source: a letter and a number, `C07`; `C01b` where one was split."""

Text = Annotated[str, StringConstraints(min_length=1, max_length=2000, strip_whitespace=True)]
Line = Annotated[str, StringConstraints(min_length=1, max_length=300, strip_whitespace=True)]
