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
from app.links.panels import NOTHING, Panel, ShownPanel, add_at, with_key
from app.lists import registry
from app.lists.registry import MakeList
from app.permissions import Viewer
from app.views import first_steps
from app.views.first_steps import FirstStep


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
    """What of the page it listens to, beside being loaded and to every change, as htmx writes triggers."""


@dataclass(frozen=True)
class Widget:
    """Something on the overview that is fetched by its address: a tile, or a list with `values` as filters.

    The address of a tile gives its block `tile` (`views/tiles.py`). A list is a panel: with `add` it has a
    "+", and `empty` says what could be there.
    """

    name: str
    label: Any
    endpoint: str
    needs: str
    is_list: bool = False
    values: Callable[[Viewer], Mapping[str, Any]] = lambda _viewer: {}
    add: str | None = None
    add_needs: str = ""
    empty: Any = NOTHING


@dataclass(frozen=True)
class TilePlace:
    """Where a tile of the overview is fetched from."""

    name: str
    label: Any
    url: str


_widgets: list[Widget] = []


def tile_places(viewer: Viewer) -> list[TilePlace]:
    """The tiles of this person's overview, in the order of the parts."""
    return [
        TilePlace(one.name, one.label, url_for(one.endpoint, **one.values(viewer)))
        for one in _widgets
        if viewer.may(one.needs) and not one.is_list
    ]


def list_panels(viewer: Viewer) -> list[ShownPanel]:
    """The lists of this person's overview, in the order of the parts."""
    return with_key(
        ShownPanel(
            one.name,
            one.label,
            one.endpoint,
            one.values(viewer),
            add_at(one.add) if one.add and viewer.may(one.add_needs) else None,
            one.empty,
        )
        for one in _widgets
        if viewer.may(one.needs) and one.is_list
    )


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
    first_steps: Sequence[FirstStep] = ()
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
        for step in self.first_steps:
            first_steps.register(step)
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
