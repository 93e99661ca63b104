"""A bank's text taken apart into its questions, so that one is changed and all else stays.

A text is a head, the questions as blocks of whole lines, and a tail; put together they are the text
again, to the character. Comments right above a question belong to it. Within a question only those
fields are written anew that have another value; the others keep quotes, comments and layout.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise

import yaml
from yaml import CSafeLoader
from yaml.events import (
    AliasEvent,
    DocumentEndEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from quizapp.formats import restricted_yaml
from quizapp.formats.house_text import ORDER, yaml_lines
from quizapp.formats.restricted_yaml import Node
from quizapp.marked import plain

Fields = dict[str, Node]
"""A question as its text has it, whatever state it is in."""


@dataclass(frozen=True)
class Block:
    """A question: its lines with their ends, and the value that they stand for."""

    text: str
    value: Node

    @property
    def fields(self) -> Fields:
        """Its fields; none where it has no such form."""
        return self.value if isinstance(self.value, dict) else {}

    @property
    def id(self) -> str:
        """Its id, or nothing."""
        found = self.fields.get("id")
        return found if isinstance(found, str) else ""

    @cached_property
    def words(self) -> str:
        """Every text in it, without the names of its fields and without marks."""
        return " ".join(plain(text) for text in _texts(self.value))


@dataclass(frozen=True)
class Sheet:
    """A bank's text in parts; `depth` is the column of its hyphens, from 0."""

    head: str
    blocks: tuple[Block, ...]
    tail: str
    depth: int = 2

    @cached_property
    def text(self) -> str:
        """The whole text."""
        head = self.head
        if not self.blocks:
            head = re.sub(r"^questions:", "questions: []", head, count=1, flags=re.M)
        return head + "".join(self._ended()) + self.tail

    @cached_property
    def header(self) -> Mapping[str, Node]:
        """The fields of the bank besides its questions."""
        tree, _ = restricted_yaml.read((self.head + self.tail).encode(), "")
        return tree.value if tree and isinstance(tree.value, dict) else {}

    @property
    def line_end(self) -> str:
        """How its lines end."""
        return "\r\n" if "\r\n" in self.head else "\n"

    def with_blocks(self, blocks: tuple[Block, ...]) -> "Sheet":
        """The same bank with these questions."""
        return replace(self, blocks=blocks)

    def with_header(self, key: str, value: Node) -> "Sheet":
        """The same questions under another value of one of the bank's own fields."""
        line = yaml_lines({key: value}, 0).replace("\n", self.line_end)
        more = r"(?:(?:[ \t]*\r?\n)*[ \t-][^\n]*\n)*"  # a paragraph may stand below a blank line
        field = re.compile(rf"^{key}:[^\n]*\n{more}", flags=re.M)
        if field.search(self.head):
            return replace(self, head=field.sub(lambda _: line, self.head, count=1))
        return replace(
            self, head=re.sub(r"^questions:", lambda m: line + m[0], self.head, flags=re.M)
        )

    def block(self, fields: Fields) -> Block:
        """A new question as a block."""
        lines = yaml_lines([_ordered(fields)], self.depth)
        return Block(lines.replace("\n", self.line_end), fields)

    def changed(self, block: Block, fields: Fields) -> Block:
        """The block with these fields; what is the same stays as it was written."""
        if is_same(block.value, fields):
            return block
        text = _patched(block, fields, self.line_end)
        if text is not None and is_same(_value_of(text), fields):
            return Block(text, fields)
        end = re.search(r"(?:[ \t]*\r?\n)*\Z", block.text)
        blank = end[0].removeprefix(self.line_end) if end else ""
        return replace(self.block(fields), text=self.block(fields).text + blank)

    def _ended(self) -> Iterator[str]:
        """The texts of the blocks; each ends its last line before another begins."""
        for number, block in enumerate(self.blocks, start=1):
            is_open = not block.text.endswith("\n") and (number < len(self.blocks) or self.tail)
            yield block.text + (self.line_end if is_open else "")


