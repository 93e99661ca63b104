"""Teachers' own banks in the browser: lists, the editor, versions, sharing."""

from quizapp.web.workspace import (
    about,
    admitting,
    banks,
    copies,
    editor,
    questions,
    sharing,
    texts,
    versions,
)
from quizapp.web.workspace.blueprint import blueprint

__all__ = [
    "about", "admitting", "banks", "blueprint", "copies", "editor", "questions", "sharing", "texts",
    "versions",
]  # fmt: skip
