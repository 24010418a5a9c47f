"""A list page as somebody asks for it: its rows, its count and sums, its addresses."""

from __future__ import annotations

from functools import cached_property
from typing import Any
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy import Select, and_, or_

from app.database import db
from app.lists.addresses import Args, whole_number
from app.lists.cells import BoundFilter, BoundPeriod, Head, Row, RowAction, Summary, cell_of
from app.lists.columns import Column
from app.lists.cursors import read_cursor, write_cursor
from app.lists.listing import ALL, PAGE_SIZE, PAGE_SIZES, Listing
from app.lists.row_actions import withheld
from app.lists.subjects import name_subjects
from app.values.folding import spelled
from app.values.periods import Preset
from app.web import languages
from app.web.errors import InvalidInput

COUNTED = 1000
PANEL_ROWS = 8
"""How many rows a short table has."""
DEEPEST_OFFSET = 10_000
KNOWN = frozenset({"sort", "size", "page", "after", "before", "count", "export", "lang", ALL})
"""What stands in addresses of pages beside the filters; `lang` is of every page."""


class PageList:
    """What a list page shows. The one Filter: it reads the address, queries, and gives back its address."""

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
        self.most = PANEL_ROWS if short else self.size
        self.exact = args.get("count") == "exact"
        self.with_summary = self.exact
        self.new_url: str | None = None
        self.new_label: Any = ""
        self.row_actions: list[RowAction] = []

    # what it asks the database

    @cached_property
    def matching(self) -> Select[Any]:
        return self.listing.narrowed(self.values)

    def _read_cursor(self, args: Args) -> tuple[str, Any, UUID] | None:
        for way in ("after", "before"):
            if text := args.get(way):
                key = self.listing.sorts[self.sort[0]].expression
                try:
                    return way, *read_cursor(text, key.type, db.engine.dialect)
                except ValueError:
                    raise InvalidInput({way: [_("This place in the list does not exist.")]}) from None
        return None

    @cached_property
    def _fetched(self) -> list[Any]:
        listing, backwards = self.listing, self.cursor is not None and self.cursor[0] == "before"
        key = listing.sorts[self.sort[0]].expression
        columns = [column.value.label(f"c{number}") for number, column in enumerate(self.shown)]
        button = [listing.button.when.label("button")] if listing.button else []
        button += [when.label(f"may_{name}") for name, when in listing.only_where.items()]
        keyed = (listing.record.id, key.label("sort_key"))
        statement = self.matching.with_only_columns(*keyed, *columns, *button)
        if self.cursor is not None:
            _way, value, id_ = self.cursor
            less = self.sort[1] != backwards
            beyond = (
                (key < value, listing.record.id < id_) if less else (key > value, listing.record.id > id_)
            )
            statement = statement.where(or_(beyond[0], and_(key == value, beyond[1])))
        elif self.page > 1:
            offset = (self.page - 1) * self.size
            if offset > DEEPEST_OFFSET:
                raise InvalidInput({"page": [_("This place in the list does not exist.")]})
            statement = statement.offset(offset)
        statement = listing.ordered(statement, self.sort, reverse=backwards).limit(self.most + 1)
        rows = list(db.session.execute(statement))
        self._has_more = len(rows) > self.most
        rows = rows[: self.most]
        return rows[::-1] if backwards else rows

    @cached_property
    def rows(self) -> list[Row]:
        listing, button, end = self.listing, self.listing.button, 2 + len(self.shown)
        named = name_subjects(self.shown, [row[2:end] for row in self._fetched])
        return [
            Row(
                str(row[0]),
                listing.kind.url(listing.show, id=row[0]),
                [cell_of(column, value) for column, value in zip(self.shown, values, strict=True)],
                listing.kind.url(button.page, id=row[0]) if button and row[end] else None,
                without=withheld(listing.only_where, row),
            )
            for row, values in zip(self._fetched, named, strict=True)
        ]

    @cached_property
    def summary(self) -> Summary:
        limit = None if self.exact else COUNTED + 1
        count = self.listing.count(self.matching, limit)
        capped = limit is not None and count > COUNTED
        text = f"{languages.number(min(count, COUNTED) if capped else count, 0)}{'+' if capped else ''}"
        totals = self.listing.total(self.matching, self.listing.sums)
        writers: dict[str, Any] = {"money": languages.money, "hours": languages.hours}
        sums = [(one.label, writers[one.shape](totals[one.name])) for one in self.listing.sums]
        return Summary(text, sums, capped)

    @property
    def has_more(self) -> bool:
        """Whether there are rows behind these."""
        return bool(self._fetched) and self._has_more

    @property
    def first(self) -> int:
        return (self.page - 1) * self.size + (1 if self.rows else 0)

    @property
    def last(self) -> int:
        return (self.page - 1) * self.size + len(self.rows)

    # its addresses

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

    def _cursor_url(self, way: str, row: Any, page: int) -> str:
        return self.address(None, **{way: write_cursor(row[1], row[0])}, page=page)

    @property
    def next_url(self) -> str | None:
        rows = self._fetched
        backwards = self.cursor is not None and self.cursor[0] == "before"
        return (
            self._cursor_url("after", rows[-1], self.page + 1)
            if rows and (self._has_more or backwards)
            else None
        )

    @property
    def previous_url(self) -> str | None:
        rows = self._fetched
        if self.page <= 1:
            return None
        if self.page == 2 or not rows:
            return self.address()
        return self._cursor_url("before", rows[0], self.page - 1)

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
