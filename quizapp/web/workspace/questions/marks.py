"""Parts of a passage as an author marks them in a form: `[[Two officials]] said`."""

import re
from collections.abc import Callable

from quizapp.core.passage import Span
from quizapp.core.value import slug_of

_MARKED = re.compile(r"\[\[(?:(?P<id>[a-z0-9][a-z0-9-]{0,63})\|)?(?P<words>[^\[\]|]*)\]\]")


def with_ids(passage: str) -> str:
    """The passage with an id for each marked part that has none yet: `[[two-officials|...]]`."""
    taken = {match["id"] for match in _MARKED.finditer(passage) if match["id"]}

    def named(match: re.Match[str]) -> str:
        name = match["id"] or slug_of(match["words"], frozenset(taken))
        taken.add(name)
        return f"[[{name}|{match['words']}]]"

    return _MARKED.sub(named, passage)


def parts_of(text: str, spans: Callable[[str], tuple[Span, ...]]) -> list[str]:
    """The ids of the parts or gaps of a text; none while it is not well formed."""
    try:
        return list(dict.fromkeys(span.id for span in spans(text) if span.id))
    except ValueError:
        return []


def words_of(passage: str) -> dict[str, str]:
    """The words of each marked part, by its id."""
    return {m["id"]: m["words"] for m in _MARKED.finditer(passage) if m["id"]}
