"""What a domain brings to the site: one `Part` in each `<domain>/part.py`, one line of the site map."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from random import Random
from typing import Any

import click
from flask import Blueprint, Flask, url_for

from app.links import kinds, panels
from app.links.kinds import Kind
from app.links.panels import Panel
from app.lists import registry
from app.lists.registry import MakeList
from app.permissions import Viewer


@dataclass(frozen=True)
class Place:
    """A place in the menu: its group (`main` or `administration`), where in it, and who sees it.

    One that is not `listed` stands under another one; its key leads there from everywhere.
    """

    label: Any
    endpoint: str
    icon: str
    needs: str
    key: str | None = None
    also: str | None = None
    group: str = "main"
    listed: bool = True


@dataclass(frozen=True)
class Indicator:
    """Something in the top bar that is fetched by its address: a running timer, what is due."""

    name: str
    endpoint: str
    needs: str
    events: str = ""
    """What of the page it listens to, beside being loaded, as htmx writes triggers."""


@dataclass(frozen=True)
class Widget:
    """Something on the overview that is fetched by its address: a tile, or a list with `values` as filters.

    The address of a tile gives its block `tile` (`views/tiles.py`).
    """

    name: str
    label: Any
    endpoint: str
    needs: str
    is_list: bool = False
    values: Callable[[Viewer], Mapping[str, Any]] = lambda _viewer: {}


@dataclass(frozen=True)
class ShownWidget:
    """A widget as the overview of one person holds it."""

    name: str
    label: Any
    url: str
    is_list: bool


_widgets: list[Widget] = []


def shown_widgets(viewer: Viewer) -> list[ShownWidget]:
    """What the overview of this person holds, in the order of the parts."""
    return [
        ShownWidget(one.name, one.label, url_for(one.endpoint, **one.values(viewer)), one.is_list)
        for one in _widgets
        if viewer.may(one.needs)
    ]


Demonstrate = Callable[[Random, datetime, Mapping[str, Viewer]], None]
"""Fills a part of the demonstration company, at a moment, for the people who can sign in to it."""
demonstrations: list[Demonstrate] = []


@dataclass(frozen=True)
class Part:
    """What a domain brings. `api` maps blueprints to their address; a second address is an alias.

    `demonstration` adds to the demonstration company what can be made of what is there already.
    """

    pages: Sequence[Blueprint] = ()
    api: Sequence[tuple[Blueprint, str]] = ()
    kinds: Sequence[Kind] = ()
    lists: Mapping[str, MakeList] = field(default_factory=dict)
    places: Sequence[Place] = ()
    panels: Sequence[Panel] = ()
    indicators: Sequence[Indicator] = ()
    widgets: Sequence[Widget] = ()
    commands: Sequence[click.Command] = ()
    demonstration: Demonstrate | None = None
    start: Callable[[Flask], None] | None = None

    def join(self, app: Flask) -> None:
        """Makes the application know all of it."""
        for kind in self.kinds:
            kinds.register(kind)
        for name, make in self.lists.items():
            registry.register(name, make)
        for panel in self.panels:
            panels.register(panel)
        _widgets.extend(one for one in self.widgets if one not in _widgets)
        for blueprint in self.pages:
            app.register_blueprint(blueprint)
        known: set[str] = set()
        for blueprint, address in self.api:
            name = f"{blueprint.name}_too" if blueprint.name in known else blueprint.name
            known.add(name)
            app.register_blueprint(blueprint, url_prefix=address, name=name)
        for command in self.commands:
            app.cli.add_command(command)
        if self.demonstration is not None and self.demonstration not in demonstrations:
            demonstrations.append(self.demonstration)
        if self.start is not None:
            self.start(app)
