"""All macros of `templates/ui`, reached from every template as `ui`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from jinja2 import Environment


class Macros:
    """All macros of `templates/ui`, reached from every template as `ui`."""

    def __init__(self, env: Environment, folder: Path) -> None:
        self._env, self._folder = env, folder
        self._found: dict[str, Any] = {}

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        if not self._found or self._env.auto_reload:
            for path in sorted(self._folder.glob("*.html")):
                if not path.name.startswith("_"):
                    module = self._env.get_template(f"ui/{path.name}").module
                    self._found |= {
                        key: value for key, value in vars(module).items() if not key.startswith("_")
                    }
        if name not in self._found:
            raise AttributeError(f"no macro {name} in templates/ui")
        return self._found[name]
