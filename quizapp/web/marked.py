"""The marks of a question's texts as HTML: Jinja filters. No other tag than these is ever written.

Rendered once a text and remembered, so a page of a player costs a look-up. A text without a mark
goes through as it is and is escaped by the template like any other.
"""

from functools import lru_cache

from flask import Flask
from markupsafe import Markup, escape

from quizapp.marked import KEPT, Sign, blocks, has_lists, phrases, plain

TAGS = {name: Markup(f"<{name}>") for name in ("em", "strong", "code", "ul", "ol", "li")}
ENDS = {name: Markup(f"</{name}>") for name in TAGS}
LINK = Markup('<a href="{}" target="_blank" rel="noopener noreferrer">')
LINK_END = Markup('</a> <bdi class="link-host" dir="ltr">({})</bdi>')
NUMBERED = Markup('<ol start="{}">')


def set_up(app: Flask) -> None:
    """Give templates the filters below."""
    app.jinja_env.filters.update(
        marked=marked, marked_blocks=marked_blocks, has_lists=_has_lists, plain=plain
    )


@lru_cache(maxsize=KEPT)
def marked(text: str) -> str:
    """The text with its marks, for within a line."""
    return _rendered(phrases(text))


@lru_cache(maxsize=KEPT)
def marked_blocks(text: str) -> str:
    """The text with its marks and lists, for an element that may hold blocks."""
    return _rendered(blocks(text))


def _has_lists(text: str) -> bool:
    return has_lists(blocks(text))


def _rendered(signs: tuple[Sign, ...]) -> str:
    if all(sign.kind == "words" for sign in signs):
        return "".join(sign.value for sign in signs)
    return Markup("").join(_html(sign) for sign in signs)


def _html(sign: Sign) -> Markup:
    match sign.kind:
        case "words":
            return escape(sign.value)
        case "break":
            return Markup("<br>")
        case "link":
            return LINK.format(sign.value)
        case "link_end":
            return LINK_END.format(sign.value)
        case "opens":
            return TAGS[sign.value] if sign.number is None else NUMBERED.format(sign.number)
        case "closes":
            return ENDS[sign.value]
