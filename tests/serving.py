"""The real server in a process of its own: uvicorn with pages and hot routes, as users start it."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from urllib.error import URLError
from urllib.request import urlopen

STARTS_WITHIN_S = 60
ROOT = Path(__file__).resolve().parents[1]
ELSEWHERE = ("QUIZ_DATABASE_URL", "QUIZ_BUS_URL")
"""What would lead a test to somebody's own data."""


@dataclass
class Server:
    """A running server; `url` is where it is, `data_dir` where its database is."""

    url: str
    data_dir: Path
    process: "subprocess.Popen[str]"

    def workers(self) -> list[int]:
        """The ids of the processes that serve, where there are several (Linux)."""
        ours = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text()
        commands = {int(i): Path(f"/proc/{i}/cmdline").read_bytes() for i in ours.split()}
        return [i for i, command in commands.items() if b"spawn_main" in command]

    def kill(self) -> None:
        """End it as a power cut would: no farewell, nothing flushed."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait(timeout=60)


@contextmanager
def serving(
    data_dir: Path,
    port: int | None = None,
    *options: str,
    variables: Mapping[str, str] = MappingProxyType({}),
) -> Iterator[Server]:
    """A server over this data folder, ready to answer; stopped at the end.

    It gets more options of the command, and more variables, where they are given.
    """
    port = port or free_port()
    command = [
        sys.executable, "-m", "quizapp.cli", "serve", "--port", str(port), "--data", str(data_dir),
        *options,
    ]  # fmt: skip
    environment = {k: v for k, v in os.environ.items() if k not in ELSEWHERE}
    environment |= {"PYTHONPATH": str(ROOT), "QUIZ_DEBUG": "1", **variables}
    data_dir.mkdir(parents=True, exist_ok=True)
    with (
        (data_dir / "output.txt").open("a") as output,
        subprocess.Popen(
            command, env=environment, stdout=output, stderr=output, text=True
        ) as process,
    ):
        server = Server(f"http://127.0.0.1:{port}", data_dir, process)
        try:
            assert _is_ready(server), (data_dir / "output.txt").read_text()
            yield server
        finally:
            process.terminate()


def free_port() -> int:
    """A port that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _is_ready(server: Server) -> bool:
    deadline = time.monotonic() + STARTS_WITHIN_S
    while server.process.poll() is None and time.monotonic() < deadline:
        try:
            with urlopen(f"{server.url}/healthz", timeout=1) as response:
                return bool(response.status == 200)
        except (URLError, ConnectionError, TimeoutError):
            time.sleep(0.05)
    return False