def sheet_of(text: str) -> Sheet | None:
    """The parts of the text; None where it cannot be read, or lists its questions in brackets."""
    tree, problems = restricted_yaml.read(text.encode("utf-8", "surrogatepass"), "")
    if tree is None or problems or not isinstance(tree.value, dict):
        return None
    if re.search(r"\r(?!\n)", text):  # a line end of old, by which the reader counts and we do not
        return None
    values = tree.value.get("questions")
    if values is None and "questions" not in tree.value:
        return Sheet(f"{text.rstrip()}\n\nquestions:\n", (), "")
    if not values:
        return _without_questions(text)
    starts = _starts(text.removeprefix("\ufeff"))
    if not isinstance(values, tuple) or starts is None or len(starts.lines) != len(values):
        return None
    lines = _lines(text)
    bounds = [*(_with_comments(lines, n, starts.depth) for n in starts.lines)]
    bounds.append(_last_line(lines, starts))
    blocks = tuple(
        Block("".join(lines[first:end]), value)
        for (first, end), value in zip(pairwise(bounds), values, strict=True)
    )
    return Sheet("".join(lines[: bounds[0]]), blocks, "".join(lines[bounds[-1] :]), starts.depth)


def _without_questions(text: str) -> Sheet | None:
    """A bank whose list is empty: what follows it is the tail."""
    found = re.search(r"^questions:[ \t]*(?:\[[ \t]*\])?[ \t]*(#.*)?(\r?\n|\Z)", text, flags=re.M)
    if found is None:
        return None
    comment = f" {found[1]}" if found[1] else ""
    head = f"{text[: found.start()]}questions:{comment}{found[2] or chr(10)}"
    return Sheet(head, (), text[found.end() :])


def _texts(value: Node) -> Iterator[str]:
    match value:
        case str():
            yield value
        case dict():
            for each in value.values():
                yield from _texts(each)
        case tuple():
            for each in value:
                yield from _texts(each)


def is_same(one: Node, other: Node) -> bool:
    """Whether two values mean the same: 1, 1.0 and true do not; the order of fields is free."""
    match one, other:
        case dict(), dict():
            return one.keys() == other.keys() and all(is_same(one[k], other[k]) for k in one)
        case tuple(), tuple():
            return len(one) == len(other) and all(map(is_same, one, other))
    return type(one) is type(other) and repr(one) == repr(other)


def _lines(text: str) -> list[str]:
    """The lines with their ends, counted as the reader counts them."""
    return [line for line in re.split(r"(?<=\n)", text) if line]


# Where questions begin


@dataclass(frozen=True)
class _Starts:
    """The lines (from 0) on which the hyphens stand, their column, and the line after the list."""

    lines: tuple[int, ...]
    depth: int
    end: int | None


def _starts(text: str) -> _Starts | None:
    """Where the entries of `questions` begin; None where they stand in brackets."""
    events = iter(CSafeLoader(text).get_event, None)
    level, key, is_key = 0, "", False
    for event in events:
        if level == 1 and _step(event) >= 0:
            is_key = not is_key
            if is_key and isinstance(event, ScalarEvent):
                key = event.value
            elif key == "questions":
                return _entries(event, events, text) if _is_block_list(event) else None
        level += _step(event)
    return None


def _is_block_list(event: Event) -> bool:
    return isinstance(event, SequenceStartEvent) and not event.flow_style


def _entries(start: Event, events: Iterator[Event], text: str) -> _Starts:
    assert start.start_mark
    depth, level = start.start_mark.column, 0
    lines = text.split("\n")
    found: list[int] = []
    for event in events:
        assert event.start_mark
        if level == 0 and isinstance(event, SequenceEndEvent):
            break
        if level == 0:
            found.append(_line_of_hyphen(lines, event.start_mark.line, depth))
        level += _step(event)
    after = next(events)
    assert after.start_mark
    is_end = isinstance(after, MappingEndEvent)
    document_end = next(events) if is_end else None
    if is_end and not (isinstance(document_end, DocumentEndEvent) and document_end.explicit):
        return _Starts(tuple(found), depth, None)
    stop = document_end or after
    assert stop.start_mark
    return _Starts(tuple(found), depth, stop.start_mark.line)


def _step(event: Event) -> int:
    if isinstance(event, MappingStartEvent | SequenceStartEvent):
        return 1
    return -1 if isinstance(event, MappingEndEvent | SequenceEndEvent) else 0


def _line_of_hyphen(lines: list[str], line: int, depth: int) -> int:
    """The line of the hyphen whose value begins on this line."""
    while not (lines[line][:depth].strip() == "" and lines[line][depth : depth + 1] == "-"):
        line -= 1
    return line


def _with_comments(lines: list[str], line: int, depth: int) -> int:
    """The first of the comment lines right above that are no deeper than what they stand over.

    Deeper ones may be text: what a `|` holds is deeper than the hyphen of its question.
    """
    while line and _is_comment(lines[line - 1], depth):
        line -= 1
    return line


