"""What is installed is decided by locks with hashes, from wherever the installer is told to ask."""

import json
import re
import shutil
import subprocess
import sys
import tomllib
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

import pytest

ROOT = Path(__file__).resolve().parents[2]
LOCKS = sorted((ROOT / "requirements").glob("*.txt"))
# In pieces, as this file is itself one of those that may not name them.
PUBLIC_HOSTS = {
    "pypi" + ".org",
    "files." + "pythonhosted" + ".org",
    "registry." + "npmjs" + ".org",
    "registry." + "yarnpkg" + ".com",
}


def test_no_file_names_the_host_of_a_package_registry() -> None:
    hosts = PUBLIC_HOSTS | configured_hosts()

    named = [
        f"{path.relative_to(ROOT)}: {host}"
        for path in repository_files()
        for content in [path.read_bytes()]
        for host in sorted(hosts)
        if host.encode() in content
    ]

    assert named == []


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_every_locked_library_has_one_version_and_its_hashes(lock: Path) -> None:
    entries = locked_entries(lock)

    assert entries
    for entry in entries:
        assert re.match(r"[\w.-]+==\S+( ; [^\\]+)? \\\n", entry), entry
        assert "--hash=sha256:" in entry, entry


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_a_lock_gives_no_options_to_the_installer(lock: Path) -> None:
    lines = lock.read_text().splitlines()

    assert [line for line in lines if line.startswith("-")] == []


def test_what_serves_has_the_same_version_when_it_is_tested() -> None:
    run, dev = (
        {entry.split()[0] for entry in locked_entries(ROOT / "requirements" / name)}
        for name in ("run.txt", "dev.txt")
    )

    assert run <= dev


def test_every_locked_npm_package_has_a_digest_and_no_address() -> None:
    lock = json.loads((ROOT / "package-lock.json").read_text())
    packages = {name: package for name, package in lock["packages"].items() if name}

    assert packages
    for name, package in packages.items():
        assert package["integrity"].startswith("sha512-"), name
        assert "resolved" not in package, name


def test_every_library_that_we_ask_for_is_locked() -> None:
    locked = {
        entry.split("==")[0].lower() for lock in LOCKS for entry in locked_entries(lock)
    } | set(json.loads((ROOT / "package.json").read_text())["dependencies"])

    assert asked_for() - {"hatchling"} <= locked


def test_every_library_that_we_ask_for_has_its_reason_in_the_docs() -> None:
    page = (ROOT / "docs/dependencies.md").read_text()
    explained = set(re.findall(r"^\| (\S+) \| [^|]+ \| [^|]+ \|$", page, re.MULTILINE))

    # the heads of the tables
    assert explained - {"library", "package", "---"} == asked_for()


def repository_files() -> list[Path]:
    """Every file that is or may be committed."""
    if not (ROOT / ".git").exists():
        pytest.skip("not a checkout, so what is ours cannot be told")
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    names = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    return [path for name in names.split("\0") if name and (path := ROOT / name).is_file()]


@cache
def configured_hosts() -> frozenset[str]:
    """The hosts that pip and npm ask on this machine."""
    commands = [[sys.executable, "-m", "pip", "config", "list"]]
    if npm := shutil.which("npm"):
        commands.append([npm, "config", "get", "registry"])
    said = [subprocess.run(c, check=True, capture_output=True, text=True).stdout for c in commands]
    addresses = re.findall(r"https?://[^\s'\"]+", " ".join(said))
    found = frozenset(host for a in addresses if (host := urlsplit(a).hostname))
    return found - {"localhost", "127.0.0.1", "::1"}  # we name these for good reasons of our own


def locked_entries(lock: Path) -> list[str]:
    """The entries of a lock: name, version, condition and hashes, over several lines each."""
    return [e for e in re.split(r"\n(?=\S)", lock.read_text()) if not e.startswith("#")]


def asked_for() -> set[str]:
    """The names of all libraries in pyproject.toml and package.json."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    lists = [
        project["build-system"]["requires"],
        project["project"]["dependencies"],
        *project["project"]["optional-dependencies"].values(),
        *project["dependency-groups"].values(),
    ]
    requirements = [r for entries in lists for r in entries if isinstance(r, str)]
    names = {re.split(r"[^\w.-]", requirement)[0].lower() for requirement in requirements}
    return names | set(json.loads((ROOT / "package.json").read_text())["dependencies"])
