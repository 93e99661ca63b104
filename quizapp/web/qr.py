"""An address as other devices reach it, and as a QR code."""

from functools import lru_cache

import segno
from flask import request
from markupsafe import Markup

from quizapp.services.site import Site


def public_address(site: Site) -> str:
    """What links for other devices begin with: the operator's address, else the one asked at."""
    return site.settings.public_url or request.host_url.rstrip("/")


@lru_cache(maxsize=64)
def qr(address: str) -> Markup:
    """The address as a QR code: an SVG element without any style of its own."""
    return Markup(
        segno.make(address, error="m").svg_inline(
            border=2, omitsize=True, svgclass="qr", lineclass=None, light="#fff", dark="#111"
        )
    )
