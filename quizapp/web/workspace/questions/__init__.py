"""A bank's questions as cards: lists, forms for every kind, moves, previews, proposals."""

from quizapp.web.workspace.questions import cards, deeds, form_views, previews, proposals, searches

__all__ = ["cards", "deeds", "form_views", "previews", "proposals", "searches"]
