"""The names of pictures in a bank's text, changed where they stand and nowhere else.

Works on text that is otherwise faulty, as long as it is YAML.
"""

import re
from collections.abc import Iterator, Mapping

from quizapp.formats import restricted_yaml
from quizapp.formats.restricted_yaml import Tree

_LINE_END = re.compile("\r\n|[\n\r\x85\u2028\u2029]")
"""What ends a line in YAML 1.1, 4.2."""


def media_names(text: str) -> set[str] | None:
    """The files that questions name under `media`; None where the text cannot be read."""
    tree, _ = restricted_yaml.read(text.encode(), "bank.yaml")
    return None if tree is None else {name for name, _ in _named(tree)}


def with_media(text: str, names: Mapping[str, str]) -> str:
    """The same text with other names for these files, every other character as it was."""
    tree, _ = restricted_yaml.read(text.encode(), "bank.yaml")
    starts = [0, *(found.end() for found in _LINE_END.finditer(text))]
    spots = sorted(_named(tree), key=lambda each: each[1], reverse=True) if tree else []
    for name, (line, column) in spots:
        at = starts[line - 1] + column - 1
        at += text[at : at + 1] in {"'", '"'}
        if name in names and text.startswith(name, at):
            text = text[:at] + names[name] + text[at + len(name) :]
    return text


def _named(tree: Tree) -> Iterator[tuple[str, tuple[int, int]]]:
    """Each file that a question names, with line and column, both from 1."""
    top = tree.value
    questions = top.get("questions") if isinstance(top, dict) else None
    for number, question in enumerate(questions if isinstance(questions, tuple) else ()):
        media = question.get("media") if isinstance(question, dict) else None
        name = media.get("file") if isinstance(media, dict) else None
        if isinstance(name, str):
            yield name, tree.place(("questions", number, "media", "file"))
