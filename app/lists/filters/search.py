"""The search of a list."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import or_

from app.lists.filters.field import FilterField, Where
from app.values.folding import folded, like


class Search(FilterField):
    """Free text. The condition gets the folded words, each of which must occur."""

    shape = "search"
    longest = 200

    def __init__(
        self, where: Where, placeholder: Any = _l("Search …"), name: str = "q", **kwargs: Any
    ) -> None:
        super().__init__(name, _l("Search"), where, **kwargs)
        self.placeholder = placeholder

    def condition(self, value: str) -> Any:
        return self.where(folded(value).split()[:8])


def words_in(*texts: Any) -> Where:
    """The condition of a search: every word occurs in one of these folded columns."""
    return lambda words: [or_(*[text.like(like(word), escape="\\") for text in texts]) for word in words]
