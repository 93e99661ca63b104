"""What was typed into a form of the studio that could not be taken.

The page that says so shows all of it. Where its author was signed out, it stands in a form that
goes where the first one went: it is sent from there after the sign-in, and stored nowhere
meanwhile. A field says whose it is, since the page on
which it was typed (`access.TYPED_BY`): another teacher who signs in does not store it as their own.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from flask import request

from quizapp.formats.restricted_yaml import LIMIT_BYTES
from quizapp.web.access import TYPED_BY

MOST_FIELDS = 1000
"""As many as any form of ours has."""
MOST_LETTERS = 2 * LIMIT_BYTES
"""As many as a text that is stored may have, where each line of it may end in two more."""
NAME = re.compile(r"[\w-]{1,64}", re.ASCII)
NOT_TYPED = {
    TYPED_BY, "base", "do", "id", "keep", "key", "kind", "picture", "seen", "to", "version",
}  # fmt: skip
"""What our forms carry for themselves, by the last part of the name."""
CHOICE = "take-"
"""What names begin with that say which of two texts is taken."""
TICKED = "y"


@dataclass(frozen=True)
class Sent:
    """A field of a form; `is_shown`: whether there is something to read in it."""

    name: str
    value: str
    is_shown: bool

    @property
    def label(self) -> str:
        """What it is called: `voices-0-speaker` is the speaker of voice 1."""
        words = self.name.replace("_", " ").split("-")
        row = " ".join(str(int(w) + 1) if w.isdigit() and len(w) < 4 else w for w in words[:2])
        return ", ".join([row, *words[2:]]).capitalize()


@dataclass(frozen=True)
class Typed:
    """The fields of a form, where it goes and how; `has_file`: one came along, which is gone.

    Unless `has_typist` nobody knows whose it is, and it is there to be copied only. One that
    `is_too_large` is not kept, rather than a part of it.
    """

    fields: tuple[Sent, ...]
    action: str
    mimetype: str
    has_typist: bool
    has_file: bool
    is_too_large: bool

    @property
    def has_words(self) -> bool:
        """Whether there is anything to read in it, or it is the press of a button alone."""
        return any(field.is_shown for field in self.fields)


def typed() -> Typed | None:
    """What this request brought; None where it is none of the studio's forms."""
    if request.method != "POST" or request.blueprint != "workspace":
        return None
    has_typist = TYPED_BY in request.form
    fields = tuple(islice(_kept(has_typist=has_typist), MOST_FIELDS + 1))
    size = sum(len(field.value) for field in fields)
    is_too_large = len(fields) > MOST_FIELDS or size > MOST_LETTERS
    return Typed(
        () if is_too_large else fields,
        request.full_path.rstrip("?"),
        request.mimetype,
        has_typist,
        any(file.filename for file in request.files.values()),
        is_too_large,
    )


def _kept(*, has_typist: bool) -> Iterator[Sent]:
    """The fields that a form of ours may have; those of no known typist are all to be copied."""
    for name, value in request.form.items(multi=True):
        if name != "csrf_token" and NAME.fullmatch(name):
            is_words = value != TICKED and any(map(str.isalpha, value))
            is_typed = name.rpartition("-")[2] not in NOT_TYPED and not name.startswith(CHOICE)
            yield Sent(name, value, is_typed and (is_words or (not has_typist and value != "")))
