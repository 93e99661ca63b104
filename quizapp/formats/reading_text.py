"""Plain text from what a teacher pastes or uploads: HTML and Markdown without their marks.

A text is read, never rendered: of a page stay the words of its paragraphs, and no address, script
or picture.
"""

import re
from html.parser import HTMLParser

_BLOCKS = frozenset({
    "p", "div", "li", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "figcaption", "td", "th",
    "dt", "dd", "section", "article", "pre", "tr",
})  # fmt: skip
_SILENT = frozenset({"script", "style", "template", "noscript", "svg", "nav", "head", "title"})
_VOID = frozenset({"br", "hr", "img", "input", "wbr"})


def from_html(page: str) -> str:
    """The words of a page, a blank line between its blocks."""
    reader = _Reader()
    reader.feed(page)
    reader.close()
    blocks = (" ".join(block.split()) for block in "".join(reader.parts).split("\n\n"))
    return "\n\n".join(block for block in blocks if block)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._silent: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _SILENT:
            self._silent.append(tag)
        elif tag in _BLOCKS:
            self.parts.append("\n\n")
        elif tag in _VOID:
            self.parts.append(" ")

    def handle_endtag(self, tag: str) -> None:
        if tag in self._silent:
            while self._silent.pop() != tag:
                pass
        elif tag in _BLOCKS:
            self.parts.append("\n\n")

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.parts.append(data.replace("\n", " "))


_LINK = re.compile(r"!?\[([^\[\]]{0,500})\]\([^()\s]{0,2000}(?:\s+\"[^\"]{0,200}\")?\)")
_STRONG = re.compile(r"(\*\*|__|\*|`)(?=\S)(.{1,300}?)(?<=\S)\1")
_LEAD = re.compile(r"^[ \t]*(?:#{1,6}[ \t]+|>[ \t]?|[-*+][ \t]+|\d{1,3}[.)][ \t]+)", re.M)


def from_markdown(text: str) -> str:
    """The words of a Markdown text: headings, lists, quotations, links and emphasis lose marks."""
    text = _LEAD.sub("", text)
    return _STRONG.sub(r"\2", _LINK.sub(r"\1", text))


def looks_like_html(text: str) -> bool:
    """Whether a pasted text is a page: it begins with a tag, and has others."""
    return bool(re.match(r"\s*<(?:!doctype|html|body|article|div|p|h[1-6])\b", text, re.I))
