"""The filter that names records."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID

from flask import url_for
from flask_babel import gettext as _

from app.forms.references import read_uuid
from app.links.finder import finder
from app.lists.filters.field import FilterField, Where

MOST_IDS = 200
"""How many records a filter may name."""


class Pointed(FilterField):
    """Records of another list, at most `MOST_IDS` of them."""

    shape = "reference"
    schema = {"type": "string", "format": "uuid"}
    repeatable = True

    def __init__(self, name: str, label: Any, to: str, where: Where, **kwargs: Any) -> None:
        super().__init__(name, label, where, **kwargs)
        self.to = to

    def canonical(self, text: str) -> UUID:
        return read_uuid(text)

    def _all(self, texts: Sequence[str], door: Callable[[str], Any]) -> list[UUID]:
        found: list[UUID] = super()._all(texts, door)
        if len(found) > MOST_IDS:
            raise ValueError(_("At most %(count)s ids are possible here.", count=MOST_IDS))
        if len(finder().labels(self.to, found)) < len(found):
            raise ValueError(_("This does not exist, or you may not see it."))
        return found

    def write(self, value: Any) -> list[str]:
        return [str(id_) for id_ in value]

    def told(self, value: Any) -> str:
        return ", ".join(finder().labels(self.to, value).values())

    @property
    def options_url(self) -> str:
        return url_for("links.options", kind=self.to)
