"""A list as an address asks for it: read from the address, and given back as addresses, chips and filters."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask_babel import gettext as _

from app.database import db
from app.lists.addresses import Args, whole_number
from app.lists.cells import BoundFilter, BoundPeriod, Head, RowAction
from app.lists.columns import Column
from app.lists.cursors import read_cursor
from app.lists.listing import ALL, PAGE_SIZE, PAGE_SIZES, Listing
from app.values.folding import spelled
from app.values.periods import Preset
from app.web import languages
from app.web.errors import InvalidInput

PANEL_ROWS = 8
"""How many rows a short table has."""
KNOWN = frozenset({"sort", "size", "page", "after", "before", "count", "export", "lang", ALL})
"""What stands in addresses of pages beside the filters; `lang` is of every page."""


class Asked:
    """What an address asks of a list: filters, sort, page. The one Filter: it gives back its own address."""

    def __init__(self, listing: Listing, args: Args, *, short: bool = False) -> None:
        self.listing, self.args = listing, args
        self.title, self.name, self.empty_text = listing.title, listing.name, listing.empty
        self.values = listing.read_filters(args)
        self.preset = Preset(args["period"]) if listing.period and args.get("period") else None
        self.sort = listing.read_sort(args.get("sort") or listing.default_sort)
        self.size = whole_number(args, "size", PAGE_SIZE, 1, 100)
        if self.size not in PAGE_SIZES:
            raise InvalidInput({"size": [_("This is not one of the choices.")]})
        self.page = whole_number(args, "page", 1, 1, 10_000_000)
        self.cursor = self._read_cursor(args)
        self.shown = listing.short_columns(self.values) if short else listing.columns
        self.exact = args.get("count") == "exact"
        self.with_summary = self.exact
        self.new_url: str | None = None
        self.new_label: Any = ""
        self.row_actions: list[RowAction] = []

    def _read_cursor(self, args: Args) -> tuple[str, Any, UUID] | None:
        for way in ("after", "before"):
            if text := args.get(way):
                key = self.listing.sorts[self.sort[0]].expression
                try:
                    return way, *read_cursor(text, key.type, db.engine.dialect)
                except ValueError:
                    raise InvalidInput({way: [_("This place in the list does not exist.")]}) from None
        return None

    def arguments(self, without: str | None = None, **changes: Any) -> dict[str, Any]:
        """The address's parameters without defaults; filters by name, `without` one of them."""
        found: dict[str, Any] = {}
        period = self.listing.period or ()
        if self.preset and without not in ("period", *period):
            found["period"] = str(self.preset)
        for name, value in self.values.items():
            if name != without and not (self.preset and name in period):
                found[name] = self.listing.filters[name].write(value)
        written = f"{'-' if self.sort[1] else ''}{self.sort[0]}"
        if written != self.listing.default_sort:
            found["sort"] = written
        if self.size != PAGE_SIZE:
            found["size"] = self.size
        if self.listing.at_first and not any(name in found for name in (*self.listing.filters, "period")):
            found[ALL] = "true"
        return {name: value for name, value in (found | changes).items() if value is not None}

    def address(self, without: str | None = None, **changes: Any) -> str:
        return self.listing.kind.url("index", **self.arguments(without, **changes))

    @property
    def url(self) -> str:
        return self.listing.kind.url("index")

    @property
    def kept(self) -> list[tuple[str, str]]:
        """Sort and size, which the filter form carries along; and that no filter means none."""
        found = [(name, str(value)) for name, value in self.arguments().items() if name in ("sort", "size")]
        return [*found, (ALL, "true")] if self.listing.at_first else found

    @property
    def columns(self) -> list[Head]:
        return [self._head(column) for column in self.shown]

    def _head(self, column: Column) -> Head:
        url = state = None
        if column.sort:
            current = self.sort[0] == column.sort
            state = ("descending" if self.sort[1] else "ascending") if current else None
            first_down = column.align == "right"
            descending = not self.sort[1] if current else first_down
            wanted = f"{'-' if descending else ''}{column.sort}"
            url = self.address(sort=None if wanted == self.listing.default_sort else wanted)
        return Head(column.name, column.label, column.align, column.role, column.css, url, state)

    @property
    def search(self) -> dict[str, Any] | None:
        field = self.listing.search
        return (
            None
            if field is None
            else {
                "name": field.name,
                "value": self.values.get(field.name, ""),
                "placeholder": field.placeholder,
            }
        )

    @property
    def filters(self) -> list[Any]:
        period: tuple[str, ...] = self.listing.period or ()
        shown: list[Any] = []
        for name, field in self.listing.filters.items():
            if field.hidden or field is self.listing.search:
                continue
            bound = BoundFilter(field, self.values.get(name))
            if name in period:
                if name == period[0]:
                    last = BoundFilter(self.listing.filters[period[1]], self.values.get(period[1]))
                    shown.append(BoundPeriod(_("Period"), bound, last, self.preset))
                continue
            shown.append(bound)
        return shown

    @property
    def chips(self) -> list[tuple[str, str]]:
        found = []
        period = self.listing.period or ()
        if self.preset:
            found.append((f"{_('Period')}: {languages.word(self.preset)}", self.address("period")))
        for name, value in self.values.items():
            field = self.listing.filters[name]
            if not (self.preset and name in period) and field is not self.listing.search:
                found.append((f"{field.label}: {field.told(value)}", self.address(name)))
        return found

    @property
    def has_filters(self) -> bool:
        return self.values != self.listing.at_first

    @property
    def reset_url(self) -> str | None:
        return self.url if self.has_filters else None

    @property
    def sizes(self) -> list[tuple[int, str]]:
        """The page sizes with their addresses."""
        return [(size, self.address(size=None if size == PAGE_SIZE else size)) for size in PAGE_SIZES]

    @property
    def file_name(self) -> str:
        """How its exports are called, without their ending: `rechnungen-2026-11-25`."""
        return f"{spelled(str(self.title)).replace(' ', '-')}-{languages.today().isoformat()}"

    @property
    def csv_url(self) -> str:
        return self.address(export="csv")

    @property
    def xlsx_url(self) -> str:
        return self.address(export="xlsx")

    @property
    def summary_url(self) -> str:
        """Count and sums are of the whole list, wherever a page of it stands."""
        return self.address()

    @property
    def exact_summary_url(self) -> str:
        return self.address(count="exact")

    @property
    def count_url(self) -> str:
        """This very page, counted exactly: without scripts."""
        return self._here(count="exact")

    @property
    def here_url(self) -> str:
        """This very page: it is loaded anew when something has changed."""
        return self._here()

    @property
    def was_written_short(self) -> bool:
        """Whether the address has words that mean another day tomorrow (`gestern`): it is replaced then."""
        return any(
            name in self.args and set(self.args.getlist(name)) != set(self.listing.filters[name].write(value))
            for name, value in self.values.items()
        )

    def _here(self, **more: Any) -> str:
        place: dict[str, Any] = {"page": self.page if self.page > 1 else None}
        if self.cursor is not None:
            place[self.cursor[0]] = self.args[self.cursor[0]]
        return self.address(**place, **more)
