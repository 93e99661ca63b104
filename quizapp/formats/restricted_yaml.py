"""A small, safe part of YAML, read into plain values with the place of each.

What is read: one UTF-8 document of at most 1 MB (a byte order mark is tolerated), made of mappings
whose keys are always text (`true: Yes` has the key "true"), lists, and the scalars of
`yaml_scalars`; whatever is quoted is text. Some of YAML's features make files that are small to
send and huge to read, others make files that two people read differently, so these are refused:
anchors, aliases, tags, directives, merge keys, repeated keys, keys that are not text, tabs as
indentation, several documents, nesting deeper than 12.

Everything is checked on the stream of events, and the tree is built from the events directly:
PyYAML's composer calls itself for each level, and 100,000 of them end the process. Reading stops
at the thirteenth level, so libyaml's scanner (quadratic in the nesting of brackets: 18 s for
100,000) never gets deep.

    YAML001  too large            YAML007  a second document   YAML013  a repeated key
    YAML002  not UTF-8            YAML008  nested too deep     YAML014  a merge key
    YAML003  a control character  YAML009  an anchor           YAML015  a key that is not text
    YAML004  a fault of syntax    YAML010  an alias            YAML016  a number too long for one
    YAML005  a tab                YAML011  a tag               YAML017  more problems than are shown
    YAML006  nothing to read      YAML012  a directive
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

import yaml
from yaml import CSafeLoader
from yaml.events import (
    AliasEvent,
    CollectionStartEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

from quizapp.core.problem import Problem
from quizapp.formats.places import NOTHING, Inner, Path, Place, Places, Spot, place_of
from quizapp.formats.yaml_scalars import is_number, plain_scalar
from quizapp.formats.yaml_syntax import place_after, syntax_fault

LIMIT_BYTES = 1_000_000
LIMIT_DEPTH = 12
LIMIT_DIGITS = 30
LIMIT_PROBLEMS = 100

Node: TypeAlias = "dict[str, Node] | tuple[Node, ...] | str | int | float | bool | None"


@dataclass(frozen=True)
class Tree:
    """A document: its plain value, and where each part of it begins."""

    value: Node
    places: Places

    def place(self, path: Path) -> Place:
        """Where the value at `path` begins; where there is none, what would contain it."""
        while path not in self.places:
            path = path[:-1]
        return self.places[path]

    def key_place(self, path: Path) -> Place:
        """Where the key that leads to `path` begins; for an entry of a list, the entry."""
        return self.places.key(path) if path in self.places else self.place(path)


def read(data: bytes, file: str) -> tuple[Tree | None, tuple[Problem, ...]]:
    """The tree in `data`, and what is wrong with it; `file` is the path to show.

    A tree comes with problems where the rest can still be judged (a repeated key: the first one
    counts). It is None where what was meant is not known.
    """
    text, problems = _decoded(data, file)
    if problems:
        return None, problems
    reading = _Reading(text, file)
    try:
        value, places = reading.document()
    except _Unreadable as refusal:
        return None, (*reading.problems, refusal.problem)
    except yaml.MarkedYAMLError as error:
        place, code, message = syntax_fault(error, text)
        return None, (*reading.problems, Problem(file, *place, code, message))
    tree = Tree(value, places) if reading.is_sound else None
    return tree, tuple(sorted(reading.problems))


def shortened(text: str) -> str:
    """Text to show within a message: on one line, at most 40 characters."""
    line = " ".join(text[:200].split())
    return line if len(line) <= 40 else line[:39] + "…"


# Bytes to text

_NOT_ALLOWED = re.compile(
    "[^\t\n\r -~\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
)
"""What YAML calls not printable, and the three line ends that editors do not count as such."""


def _decoded(data: bytes, file: str) -> tuple[str, tuple[Problem, ...]]:
    if len(data) > LIMIT_BYTES:
        size = f"this file has {len(data):,} bytes and at most {LIMIT_BYTES:,} are read"
        return "", (Problem(file, 0, 0, "YAML001", f"{size}: split it into several"),)
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        message = "this file is saved as UTF-16: save it as UTF-8"
        return "", (Problem(file, 1, 1, "YAML002", message),)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        message = f"the byte {data[error.start]:02X} here is not UTF-8: save the file as UTF-8"
        place = place_after(data[: error.start].decode("utf-8").removeprefix("\ufeff"))
        return "", (Problem(file, *place, "YAML002", message),)
    text = text.removeprefix("\ufeff")
    firsts: dict[str, int] = {}
    for match in _NOT_ALLOWED.finditer(text):
        firsts.setdefault(match[0], match.start())
    return text, tuple(
        Problem(file, *place_after(text[:start]), "YAML003", _control(character))
        for character, start in list(firsts.items())[:10]
    )


def _control(character: str) -> str:
    return f"the invisible character U+{ord(character):04X} stands here: delete it, and any like it"


# Events to values


class _Unreadable(Exception):
    """Nothing sure can be said about the rest of the file."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        super().__init__(problem.message)


