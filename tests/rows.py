"""Many rows of every kind, straight into the tables: copies of one record each, with ties and with hostile texts."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from flask import Flask
from sqlalchemy import Column, UniqueConstraint, inspect

from app.database import atomic, db, utc_now
from app.forms import fields
from app.links.kinds import Kind, kind_of
from app.lists import registry
from tests import cast
from tests.records import Maker
from tests.resources import SEEN, of_kind

HOSTILE = (
    *(
        "",
        " ",
        "a",
        "A",
        "ä",
        "Z",
        "ß",
        "ẞ",
        "İ",
        "\u0308",
        "е",
        "一",
        "\U0001f600",
        "\u202egnp",
        "0",
        "-1",
        "10",
        "9",
    ),
    *("%", "_", "\\", "'", '"', ";--", "<b>&amp;</b>", "=1+1", "{{ 1 }}", "%s", "zzz", "a" * 90),
)
OF_EVERY_RECORD = {"id", "version", "created_at", "updated_at", "search_text"}


def _in_order() -> list[Kind]:
    """The kinds, those that others refer to first."""
    tables = db.metadata.sorted_tables
    return sorted(map(kind_of, SEEN), key=lambda kind: tables.index(kind.model.__table__))


def _unique(table: Any) -> set[str]:
    """The columns that no two rows share a value of."""
    single = {column.name for column in table.columns if column.unique}
    several = [one for one in table.constraints if isinstance(one, UniqueConstraint)]
    indexes = [
        one for one in table.indexes if one.unique and not one.dialect_options["sqlite"]["where"] is not None
    ]
    return single | {column.name for one in (*several, *indexes) for column in one.columns}


class Copier:
    """Makes rows like some records of a kind; `form` are the fields that its API takes."""

    def __init__(self, kind: Kind, sources: list[Any], form: dict[str, Any]) -> None:
        self.kind, self.form, self.now = kind, form, utc_now()
        self.unique = _unique(kind.model.__table__)
        mapped = inspect(kind.model).mapper.column_attrs
        columns = [
            one for one in mapped if one.key not in OF_EVERY_RECORD and isinstance(one.columns[0], Column)
        ]
        names = [one.key for one in columns if not one.key.startswith("sort_")]
        self.values = [{name: getattr(source, name) for name in names} for source in sources]
        self.nullable = {one.key for one in columns if one.columns[0].nullable}
        self.points = {
            one.key: next(iter(one.columns[0].foreign_keys)).column.table.name
            for one in columns
            if one.columns[0].foreign_keys
        }

    def row(self, number: int, made: dict[str, list[UUID]]) -> dict[str, Any]:
        """The values of one copy; it points to the copies of the same number."""
        values = self.values[number % len(self.values)]
        found = {name: self._value(name, value, number) for name, value in values.items()}
        for name, table in self.points.items():
            if table == self.kind.model.__tablename__:
                found[name] = None
            elif found[name] is not None and table in made:
                found[name] = made[table][number]
        known = {name: value for name, value in found.items() if value is not None}  # a JSON null is no NULL
        return known | {"created_at": self.now - timedelta(seconds=number // 3)}

    def _value(self, name: str, value: Any, number: int) -> Any:
        field = self.form.get(name)
        if name in self.unique:
            return f"{number:06}-{value}"[:40] if isinstance(value, str) else None
        if isinstance(field, fields.Text) and not field.checks and value is not None:
            return HOSTILE[number % len(HOSTILE)][: field.max_length] or (
                None if name in self.nullable else ""
            )
        if isinstance(field, fields.Day) and isinstance(value, date):
            return None if number % 4 == 0 and name in self.nullable else value - timedelta(days=number % 7)
        return value


def copies(app: Flask, count: int) -> dict[str, list[UUID]]:
    """`count` more of every kind that has a list; gives their ids by the kind's name."""
    makers = [Maker(app, owner="leitung", amount=amount) for amount in (5, 6, 7)]
    sources = {name: [UUID(maker.make(name)["id"]) for maker in makers] for name in SEEN}
    forms: dict[str, dict[str, Any]] = {}
    with app.test_request_context():
        for name in SEEN:
            forms[name] = dict(of_kind(app, name)["create"].form(formdata=None)._fields)
    db.session.rollback()

    @atomic
    def fill() -> dict[str, list[UUID]]:
        made: dict[str, list[UUID]] = {}
        for kind in _in_order():
            found = [db.session.get_one(kind.model, id_) for id_ in sources[kind.name]]
            copier = Copier(kind, found, forms[kind.name])
            rows = [kind.model(**copier.row(number, made)) for number in range(count)]
            db.session.add_all(rows)
            db.session.flush()
            made[kind.model.__tablename__] = [row.id for row in rows]
        return made

    made = fill()
    db.session.rollback()
    return {name: made[kind_of(name).model.__tablename__] for name in SEEN}


def every_sort(name: str) -> Iterator[str]:
    """The sorts of a list, up and down."""
    for sort in registry.made_for(name, cast.viewer("admin")).sorts:
        yield from (sort, f"-{sort}")
