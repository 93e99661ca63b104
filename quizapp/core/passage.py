"""A text in spans: plain ones, and those that stand for a gap or can be marked.

It is called {{name}}.                    a gap, by its id
[[who|Two officials]] said that it flew.  words to mark, with an id
"""

import re
from dataclasses import dataclass

_GAP = re.compile(r"\{\{([^{}]*)()\}\}")
_MARKED = re.compile(r"\[\[([^\[\]|]*)\|([^\[\]|]*)\]\]")
_ID = re.compile(r"[a-z0-9][a-z0-9-]{0,63}")


@dataclass(frozen=True)
class Span:
    """A stretch of text; `id` where it is a gap (its text is empty) or can be marked."""

    text: str
    id: str | None = None


def gapped_spans(text: str) -> tuple[Span, ...]:
    """The spans of a text with gaps. Raises ValueError where braces make no gap."""
    return _split(text, _GAP, "{{id}}", "{}")


def marked_spans(passage: str) -> tuple[Span, ...]:
    """The spans of a passage. Raises ValueError where brackets mark nothing."""
    spans = _split(passage, _MARKED, "[[id|words]]", "[]")
    if any(s.id and not s.text.strip() for s in spans):
        raise ValueError("there are no words between the brackets; write [[id|words]]")
    return spans


def plain(spans: tuple[Span, ...], gap: str = "____") -> str:
    """The words alone, for those who read it without marks."""
    return "".join(s.text or gap for s in spans)


def _split(text: str, mark: re.Pattern[str], form: str, brackets: str) -> tuple[Span, ...]:
    spans: list[Span] = []
    end = 0
    for match in mark.finditer(text):
        spans += [Span(text[end : match.start()]), _marked(match, form)]
        end = match.end()
    spans.append(Span(text[end:]))
    doubled = (brackets[0] * 2, brackets[1] * 2)
    if any(twice in s.text for s in spans for twice in doubled):
        raise ValueError(f"{doubled[0]} and {doubled[1]} do not pair up; write {form}")
    return tuple(s for s in spans if s.text or s.id)


def _marked(match: re.Match[str], form: str) -> Span:
    name = match[1].strip()
    if not _ID.fullmatch(name):
        raise ValueError(
            f"'{name}' is no id; write {form} with small letters, digits and hyphens in the id"
        )
    return Span(match[2], name)
