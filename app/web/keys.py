"""The keys: one table that binds them in the browser and makes the help page."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from flask_babel import lazy_gettext as _l


@dataclass(frozen=True)
class Key:
    """Keys that do the same, what they do, and the browser's command (None: a link or button has it)."""

    keys: list[str]
    label: Any
    command: str | None = None


@dataclass(frozen=True)
class Group:
    """Keys that belong together."""

    title: Any
    rows: list[Key] = field(default_factory=list)


GROUPS = [
    Group(
        _l("Everywhere"),
        [
            Key(["?"], _l("this help"), "help"),
            Key(["Esc"], _l("close, leave the field"), "escape"),
            Key(["t"], _l("start or stop the timer"), "timer"),
        ],
    ),
    Group(
        _l("In lists"),
        [
            Key(["/"], _l("to the search field"), "search"),
            Key(["j", "↓"], _l("next row"), "next-row"),
            Key(["k", "↑"], _l("previous row"), "previous-row"),
            Key(["Enter"], _l("open the row"), "open-row"),
            Key(["["], _l("previous page"), None),
            Key(["]"], _l("next page"), None),
            Key(["n"], _l("new"), None),
        ],
    ),
    Group(
        _l("In records and forms"),
        [
            Key(["e"], _l("edit"), None),
            Key(["Ctrl+Enter"], _l("save the form"), None),
            Key(["Ctrl+Shift+Enter"], _l("save, and a new one"), None),
        ],
    ),
]
