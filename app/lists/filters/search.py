"""The search of a list."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l

from app.links.searching import Searched
from app.lists.filters.field import FilterField


class Search(FilterField):
    """Free text, each of whose words must occur."""

    shape = "search"
    longest = 200

    def __init__(self, searched: Searched, placeholder: Any = _l("Search …"), name: str = "q") -> None:
        super().__init__(name, _l("Search"), searched.conditions)
        self.placeholder = placeholder
