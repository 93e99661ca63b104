"""A picture that belongs to a question: what its author says of it, and the file once it is found.

Its text is a must: whoever cannot see the picture is asked the same question by it. So there is no
picture without a meaning here. A picture that only adorns takes the room of the question on a phone
and on the projector, and says nothing to those who listen.
"""

from typing import Annotated

from pydantic import StringConstraints

from quizapp.core.value import Line, Value

PictureName = Annotated[
    str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9.-]{0,94}[.](png|jpg|jpeg|webp)$")
]
"""A file's name without any folder. Small letters only: some systems take `A.png` for `a.png`.

There is no SVG among the endings: such a file is a document that can carry script and load others.
"""


class Media(Value):
    """A picture from the folder `media/` beside `banks/`, with the text that stands for it."""

    file: PictureName
    alt: Annotated[str, StringConstraints(min_length=1, max_length=500, strip_whitespace=True)]
    credit: Line | None = None


class Picture(Value):
    """A file that was found: `address` tells its content and not its name; its size in pixels.

    The name is the author's word and may give the key away, so no page has it.
    """

    address: str
    width: int
    height: int


class FoundMedia(Media):
    """The same with its picture; no file of content can say that part, and none keeps it."""

    picture: Picture
