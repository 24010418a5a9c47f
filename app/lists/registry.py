"""The lists of the site, by name: pages, panels, JSON, exports and the tests of all lists find them here."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from app.lists.listing import Listing
from app.permissions import Viewer

MakeList = Callable[[Viewer, date], Listing]
_lists: dict[str, MakeList] = {}
_today: list[Callable[[], date]] = []


def register(name: str, make: MakeList) -> None:
    """Makes a list known under the name of its kind's blueprint; its domain's part does so."""
    _lists[name] = make


def day_from(read: Callable[[], date]) -> None:
    """Registers where the company's present day comes from."""
    _today[:] = [read]


def today() -> date:
    """The company's present day, which due dates are measured by."""
    return _today[0]()


def names() -> Iterable[str]:
    """Every list of the site."""
    return _lists.keys()


def made_for(name: str, viewer: Viewer) -> Listing:
    """A list for somebody, today."""
    return _lists[name](viewer, today())


def count_in(endpoint: str, values: Mapping[str, Any], viewer: Viewer, most: int) -> int | None:
    """How many rows a list has with these filters (ids, or texts as addresses have them); counts to `most`.

    None for an endpoint that is no list.
    """
    name, _, page = endpoint.partition(".")
    if page != "index" or name not in _lists:
        return None
    listing = made_for(name, viewer)
    given = {
        key: [value] if isinstance(value, UUID) else listing.filters[key].read([str(value)])
        for key, value in values.items()
    }
    return listing.count(listing.narrowed(given), most)
