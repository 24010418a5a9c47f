"""The panels on a record's page: lists of other domains, fetched by their address when they are seen.

So a customer's page shows projects and invoices, and knows neither.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID

from flask import url_for
from flask_babel import lazy_gettext as _l

from app.links.kinds import Kind, kind_at
from app.permissions import Viewer

NOTHING = _l("There is nothing here.")
FIRST_KEY = "n"
"""The key of the first "+" of a page."""


@dataclass(frozen=True)
class Panel:
    """A panel of records that point to a kind: the list of `of` filtered by `by`, or another `endpoint`.

    `on` names the kinds whose pages have it; None means every kind that has pages, with `by` every one that
    others can be attached to (`by="linked_id"`). `only` narrows the list further; `order` sorts the panels of
    a page. With `add` it has a "+" that opens the new form of its kind, preset to the record; `adds` says for
    a record whether it does. `empty` says what could be here. `aside` ones stand beside the others.
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
    empty: Any = NOTHING
    aside: bool = False
    only: Mapping[str, str] = field(default_factory=dict)

    def stands_on(self, kind: Kind) -> bool:
        """Whether pages of this kind have it."""
        if self.on is not None:
            return kind.name in self.on
        return self.by is None or kind.subject


@dataclass(frozen=True)
class Add:
    """The "+" of a panel: its address, what it adds, and its key."""

    url: str
    label: Any
    key: str | None = None


@dataclass(frozen=True)
class ShownPanel:
    """A panel as a page shows it.

    `rows` is how many it will have as far as that is known, so that its place is kept free until they are
    there; the page counts them by `endpoint` and `values`.
    """

    name: str
    title: Any
    endpoint: str
    values: Mapping[str, Any]
    add: Add | None = None
    empty: Any = NOTHING
    rows: int | None = None

    @property
    def url(self) -> str:
        return url_for(self.endpoint, **self.values)


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
    return Shown(
        with_key(_shown(kind, record, viewer, False)),
        _shown(kind, record, viewer, True),
    )


def with_key(panels: Iterable[ShownPanel]) -> list[ShownPanel]:
    """The panels of a page, the first "+" among them with its key."""
    found = list(panels)
    for place, one in enumerate(found):
        if one.add is not None:
            found[place] = replace(one, add=replace(one.add, key=FIRST_KEY))
            break
    return found


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
            panel.endpoint,
            _place(panel, kind, record.id),
            _added(panel, record, viewer),
            panel.empty,
        )
        for panel in sorted(found, key=lambda panel: panel.order)
    ]


def _added(panel: Panel, record: Any, viewer: Viewer) -> Add | None:
    if panel.add is None or not viewer.may(panel.add_needs) or not panel.adds(record):
        return None
    return add_at(panel.add, **({panel.by: record.id} if panel.by else {}))


def add_at(endpoint: str, **values: Any) -> Add:
    """A "+" that opens this form, preset to these values."""
    return Add(url_for(endpoint, **values), kind_at(endpoint).said.new)
