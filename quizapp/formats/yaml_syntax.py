"""What libyaml says about a fault of syntax, in plain words and at the place to look at."""

import re
from typing import NamedTuple, Protocol

from yaml import MarkedYAMLError


class _Words(NamedTuple):
    """What to say where libyaml's `problem` and `context` hold these words."""

    problem: str
    context: str
    message: str
    at_start: bool = False
    """Whether to point at where the text, list or field began, not where the fault was noticed."""


_CLOSE_QUOTE = "this quotation mark has no partner: add the closing one"
_QUOTE_ALL = "put the whole text in quotes"
_TABLE = (
    _Words("end of stream", "quoted scalar", _CLOSE_QUOTE, at_start=True),
    _Words("document indicator", "quoted scalar", _CLOSE_QUOTE, at_start=True),
    _Words(
        "unknown escape",
        "",
        "within double quotation marks a backslash begins a code: use single, or write '\\\\'",
    ),
    _Words("", "parsing a quoted scalar", "this code names no character: write the character"),
    _Words(
        "mapping values are not allowed",
        "",
        f"this colon is not expected: if it belongs to a text, {_QUOTE_ALL}; if it follows the "
        "name of a field, check the indentation of this line and of the one above",
    ),
    _Words(
        "could not find expected ':'",
        "",
        "a field needs a colon and a space after its name; if this goes on from the line above, "
        "indent it further",
        at_start=True,
    ),
    _Words("mapping keys are not allowed", "", f"'?' cannot stand here: {_QUOTE_ALL}"),
    _Words(
        "block sequence entries",
        "",
        f"a list begins on a line of its own; if the hyphen belongs to a text, {_QUOTE_ALL}",
    ),
    _Words("',' or ']'", "", "this '[' is not closed by ']', or a comma is missing", at_start=True),
    _Words("',' or '}'", "", "this '{' is not closed by '}', or a comma is missing", at_start=True),
    _Words("'-' indicator", "", "this is no entry of the list above: write '- ', or indent it"),
    _Words("<document start>", "", "this does not belong to what stands above: check both"),
    _Words("", "scanning an alias", f"'*' cannot begin a text: {_QUOTE_ALL}"),
    _Words("", "scanning an anchor", f"'&' cannot begin a text: {_QUOTE_ALL}"),
    _Words("", " tag", f"'!' cannot begin a text: {_QUOTE_ALL}"),
    _Words("undefined tag handle", "", f"'!' cannot begin a text: {_QUOTE_ALL}"),
    _Words("", "scanning a directive", "'%' cannot begin a line: delete it"),
    _Words(
        "",
        "scanning a block scalar",
        "after '|' or '>' the text begins on the next line, indented by spaces",
    ),
    _Words("node content", "", f"a value is missing, or this sign belongs to a text: {_QUOTE_ALL}"),
    _Words(
        "expected key",
        "",
        "this does not fit what stands before it: check the indentation, and that a text with "
        "quotation marks in it is quoted as a whole",
    ),
)


class Mark(Protocol):
    """A position in a text, all counted from 0."""

    index: int
    line: int
    column: int


def syntax_fault(error: MarkedYAMLError, text: str) -> tuple[tuple[int, int], str, str]:
    """Line and column, code and message for what the scanner or parser refused in `text`."""
    problem, context = error.problem or "", error.context or ""
    place = _place(error.problem_mark, text)
    character = text[error.problem_mark.index :][:1] if error.problem_mark else ""
    starts_no_token = "cannot start any token" in problem
    if " tab " in problem or (starts_no_token and character == "\t"):
        return place, "YAML005", "a tab stands here: indent with spaces"
    if starts_no_token:
        return place, "YAML004", f"'{character}' cannot begin a text: {_QUOTE_ALL}"
    for words in _TABLE:
        if words.problem in problem and words.context in context:
            start = _place(error.context_mark, text) if words.at_start else place
            return start, "YAML004", words.message
    return place, "YAML004", f"this cannot be read: {problem}"


def place_after(text: str) -> tuple[int, int]:
    """Line and column of what follows right after `text`."""
    lines = re.split(r"\r\n|\r|\n", text)
    return len(lines), len(lines[-1]) + 1


def _place(mark: Mark | None, text: str) -> tuple[int, int]:
    if mark is None:
        return 0, 0
    if mark.index >= len(text):  # libyaml says the line after the last, which may not be there
        return place_after(text)
    return mark.line + 1, mark.column + 1
