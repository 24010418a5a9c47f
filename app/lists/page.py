"""A list page as somebody asks for it: its rows, its count and sums, its addresses."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import Select, and_, or_

from app.database import db
from app.lists.asked import PANEL_ROWS, Asked
from app.lists.cells import ROW, Row, Summary, printer
from app.lists.cursors import write_cursor
from app.lists.row_actions import withheld
from app.lists.subjects import name_subjects
from app.web import languages
from app.web.errors import InvalidInput

COUNTED = 1000
DEEPEST_OFFSET = 10_000


class PageList(Asked):
    """What a list page shows of it."""

    @cached_property
    def matching(self) -> Select[Any]:
        return self.listing.narrowed(self.values)

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
        statement = listing.ordered(statement, self.sort, reverse=backwards).limit(self.size + 1)
        rows = list(db.session.execute(statement))
        self._has_more = len(rows) > self.size
        rows = rows[: self.size]
        return rows[::-1] if backwards else rows

    @cached_property
    def rows(self) -> list[Row]:
        listing, button, end = self.listing, self.listing.button, 2 + len(self.shown)
        named = name_subjects(self.shown, [row[2:end] for row in self._fetched])
        printers = [printer(column) for column in self.shown]
        shown = listing.kind.url(listing.show, id=ROW)
        pressed = listing.kind.url(button.page, id=ROW) if button else ""
        return [
            Row(
                id_ := str(row[0]),
                shown.replace(ROW, id_),
                [printed(value) for printed, value in zip(printers, values, strict=True)],
                pressed.replace(ROW, id_) if button and row[end] else None,
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
        """Whether there are rows behind those of a short table."""
        return len(self._fetched) > PANEL_ROWS or (bool(self._fetched) and self._has_more)

    @property
    def first(self) -> int:
        return (self.page - 1) * self.size + (1 if self.rows else 0)

    @property
    def last(self) -> int:
        return (self.page - 1) * self.size + len(self.rows)

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
