"""The house format: a bank or a ledger as restricted YAML, read into the values of the core.

A question is judged by the model of its own `type` (an entity by that of its `kind`), so a message
speaks of one kind only. All problems of a file are collected, each at its line and column. A bad
question is left out and the bank goes on without it; a ledger is read whole or not at all, since
its claims lean on each other. A file with any YAML problem gives neither: it is not known for sure
what was meant.

Problems besides the YAML... ones; a ledger has the same numbers under LEDGER..., a quiz under
QUIZ...:

    BANK001  a field is missing              BANK008  no such kind of question (of entity)
    BANK002  no such field here              BANK009  the id of an earlier question (entity)
    BANK003  the wrong sort of value         BANK010  the id is not the file's name
    BANK004  not one of the values allowed   BANK011  the file is newer than this program
    BANK005  an id or code of another form   BANK012  no question at all
    BANK006  too long, short, many or few    BANK013  there are more problems than are shown
    BANK007  a rule over several fields is broken

    LEDGER014  the fields of a claim do not fit together (`core.coherence`)
    LEDGER015  a paragraph without a claim, a soft stance without its words (warnings)
    LEDGER016  the text of the source, where it is at hand, says otherwise (`core.alignment`)
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import PurePath
from typing import Generic, TypeVar, cast, get_args

from pydantic import BaseModel, ValidationError

from quizapp.core import coherence
from quizapp.core.bank import QUESTION_TYPES, Bank, Question
from quizapp.core.ledger import Entity, Ledger
from quizapp.core.problem import Problem, Severity
from quizapp.core.quiz import Quiz
from quizapp.formats import house_words as words
from quizapp.formats import restricted_yaml
from quizapp.formats.house_words import Fault
from quizapp.formats.places import Path, Place
from quizapp.formats.restricted_yaml import Node, Tree

SCHEMA = 1
"""The newest `schema` that this program reads."""

LIMIT_PROBLEMS = 100

Model = TypeVar("Model", bound=BaseModel)


@dataclass(frozen=True)
class BankFile:
    """A bank as read from its file.

    `bank` is None where its header or every question is unusable. `places` says where each part of
    `bank` begins in the file: the keys are paths such as `("questions", 0, "stem")`, counted over
    the questions that `bank` holds, the values line and column. It is empty without a bank.
    """

    bank: Bank | None
    problems: tuple[Problem, ...]
    places: Mapping[Path, Place]


@dataclass(frozen=True)
class LedgerFile:
    """A ledger as read from its file: None where anything is wrong; `places` as for a bank."""

    ledger: Ledger | None
    problems: tuple[Problem, ...]
    places: Mapping[Path, Place]


@dataclass(frozen=True)
class QuizFile:
    """A quiz as read from its file: None where anything is wrong; `places` as for a bank."""

    quiz: Quiz | None
    problems: tuple[Problem, ...]
    places: Mapping[Path, Place]


def read_bank(data: bytes, file: str) -> BankFile:
    """The bank in `data`; `file` is the path to show, and its stem has to be the bank's id."""
    tree, problems = restricted_yaml.read(data, file)
    if tree is None:
        return BankFile(None, problems, {})
    found = _read(tree, _BANK, file)
    is_usable = not problems and not found.faults and found.parts
    problems += _located((*found.faults, *found.part_faults), tree, file, "BANK")
    if found.whole is None or not is_usable:
        return BankFile(None, problems, {})
    places: Mapping[Path, Place] = tree.places
    if found.part_faults:
        places = _counted_anew(places, "questions", found.parts)
    return BankFile(found.whole, problems, places)


def read_ledger(data: bytes, file: str) -> LedgerFile:
    """The ledger in `data`; `file` is the path to show, and its stem has to be the ledger's id."""
    tree, problems = restricted_yaml.read(data, file)
    if tree is None:
        return LedgerFile(None, problems, {})
    found = _read(tree, _LEDGER, file)
    rules = [fault for fault in found.faults if fault.number == words.RULE]
    faults = [fault for fault in found.faults if fault.number != words.RULE]
    if not found.part_faults:  # else the entities left out would be reported as missing
        references = chain.from_iterable(_each_reference(fault, tree.value) for fault in rules)
        faults += islice(references, LIMIT_PROBLEMS + 1)
    problems += _located((*faults, *found.part_faults), tree, file, "LEDGER")
    if found.whole is None or problems:
        return LedgerFile(None, problems, {})
    problems = tuple(sorted(_incoherent(found.whole, tree, file)))
    is_usable = all(problem.severity == "warning" for problem in problems)
    return LedgerFile(found.whole if is_usable else None, problems, tree.places)


