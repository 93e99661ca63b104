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


class _Dumper(yaml.SafeDumper):
    """Indents lists under their key, as people do."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:  # noqa: FBT001, FBT002
        super().increase_indent(flow, False)


def _quoted_where_needed(dumper: _Dumper, text: str) -> yaml.ScalarNode:
    """Text in quotes where unquoted it would be a number to our reader: `0e0`, `0o10`."""
    style = None if isinstance(plain_scalar(text), str) else "'"
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style)


_Dumper.add_representer(str, _quoted_where_needed)


def bank_text(bank: Bank) -> str:
    """The bank in YAML; fields that have their default are left out."""
    fields = bank.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    fields["questions"] = [_in_order(question) for question in fields["questions"]]
    return yaml.dump(fields, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=4096)


def _in_order(question: dict[str, object]) -> dict[str, object]:
    first = {name: question[name] for name in _FIRST if name in question}
    return first | question
