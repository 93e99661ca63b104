"""The few marks of Markdown that a question's texts may carry, and the same texts without them.

A stem, an explanation, a feedback and a hint may have *emphasis*, **strong** words, `code`, links
and line breaks; an explanation also lists. Everything else of Markdown is off, so HTML, pictures
and headings are words like any others. What is made here are marks and words, never HTML: a page
writes the tags (`quizapp.web.marked`). A text without a mark is its own plain text, to the byte.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Literal, NamedTuple
from urllib.parse import urlsplit

from markdown_it import MarkdownIt
from markdown_it.token import Token

KEPT = 4096
"""Texts of which the marks are remembered: a few banks' worth."""

Kind = Literal["words", "opens", "closes", "break", "link", "link_end"]


class Sign(NamedTuple):
    """A stretch of a text: words, or a mark.

    `value` are the words, the name of a tag, where a link leads, or (at its end) the link's host.
    A list's `opens` may say with which `number` it begins.
    """

    kind: Kind
    value: str = ""
    number: int | None = None


_MAY_BE_MARKED = re.compile(r"[*_`\\\[\n\r]")
_TAGS = {"em": "em", "strong": "strong", "bullet_list": "ul", "ordered_list": "ol"}
_HOST = re.compile(r"[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?")
_ADDRESS = re.compile(r"https?://[!-~]+", re.I)


class _Parser(MarkdownIt):
    """What is no link to follow stays the words that it was written in."""

    def validateLink(self, url: str) -> bool:  # noqa: N802 -- the library's name
        return link_host(url) is not None


_RULES = ["emphasis", "backticks", "link", "newline", "escape"]
_PHRASES = _Parser("zero").enable(_RULES)
_BLOCKS = _Parser("zero").enable([*_RULES, "list"])


@lru_cache(maxsize=KEPT)
def phrases(text: str) -> tuple[Sign, ...]:
    """The text as words and marks that may stand within a line; a new line is a break."""
    return _signs(text, _PHRASES)


@lru_cache(maxsize=KEPT)
def blocks(text: str) -> tuple[Sign, ...]:
    """The same with lists, each entry of which opens and closes a `li`.

    A text of one line is none: "2010. The treaty is signed" is a sentence.
    """
    return _signs(text, _BLOCKS if "\n" in text else _PHRASES)


def plain(text: str) -> str:
    """The words alone, line by line."""
    if not _MAY_BE_MARKED.search(text):  # most are; they need no place among those remembered
        return text
    return "".join("\n" if s.kind == "break" else _words(s) for s in phrases(text))


def has_lists(signs: Iterable[Sign]) -> bool:
    """Whether these marks need room of their own, beyond a line."""
    return any(sign.kind == "opens" and sign.value == "li" for sign in signs)


def link_host(address: str) -> str | None:
    """The host of a link, as it is written in the address; None where it is no link to follow.

    Only http and https, and nothing by which the host shown could differ from the host visited: no
    user name, no backslash, no letter outside of ASCII.
    """
    if not _ADDRESS.fullmatch(address) or "\\" in address:
        return None
    try:
        parts = urlsplit(address)
        host, _ = parts.hostname or "", parts.port
    except ValueError:
        return None
    return host if "@" not in parts.netloc and _HOST.fullmatch(host) else None


def _words(sign: Sign) -> str:
    return sign.value if sign.kind == "words" else ""


def _signs(text: str, parser: MarkdownIt) -> tuple[Sign, ...]:
    if not _MAY_BE_MARKED.search(text):
        return (Sign("words", text),)
    return tuple(_joined(_of_blocks(parser.parse(text))))


def _of_blocks(tokens: Sequence[Token]) -> Iterator[Sign]:
    """A paragraph is told from the one before it by an empty line."""
    follows = False
    for token in tokens:
        name = token.type.rpartition("_")[0]
        if token.type == "inline":
            yield from _of_line(token.children or [])
        elif token.type == "paragraph_open":
            if follows:
                yield from (Sign("break"), Sign("break"))
        elif token.type == "paragraph_close":
            follows = True
        elif name in ("list_item", "bullet_list", "ordered_list"):
            follows = False
            kind: Kind = "opens" if token.nesting == 1 else "closes"
            start = token.attrGet("start")
            yield Sign(kind, _TAGS.get(name, "li"), int(start) if start is not None else None)


def _of_line(tokens: Sequence[Token]) -> Iterator[Sign]:
    hosts: list[str | None] = []
    for token in tokens:
        if token.type in ("softbreak", "hardbreak"):
            yield Sign("break")
        elif token.type == "code_inline":
            yield from (Sign("opens", "code"), Sign("words", token.content), Sign("closes", "code"))
        elif token.type == "link_open":
            address = str(token.attrGet("href") or "")
            hosts.append(link_host(address))
            if hosts[-1]:
                yield Sign("link", address)
        elif token.type == "link_close":
            if host := hosts.pop():
                yield Sign("link_end", host)
        elif token.nesting:
            kind: Kind = "opens" if token.nesting == 1 else "closes"
            yield Sign(kind, _TAGS[token.type.rpartition("_")[0]])
        else:
            yield Sign("words", token.content)


def _joined(signs: Iterable[Sign]) -> Iterator[Sign]:
    """Neighbouring words as one, without empty ones."""
    words = ""
    for sign in signs:
        if sign.kind == "words":
            words += sign.value
            continue
        if words:
            yield Sign("words", words)
            words = ""
        yield sign
    if words:
        yield Sign("words", words)
