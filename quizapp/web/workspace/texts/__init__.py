"""A teacher's own texts: pasting, marking claims, taking suggestions."""

from quizapp.web.workspace.texts import claims, texts

__all__ = ["claims", "texts"]
