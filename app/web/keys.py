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
            Key(["."], _l("the actions of the record or row as a menu"), "actions"),
            Key(["Esc"], _l("close; leave the field, then the form"), "escape"),
            Key(["u"], _l("up: to the list, with its filters; out of a form"), "up"),
            Key(["t"], _l("start or stop the timer"), "timer"),
        ],
    ),
    Group(
        _l("In lists"),
        [
            Key(["/"], _l("to the search field"), "search"),
            Key(["j", "↓"], _l("next row, behind the last one the next page"), "next-row"),
            Key(["k", "↑"], _l("previous row, before the first one the page before"), "previous-row"),
            Key(["["], _l("previous page")),
            Key(["]"], _l("next page")),
            Key(["Enter"], _l("open the row"), "open-row"),
            Key(["e"], _l("edit the row")),
            Key(["Delete"], _l("delete the row")),
            Key(["n"], _l("new")),
        ],
    ),
    Group(
        _l("On customers, projects, invoices …"),
        [
            Key(["n"], _l("the first “+” of the page"), "new"),
            Key(["e"], _l("edit")),
            Key(["i"], _l("issue the invoice")),
            Key(["p"], _l("book a payment")),
            Key(["d"], _l("the PDF")),
            Key(["c"], _l("cancel the invoice")),
            Key(["b"], _l("bill its time")),
            Key(["t"], _l("start the timer on it")),
            Key(["m"], _l("mark as done")),
            Key(["v"], _l("its history")),
            Key(["Delete"], _l("delete")),
        ],
    ),
    Group(
        _l("In forms"),
        [
            Key(["Ctrl+Enter"], _l("save the form")),
            Key(["Ctrl+Shift+Enter"], _l("save, and a new one")),
        ],
    ),
]