def _incoherent(ledger: Ledger, tree: Tree, file: str) -> Iterator[Problem]:
    """What does not fit together in a ledger of the right form."""
    for fault in islice(coherence.faults(ledger), LIMIT_PROBLEMS):
        severity: Severity = "error" if fault.is_grave else "warning"
        place = tree.place(fault.path)
        yield Problem(
            file, *place, "LEDGER014" if fault.is_grave else "LEDGER015", fault.message, severity
        )


def read_quiz(data: bytes, file: str) -> QuizFile:
    """The quiz in `data`; `file` is the path to show, and its stem has to be the quiz's id."""
    tree, problems = restricted_yaml.read(data, file)
    if tree is None:
        return QuizFile(None, problems, {})
    if not isinstance(tree.value, dict):
        no_fields = words.not_fields(tree.value, (), "a quiz")
        return QuizFile(None, (*problems, *_located([no_fields], tree, file, "QUIZ")), {})
    quiz, faults = _validated(Quiz, tree.value, ())
    problems += _located((*_foreign_id(tree.value, file), *faults), tree, file, "QUIZ")
    return QuizFile(None if problems else quiz, problems, tree.places)


def read_question(fields: dict[str, Node]) -> tuple[Question | None, tuple[Fault, ...]]:
    """A question from its fields alone, or what is wrong with them."""
    part, faults = _part(fields, (), _BANK)
    return cast(Question | None, part), tuple(faults)


# A whole, and the parts of several kinds in one of its lists


@dataclass(frozen=True)
class _Sort(Generic[Model]):
    """What a file may hold: a `model` with a list of parts, each of one of `kinds` by its `tag`."""

    model: type[Model]
    name: str
    parts: str
    part: str
    tag: str
    kinds: Mapping[str, type[BaseModel]]


_BANK = _Sort(Bank, "a bank", "questions", "question", "type", QUESTION_TYPES)
_LEDGER = _Sort(
    Ledger,
    "a ledger",
    "entities",
    "entity",
    "kind",
    {get_args(kind.model_fields["kind"].annotation)[0]: kind for kind in get_args(Entity)},
)


@dataclass(frozen=True)
class _Found(Generic[Model]):
    """The whole made with its good parts, those by their position in the file, and all faults."""

    whole: Model | None
    faults: tuple[Fault, ...]
    parts: Mapping[int, BaseModel]
    part_faults: tuple[Fault, ...]


def _read(tree: Tree, sort: _Sort[Model], file: str) -> _Found[Model]:
    root = tree.value
    if not isinstance(root, dict):
        return _Found(None, (words.not_fields(root, (), sort.name),), {}, ())
    schema, nodes = root.get("schema"), root.get(sort.parts)
    if type(schema) is int and schema > SCHEMA:
        return _Found(None, (words.newer_schema(schema, SCHEMA),), {}, ())
    if not isinstance(nodes, tuple):
        whole, faults = _validated(sort.model, root, ())
        return _Found(whole, (*_own_faults(root, sort, file), *faults), {}, ())
    parts, part_faults = _parts(nodes, sort)
    whole, faults = _validated(sort.model, {**root, sort.parts: tuple(parts.values())}, ())
    return _Found(whole, (*_own_faults(root, sort, file), *faults), parts, part_faults)


def _own_faults(root: dict[str, Node], sort: _Sort[Model], file: str) -> Iterator[Fault]:
    """What the models cannot know: the name of the file, and that an empty bank is of no use."""
    yield from _foreign_id(root, file)
    if sort.model is Bank and root.get(sort.parts) == ():
        yield Fault((sort.parts,), 12, "there is no question here yet; add one")


def _foreign_id(root: dict[str, Node], file: str) -> Iterator[Fault]:
    name, stem = root.get("id"), PurePath(file).stem
    if isinstance(name, str) and name != stem:
        yield words.foreign_id(name, stem)


