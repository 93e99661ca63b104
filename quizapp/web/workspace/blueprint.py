"""The blueprint that the views of the workspace hang on, and how large its forms may be."""

from flask import Blueprint, request

blueprint = Blueprint("workspace", __name__)

TEXT_FORM_LIMIT = 8_000_000
"""Bytes of a form with a bank's text. Eight times what is stored, so that whoever pastes too much
gets it back with a word on it."""


@blueprint.before_app_request
def allow_texts() -> None:
    """Let the forms of this feature be larger than all others."""
    if request.path.startswith("/workspace/"):
        request.max_content_length = request.max_form_memory_size = TEXT_FORM_LIMIT
