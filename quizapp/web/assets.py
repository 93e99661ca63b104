"""Addresses of static files that change with their content, and the digests of borrowed ones."""

import hashlib
import json
from functools import lru_cache
from pathlib import Path

from flask import Flask, url_for


def set_up(app: Flask) -> None:
    """Give templates `asset(name)` and `integrity(name)`."""
    folder = Path(str(app.static_folder))
    version = _version if app.debug else lru_cache(maxsize=None)(_version)

    def asset(name: str) -> str:
        return url_for("static", filename=name, v=version(folder / name))

    @lru_cache(maxsize=1)
    def manifest() -> dict[str, str]:
        files: dict[str, str] = json.loads((folder / "vendor" / "manifest.json").read_text())[
            "files"
        ]
        return files

    app.jinja_env.globals.update(asset=asset, integrity=lambda name: manifest()[name])


def _version(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()[:10]
