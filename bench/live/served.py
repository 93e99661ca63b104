"""The real server in a process of its own, on one core, over a data folder of its own."""

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

from bench.live.wire import Address

ROOT = Path(__file__).resolve().parents[2]
STARTS_WITHIN_S = 120
SERVER_CORE = "0"
CORES = os.sched_getaffinity(0) if hasattr(os, "sched_getaffinity") else set[int]()
"""Those of this process when it began."""
QUESTIONS = 40

BANK = """\
schema: 1
id: load
title: Under load
description: Questions that say nothing, to be answered by many.
questions:
"""
QUESTION = """\
  - id: q{n}
    type: single
    stem: Which of these four is the answer to question number {n} of this long afternoon?
    explanation: The first one is, as the author of this bank decided for no reason at all.
    choices:
      - {{id: a, text: The first of the four, correct: true}}
      - {{id: b, text: The second of the four}}
      - {{id: c, text: The third of the four}}
      - {{id: d, text: The fourth of the four}}
"""


def take_own_core() -> None:
    """Let this process, which plays the phones, keep to the last core; servers get the first."""
    if hasattr(os, "sched_setaffinity") and shutil.which("taskset"):
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})


def take_all_cores() -> None:
    """Let this process and those that it starts from now on have every core again."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, CORES)


def has_own_core() -> bool:
    """This process keeps to a core, of several."""
    is_linux = hasattr(os, "sched_getaffinity")
    return is_linux and len(os.sched_getaffinity(0)) == 1 and (os.cpu_count() or 1) > 1


@dataclass
class Served:
    """A running server."""

    address: Address
    process: "subprocess.Popen[bytes]"
    database: Path

    @property
    def memory_mb(self) -> float:
        """What it holds in memory now (RSS, with its children)."""
        total = 0
        for pid in (self.process.pid, *_children(self.process.pid)):
            for line in Path(f"/proc/{pid}/status").read_text().splitlines():
                if line.startswith("VmRSS:"):
                    total += int(line.split()[1])
        return total / 1024

    @property
    def cpu_s(self) -> float:
        """Seconds of processor that it has used, in its own code and in the kernel."""
        fields = Path(f"/proc/{self.process.pid}/stat").read_text().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def write_bank(folder: Path) -> None:
    """The bank for load, in this data folder."""
    bank = folder / "questions" / "banks" / "load.yaml"
    bank.parent.mkdir(parents=True, exist_ok=True)
    bank.write_text(BANK + "".join(QUESTION.format(n=n) for n in range(1, QUESTIONS + 1)))


def _children(pid: int) -> list[int]:
    path = Path(f"/proc/{pid}/task/{pid}/children")
    return [int(child) for child in path.read_text().split()] if path.exists() else []


def free_port() -> int:
    """A port that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def serving(folder: Path, *more: str, **environment: str) -> Iterator[Served]:
    """`quizapp serve` over this folder; stopped at the end."""
    write_bank(folder)
    port = free_port()
    command = [
        sys.executable, "-m", "quizapp.cli", "serve", "--port", str(port), "--data", str(folder),
        *more,
    ]  # fmt: skip
    with running(command, port, **environment) as process:
        yield Served(Address("127.0.0.1", port), process, folder / "quiz.db")


@contextmanager
def running(
    command: list[str], port: int, **environment: str
) -> Iterator["subprocess.Popen[bytes]"]:
    """A server process, ready to answer, on a core of its own if we are; stopped at the end."""
    process = subprocess.Popen(
        ["taskset", "-c", SERVER_CORE, *command] if has_own_core() else command,
        env={**os.environ, "PYTHONPATH": str(ROOT), "QUIZ_JOINS": "10000", **environment},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait_for(f"http://127.0.0.1:{port}/healthz", process)
        yield process
    finally:
        process.terminate()
        try:
            process.wait(timeout=15)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _wait_for(url: str, process: "subprocess.Popen[bytes]") -> None:
    deadline = time.monotonic() + STARTS_WITHIN_S
    while process.poll() is None and time.monotonic() < deadline:
        try:
            with urlopen(url, timeout=1):
                return
        except HTTPError:
            return  # one of the baselines, which has no such page
        except (URLError, ConnectionError, TimeoutError):
            time.sleep(0.05)
    raise RuntimeError("the server did not start")
