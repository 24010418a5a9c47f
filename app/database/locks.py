"""Holding rows until the transaction ends, always in one order, so that no two people wait for each other.

On SQLite the writer has the whole file, so nothing is held; the order is watched there all the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import GenerativeSelect, inspect, select
from sqlalchemy.exc import InvalidRequestError

from app.database.engine import writing
from app.database.tables import db
from app.values.refusals import InvalidValue, NotThere, Stale

S = TypeVar("S", bound=GenerativeSelect)

ORDER = (
    "company",
    "role",
    "department",
    "employee",
    "customer",
    "contact",
    "project",
    "invoice",
    "payment",
    "time_entry",
    "reminder",
    "number_series",
    "audit_head",
)
"""In which order tables are locked. Several rows of one table are locked in the order of their ids."""

_FOR_CHANGE: dict[str, Any] = {}
_FOR_WRITERS: dict[str, Any] = {"key_share": True}
_AGAINST_DELETION: dict[str, Any] = {"read": True, "key_share": True}


def _state() -> dict[str, Any]:
    found: dict[str, Any] = db.session().info.setdefault("locks", {"last": -1, "rows": set()})
    return found


def forget() -> None:
    """A transaction begins: nothing is held."""
    db.session().info.pop("locks", None)


@contextmanager
def fresh_order() -> Iterator[None]:
    """Begins the order anew for one of many records that one transaction carries out (see `attempt`)."""
    info = db.session().info
    before = info.pop("locks", None)
    try:
        yield
    finally:
        info.pop("locks", None)
        if before is not None:
            info["locks"] = before


@contextmanager
def alone() -> Iterator[None]:
    """Nobody else works on this database (the demonstration company is loaded): any order will do."""
    info = db.session().info
    info["alone"] = True
    try:
        yield
    finally:
        info.pop("alone", None)


def locking(table: str, rows: Iterable[Any] = ()) -> None:
    """Says that rows of a table are locked now. RuntimeError when that breaks the order.

    Rows that are held already may be asked for again at any time.
    """
    if not writing.get():
        raise RuntimeError("rows are locked inside @atomic only")
    state, asked = _state(), {(table, row) for row in rows}
    if asked and asked <= state["rows"]:
        return
    if table not in ORDER:
        raise RuntimeError(f"{table} has no place in locks.ORDER")
    rank = ORDER.index(table)
    if rank < state["last"] and not db.session().info.get("alone"):
        raise RuntimeError(f"{table} is locked after {ORDER[state['last']]}, against the order of locks")
    state["last"] = max(rank, state["last"])
    state["rows"] |= asked


def lock(record: Any) -> None:
    """Reads a record afresh and holds its row until the transaction ends. `NotThere` when it is gone.

    A record that was never saved, or is another session's, is a mistake of ours and stays an error.
    """
    state = inspect(record)
    if state.was_deleted:
        raise NotThere()
    is_ours = state.persistent
    if is_ours:
        locking(record.__tablename__, state.identity)
    try:
        # "of": what was loaded along with it by a join is neither locked nor, being outer, refused.
        db.session.refresh(record, with_for_update={"of": type(record)})
    except InvalidRequestError:
        if not is_ours:
            raise
        raise NotThere() from None


def hold(record: Any, version: int | None = None) -> None:
    """Locks a record for changing it. Raises `Stale` when it is not the version that the person saw."""
    lock(record)
    if version is not None and record.version != version:
        raise Stale()


def held(statement: S, model: Any, *, writers: bool = False) -> S:
    """The statement, holding the rows of `model` that it finds.

    With `writers` only against others who do the same: other records may still come to refer to them.
    """
    locking(model.__tablename__)
    return statement.with_for_update(of=model, **(_FOR_WRITERS if writers else _FOR_CHANGE))


def keep_named(values: Mapping[str, Any], **models: Any) -> None:
    """Holds what these fields name (an id, several, or none), in the order of the locks. Raises
    `InvalidValue` for the field whose record is gone."""
    for field, model in sorted(models.items(), key=lambda one: ORDER.index(one[1].__tablename__)):
        given = values.get(field)
        ids = given if isinstance(given, (list, tuple, set)) else [given] if given else []
        if not kept(model, ids):
            raise InvalidValue(field=field)


def kept(model: Any, ids: Iterable[UUID]) -> bool:
    """Holds records that something will refer to, so that nobody deletes them; whether all exist."""
    wanted = set(ids)
    if not wanted:
        return True
    locking(model.__tablename__, wanted)
    rows = select(model.id).where(model.id.in_(wanted)).order_by(model.id)
    return len(list(db.session.scalars(rows.with_for_update(**_AGAINST_DELETION)))) == len(wanted)
