"""ALT601: the text of a picture says what the picture shows."""

import re
from collections.abc import Iterator

from quizapp.core.media import Media
from quizapp.lint.anatomy import Anatomy, Part
from quizapp.lint.literature import WAI
from quizapp.lint.rule import Finding, Paper, Rule, Why
from quizapp.lint.words import folded

FEWEST = 3
_FILE = re.compile(r"\S+\.(png|jpe?g|webp|gif|svg|tiff?|bmp)", re.IGNORECASE)


def _findings(paper: Paper) -> Iterator[Finding]:
    for anatomy in paper.questions:
        media = anatomy.question.media
        if media and anatomy.alt and (fault := _fault(media, anatomy, anatomy.alt)):
            message = f"the text of the picture {fault}; say what the picture shows"
            yield Finding(anatomy.alt.path, message)


def _fault(media: Media, anatomy: Anatomy, alt: Part) -> str | None:
    """What is wrong with the text, or None."""
    name = media.file.rpartition(".")[0]
    if _FILE.fullmatch(alt.text.strip()) or _spelt(alt.text) == _spelt(name):
        return "is the name of a file"
    if alt.folded == anatomy.stem.folded:
        return "is the stem again"
    if len(alt.words) < FEWEST:
        count = len(alt.words)
        return f"has {count} {'word' if count == 1 else 'words'}"
    return None


def _spelt(text: str) -> str:
    """Letters and digits alone: `a-map.png` and `A map` are named alike."""
    return "".join(c for c in folded(text).casefold() if c.isalnum())


ALT601 = Rule(
    "ALT601",
    "warning",
    Why(
        title="A picture's text that says nothing",
        reason="Whoever cannot see the picture, or whose phone does not load it, has its text "
        "instead. The name of a file, the stem again or a word or two leave them without the "
        "question.",
        mend="Say in `alt` what the picture shows, with all that is needed for the answer.",
        source=WAI,
    ),
    _findings,
)
