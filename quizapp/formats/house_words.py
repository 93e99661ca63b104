"""What is wrong with a bank or a ledger, said in words for whoever wrote the file."""

import re
from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from types import UnionType
from typing import Annotated, NamedTuple, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from quizapp.formats.places import Path
from quizapp.formats.restricted_yaml import Node, shortened

RULE = 7
"""The number of a fault that a rule over several fields has found, in that rule's own words."""


class Fault(NamedTuple):
    """One fault before it has a line; `number` is that of its code, listed in `formats.house`."""

    path: Path
    number: int
    message: str
    at_key: bool = False
    """Whether to point at the name of the field rather than at its value."""


def faults_of(error: ValidationError, model: type[BaseModel], start: Path) -> Iterator[Fault]:
    """The faults of what stands at the path `start` and should have been a `model`."""
    for detail in error.errors(include_url=False):
        if _is_echo(detail):
            continue
        path = tuple(part for part in detail["loc"] if part != "[key]")
        number, message = _worded(detail, model, path)
        at_key = detail["type"] == "extra_forbidden" or "[key]" in detail["loc"]
        yield Fault((*start, *path), number, message, at_key)


def not_fields(found: Node, path: Path, what: str) -> Fault:
    """Something else where a group of fields should stand."""
    message = f"{what} is written as fields, 'name: value'; found {described(found)}"
    return Fault(path, 3, message)


def missing_kind(path: Path, tag: str, kinds: Iterable[str]) -> Fault:
    """A part that does not say of what kind it is."""
    return Fault(path, 1, f"Field '{tag}' is missing; add it, one of {', '.join(kinds)}")


def unknown_kind(found: Node, path: Path, kinds: Iterable[str], what: str) -> Fault:
    """A part of a kind that there is not."""
    shown = f"'{shortened(found)}'" if isinstance(found, str) else described(found)
    hint = _meant(found, kinds) or f"the kinds are {', '.join(kinds)}"
    return Fault(path, 8, f"{shown} is not a kind of {what}; {hint}")


def repeated_id(name: str, path: Path) -> Fault:
    """An id that another part has, further up."""
    message = f"the id '{shortened(name)}' is taken further up; give this one an id of its own"
    return Fault((*path, "id"), 9, message)


def foreign_id(name: str, stem: str) -> Fault:
    """An id that is not the name of the file."""
    hint = f"write 'id: {shortened(stem)}', or rename the file"
    return Fault(("id",), 10, f"the id '{shortened(name)}' is not the file's name; {hint}")


def newer_schema(found: int, newest: int) -> Fault:
    """A file of a later format than we read."""
    message = f"this program is too old for this file: it reads schema {newest}, not {found}"
    return Fault(("schema",), 11, f"{message}; update the program")


def described(value: Node) -> str:
    """A value of a file, in words."""
    match value:
        case None:
            return "nothing"
        case bool():
            return str(value).lower()
        case int() | float():
            return f"the number {value}"
        case str():
            return f"the text '{shortened(value)}'" if value.strip() else "an empty text"
        case tuple():
            return "a list"
    return "a group of fields"


# One sentence for each kind of pydantic's errors

_SORTS = {
    "string_type": "text",
    "int_type": "a whole number",
    "float_type": "a number",
    "finite_number": "a number",
    "bool_type": "true or false",
    "tuple_type": "a list",
    "dict_type": "a group of fields",
    "model_type": "a group of fields",
}
_FORMS = {
    r"^[a-z0-9][a-z0-9-]{0,63}$": "use small letters, digits and hyphens, at most 64",
    r"^[A-Z][0-9]{2,3}[a-z]?$": "use a capital and two or three digits, like 'C07' or 'C01b'",
    r"^[0-9a-f]{16}$": "it has 16 of the digits 0 to 9 and a to f",
    r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$": "write year, month and day, like 2026-03-02",
    r"^[a-z0-9][a-z0-9.-]{0,94}[.](png|jpg|jpeg|webp)$": (
        "use small letters, digits, hyphens and dots, and end in .png, .jpg, .jpeg or .webp "
        "(no SVG, which can carry script)"
    ),
    r"^[A-Z]+[0-9]{3}$": "use the code of a rule, like 'CUE204' (docs/lint.md)",
    r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$": "use a language code, like 'en' or 'pt-BR'",
}
"""How to write what a pattern of the models asks for."""


def _is_echo(detail: ErrorDetails) -> bool:
    """Whether a list is called too short only because entries of it were refused."""
    return detail["type"] == "too_short" and len(detail["input"]) >= detail["ctx"]["min_length"]