class _Reading:
    """One pass over the events of a document, and what was seen on the way."""

    def __init__(self, text: str, file: str) -> None:
        self.file = file
        self.events: Iterator[Event] = iter(CSafeLoader(text).get_event, None)
        self.problems: list[Problem] = []
        self.is_sound = True

    def document(self) -> tuple[Node, Places]:
        """The value of the only document, and the places within."""
        next(self.events)
        start = next(self.events)
        if not isinstance(start, DocumentStartEvent):
            message = "there is nothing in this file but space or comments"
            raise _Unreadable(Problem(self.file, 1, 1, "YAML006", message))
        if start.version or start.tags:
            self._fault(start, "YAML012", "lines that begin with '%' are not read here: delete it")
        begin = next(self.events)
        value, inner = self._node(begin, 1)
        next(self.events)
        end = next(self.events)
        if not isinstance(end, StreamEndEvent):
            message = "a second document begins here: put it into a file of its own"
            raise self._unreadable(end, "YAML007", message)
        return value, Places((begin.start_mark, begin.start_mark, inner))

    def _node(self, event: Event, depth: int) -> tuple[Node, Inner]:
        """The value that begins with `event`, and the spots within it.

        `depth` is the level it stands at, from 1.
        """
        match event:
            case ScalarEvent():
                return self._scalar(event), NOTHING
            case SequenceStartEvent():
                self._refuse_depth(event, depth)
                return self._sequence(depth)
            case MappingStartEvent():
                self._refuse_depth(event, depth)
                return self._mapping(depth)
            case AliasEvent():
                self.is_sound = False
                self._refuse(event, "YAML010", f"*{event.anchor}")
                return None, NOTHING
        raise AssertionError(f"no value begins with {event}")

    def _sequence(self, depth: int) -> tuple[tuple[Node, ...], Inner]:
        entries: list[Node] = []
        spots: dict[str | int, Spot] = {}
        while not isinstance(event := next(self.events), SequenceEndEvent):
            value, inner = self._node(event, depth + 1)
            spots[len(entries)] = (event.start_mark, event.start_mark, inner)
            entries.append(value)
        return tuple(entries), spots

    def _mapping(self, depth: int) -> tuple[dict[str, Node], Inner]:
        entries: dict[str, Node] = {}
        spots: dict[str | int, Spot] = {}
        while not isinstance(event := next(self.events), MappingEndEvent):
            key = self._key(event, depth)
            begin = next(self.events)
            value, inner = self._node(begin, depth + 1)
            if key is None:
                continue
            if key in entries:
                name = shortened(key)
                self._fault(event, "YAML013", f"'{name}' stands here twice: keep one of the two")
                continue
            entries[key] = value
            spots[key] = (begin.start_mark, event.start_mark, inner)
        return entries, spots

    def _key(self, event: Event, depth: int) -> str | None:
        """The key as text; None where it is none, which is reported."""
        if not isinstance(event, ScalarEvent):
            if not isinstance(event, AliasEvent):
                self._fault(event, "YAML015", "the name of a field has to be text")
            self._node(event, depth + 1)
            self.is_sound = False
            return None
        if _may_be_odd(event):
            self._refuse_oddities(event)
        if event.value == "":
            self.is_sound = False
            self._fault(event, "YAML015", "the name of a field is missing before this colon")
            return None
        if event.value == "<<" and event.implicit[0]:
            self._fault(event, "YAML014", "'<<' is not read here: write its fields out")
            return None
        return event.value

    def _scalar(self, event: ScalarEvent) -> Node:
        if _may_be_odd(event):
            self._refuse_oddities(event)
        is_plain = event.implicit[0]
        if is_plain and len(event.value) > LIMIT_DIGITS and is_number(event.value):
            self.is_sound = False
            message = (
                f"a number of {len(event.value)} digits is too long: as text, put it in quotes"
            )
            self._fault(event, "YAML016", message)
            return None
        return plain_scalar(event.value) if is_plain else event.value

    def _refuse_depth(self, event: CollectionStartEvent, depth: int) -> None:
        self._refuse_marks(event)
        if depth > LIMIT_DEPTH:
            message = f"this is nested more than {LIMIT_DEPTH} deep: check brackets and indentation"
            raise self._unreadable(event, "YAML008", message)

    def _refuse_marks(self, event: ScalarEvent | CollectionStartEvent) -> None:
        if event.anchor is not None:
            self._refuse(event, "YAML009", f"&{event.anchor}")
        if event.tag is not None:
            self._refuse(event, "YAML011", event.tag.replace("tag:yaml.org,2002:", "!!"))

    def _refuse_oddities(self, event: ScalarEvent) -> None:
        """Marks, and control characters: in double quotes these may also come as escapes."""
        self._refuse_marks(event)
        if event.style == '"' and (match := _NOT_ALLOWED.search(event.value)):
            self._fault(event, "YAML003", _control(match[0]))

    def _refuse(self, event: Event, code: str, mark: str) -> None:
        message = f"'{shortened(mark)}' means something in YAML that is not read here: "
        self._fault(event, code, message + "delete it, or put the whole text in quotes")

    def _fault(self, event: Event, code: str, message: str) -> None:
        self.problems.append(Problem(self.file, *place_of(event.start_mark), code, message))
        if len(self.problems) == LIMIT_PROBLEMS:
            raise self._unreadable(event, "YAML017", "there may be more: mend these first")

    def _unreadable(self, event: Event, code: str, message: str) -> _Unreadable:
        return _Unreadable(Problem(self.file, *place_of(event.start_mark), code, message))


def _may_be_odd(event: ScalarEvent) -> bool:
    return event.style == '"' or event.anchor is not None or event.tag is not None
