"""Making a record from where one was looked for: a combobox that has no hit, a name that nobody has."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from app.links.kinds import ANY, kind_of
from app.permissions import Viewer


@dataclass(frozen=True)
class Creation:
    """Where a new one can be made, and what people call that."""

    url: str
    label: Any


def creation(name: str, typed: str, viewer: Viewer, **values: Any) -> Creation | None:
    """How the viewer can make a record of this kind, called as it was typed; None where they cannot."""
    if name == ANY:
        return None
    kind = kind_of(name)
    if not kind.short or not kind.has_page("new") or not viewer.may(f"{kind.module}:write"):
        return None
    return Creation(kind.url("new", **({"typed": typed} if typed else {}), **values), kind.said.new)
