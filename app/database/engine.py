"""The engine's set-up: SQLite so that fifty people can write, and what is written on the side."""

from __future__ import annotations

from contextvars import ContextVar
from typing import Any

from flask import Flask
from sqlalchemy import Connection, Engine, Executable, event
from sqlalchemy.exc import SQLAlchemyError

from app.database.tables import db
from app.database.turns import Turns

BUSY_TIMEOUT = 15
"""Seconds that a writer waits for a lock that another one has; nobody waits longer."""
TURNS = Turns()
"""The turns of this process's writers on SQLite."""
writing: ContextVar[bool] = ContextVar("writing", default=False)
"""Whether we are inside `@atomic`."""


def is_postgresql() -> bool:
    """Whether we talk to PostgreSQL (otherwise to SQLite)."""
    return db.engine.dialect.name == "postgresql"


def engine_options(database_url: str) -> dict[str, Any]:
    """What Flask-SQLAlchemy hands to `create_engine`."""
    if database_url.startswith("sqlite"):
        return {
            "connect_args": {"timeout": BUSY_TIMEOUT, "check_same_thread": False},
            "pool_size": 20,
            "max_overflow": 300,
            "pool_timeout": 10,
            "hide_parameters": True,
        }
    return {
        "connect_args": {"connect_timeout": 5, "options": f"-c lock_timeout={BUSY_TIMEOUT}s"},
        "pool_size": 10,
        "max_overflow": 60,
        "pool_timeout": 10,
        "pool_pre_ping": True,
        "hide_parameters": True,
    }


def _prepare_sqlite(connection: Any, _: Any) -> None:
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in (
        f"busy_timeout={BUSY_TIMEOUT * 1000}",
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
        "cache_size=-4000",
        "case_sensitive_like=ON",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_sqlite(connection: Any) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing.get() else "BEGIN")


def prepare_engine(engine: Engine) -> None:
    """SQLite: write-ahead log, foreign keys, and our own BEGIN, so that fifty people can write."""
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)


def jot(statement: Executable) -> None:
    """Writes on the side what may as well be lost (when somebody was seen last).

    On a short connection of its own that waits for nobody; whatever goes wrong is forgotten. The caller has
    ended its own transaction before, so that nobody waits for a second connection while holding one.
    """
    try:
        with db.engine.connect() as connection:
            _jot_on(connection, statement)
    except SQLAlchemyError:
        return


def _jot_on(connection: Connection, statement: Executable) -> None:
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql("SET LOCAL lock_timeout = '50ms'")
        connection.execute(statement)
        connection.commit()
        return
    if not TURNS.take(0):
        return
    try:
        connection.exec_driver_sql("PRAGMA busy_timeout=0")
        try:
            connection.execute(statement)
            connection.commit()
        finally:
            connection.rollback()
            connection.exec_driver_sql(f"PRAGMA busy_timeout={BUSY_TIMEOUT * 1000}")
    finally:
        TURNS.give_back()


def give_back_connection() -> None:
    """Ends what the session reads; a connection that is dead is thrown away instead."""
    try:
        db.session.rollback()
    except SQLAlchemyError:
        db.session().invalidate()


def init(app: Flask) -> None:
    """Binds the session to the application's database."""
    db.init_app(app)
    # Before the extension's own, which fails where the connection is dead and so spoils a finished answer.
    app.teardown_appcontext(lambda _error: give_back_connection())
    with app.app_context():
        prepare_engine(db.engine)
