"""The page on the house format, `docs/format.md`, written from the models by way of the schema."""

from collections.abc import Iterable, Mapping
from textwrap import indent

from quizapp.formats.house_examples import BANK, CLAIM, ENTITIES, LEDGER, QUESTIONS, QUIZ
from quizapp.formats.house_schema import Json, Schema, schema

_HEAD = """# The format of banks, quizzes and ledgers

Written from the models by `./quiz schema --as-docs > docs/format.md`; a test keeps them the same,
and each example is read by a test. How to write a good bank: [authoring.md](authoring.md).

A *must* marks what cannot be left out; texts are counted in characters. Rules that a table cannot
show, such as exactly one right choice, are told by `./quiz check`. What *may have marks*: emphasis,
code, links and lines, as [authoring.md](authoring.md#marks-in-a-text) has them.
"""
_PATTERNS: Mapping[str, str] = {
    r"^[a-z0-9][a-z0-9-]{0,63}$": "id",
    r"^[A-Z][0-9]{2,3}[a-z]?$": "id of a claim",
    r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$": "day",
    r"^[0-9a-f]{16}$": "16 hex digits",
    r"^[a-z0-9][a-z0-9.-]{0,94}[.](png|jpg|jpeg|webp)$": "name of a picture",
    r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$": "language code",
}


def page() -> str:
    """The whole page in Markdown."""
    bank, quiz, ledger = schema("bank"), schema("quiz"), schema("ledger")
    return "".join(
        [
            _HEAD,
            _whole("A bank", bank, f"{BANK}{indent(QUESTIONS['single'], '  ')}"),
            *_kinds("question", bank, "questions", QUESTIONS),
            *_parts("bank", bank),
            _whole("A quiz", quiz, QUIZ),
            *_parts("quiz", quiz),
            _whole("A ledger", ledger, _ledger_example()),
            *_kinds("entity", ledger, "entities", ENTITIES),
            *_parts("ledger", ledger),
        ]
    )


def _ledger_example() -> str:
    """A ledger of all the examples, since its parts lean on each other."""
    entities = "".join(ENTITIES.values())
    return f"{LEDGER}{indent(entities, '  ')}claims:\n{indent(CLAIM, '  ')}"


def _whole(title: str, whole: Schema, example: str) -> str:
    return f"\n## {title}\n\n{whole['description']}\n\n{_table(whole)}\n{_example(example)}"


def _kinds(what: str, whole: Schema, field: str, examples: Mapping[str, str]) -> Iterable[str]:
    """What all kinds share, then each with what it has besides."""
    named_in = _kinds_of(whole, field)
    kinds = {kind: named_in[kind] for kind in examples}
    defined = _dict(whole["definitions"])
    parts = [_dict(defined[name]) for name in kinds.values()]
    shared = [
        f for f in _dict(parts[0]["properties"]) if all(f in _dict(p["properties"]) for p in parts)
    ]
    tag = next(f for f in shared if "const" in _dict(_dict(parts[0]["properties"])[f]))
    named = ", ".join(f"`{kind}`" for kind in kinds)
    yield f"\n## Every {what}\n\nIts `{tag}` is one of {named}.\n\n"
    yield _table(parts[0], only=[f for f in shared if f != tag])
    for kind, part in zip(kinds, parts, strict=True):
        own = [f for f in _dict(part["properties"]) if f not in shared]
        yield f"\n### {what.capitalize()}: `{kind}`\n\n{part['description']}\n\n"
        yield _table(part, only=own) + "\n" if own else ""
        yield _example(examples[kind])


def _parts(what: str, whole: Schema) -> Iterable[str]:
    yield f"\n## Parts of a {what}\n"
    taken = {
        name for field in ("questions", "entities") for name in _kinds_of(whole, field).values()
    }
    for name, part in _dict(whole["definitions"]).items():
        if name not in taken:
            yield f"\n### {name}\n\n{_dict(part)['description']}\n\n{_table(_dict(part))}"


def _kinds_of(whole: Schema, field: str) -> dict[str, str]:
    """The kinds of what is in the list `field`, with the names of their definitions."""
    entries = _dict(_dict(_dict(whole["properties"]).get(field, {})).get("items", {}))
    choices = entries.get("allOf", [])
    assert isinstance(choices, list)
    names = [
        str(_dict(_dict(choice)["then"])["$ref"]).rsplit("/", 1)[1]
        for choice in map(_dict, choices)
    ]
    kinds = [_dict(p).get("enum", []) for p in _dict(entries.get("properties", {})).values()]
    return dict(zip(map(str, _list(kinds[0])), names, strict=True)) if kinds else {}


# Tables


def _table(part: Schema, only: Iterable[str] | None = None) -> str:
    fields = _dict(part["properties"])
    must = _list(part.get("required", []))
    rows = ["| field | must | value | what for |", "| --- | --- | --- | --- |"]
    for name in fields if only is None else only:
        field = _dict(fields[name])
        form = _form(field) + (f"; else {_code(field['default'])}" if "default" in field else "")
        cells = (f"`{name}`", "yes" if name in must else "", form, str(field["description"]))
        rows.append("| " + " | ".join(cell.replace("|", r"\|") for cell in cells) + " |")
    return "\n".join(rows) + "\n"


def _form(node: Schema) -> str:
    """What may be written, in a few words."""
    match node:
        case {"$ref": ref}:
            name = str(ref).rsplit("/", 1)[1]
            return f"[{name}](#{name.lower()})"
        case {"anyOf": list(forms)}:
            return " or ".join(_form(_dict(f)) for f in forms if f != {"type": "null"})
        case {"const": value}:
            return _code(value)
        case {"enum": list(values)}:
            return ", ".join(_code(value) for value in values)
        case {"type": "array"}:
            return _list_form(node)
        case {"type": "object"}:
            return _fields_form(node)
        case {"type": "boolean"}:
            return "`true` or `false`"
        case {"type": "string"}:
            return _text_form(node)
    return _number_form(node)


def _list_form(node: Schema) -> str:
    entries = node["items"]
    if isinstance(entries, list):
        return "list of " + ", ".join(_form(_dict(entry)) for entry in entries)
    each = "of each kind" if "allOf" in _dict(entries) else _form(_dict(entries))
    return f"list{_span(node.get('minItems'), node.get('maxItems'))}: {each}"


def _fields_form(node: Schema) -> str:
    inner = next(
        iter(_dict(node.get("patternProperties", {})).values()), node.get("additionalProperties")
    )
    return f"fields: {_form(_dict(inner))}"


def _text_form(node: Schema) -> str:
    known = _PATTERNS.get(str(node.get("pattern")))
    return known or f"text{_span(None, node.get('maxLength'))}"


def _number_form(node: Schema) -> str:
    sort = "whole number" if node.get("type") == "integer" else "number"
    least, most = node.get("minimum"), node.get("maximum")
    if isinstance(most, float):  # the limit of all numbers says nothing
        return f"{sort} from {least:g}" if least == 0 else sort
    return _code(least) if least is not None and least == most else f"{sort}{_span(least, most)}"


def _span(least: Json, most: Json) -> str:
    match least, most:
        case None, None:
            return ""
        case None, _:
            return f", at most {most}"
        case _, None:
            return f", at least {least}"
    return f", {least} to {most}"


def _code(value: Json) -> str:
    return f"`{str(value).lower() if isinstance(value, bool) else value}`"


def _example(text: str) -> str:
    return f"```yaml\n{text}```\n"


def _dict(node: Json) -> Schema:
    assert isinstance(node, dict)
    return node


def _list(node: Json) -> list[Json]:
    assert isinstance(node, list)
    return node
