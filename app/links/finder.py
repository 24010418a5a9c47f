"""What forms and lists look up records with; bound to the viewer, and each label is asked for once."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from flask import g

from app.links.kinds import ANY, NEAR, Found, find_all, search
from app.permissions import Viewer
from app.values.folding import folded
from app.web import guard


class Finder:
    """What forms look up references with; bound to the viewer of the request."""

    def __init__(self, viewer: Viewer) -> None:
        self.viewer = viewer
        self._found: dict[tuple[str, UUID], Found | None] = {}

    def label(self, kind: str, id_: UUID) -> str | None:
        return self.labels(kind, [id_]).get(id_)

    def labels(self, kind: str, ids: Sequence[UUID]) -> dict[UUID, str]:
        """The labels of those that the viewer may see, in one query."""
        return {id_: found.label for id_, found in self.found(kind, ids).items()}

    def found(self, kind: str, ids: Sequence[UUID]) -> dict[UUID, Found]:
        """Those that the viewer may see, in one query."""
        unknown = [id_ for id_ in ids if (kind, id_) not in self._found]
        if unknown:
            self._found |= {(kind, id_): None for id_ in unknown}
            self._found |= {(kind, one.id): one for one in find_all(kind, unknown, self.viewer)}
        found = {id_: self._found[kind, id_] for id_ in ids}
        return {id_: one for id_, one in found.items() if one is not None}

    def subject(self, id_: UUID | None) -> Found | None:
        """The record that something is attached to, as far as the viewer may see it."""
        return self.found(ANY, [id_]).get(id_) if id_ is not None else None

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