def _last_line(lines: list[str], starts: _Starts) -> int:
    """The line after the last question; what follows is no part of any."""
    end = len(lines) if starts.end is None else starts.end
    while end > starts.lines[-1] + 1 and (
        not lines[end - 1].strip() or _is_comment(lines[end - 1], starts.depth)
    ):
        end -= 1
    return end


def _is_comment(line: str, depth: int) -> bool:
    bare = line.lstrip(" ")
    return bare.startswith("#") and len(line) - len(bare) <= depth


# One question written anew


def _value_of(block: str) -> Node:
    tree, problems = restricted_yaml.read(("questions:\n" + block).encode(), "")
    if tree is None or problems or not isinstance(tree.value, dict):
        return None
    values = tree.value["questions"]
    return values[0] if isinstance(values, tuple) and len(values) == 1 else None


def _patched(block: Block, fields: Fields, line_end: str) -> str | None:
    """The block's text with other values for some fields; None where it has to be written whole."""
    lines = _lines(block.text)
    keys = _key_lines(block.text)
    if not keys or next(iter(keys)) not in fields:
        return None
    depth = next(iter(keys.values()))[1]
    first = next(iter(keys))
    bounds = {
        key: line if key == first else _with_comments(lines, line, depth)
        for key, (line, _) in keys.items()
    }
    ends = dict(zip(bounds, [*list(bounds.values())[1:], len(lines)], strict=True))
    parts = {key: "".join(lines[bounds[key] : ends[key]]) for key in keys}
    before = "".join(lines[: bounds[first]])
    hyphen = lines[bounds[first]][:depth]
    parts[first] = " " * depth + parts[first][depth:]
    made = _parts(block, fields, parts, depth, line_end)
    made[first] = hyphen + made[first][depth:]
    return before + "".join(made.values())


def _parts(
    block: Block, fields: Fields, parts: dict[str, str], depth: int, line_end: str
) -> dict[str, str]:
    """The texts of the fields, in order; a new one stands behind those that usually precede it."""
    made: dict[str, str] = {}
    last = list(parts)[-1]
    for key, text in parts.items():
        if key not in fields:
            continue
        made[key] = text
        if not is_same(block.fields[key], fields[key]):
            comments = re.match(r"(?:[ \t]*#[^\n]*\n)*", text)
            kept = comments[0] if comments else ""
            blank = re.search(r"(?:[ \t]*\r?\n)*\Z", text)
            tail = blank[0].removeprefix(line_end) if blank and key == last else ""
            made[key] = kept + _written(key, fields[key], depth, line_end) + tail
    for key in (k for k in _ordered(fields) if k not in parts):
        made = _inserted(made, key, _written(key, fields[key], depth, line_end), line_end)
    return made


def _inserted(made: dict[str, str], key: str, text: str, line_end: str) -> dict[str, str]:
    place = _rank(key)
    earlier = [k for k in made if _rank(k) <= place]
    after = earlier[-1] if earlier else list(made)[-1]
    result: dict[str, str] = {}
    for k, t in made.items():
        result[k] = t
        if k == after:
            lines = t if t.endswith("\n") else t + line_end
            bare = lines.rstrip("\r\n \t") + line_end
            result[k], result[key] = bare, text + lines[len(bare) :]
    return result


def _written(key: str, value: Node, depth: int, line_end: str) -> str:
    return yaml_lines({key: value}, depth).replace("\n", line_end)


def _key_lines(block: str) -> dict[str, tuple[int, int]]:
    """Line and column of each field's name; none where the question is written in braces."""
    found: dict[str, tuple[int, int]] = {}
    level, is_key = 0, False
    for event in yaml.parse(block, Loader=CSafeLoader):
        if isinstance(event, MappingStartEvent) and level == 1 and event.flow_style:
            return {}
        if level == 2 and _step(event) >= 0:
            is_key = not is_key
            if is_key and (not isinstance(event, ScalarEvent) or isinstance(event, AliasEvent)):
                return {}
            if is_key and isinstance(event, ScalarEvent) and event.start_mark:
                found[event.value] = (event.start_mark.line, event.start_mark.column)
        level += _step(event)
    return found if len({column for _, column in found.values()}) == 1 else {}


def _rank(key: str) -> int:
    return ORDER.index(key) if key in ORDER else len(ORDER)


def _ordered(fields: Fields) -> Fields:
    return dict(sorted(fields.items(), key=lambda item: _rank(item[0])))
