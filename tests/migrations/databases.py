"""Databases at a revision, filled with rows, read and compared as plain values."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from flask import Flask
from sqlalchemy import MetaData, Table, inspect, text, update

from app import create_app
from app.database import db
from config import read
from tests import postgres
from tests.migrations import first_version

Rows = dict[str, dict[Any, dict[str, Any]]]


def fresh(server: Any, name: str) -> str:
    """The address of an empty database beside the suite's own."""
    if server.kind == "sqlite":
        for path in server.folder.glob(f"{name}.db*"):
            path.unlink()
        return f"sqlite:///{server.folder / name}.db"
    made = postgres.create_database(server.server_url, f"{name}_{server.worker}")
    return made.render_as_string(hide_password=False)


def application(server: Any, name: str) -> Flask:
    """The application on an empty database of its own."""
    known = {"APP_ENV": "test", "DATA_DIR": str(server.folder), "LOG_LEVEL": "ERROR"}
    return create_app(read(known | {"DATABASE_URL": fresh(server, name)}))


def fill() -> None:
    """The firm of the first version, into a database at its revision."""
    tables = MetaData()
    tables.reflect(db.engine)
    with db.engine.begin() as connection:
        for name, rows in first_version.TABLES.items():
            for row in rows:
                connection.execute(tables.tables[name].insert().values(_kept(row)))
        invoice = tables.tables["invoice"]
        for id_, values in first_version.ISSUING.items():
            connection.execute(update(invoice).where(invoice.c.id == _bound(id_)).values(_kept(values)))


def _kept(row: dict[str, Any]) -> dict[str, Any]:
    return {name: _bound(value) for name, value in row.items()}


def _bound(value: Any) -> Any:
    """SQLite keeps ids as bytes, and moments without their zone."""
    if db.engine.dialect.name == "sqlite":
        if isinstance(value, UUID):
            return value.bytes
        if isinstance(value, datetime):
            return value.replace(tzinfo=None)
    return value


def rows() -> Rows:
    """Every row of every table by its primary key, as the database has it."""
    tables = MetaData()
    tables.reflect(db.engine)
    with db.engine.connect() as connection:
        return {
            name: {_key(table, row): dict(row) for row in connection.execute(table.select()).mappings()}
            for name, table in tables.tables.items()
            if name != "alembic_version"
        }


def _key(table: Table, row: Any) -> tuple[str, ...]:
    return tuple(str(row[column.name]) for column in table.primary_key)


def triggers() -> dict[str, str]:
    """All triggers by their names, on PostgreSQL with the functions that they call."""
    if db.engine.dialect.name == "sqlite":
        query = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND name NOT LIKE 'search_%'"
    else:
        query = (
            "SELECT tgname, pg_get_triggerdef(pg_trigger.oid) || ' ' || prosrc FROM pg_trigger "
            "JOIN pg_proc ON pg_proc.oid = tgfoid WHERE NOT tgisinternal"
        )
    with db.engine.connect() as connection:
        return {name: " ".join(sql.split()) for name, sql in connection.execute(text(query))}


def columns() -> dict[str, set[str]]:
    """The names of the columns by table."""
    found = inspect(db.engine)
    return {name: {one["name"] for one in found.get_columns(name)} for name in found.get_table_names()}
