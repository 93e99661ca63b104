"""Files of content brought into the house layout, whole or not at all."""

import os
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

from quizapp.core.problem import Problem
from quizapp.formats.house_layout import formatted
from quizapp.services.library import data_of, shown_path


@dataclass(frozen=True)
class Layout:
    """A file and its text in the house layout: None where there are problems."""

    path: Path
    shown: str
    text: str | None
    is_new: bool
    """Whether the file does not have that text yet."""
    problems: tuple[Problem, ...]


def layout_of(path: Path) -> Layout:
    """The file as it is in the house layout; nothing is written."""
    shown = shown_path(path)
    data, unreadable = data_of(path)
    text, problems = (None, unreadable) if unreadable else formatted(data, shown)
    return Layout(path, shown, text, text is not None and text.encode() != data, problems)


def write_whole(path: Path, data: str | bytes) -> None:
    """Put the text or the bytes in the place of the file, which is at no moment half written.

    Its rights stay, a new one is its owner's alone, and a link goes on leading to it. Raises
    OSError, and then the file is as it was.
    """
    path = path.resolve()
    handle, name = tempfile.mkstemp(prefix=".", suffix=".new", dir=path.parent)
    beside = Path(name)
    try:
        with os.fdopen(handle, "wb") as to:
            to.write(data.encode() if isinstance(data, str) else data)
            to.flush()
            os.fsync(to.fileno())
        if path.exists():
            shutil.copymode(path, beside)
        beside.replace(path)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise
