"""What a list is: its columns, filters, sorts and sums, declared once for page, JSON, count and export."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import ColumnElement, Select, func, select

from app.database import db
from app.lists.addresses import Args
from app.lists.filters import PRESET_WORDS, FilterField, Search, preset_period
from app.permissions import Viewer
from app.web import languages
from app.web.errors import InvalidInput

PAGE_SIZES = (25, 50, 100)
PAGE_SIZE = 50
API_LARGEST = 200

Door = Callable[[FilterField, Sequence[str]], Any]


@dataclass(frozen=True)
class Column:
    """A column of a list. `kind` says how values are written; `role` where it stands on a phone's card.

    `nothing` is read where there is no value.
    """

    name: str
    label: Any
    value: Any
    kind: str = "text"
    sort: str | None = None
    words: Mapping[Any, Any] | None = None
    link: bool = False
    muted: bool = False
    role: str = ""
    css: str = ""
    nothing: Any = "–"

    @property
    def align(self) -> str:
        return "right" if self.kind in ("money", "number", "hours", "date", "integer") else "left"

    def written(self, value: Any) -> str:
        """A value as the person reads it."""
        if value is None or value == "":
            return str(self.nothing)
        return _WRITERS[self.kind](value) if self.words is None else str(self.words[value])


_WRITERS: dict[str, Callable[[Any], str]] = {
    "text": str,
    "money": languages.money,
    "price": lambda value: languages.number(value, 4, 2),
    "number": lambda value: languages.number(value, 2),
    "integer": str,
    "hours": languages.hours,
    "date": languages.day,
    "moment": languages.moment,
    "badge": str,
    "flag": lambda value: "✓" if value else "–",
}


@dataclass(frozen=True)
class SortKey:
    """What a list can be sorted by. The expression is never null and stands in an index with the id."""

    expression: Any


@dataclass(frozen=True)
class Sum:
    """A sum over everything that matches; `api` is its name in the JSON envelope."""

    name: str
    label: Any
    expression: Any
    kind: str = "money"
    api: str | None = None


class Listing:
    """A list, declared once. `visible` starts from what the viewer may see and joins what columns need."""

    def __init__(
        self,
        name: str,
        *,
        title: Any,
        record: Any,
        endpoint: str,
        show: str,
        visible: Callable[[Viewer], Select[Any]],
        columns: Sequence[Column],
        sorts: Mapping[str, SortKey],
        default_sort: str,
        filters: Sequence[FilterField] = (),
        period: tuple[str, str] | None = None,
        sums: Sequence[Sum] = (),
        api_sort: str = "-created_at",
        api_options: Sequence[Any] = (),
        empty: Any = "",
        state: Callable[[Any], str] = str,
    ) -> None:
        self.name, self.title, self.record, self.endpoint, self.show = name, title, record, endpoint, show
        self.visible, self.columns, self.sorts, self.default_sort = visible, columns, sorts, default_sort
        self.filters = {field.name: field for field in filters}
        self.period, self.sums, self.api_sort, self.api_options = period, sums, api_sort, api_options
        self.empty, self.state = empty, state

    @property
    def search(self) -> Search | None:
        return next((field for field in self.filters.values() if isinstance(field, Search)), None)

    def read_filters(self, args: Args) -> dict[str, Any]:
        """The filters of a page's address; raises `InvalidInput` for values that cannot be read."""
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
        if name not in PRESET_WORDS:
            errors["period"] = [_("This is not one of the choices.")]
            return
        found = preset_period(name)
        values[self.period[0]], values[self.period[1]] = found.start, found.end

    def read_sort(self, text: str) -> tuple[str, bool]:
        """Name and direction (True = descending); raises `InvalidInput` for an unknown one."""
        name, descending = text.removeprefix("-"), text.startswith("-")
        if name not in self.sorts:
            raise InvalidInput({"sort": [_("This is not one of the choices.")]})
        return name, descending

    def narrowed(self, viewer: Viewer, values: Mapping[str, Any]) -> Select[Any]:
        """Everything that the viewer may see and that matches."""
        return self.narrow(self.visible(viewer), values)

    def narrow(self, statement: Select[Any], values: Mapping[str, Any]) -> Select[Any]:
        """A select of this list, narrowed by filters."""
        for name, value in values.items():
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
    if isinstance(value, (Decimal, timedelta)) and not (one.kind == "hours" and isinstance(value, Decimal)):
        return value
    if one.kind == "hours":
        return timedelta(seconds=int(value))
    return Decimal(int(value)).scaleb(-2)
