"""A tile: a figure with its name, a remark, and the list that proves it; fetched by its address."""

from __future__ import annotations

from dataclasses import dataclass

from werkzeug.wrappers import Response

from app.views.render import render


@dataclass(frozen=True)
class Tile:
    """What a tile says. `since` is when something began that is still running, in ISO 8601."""

    name: str
    label: str
    value: str
    note: str
    href: str
    tone: str | None = None
    since: str | None = None
    opens_dialog: bool = False


def show(tile: Tile) -> Response:
    """The tile alone, or on a page of its own."""
    return render("layouts/tile.html", tile=tile)
