"""A bank as text of the house format, as `formats.house` reads it.

For new files only: a file that somebody wrote has comments and an order of its own.
"""

import yaml

from quizapp.core.bank import Bank
from quizapp.formats.yaml_scalars import plain_scalar

_FIRST = (
    "id", "type", "stem", "media", "means", "answer", "skill", "difficulty", "hint", "explanation",
)  # fmt: skip
"""The fields of a question that come first; the others follow as the model has them."""

ORDER = (
    *_FIRST, "tags", "evidence", "asks", "passage", "text", "content", "correct", "choices",
    "pairs", "categories", "items", "links", "distractors", "gaps", "accept", "reject", "typos",
    "value", "tolerance", "range", "unit", "feedback", "void", "lint",
)  # fmt: skip
"""The order in which a form writes the fields of a question."""

_SHORT = 92
"""Characters of an entry that is written on one line, within braces."""


class _Dumper(yaml.SafeDumper):
    """Indents lists under their key, as people do."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:  # noqa: FBT001, FBT002
        super().increase_indent(flow, False)


def _quoted_where_needed(dumper: _Dumper, text: str) -> yaml.ScalarNode:
    """Text in quotes where unquoted it would be a number to our reader: `0e0`, `0o10`."""
    style = None if isinstance(plain_scalar(text), str) else "'"
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style)


_Dumper.add_representer(str, _quoted_where_needed)


class _Written(_Dumper):
    """Writes short entries of lists on one line, and text of several lines as it is."""


class _Flat(dict[str, object]):
    """Fields to be written within braces, or a list within brackets."""


class _FlatList(list[object]):
    """Values to be written within brackets."""


def _text(dumper: _Written, text: str) -> yaml.ScalarNode:
    if "\n" in text:
        return dumper.represent_scalar("tag:yaml.org,2002:str", text, "|")
    return _quoted_where_needed(dumper, text)


_Written.add_representer(str, _text)
_Written.add_representer(
    _Flat, lambda d, v: d.represent_mapping("tag:yaml.org,2002:map", v, flow_style=True)
)
_Written.add_representer(
    _FlatList, lambda d, v: d.represent_sequence("tag:yaml.org,2002:seq", v, flow_style=True)
)


def yaml_lines(value: object, depth: int) -> str:
    """The value as lines of YAML, each `depth` spaces in; entries of a list begin a line each."""
    laid_out = [_laid_out(each) for each in value] if isinstance(value, list) else _laid_out(value)
    made = yaml.dump(laid_out, Dumper=_Written, sort_keys=False, allow_unicode=True, width=4096)
    return "".join(" " * depth + line if line.strip() else line for line in made.splitlines(True))


def _laid_out(value: object, *, is_entry: bool = False) -> object:
    """The value with what is short and flat marked to be written on one line."""
    match value:
        case dict() if is_entry and _is_short(value):
            return _Flat(value)
        case dict():
            return {key: _laid_out(each) for key, each in value.items()}
        case tuple() | list() if all(isinstance(v, str) and len(v) < 32 for v in value):
            return _FlatList(value)
        case tuple() | list():
            return [_laid_out(each, is_entry=True) for each in value]
    return value


def _is_short(fields: dict[str, object]) -> bool:
    is_flat = all(not isinstance(v, dict | list | tuple) for v in fields.values())
    return is_flat and sum(len(str(k)) + len(str(v)) + 4 for k, v in fields.items()) < _SHORT


def bank_text(bank: Bank) -> str:
    """The bank in YAML; fields that have their default are left out."""
    fields = bank.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    fields["questions"] = [_in_order(question) for question in fields["questions"]]
    return yaml.dump(fields, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=4096)


def _in_order(question: dict[str, object]) -> dict[str, object]:
    first = {name: question[name] for name in _FIRST if name in question}
    return first | question
