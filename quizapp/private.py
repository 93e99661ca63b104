"""What is stored is its owner's alone: how folders and files of the data folder are made."""

import logging
import os
import stat
from pathlib import Path

OTHERS = stat.S_IRWXG | stat.S_IRWXO

log = logging.getLogger(__name__)


def make_folder(path: Path) -> None:
    """A folder for its owner alone; one that is there stays as it is. Raises OSError."""
    path.mkdir(mode=0o700, parents=True, exist_ok=True)


def make_file(path: Path) -> int:
    """A new file, open to be written. Raises FileExistsError, OSError."""
    return os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)


def close_file(path: Path) -> None:
    """Take from all others what they may do with the file, where there is one.

    Never opens it: to close it again would let go of the locks that SQLite holds in this process.
    """
    try:
        mode = stat.S_IMODE(path.stat().st_mode)
    except OSError:  # there is none, or whoever opens it says why
        return
    if not mode & OTHERS or os.name == "nt":  # Windows has other rights
        return
    try:
        path.chmod(mode & ~OTHERS)
    except FileNotFoundError:
        return
    except OSError as fault:  # another's file, or a disk without rights
        log.warning("%s may be read by others on this machine (%s)", path, fault.strerror)


def prepare_file(path: Path) -> None:
    """An empty file where there is none, and nobody else's in any case.

    Where none can be made, whoever opens it says why.
    """
    try:
        os.close(make_file(path))
    except OSError:
        close_file(path)
