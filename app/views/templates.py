"""The template environment: strict, with the macros and the words that every page needs."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from flask import Flask, request, url_for
from jinja2 import Environment, StrictUndefined

from app.forms.countries import country_name
from app.views.answers import flashed, last_made
from app.web import guard, languages


class Macros:
    """All macros of `templates/ui`, reached from every template as `ui`."""

    def __init__(self, env: Environment, folder: Path) -> None:
        self._env, self._folder = env, folder
        self._found: dict[str, Any] = {}

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        if not self._found or self._env.auto_reload:
            self._found = self._collected()
        if name not in self._found:
            raise AttributeError(f"no macro {name} in templates/ui")
        return self._found[name]

    def _collected(self) -> dict[str, Any]:
        """All of them at once: another thread must never see half of them."""
        found: dict[str, Any] = {}
        for path in sorted(self._folder.glob("*.html")):
            if not path.name.startswith("_"):
                module = self._env.get_template(f"ui/{path.name}").module
                found |= {key: value for key, value in vars(module).items() if not key.startswith("_")}
        return found


def init(app: Flask) -> None:
    """Sets it up."""
    env = app.jinja_env
    env.undefined = StrictUndefined
    env.trim_blocks = env.lstrip_blocks = True
    folder = Path(app.root_path).parent / "templates" / "ui"
    env.globals |= {
        "ui": Macros(env, folder),
        "static": lambda name: url_for("static", filename=name, v=_stamp(app, name)),
        "flashes": flashed,
        "printed_on": languages.today,
        "made": last_made,
    }
    env.filters |= {
        "money": languages.money,
        "number": languages.number,
        "day": languages.day,
        "moment": languages.moment,
        "hours": languages.hours,
        "word": languages.word,
        "country": lambda code: country_name(code, languages.language()),
    }
    app.context_processor(
        lambda: {
            "language": languages.language(),
            "theme": getattr(guard.current(), "theme", None) or request.cookies.get("theme", "auto"),
        }
    )


_stamps: dict[str, str] = {}


def _stamp(app: Flask, name: str) -> str:
    if name not in _stamps or app.debug:
        path = Path(app.static_folder or "") / name
        _stamps[name] = format(path.stat().st_mtime_ns, "x")[-10:] if path.exists() else "0"
    return _stamps[name]
