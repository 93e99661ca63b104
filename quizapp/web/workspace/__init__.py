"""Teachers' own banks in the browser: lists, the editor, versions, sharing."""

from quizapp.web.workspace import about, banks, copies, editor, questions, sharing, texts, versions
from quizapp.web.workspace.blueprint import blueprint

__all__ = [
    "about", "banks", "blueprint", "copies", "editor", "questions", "sharing", "texts", "versions",
]  # fmt: skip