def _parts(
    nodes: tuple[Node, ...], sort: _Sort[Model]
) -> tuple[dict[int, BaseModel], tuple[Fault, ...]]:
    good: dict[int, BaseModel] = {}
    all_faults: list[Fault] = []
    taken: set[str] = set()
    for index, node in enumerate(nodes):
        path = (sort.parts, index)
        part, faults = _part(node, path, sort)
        name = node.get("id") if isinstance(node, dict) else None
        if isinstance(name, str) and name in taken:
            part, faults = None, chain([words.repeated_id(name, path)], faults)
        if isinstance(name, str):
            taken.add(name)
        if part is not None:
            good[index] = part
        all_faults += islice(faults, max(0, LIMIT_PROBLEMS + 1 - len(all_faults)))
    return good, tuple(all_faults)


def _part(node: Node, path: Path, sort: _Sort[Model]) -> tuple[BaseModel | None, Iterable[Fault]]:
    if not isinstance(node, dict):
        return None, [words.not_fields(node, path, f"each {sort.part}")]
    if sort.tag not in node:
        return None, [words.missing_kind(path, sort.tag, sort.kinds)]
    kind = node[sort.tag]
    if not isinstance(kind, str) or kind not in sort.kinds:
        return None, [words.unknown_kind(kind, (*path, sort.tag), sort.kinds, sort.part)]
    return _validated(sort.kinds[kind], node, path)


def _validated(
    model: type[Model], node: object, path: Path
) -> tuple[Model | None, Iterable[Fault]]:
    """A value of the model, or its faults, which are put into words as they are asked for."""
    try:
        return model.model_validate(node), ()
    except ValidationError as error:
        return None, islice(words.faults_of(error, model, path), LIMIT_PROBLEMS + 1)


# Places


def _located(faults: Iterable[Fault], tree: Tree, file: str, prefix: str) -> tuple[Problem, ...]:
    """The faults as problems, in the order of the file; too many end with a note that says so."""
    firsts = list(islice(faults, LIMIT_PROBLEMS + 1))
    problems = [
        Problem(file, *_place(fault, tree), f"{prefix}{fault.number:03}", fault.message)
        for fault in firsts[:LIMIT_PROBLEMS]
    ]
    if len(firsts) > LIMIT_PROBLEMS:
        problems.append(Problem(file, 0, 0, f"{prefix}013", "there are more: mend these first"))
    return tuple(sorted(problems))


def _place(fault: Fault, tree: Tree) -> Place:
    return tree.key_place(fault.path) if fault.at_key else tree.place(fault.path)


def _counted_anew(
    places: Mapping[Path, Place], parts: str, kept: Iterable[int]
) -> dict[Path, Place]:
    """The places, with the positions of the parts counted over those that were kept."""
    position = {old: new for new, old in enumerate(kept)}
    counted: dict[Path, Place] = {}
    for path, place in places.items():
        if len(path) < 2 or path[0] != parts:
            counted[path] = place
        elif path[1] in position:
            counted[(parts, position[path[1]], *path[2:])] = place
    return counted


_NAMES_AN_ID = re.compile(r"(\S+): |two \w+ entries share the id '(.*)'")


def _each_reference(fault: Fault, root: Node) -> Iterator[Fault]:
    """A ledger's broken references, one by one, each at the entry that it names.

    `core.ledger` reports them together, as "C07: no entity 'x'; event order: no entity 'y'".
    """
    for message in fault.message.split("; "):
        match = _NAMES_AN_ID.match(message)
        path = _last_with_id(root, match[1] or match[2]) if match else ("event_order",)
        yield fault._replace(path=path, message=message)


def _last_with_id(root: Node, name: str) -> Path:
    found: Path = ()
    for field, nodes in root.items() if isinstance(root, dict) else ():
        for index, node in enumerate(nodes if isinstance(nodes, tuple) else ()):
            if isinstance(node, dict) and name in _ids(node):
                found = (field, index)
    return found


def _ids(node: dict[str, Node]) -> tuple[Node, ...]:
    aliases = node.get("aliases")
    return (node.get("id"), *(aliases if isinstance(aliases, tuple) else ()))
