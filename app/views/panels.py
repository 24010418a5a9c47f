"""Panels with their places: how many rows each will have is counted with the page, the rows are fetched."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from app.links.kinds import Kind
from app.links.panels import Shown, ShownPanel, panels_of
from app.lists.asked import PANEL_ROWS
from app.lists.registry import count_in
from app.permissions import Viewer


def placed(panels: Iterable[ShownPanel], viewer: Viewer) -> list[ShownPanel]:
    """Panels that know how many rows they will have, as far as they are lists: one cheap count each."""
    return [replace(one, rows=count_in(one.endpoint, one.values, viewer, PANEL_ROWS + 1)) for one in panels]


def panels_on(kind: Kind, record: Any, viewer: Viewer) -> Shown:
    """The panels of a record's page, each with its place."""
    found = panels_of(kind, record, viewer)
    return Shown(placed(found.main, viewer), placed(found.aside, viewer))
