"""The house format as JSON Schema, for editors that complete and check as one types.

Draft-07, the newest that the YAML support of editors takes; pydantic writes 2020-12, so what
differs is rewritten here. A part of several kinds is chosen by its `type` or `kind`
(if/then) rather than by `oneOf`, whose messages speak of all kinds at once. What holds between
fields is left to `quizapp check`, but for the few rules of `_RULES`.
"""

import json
from collections.abc import Mapping
from typing import TypeAlias

from pydantic import BaseModel

from quizapp.core.bank import Bank
from quizapp.core.ledger import Ledger
from quizapp.core.quiz import Quiz
from quizapp.formats.house_fields import purpose

Json: TypeAlias = "dict[str, Json] | list[Json] | str | int | float | bool | None"
Schema: TypeAlias = dict[str, Json]

MODELS: Mapping[str, type[BaseModel]] = {"bank": Bank, "ledger": Ledger, "quiz": Quiz}
"""What there is a schema of."""

_KEYED: Schema = {"contains": {"properties": {"correct": {"const": True}}, "required": ["correct"]}}
_RULES: Mapping[str, Schema] = {
    "Bank": {"properties": {"questions": {"minItems": 1}}},
    "Single": {"properties": {"choices": _KEYED}},
    "Multiple": {"properties": {"choices": _KEYED}},
    "Numeric": {"anyOf": [{"required": ["value"]}, {"required": ["range"]}]},
    "Gap": {"anyOf": [{"required": ["accept"]}, {"required": ["choices"]}]},
}
"""What the reader checks by code and a schema can say too: there is something to ask, and a key."""


def schema(kind: str) -> Schema:
    """The schema of a `bank`, a `ledger` or a `quiz`."""
    model = MODELS[kind]
    raw: Schema = model.model_json_schema(by_alias=True)
    parts = _fields(raw.pop("$defs"))
    head: Schema = {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": f"A {kind} of Trust but Verify",
    }
    defined: Schema = {name: _part(name, _fields(part)) for name, part in sorted(parts.items())}
    return head | _part(model.__name__, raw) | {"definitions": defined}


def schema_text(kind: str) -> str:
    """The schema as the text of a file."""
    return json.dumps(schema(kind), indent=1, ensure_ascii=False) + "\n"


def _part(name: str, raw: Schema) -> Schema:
    """The schema of one model: its fields with what they are for, and its rules."""
    made = _draft7(raw)
    for field, inner in _fields(made.get("properties", {})).items():
        _fields(inner)["description"] = purpose(name, field)
    made["description"] = str(raw["description"]).split("\n\n")[0].replace("\n", " ")
    rules = _RULES.get(name, {})
    for field, rule in _fields(rules.get("properties", {})).items():
        _fields(_fields(made["properties"])[field]).update(_fields(rule))
    return made | {key: rule for key, rule in rules.items() if key != "properties"}


def _draft7(raw: Schema) -> Schema:
    """A schema of pydantic's in the words of draft-07, without what says nothing."""
    made: Schema = {}
    for key, value in raw.items():
        if _says_nothing(key, value):
            continue
        match key:
            case "properties" | "patternProperties":
                made[key] = {name: _draft7(_fields(each)) for name, each in _fields(value).items()}
            case "prefixItems" if isinstance(value, list):
                made["items"] = [_draft7(_fields(each)) for each in value]
                made["additionalItems"] = False
            case "anyOf" if isinstance(value, list):
                made[key] = [_draft7(_fields(each)) for each in value]
            case "oneOf":
                made |= _by_kind(_fields(raw["discriminator"]))
            case "$ref":
                made[key] = _moved(value)
            case "minLength":  # of what is left when the space around it is taken away
                made["pattern"] = r"\S"
            case _:
                made[key] = _draft7(value) if isinstance(value, dict) else value
    if "patternProperties" in made:
        made["additionalProperties"] = False
    return made


def _says_nothing(key: str, value: Json) -> bool:
    is_empty = value is None or isinstance(value, list | dict)
    return key in ("title", "discriminator", "description") or (key == "default" and is_empty)


def _by_kind(discriminator: Schema) -> Schema:
    """One of several kinds, chosen by the field that names it."""
    tag, kinds = str(discriminator["propertyName"]), _fields(discriminator["mapping"])
    return {
        "type": "object",
        "required": [tag],
        "properties": {tag: {"enum": list(kinds)}},
        "allOf": [
            {
                "if": {"properties": {tag: {"const": kind}}, "required": [tag]},
                "then": {"$ref": _moved(ref)},
            }
            for kind, ref in kinds.items()
        ],
    }


def _moved(ref: Json) -> str:
    return str(ref).replace("#/$defs/", "#/definitions/")


def _fields(node: Json) -> Schema:
    assert isinstance(node, dict)
    return node
