"""Whether htmx asks."""

from flask import request


def is_request() -> bool:
    """Htmx asks for a fragment; without it, the browser wants a page."""
    return request.headers.get("HX-Request") == "true"
