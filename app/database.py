"""Engine set-up for SQLite and PostgreSQL, the session, and `@atomic`: the only place that commits."""

from __future__ import annotations

import functools
from collections.abc import Callable
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar
from uuid import UUID

from flask import Flask
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import Engine, MetaData, event
from sqlalchemy.exc import InvalidRequestError, OperationalError
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, registry
from uuid6 import uuid7

from app.columns import UtcDateTime, Uuid7
from app.values.refusals import NotThere, Stale

P = ParamSpec("P")
R = TypeVar("R")

BEGINNINGS = 4
"""How often a writer asks for SQLite's only lock, 15 seconds each time."""

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    """The declarative base of all tables; constraints get the same names on both databases."""

    registry = registry(
        metadata=MetaData(naming_convention=NAMING), type_annotation_map={UUID: Uuid7, datetime: UtcDateTime}
    )


db = SQLAlchemy(model_class=Base, disable_autonaming=True)

if TYPE_CHECKING:
    Model = Base
else:
    Model = db.Model


def new_id() -> UUID:
    """A UUIDv7: unique everywhere, and sorted by the moment it was made."""
    return UUID(int=uuid7().int)


def utc_now() -> datetime:
    """The present moment. Read at the edge (pages, api, commands) and handed inwards."""
    return datetime.now(UTC)


class Record:
    """What every business object has: an id, its moments, and a version that stale edits are told by."""

    id: Mapped[UUID] = mapped_column(Uuid7, primary_key=True, default=new_id)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=utc_now)
    updated_at: Mapped[datetime] = mapped_column(UtcDateTime, default=utc_now, onupdate=utc_now)
    version: Mapped[int] = mapped_column(default=1)
    __mapper_args__ = {"version_id_col": version}


_writing: ContextVar[bool] = ContextVar("writing", default=False)
_before_commit: list[Callable[[], None]] = []


def before_commit(finish: Callable[[], None]) -> Callable[[], None]:
    """Registers what `@atomic` does last inside every transaction (the audit chain)."""
    if finish not in _before_commit:
        _before_commit.append(finish)
    return finish


def after_commit(do: Callable[[], None]) -> None:
    """Does something once the running transaction is committed, and not at all if it is rolled back."""
    db.session().info.setdefault("after_commit", []).append(do)


def is_writing() -> bool:
    """Whether we are inside `@atomic`."""
    return _writing.get()


def atomic(action: Callable[P, R]) -> Callable[P, R]:
    """Makes one transaction of an action; an action inside an action joins.

    Ends the read transaction that the request has open, so that objects are read afresh inside the
    writing one (`BEGIN IMMEDIATE` on SQLite). Any exception rolls everything back.
    """

    @functools.wraps(action)
    def in_one_transaction(*args: P.args, **kwargs: P.kwargs) -> R:
        if _writing.get():
            return action(*args, **kwargs)
        session = db.session()
        session.rollback()
        session.info.pop("after_commit", None)
        token = _writing.set(True)
        try:
            _begin(session)
            result = action(*args, **kwargs)
            session.flush()
            for finish in _before_commit:
                finish()
            session.commit()
        except BaseException:
            session.rollback()
            session.info.pop("after_commit", None)
            session.info.pop("audit", None)
            raise
        finally:
            _writing.reset(token)
        for do in session.info.pop("after_commit", []):
            do()
        return result

    return in_one_transaction


def _begin(session: Any) -> None:
    """Opens the writing transaction. SQLite's queue is not fair: who waited too long asks again."""
    for attempt in range(1, BEGINNINGS + 1):
        try:
            session.connection()
            return
        except OperationalError:
            session.rollback()
            if is_postgresql() or attempt == BEGINNINGS:
                raise


def lock(record: Any) -> None:
    """Reads a record afresh and holds its row until the transaction ends (on SQLite the whole file)."""
    try:
        # "of": what was loaded along with it by a join is neither locked nor, being outer, refused.
        db.session.refresh(record, with_for_update={"of": type(record)})
    except InvalidRequestError:
        raise NotThere() from None


def hold(record: Any, version: int | None = None) -> None:
    """Locks a record for changing it. Raises `Stale` when it is not the version that the person saw."""
    lock(record)
    if version is not None and record.version != version:
        raise Stale()


def is_postgresql() -> bool:
    """Whether we talk to PostgreSQL (otherwise to SQLite)."""
    return db.engine.dialect.name == "postgresql"


def engine_options(database_url: str) -> dict[str, Any]:
    """What Flask-SQLAlchemy hands to `create_engine`."""
    if database_url.startswith("sqlite"):
        return {
            "connect_args": {"timeout": 15, "check_same_thread": False},
            "pool_size": 20,
            "max_overflow": 300,
            "hide_parameters": True,
        }
    return {"pool_size": 10, "max_overflow": 60, "pool_pre_ping": True, "hide_parameters": True}


def _prepare_sqlite(connection: Any, _: Any) -> None:
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
        "busy_timeout=15000",
        "cache_size=-32000",
        "case_sensitive_like=ON",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_sqlite(connection: Any) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE" if _writing.get() else "BEGIN")


def prepare_engine(engine: Engine) -> None:
    """SQLite: write-ahead log, foreign keys, and our own BEGIN, so that fifty people can write."""
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)


def init(app: Flask) -> None:
    """Binds the session to the application's database."""
    db.init_app(app)
    with app.app_context():
        prepare_engine(db.engine)
