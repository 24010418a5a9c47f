"""What a list page prints: cells, rows, heads, the summary, and filters with their values."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NamedTuple

from markupsafe import Markup, escape

from app.lists.columns import Column
from app.lists.filters import Amount, FilterField, Pointed, Since
from app.values.periods import Preset
from app.web import languages

ROW = "__row__"
"""Stands for a record's id in the addresses that all rows of a list share."""
LONG = 16
"""Texts with more characters are kept in one line."""


class Cell(NamedTuple):
    """A cell as it is printed. `more` is the address that it leads to, or the tone of a badge."""

    css: Markup
    look: str
    text: str
    more: str = ""


def printer(column: Column) -> Callable[[Any], Cell]:
    """What prints the values of a column: all that does not depend on the value is worked out once."""
    look = "link" if column.link else "badge" if column.shape == "badge" else ""
    muted = "muted" if not look and column.align != "right" and column.muted else ""
    figure = "num" if column.is_figure else ""
    parts = (column.align, f"role-{column.role}", column.css, figure, muted)
    css = escape(" ".join(filter(None, parts)))
    nothing, plain = css + " nothing", "" if column.align == "right" else "text"

    def printed(value: Any) -> Cell:
        text = column.written(value)
        if value is None or value == "":
            return Cell(nothing, look if column.link else "", text)
        if look == "badge":
            return Cell(css, look, text, f" state-{value.tone}" if value.tone else "")
        if column.shape == "subject":
            return Cell(css, "leads", text, value.href or "")
        is_long = len(text) > LONG
        return Cell(css, f"long-{look or plain}" if is_long and (look or plain) else look, text)

    return printed


@dataclass(frozen=True)
class Row:
    """A row as it is printed; cells in the order of the columns, and the address of its button.

    `without` names the actions of the list that are not for this row.
    """

    id: str
    href: str
    cells: list[Cell]
    button_url: str | None = None
    without: str = ""


@dataclass(frozen=True)
class RowAction:
    """What can be done with the row in focus, with its key; the address has `ROW` for the record's id."""

    name: str
    label: Any
    url: str
    key: str
    opens_dialog: bool = False


@dataclass(frozen=True)
class Head:
    """A column's head."""

    name: str
    label: Any
    align: str
    role: str
    css: str
    sort_url: str | None
    sort_state: str | None


@dataclass(frozen=True)
class Summary:
    """Count and sums of everything that matches."""

    count_text: str
    sums: list[tuple[Any, str]]
    capped: bool


class BoundFilter:
    """A filter with its value, as the filter bar shows it."""

    def __init__(self, field: FilterField, value: Any) -> None:
        self.name, self.label, self.shape = field.name, field.label, field.shape
        self.options = getattr(field, "options", [])
        self.leans = field.leans.value if isinstance(field, Since) else ""
        self.options_url = field.options_url if isinstance(field, Pointed) else ""
        self.chosen_label = field.told(value) if value is not None and isinstance(field, Pointed) else ""
        self.values = set(field.write(value)) if value is not None else set()
        self.value = next(iter(self.values), "")
        if value is not None and field.shape == "date":
            self.value = languages.day(value)
        if value is not None and isinstance(field, Amount):
            self.value = field.shown(value)
        self.names: tuple[str, str] | None = None
        self.presets: list[tuple[str, Any]] = []


class BoundPeriod:
    """Two dates and the presets, shown as one filter."""

    shape = "period"

    def __init__(self, label: Any, first: BoundFilter, last: BoundFilter, chosen: str | None) -> None:
        self.name, self.label = "period", label
        self.names = (first.name, last.name)
        self.values_by_name = {first.name: first.value, last.name: last.value}
        self.value = chosen or ""
        self.presets = [(str(one), languages.word(one)) for one in Preset]
