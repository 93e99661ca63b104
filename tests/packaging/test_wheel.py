"""The wheel holds everything: installed alone, in an empty environment, it serves."""

import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.request import urlopen

import pytest

from quizapp import __version__

ROOT = Path(__file__).resolve().parents[2]
PIP = (sys.executable, "-m", "pip", "--disable-pip-version-check")
STARTS_WITHIN_S = 60


@pytest.fixture(scope="module")
def quizapp(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The `quizapp` command of an environment that holds the wheel and what it asks for."""
    folder = tmp_path_factory.mktemp("wheel")
    venv = folder / "venv"
    run(*PIP, "wheel", "--no-deps", "--wheel-dir", folder, ROOT)
    run(sys.executable, "-m", "venv", "--without-pip", venv)
    install = (*PIP, "--python", venv, "install", "--no-compile")
    run(*install, "--require-hashes", "-r", ROOT / "requirements/run.txt")
    run(*install, "--no-deps", *folder.glob("*.whl"))
    run(*PIP, "--python", venv, "check")
    return venv / "bin" / "quizapp"


@pytest.fixture(scope="module")
def address(quizapp: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where the installed wheel serves, from a folder that knows nothing of the repository."""
    folder = tmp_path_factory.mktemp("serve")
    port = free_port()
    command = [str(quizapp), "serve", "--port", str(port), "--data", str(folder / "data")]
    address = f"http://127.0.0.1:{port}"
    output = folder / "output"
    with output.open("w") as to:
        server = subprocess.Popen(command, cwd=folder, env={}, stdout=to, stderr=subprocess.STDOUT)
    try:
        assert answers(f"{address}/healthz", server), output.read_text()
        assert address in output.read_text()
        yield address
    finally:
        server.terminate()
        server.wait()


def test_the_installed_command_says_its_version(quizapp: Path) -> None:
    said = run(quizapp, "--version")

    assert __version__ in said


def test_the_installed_content_is_whole_with_its_pictures(quizapp: Path) -> None:
    said = run(quizapp, "check", "--strict")

    assert "0 errors, 0 warnings" in said


def test_the_installed_server_shows_its_home_page_and_banks(address: str) -> None:
    page = fetch(address)

    assert "Trust but Verify" in page
    assert "Who claimed what" in page


def test_the_installed_server_has_the_static_files_that_its_home_page_asks_for(
    address: str,
) -> None:
    files = set(re.findall(r'(?:href|src)="(/static/[^"]+)"', fetch(address)))

    assert any("/vendor/" in name for name in files)
    for name in files:
        assert fetch(address + name)


def run(*command: str | Path) -> str:
    """What a command printed; it must succeed."""
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def fetch(url: str) -> str:
    """The text of a page or file."""
    with urlopen(url, timeout=10) as response:
        return str(response.read().decode("utf-8", "replace"))


def answers(url: str, server: "subprocess.Popen[bytes]") -> bool:
    """True once the address answers 200; False if the server ended or took too long."""
    deadline = time.monotonic() + STARTS_WITHIN_S
    while server.poll() is None and time.monotonic() < deadline:
        try:
            with urlopen(url, timeout=1) as response:
                return bool(response.status == 200)
        except OSError:
            time.sleep(0.05)
    return False


def free_port() -> int:
    """A port that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
