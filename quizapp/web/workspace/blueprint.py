"""The blueprint that the views of the workspace hang on, and how large its forms may be."""

import re

from flask import Blueprint, request

blueprint = Blueprint("workspace", __name__)

TEXT_FORM_LIMIT = 8_000_000
"""Bytes of a form with a bank's text. Eight times what is stored, so that whoever pastes too much
gets it back with a word on it."""

TEXTS = re.compile(r"/workspace/(?:uploads|texts|texts/[^/]+/edit|banks/[^/]+/(?:edit|upload))$")
"""Where such forms go; all others are as small as anywhere, and are not held up by these."""


@blueprint.before_app_request
def allow_texts() -> None:
    """Let those forms be larger than all others."""
    if TEXTS.match(request.path):
        request.max_content_length = request.max_form_memory_size = TEXT_FORM_LIMIT
