"""What can be linked to: each domain registers its records, and comboboxes, panels and histories find them.

A kind is the record's name in addresses (`customer`). What a viewer may not see is not there.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from flask import g, url_for
from sqlalchemy import Select

from app.database import db
from app.permissions import Viewer
from app.values.folding import folded, like
from app.values.refusals import NotThere
from app.web import guard

SHOWN = 20
NEAR = 8


@dataclass(frozen=True)
class Linkable:
    """How records of one kind are found and named.

    `visible` gives the select of what a viewer may see; `label` and `hint` are SQL expressions over it;
    `search` is the folded text that is searched; `order` sorts the choices; `needs` is the permission, and
    `history` the one for its history where that is more; `history_needs` names the one for single actions in
    it, where they tell what stands in another module.
    """

    kind: str
    record: Any
    needs: str
    visible: Callable[[Viewer], Select[Any]]
    label: Any
    search: Any
    order: Any
    hint: Any = None
    endpoint: str | None = None
    choosable: Any = None
    history: str | None = None
    history_needs: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Found:
    """A record as others name it."""

    id: UUID
    kind: str
    label: str
    hint: str
    href: str | None


_kinds: dict[str, Linkable] = {}


def register(linkable: Linkable) -> None:
    """Makes a kind known; each domain does so in `create_app`."""
    _kinds[linkable.kind] = linkable


def kind_of(name: str) -> Linkable:
    """A registered kind; `NotThere` for any other name."""
    if name not in _kinds:
        raise NotThere()
    return _kinds[name]


def _found(linkable: Linkable, row: Any) -> Found:
    href = url_for(linkable.endpoint, id=row[0]) if linkable.endpoint else None
    return Found(row[0], linkable.kind, str(row[1] or ""), str(row[2] or ""), href)


def _rows(linkable: Linkable, viewer: Viewer) -> Select[Any]:
    hint = linkable.label if linkable.hint is None else linkable.hint
    return linkable.visible(viewer).with_only_columns(linkable.record.id, linkable.label, hint)


def find_all(kind: str, ids: Sequence[UUID], viewer: Viewer) -> list[Found]:
    """Those of these records that the viewer may see."""
    linkable = kind_of(kind)
    if not viewer.may(linkable.needs):
        return []
    rows = db.session.execute(_rows(linkable, viewer).where(linkable.record.id.in_(ids)))
    return [_found(linkable, row) for row in rows]


def find(kind: str, id_: UUID, viewer: Viewer) -> Found | None:
    """A record, as far as the viewer may see it."""
    return next(iter(find_all(kind, [id_], viewer)), None)


def get(kind: str, id_: UUID, viewer: Viewer) -> Found:
    """A record, or `NotThere`."""
    found = find(kind, id_, viewer)
    if found is None:
        raise NotThere()
    return found


def search(kind: str, text: str, viewer: Viewer, limit: int = SHOWN) -> list[Found]:
    """The records whose text has all these words, as choices."""
    linkable = kind_of(kind)
    if not viewer.may(linkable.needs) or "\x00" in text:
        return []
    statement = _rows(linkable, viewer)
    if linkable.choosable is not None:
        statement = statement.where(linkable.choosable)
    for word in folded(text).split()[:8]:
        statement = statement.where(linkable.search.like(like(word), escape="\\"))
    rows = db.session.execute(statement.order_by(linkable.order, linkable.record.id).limit(limit))
    return [_found(linkable, row) for row in rows]


class Finder:
    """What forms look up references with; bound to the viewer of the request."""

    def __init__(self, viewer: Viewer) -> None:
        self.viewer = viewer
        self._labels: dict[tuple[str, UUID], str | None] = {}

    def label(self, kind: str, id_: UUID) -> str | None:
        return self.labels(kind, [id_]).get(id_)

    def labels(self, kind: str, ids: Sequence[UUID]) -> dict[UUID, str]:
        """The labels of those that the viewer may see, in one query."""
        unknown = [id_ for id_ in ids if (kind, id_) not in self._labels]
        if unknown:
            self._labels |= {(kind, id_): None for id_ in unknown}
            self._labels |= {(kind, one.id): one.label for one in find_all(kind, unknown, self.viewer)}
        found = {id_: self._labels[kind, id_] for id_ in ids}
        return {id_: label for id_, label in found.items() if label is not None}

    def only_match(self, kind: str, text: str) -> UUID | None:
        found = search(kind, text, self.viewer)
        exact = [one for one in found if folded(one.label) == folded(text)]
        chosen = exact if len(exact) == 1 else found
        return chosen[0].id if len(chosen) == 1 else None

    def near(self, kind: str, text: str) -> list[tuple[UUID, str]]:
        """Some records that a text may mean, each with its label and hint."""
        found = search(kind, text, self.viewer, NEAR) or search(kind, text.strip()[:3], self.viewer, NEAR)
        return [(one.id, " · ".join(dict.fromkeys(filter(None, (one.label, one.hint))))) for one in found]


def finder() -> Finder:
    """The finder of this request, which looks up each label once."""
    viewer = guard.viewer()
    if "finder" not in g or g.finder.viewer != viewer:
        g.finder = Finder(viewer)
    found: Finder = g.finder
    return found
