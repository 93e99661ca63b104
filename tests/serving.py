"""The real server in a process of its own: uvicorn with pages and hot routes, as users start it."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

STARTS_WITHIN_S = 20
ROOT = Path(__file__).resolve().parents[1]


@dataclass
class Server:
    """A running server; `url` is where it is, `data_dir` where its database is."""

    url: str
    data_dir: Path
    process: "subprocess.Popen[str]"

    def kill(self) -> None:
        """End it as a power cut would: no farewell, nothing flushed."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait(timeout=10)


@contextmanager
def serving(data_dir: Path, port: int | None = None) -> Iterator[Server]:
    """A server over this data folder, ready to answer; stopped at the end."""
    port = port or free_port()
    command = [
        sys.executable, "-m", "quizapp.cli", "serve", "--port", str(port), "--data", str(data_dir),
    ]  # fmt: skip
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "QUIZ_DEBUG": "1"}
    environment.pop("QUIZ_DATABASE_URL", None)
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
