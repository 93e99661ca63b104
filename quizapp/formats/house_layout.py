"""The layout of a file of the house format, made the same everywhere; comments stay.

Lists are indented by two under their key, lines are never broken, space is set as in `{id: a}`,
at most one blank line divides, a comment stands as deep as what follows, folded text (>) becomes
literal (|), line ends are LF. What an author chose stays: the order of fields, quotes, block or
flow, the column of a comment behind a value.

Scalars are carried over as nodes, so nothing is ever read as a number and written as another. The
result is read again and compared; where it would not say the same, there is no result:

    FORMAT001  a comment stands where it would be lost: within brackets, behind a | or >
    FORMAT002  the values would change
    FORMAT003  a comma within {} ended a text: `: null` would be written behind the rest of it
"""

import io
import re
from collections.abc import Iterator

import yaml
from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode
from yaml import CSafeLoader
from yaml.events import ScalarEvent

from quizapp.core.problem import Problem
from quizapp.formats import restricted_yaml
from quizapp.formats.yaml_syntax import Mark

_NEVER = 1_000_000_000
"""A width at which no line is broken."""


def formatted(data: bytes, file: str) -> tuple[str | None, tuple[Problem, ...]]:
    """The text of a file in the house layout; None and the reasons where it cannot be had."""
    tree, problems = restricted_yaml.read(data, file)
    if tree is None or problems:
        return None, problems
    text = re.sub(r"\r\n?", "\n", data.decode("utf-8-sig"))
    if cut := _first_cut_off(text):
        message = "a comma within {} ended the text before this: put that text in quotes"
        return None, (Problem(file, *cut, "FORMAT003", message),)
    lost = _behind_a_sign(text)
    made = None if lost else _settled(text)
    if made is not None:
        lost = _first_lost(text, made)
    if lost is not None:
        message = "a comment here would get lost: put it on a line of its own above, outside of []"
        return None, (Problem(file, lost, 1, "FORMAT001", message),)
    again, _ = restricted_yaml.read((made or "").encode(), file)
    if made is None or again is None or repr(again.value) != repr(tree.value):  # 1, 1.0 and true
        message = "this file cannot be formatted without a change of its values: leave it as it is"
        return None, (Problem(file, 0, 0, "FORMAT002", message),)
    return made, ()


def _settled(text: str) -> str | None:
    """The layout that stays as it is when it is made again: rarely, a comment moves twice."""
    for _ in range(4):
        try:
            made = _spaced(_emitted(text))
        except (YAMLError, yaml.YAMLError):
            return None
        if made == text:
            return made
        text = made
    return None


def _emitted(text: str) -> str:
    """The document written anew, node by node."""
    writer = YAML()
    writer.preserve_quotes = True
    writer.width = _NEVER
    writer.indent(mapping=2, sequence=4, offset=2)
    root = writer.compose(text)
    _unfold(root)
    to = io.StringIO()
    writer.serialize(root, to)
    return to.getvalue()


def _unfold(node: Node) -> None:
    """Make folded text (>) literal (|), in which each line is a line of the value."""
    match node:
        case ScalarNode(style=">"):
            node.style = "|"
            node.value = node.value.replace("\a", "")  # ruamel's mark of a fold
        case MappingNode():
            for key, value in node.value:
                _unfold(key)
                _unfold(value)
        case SequenceNode():
            for entry in node.value:
                _unfold(entry)


def _spaced(text: str) -> str:
    """The text with single blank lines, none at its ends, and comments as deep as what follows."""
    within = {line for first, last in _scalar_lines(text) for line in range(first, last + 1)}
    lines: list[str] = []
    depth = ""
    for number, line in reversed(list(enumerate(text.split("\n")))):
        shown = line if number in within else line.strip()
        if number not in within and shown.startswith("#"):
            shown = depth + shown
        elif number not in within and shown:
            depth = line[: len(line) - len(line.lstrip())]
            shown = depth + shown
        if shown or number in within or (lines and lines[-1]):
            lines.append(shown)
    return "\n".join(reversed(lines)).strip("\n") + "\n"


def _scalar_lines(text: str) -> Iterator[tuple[int, int]]:
    """First and last line, from 0, of each scalar over several lines."""
    lines = text.split("\n")
    for event, start, end in _scalars(text):
        first, last = start.line, end.line
        if event.style in ("|", ">"):
            last -= 1  # the mark stands at the start of what follows
            while not event.value.endswith("\n\n") and not lines[last].strip():
                last -= 1
        if last > first:  # the first line of a text begins with what it is the value of
            yield first, last


def _scalars(text: str) -> Iterator[tuple[ScalarEvent, Mark, Mark]]:
    """Each scalar, where it begins, and where it ends."""
    for event in yaml.parse(text, Loader=CSafeLoader):
        if isinstance(event, ScalarEvent):
            assert event.start_mark
            assert event.end_mark
            yield event, event.start_mark, event.end_mark


def _first_cut_off(text: str) -> tuple[int, int] | None:
    """Line and column, from 1, of the first key that has not even a colon; or None."""
    key: tuple[Mark, Mark] | None = None
    for event, start, end in _scalars(text):
        is_nothing = not event.style and start.index == end.index
        if key and is_nothing and not text[key[1].index : start.index].strip():
            return key[0].line + 1, key[0].column + 1
        key = start, end
    return None


# Comments

_COMMENT = re.compile(r"(?:^|(?<=[\s,\[\]{}]))#[^\n]*", re.MULTILINE)


def _behind_a_sign(text: str) -> int | None:
    """The line, from 1, of the first comment behind the | or > of a text; ruamel fails at some."""
    lines = text.split("\n")
    for event, start, _ in _scalars(text):
        if event.style in ("|", ">") and "#" in lines[start.line][start.column :]:
            return start.line + 1
    return None


def _first_lost(before: str, after: str) -> int | None:
    """The line, from 1, of the first comment that is not where it was among the others; or None."""
    kept = [comment for _, comment in _comments(after)]
    for position, (line, comment) in enumerate(_comments(before)):
        if kept[position : position + 1] != [comment]:
            return line
    return None


def _comments(text: str) -> Iterator[tuple[int, str]]:
    """Each comment with its line, from 1: what begins with # and is in no scalar."""
    hidden = list(text)
    for _, start, end in _scalars(text):
        span = slice(start.index, end.index)
        hidden[span] = ["\n" if c == "\n" else "x" for c in text[span]]
    for match in _COMMENT.finditer("".join(hidden)):
        line = text.count("\n", 0, match.start()) + 1
        yield line, match[0].rstrip()