def _worded(detail: ErrorDetails, model: type[BaseModel], path: Path) -> tuple[int, str]:
    """The number of the code, and the message."""
    name, found = _name(path), detail["input"]
    match detail["type"]:
        case "missing":
            return 1, f"{'Field ' if isinstance(path[-1], str) else ''}{name} is missing; add it"
        case "extra_forbidden":
            return 2, f"{name} is not a field here; {_fields_hint(model, path)}"
        case "literal_error":
            allowed = re.findall("'([^']*)'", detail["ctx"]["expected"])
            return 4, _not_allowed(name, found, allowed)
        case "string_pattern_mismatch":
            pattern = detail["ctx"]["pattern"]
            form = _FORMS.get(pattern, f"it has to match {pattern}")
            return 5, f"{name} cannot be {described(found)}; {form}"
        case "value_error":
            return RULE, detail["msg"].removeprefix("Value error, ")
        case sort if sort in _SORTS:
            return 3, f"{name} should be {_SORTS[sort]}; {_sort_hint(sort, found)}"
    return 6, _measured(detail, name)


def _name(path: Path) -> str:
    """What to call the value at a path."""
    match path:
        case (*_, str(field)):
            return f"'{shortened(field)}'"
        case (*_, str(field), int(index)):
            return f"entry {index + 1} of '{shortened(field)}'"
        case (*_, int(outer), int(index)):
            return f"entry {index + 1} of entry {outer + 1}"
    return "this"


def _sort_hint(sort: str, found: Node) -> str:
    if found is None:
        return "nothing is written there"
    hint = ""
    if sort == "string_type" and isinstance(found, bool | int | float):
        hint = ": put it in quotes"
    elif sort == "bool_type" and isinstance(found, str):
        hint = ": write true or false, without quotes"
    elif sort in ("int_type", "float_type") and isinstance(found, str):
        hint = ": write it in digits, without quotes"
    elif sort == "tuple_type":
        hint = ": begin each entry on a line of its own with '- '"
    return f"found {described(found)}{hint}"


def _not_allowed(name: str, found: Node, allowed: list[str]) -> str:
    shown = f"'{shortened(found)}'" if isinstance(found, str) else described(found)
    meant = _meant(found, allowed)
    sentence = f"{name} must be one of {', '.join(allowed)}; found {shown}"
    return f"{sentence}; {meant}" if meant else sentence


def _measured(detail: ErrorDetails, name: str) -> str:
    """What is too long, too short, too many, too few, too small or too great."""
    found, limits = detail["input"], detail.get("ctx", {})
    match detail["type"]:
        case "string_too_short":
            return f"{name} is empty; write something"
        case "string_too_long":
            length = len(found.strip())
            return f"{name} has {length} characters; shorten it to {limits['max_length']}"
        case "too_short":
            return f"{name} needs at least {_entries(limits['min_length'])}; found {len(found)}"
        case "too_long":
            return f"{name} takes at most {_entries(limits['max_length'])}; found {len(found)}"
        case "greater_than_equal":
            return f"{name} must be at least {limits['ge']}; found {found}"
        case "less_than_equal":
            return f"{name} must be at most {limits['le']}; found {found}"
    return f"{name}: {detail['msg']}"


def _entries(count: int) -> str:
    return "1 entry" if count == 1 else f"{count} entries"


# What was meant


def _meant(found: Node, known: Iterable[str]) -> str:
    """A suggestion for a slip of the pen, or nothing."""
    if not isinstance(found, str) or len(found) > 60:  # difflib is quadratic
        return ""
    close = get_close_matches(found.lower(), known, n=1)
    return f"did you mean '{close[0]}'?" if close else ""


def _fields_hint(model: type[BaseModel], path: Path) -> str:
    owner = _model_at(model, path[:-1])
    fields = [field.alias or name for name, field in owner.model_fields.items()] if owner else []
    return _meant(str(path[-1]), fields) or f"the fields are {', '.join(fields)}"


def _model_at(annotation: object, path: Path) -> type[BaseModel] | None:
    """The model that the annotation has at a path below it."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        if not path:
            return annotation
        field = annotation.model_fields.get(str(path[0]))
        return _model_at(field.annotation, path[1:]) if field else None
    origin, inner = get_origin(annotation), get_args(annotation)
    if origin is tuple and path:
        return _model_at(inner[0], path[1:])
    if origin is Annotated:
        return _model_at(inner[0], path)
    if origin in (Union, UnionType):
        return next(filter(None, (_model_at(each, path) for each in inner)), None)
    return None
