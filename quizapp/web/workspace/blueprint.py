"""The blueprint that the views of the workspace hang on, and how large its forms may be.

An address is one of these as a whole: a line break at its end makes it another.
"""

import re

from flask import Blueprint, request

blueprint = Blueprint("workspace", __name__)

TEXT_FORM_LIMIT = 8_000_000
"""Bytes of a form with a bank's text. Eight times what is stored, so that whoever pastes too much
gets it back with a word on it."""

TEXTS = re.compile(r"/workspace/(?:texts|texts/[^/]+/edit|banks/[^/]+/edit)")
"""Where such forms go; all others are as small as anywhere, and are not held up by these."""

PICTURE_FORM_LIMIT = 12_000_000
"""Bytes of a question's form with a picture: more than is taken (`formats.redrawn`), so that
whoever brings a photograph as it is gets the form back with a word on it."""

PICTURES = re.compile(r"/workspace/banks/[^/]+/questions/[^/]+/sent")
"""Where such forms go."""

FILE_FORM_LIMIT = 70_000_000
"""Bytes of a form with a bank as a file: more than a .zip may have (`formats.bundle`)."""

FILES = re.compile(r"/workspace/(?:uploads|banks/[^/]+/upload)")
"""Where such forms go."""

BUNDLES = re.compile(r"/workspace/banks/[^/]+/versions/[0-9]+/zip")
"""What comes from here is packed already."""


@blueprint.before_app_request
def allow_more() -> None:
    """Let those forms be larger than all others."""
    if TEXTS.fullmatch(request.path):
        request.max_content_length = request.max_form_memory_size = TEXT_FORM_LIMIT
    elif FILES.fullmatch(request.path):
        request.max_content_length = FILE_FORM_LIMIT
    elif PICTURES.fullmatch(request.path):
        request.max_content_length = PICTURE_FORM_LIMIT
        request.max_form_parts = 1000  # rows of a long list, each field a part
