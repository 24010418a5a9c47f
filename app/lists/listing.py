"""What a list is: columns, filters, sorts and sums, declared once for page, JSON, count and export."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import ColumnElement, Select, func, select

from app.database import db
from app.links.kinds import Kind
from app.lists.addresses import Args
from app.lists.columns import Column, RowButton, SortKey, Sum
from app.lists.filters import FilterField, Pointed, Search
from app.values.periods import Preset, period_of
from app.web import languages
from app.web.errors import InvalidInput

PAGE_SIZES = (25, 50, 100)
PAGE_SIZE = 50
API_LARGEST = 200
ALL = "all"
"""In the address of a page: no filter, not even those that a list has at first."""

Door = Callable[[FilterField, Sequence[str]], Any]


class Listing:
    """A list, made for somebody on a day. `base` is what the viewer may see, joined as columns need.

    Its name is the blueprint of its kind; a row leads to the kind's page `show`. Columns, filters and sorts
    are constants of the domain: the function that makes the list chooses among them. `at_first` are the
    filters of its page as long as the address says nothing about any. `only_where` has SQL conditions for the
    pages `edit` and `delete` where these are not for every row. `panel` names the columns of the short table
    on other pages; without it these are the ones that have a role.
    """

    def __init__(
        self,
        kind: Kind,
        base: Select[Any],
        *,
        columns: Sequence[Column],
        sorts: Mapping[str, SortKey],
        default_sort: str,
        filters: Sequence[FilterField] = (),
        period: tuple[str, str] | None = None,
        sums: Sequence[Sum] = (),
        api_sort: str = "-created_at",
        api_options: Sequence[Any] = (),
        at_first: Mapping[str, Any] | None = None,
        button: RowButton | None = None,
        only_where: Mapping[str, Any] | None = None,
        panel: Sequence[str] = (),
        empty: Any = "",
        show: str = "show",
    ) -> None:
        self.kind, self.base, self.show, self.record = kind, base, show, kind.model
        self.columns, self.sorts, self.default_sort = columns, sorts, default_sort
        self.filters = {field.name: field for field in filters}
        self.period, self.sums, self.api_sort, self.api_options = period, sums, api_sort, api_options
        self.at_first, self.button = dict(at_first or {}), button
        self.only_where = dict(only_where or {})
        self.empty, self.panel = empty, tuple(panel)

    @property
    def name(self) -> str:
        return str(self.kind.blueprint)

    @property
    def title(self) -> Any:
        return self.kind.said.many

    @property
    def search(self) -> Search | None:
        return next((field for field in self.filters.values() if isinstance(field, Search)), None)

    def read_filters(self, args: Args) -> dict[str, Any]:
        """The filters of a page's address; raises `InvalidInput` for values that cannot be read."""
        if self.at_first and not any(name in args for name in (*self.filters, "period", ALL)):
            return dict(self.at_first)
        values: dict[str, Any] = {}
        errors: dict[str, list[str]] = {}
        self._read_preset(args, values, errors)
        return values | self._through(lambda field, texts: field.read(texts), args, errors)

    def take_filters(self, args: Args) -> dict[str, Any]:
        """The filters of an API address; raises `InvalidInput` for values that are not canonical."""
        return self._through(lambda field, texts: field.take(texts), args, {})

    def _through(self, door: Door, args: Args, errors: dict[str, list[str]]) -> dict[str, Any]:
        values: dict[str, Any] = {}
        for name, field in self.filters.items():
            if name in args:
                try:
                    value = door(field, args.getlist(name))
                except ValueError as error:
                    errors[name] = [languages.sentence(error)]
                    continue
                if value is not None:
                    values[name] = value
        if errors:
            raise InvalidInput(errors)
        return values

    def _read_preset(self, args: Args, values: dict[str, Any], errors: dict[str, Any]) -> None:
        name = args.get("period")
        if not name or not self.period:
            return
        if name not in list(Preset):
            errors["period"] = [_("This is not one of the choices.")]
            return
        found = period_of(Preset(name), languages.today())
        values[self.period[0]], values[self.period[1]] = found.start, found.end

    def short_columns(self, values: Mapping[str, Any]) -> list[Column]:
        """The columns of a short table with these filters, which name the record whose page it stands on.

        What they say of every row is left out, and where that led a card the next one does.
        """
        known = {
            field.to
            for name, value in values.items()
            if isinstance(field := self.filters[name], Pointed) and len(value) == 1
        }
        by_name = {column.name: column for column in self.columns}
        named = [by_name[name] for name in self.panel if name in by_name]
        shown = named or [column for column in self.columns if column.role]
        found = [column for column in shown if known.isdisjoint(column.of)]
        if not any(column.role == "lead" for column in found):
            free = (place for place, column in enumerate(found) if column.role in ("", "panel"))
            if (place := next(free, None)) is not None:
                found[place] = replace(found[place], role="lead", muted=False)
        return found

    def read_sort(self, text: str) -> tuple[str, bool]:
        """Name and direction (True = descending); raises `InvalidInput` for an unknown one."""
        name, descending = text.removeprefix("-"), text.startswith("-")
        if name not in self.sorts:
            raise InvalidInput({"sort": [_("This is not one of the choices.")]})
        return name, descending

    def narrowed(self, *filters: Mapping[str, Any]) -> Select[Any]:
        """Everything that the viewer may see and that matches all of these filters."""
        statement = self.base
        for name, value in (pair for values in filters for pair in values.items()):
            condition = self.filters[name].condition(value)
            statement = (
                statement.where(*condition) if isinstance(condition, list) else statement.where(condition)
            )
        return statement

    def ordered(self, statement: Select[Any], sort: tuple[str, bool], reverse: bool = False) -> Select[Any]:
        """Sorted; ties are broken by id, so that pages never overlap."""
        key: ColumnElement[Any] = self.sorts[sort[0]].expression
        descending = sort[1] != reverse
        if descending:
            return statement.order_by(key.desc(), self.record.id.desc())
        return statement.order_by(key.asc(), self.record.id.asc())

    def count(self, statement: Select[Any], most: int | None = None) -> int:
        """How many match; counting stops at `most`."""
        ids = statement.with_only_columns(self.record.id).order_by(None)
        ids = ids.limit(most) if most is not None else ids
        return int(db.session.scalar(select(func.count()).select_from(ids.subquery())) or 0)

    def total(self, statement: Select[Any], sums: Sequence[Sum]) -> dict[str, Any]:
        """The sums over everything that matches."""
        if not sums:
            return {}
        columns = [func.coalesce(func.sum(one.expression), 0).label(one.name) for one in sums]
        row = db.session.execute(statement.with_only_columns(*columns).order_by(None)).one()
        return {one.name: _typed(one, value) for one, value in zip(sums, row, strict=True)}


def _typed(one: Sum, value: Any) -> Any:
    if isinstance(value, (Decimal, timedelta)) and not (one.shape == "hours" and isinstance(value, Decimal)):
        return value
    if one.shape == "hours":
        return timedelta(seconds=int(value))
    return Decimal(int(value)).scaleb(-2)
