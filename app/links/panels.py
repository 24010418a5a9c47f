"""The panels on a record's page: lists of other domains, fetched by their address when they are seen.

So a customer's page shows projects and invoices, and knows neither.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from flask import url_for

from app.links.kinds import Kind
from app.permissions import Viewer


@dataclass(frozen=True)
class Panel:
    """A panel of records that point to a kind: the list of `of` filtered by `by`, or another `endpoint`.

    `on` names the kinds whose pages have it; None means every kind that has pages, with `by` every one that
    others can be attached to (`by="linked_id"`). `only` narrows the list further; `order` sorts the panels of
    a page. With `add` it has a "+" that opens the new form of its kind, preset to the record; `adds` says for
    a record whether it does. `aside` ones stand beside the others.
    """

    name: str
    title: Any
    needs: str
    endpoint: str
    by: str | None = None
    on: tuple[str, ...] | None = None
    order: int = 50
    add: str | None = None
    add_needs: str = ""
    adds: Callable[[Any], bool] = lambda _record: True
    aside: bool = False
    key: str | None = None
    only: Mapping[str, str] = field(default_factory=dict)

    def stands_on(self, kind: Kind) -> bool:
        """Whether pages of this kind have it."""
        if self.on is not None:
            return kind.name in self.on
        return self.by is None or kind.subject


@dataclass(frozen=True)
class ShownPanel:
    """A panel as a page shows it."""

    name: str
    title: Any
    url: str
    add_url: str | None
    key: str | None


_panels: list[Panel] = []


def register(panel: Panel) -> None:
    """Makes a panel known; the part of the domain that fills it does so."""
    if (panel.name, panel.on) not in [(one.name, one.on) for one in _panels]:
        _panels.append(panel)


def _place(panel: Panel, kind: Kind, id_: UUID) -> dict[str, Any]:
    return {panel.by: id_, **panel.only} if panel.by else {"kind": kind.name, "id": id_}


@dataclass(frozen=True)
class Shown:
    """The panels of a page: its main ones, and those that stand beside them."""

    main: list[ShownPanel]
    aside: list[ShownPanel]


def panels_of(kind: Kind, record: Any, viewer: Viewer) -> Shown:
    """The panels that this person sees on the page of a record."""
    return Shown(_shown(kind, record, viewer, False), _shown(kind, record, viewer, True))


def _shown(kind: Kind, record: Any, viewer: Viewer, aside: bool) -> list[ShownPanel]:
    found = [
        panel
        for panel in _panels
        if panel.aside == aside and panel.stands_on(kind) and viewer.may(panel.needs)
    ]
    return [
        ShownPanel(
            panel.name,
            panel.title,
            url_for(panel.endpoint, **_place(panel, kind, record.id)),
            _add_url(panel, kind, record, viewer),
            panel.key,
        )
        for panel in sorted(found, key=lambda panel: panel.order)
    ]


def _add_url(panel: Panel, kind: Kind, record: Any, viewer: Viewer) -> str | None:
    if panel.add is None or not viewer.may(panel.add_needs) or not panel.adds(record):
        return None
    return url_for(panel.add, **({panel.by: record.id} if panel.by else {}))
