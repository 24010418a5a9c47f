"""Every change of a business row is recorded once, in its transaction: watched while the whole suite runs.

The rows that a transaction of the program inserts, changes or deletes, one by one or by a statement over many,
are compared with what it chains. A part of another record (the lines of a document, a team) is told with that
one. What tests write by themselves is not looked at.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import event, inspect, select
from sqlalchemy.orm import Mapper, ORMExecuteState, Session, UOWTransaction

from app.audit.models import AuditRecord
from app.database import Base, db

NO_BUSINESS = {"session", "failed_attempt", "number_counter", "audit_record", "audit_head"}
"""Who is signed in, what is counted, and the record itself."""
COUNTED = {("number_series", "created"), ("number_series", "next_value")}
"""Giving a number writes its series down when it is the first one, and uses up the next number."""
WITH_THE_PERSON = {"account", "api_token"}
"""Passwords, and tokens that end with a password or with a person: told of the employee, if not by themselves."""
DERIVED = {"version", "created_at", "updated_at", "search_text", "sort_name"}
SECRET = {"password_hash", "token_hash"}
OF_MANY = "app.demo."
"""Loading a company is many actions in one transaction."""

problems: list[str] = []
"""What was found since somebody looked last."""


@dataclass
class Change:
    """What became of one row in a transaction."""

    entity: str
    id: Any
    verb: str
    fields: set[str] = field(default_factory=set)
    owner: tuple[str, Any] | None = None


@dataclass
class Watched:
    """The changes and the records of a transaction so far, and where its savepoints began."""

    changes: list[Change] = field(default_factory=list)
    records: list[dict[str, Any]] = field(default_factory=list)
    savepoints: dict[Any, tuple[int, int]] = field(default_factory=dict)


def _watched(session: Session) -> Watched:
    found: Watched = session.info.setdefault("recording", Watched())
    return found


def owner_column(mapper: Mapper[Any]) -> Any:
    """The column that names what rows of this table are a part of, None where they stand for themselves."""
    parents = {
        one.parent.local_table.name
        for other in mapper.registry.mappers
        for one in other.relationships
        if one.mapper is mapper and one.cascade.delete_orphan
    } | ({"employee"} if mapper.local_table.name in WITH_THE_PERSON else set())
    keys = [key for key in mapper.local_table.foreign_keys if key.column.table.name in parents]
    return keys[0].parent if keys else None


def _entity(mapper: Mapper[Any]) -> str:
    return str(getattr(mapper.class_, "audit_name", mapper.local_table.name))


def _key(identity: Any) -> Any:
    return str(identity[0]) if len(identity) == 1 else tuple(map(str, identity))


def _owner(mapper: Mapper[Any], value: Any) -> tuple[str, Any] | None:
    column = owner_column(mapper)
    return None if column is None else (next(iter(column.foreign_keys)).column.table.name, str(value(column)))


def _change(record: Any, verb: str, fields: set[str]) -> Change:
    mapper = inspect(record).mapper
    identity = mapper.primary_key_from_instance(record)
    owner = _owner(mapper, lambda column: getattr(record, mapper.get_property_by_column(column).key))
    return Change(_entity(mapper), _key(identity), verb, fields, owner)


def _changed_fields(record: Any) -> set[str]:
    """What changed of a row; an empty name stands for what may have, since it was not read before."""
    state = inspect(record)
    hidden = DERIVED | getattr(record, "audit_hidden", frozenset())
    keys = {attribute.key for attribute in state.mapper.column_attrs} - hidden
    histories = {key: state.attrs[key].history for key in keys}
    return {key if one.deleted else "" for key, one in histories.items() if one.has_changes()}


def _is_business(mapper: Mapper[Any]) -> bool:
    return mapper.local_table.name not in NO_BUSINESS


def _after_flush(session: Session, _context: UOWTransaction) -> None:
    changes = _watched(session).changes
    for verb, records in (("created", session.new), ("changed", session.dirty), ("deleted", session.deleted)):
        for record in records:
            if not _is_business(inspect(record).mapper):
                continue
            fields = _changed_fields(record) if verb == "changed" else set()
            if verb != "changed" or fields:
                changes.append(_change(record, verb, fields))


def _before_flush(session: Session, _context: UOWTransaction, _instances: Any) -> None:
    for record in session.deleted:
        mapper = inspect(record).mapper
        _goes_along(session, mapper, mapper.local_table.c[mapper.primary_key[0].name] == record_id(record))


def record_id(record: Any) -> Any:
    return inspect(record).identity[0]


def _goes_along(session: Session, parent: Mapper[Any], which: Any) -> None:
    """What the database itself will delete along with a record."""
    for mapper in parent.registry.mappers:
        for key in mapper.local_table.foreign_keys:
            if key.column.table is parent.local_table and key.ondelete == "CASCADE" and _is_business(mapper):
                ids = select(key.column).where(which)
                _found_by_statement(session, mapper, "deleted", key.parent.in_(ids))


def _found_by_statement(session: Session, mapper: Mapper[Any], verb: str, *which: Any) -> None:
    table, column = mapper.local_table, owner_column(mapper)
    columns = [*table.primary_key.columns, *([] if column is None else [column])]
    for row in session.connection().execute(select(*columns).where(*which)).all():
        identity = row[: len(table.primary_key.columns)]
        owner = _owner(mapper, lambda _column, row=row: row[-1])
        _watched(session).changes.append(Change(_entity(mapper), _key(identity), verb, owner=owner))


def _of_table(name: str) -> Mapper[Any] | None:
    return next((one for one in Base.registry.mappers if one.local_table.name == name), None)


def _on_execute(state: ORMExecuteState) -> None:
    if not (state.is_insert or state.is_update or state.is_delete):
        return
    mapper, statement = _of_table(state.statement.table.name), state.statement
    if state.is_insert and mapper is not None and mapper.class_ is AuditRecord:
        given = state.parameters
        _watched(state.session).records.extend(given if isinstance(given, list) else [given])
    elif mapper is not None and _is_business(mapper):
        if state.is_insert:
            where = f"{_entity(mapper)} written by a statement"
            _watched(state.session).changes.append(Change(_entity(mapper), where, "created"))
            return
        verb = "changed" if state.is_update else "deleted"
        conditions = (statement.whereclause,) if statement.whereclause is not None else ()
        _found_by_statement(state.session, mapper, verb, *conditions)
        if state.is_update:
            names = {getattr(one, "name", str(one)) for one in statement._values}
            for change in _watched(state.session).changes:
                if change.entity == _entity(mapper) and change.verb == "changed" and not change.fields:
                    change.fields = names


def _savepoint(session: Session, transaction: Any) -> None:
    if transaction.nested:
        found = _watched(session)
        found.savepoints[transaction] = (len(found.changes), len(found.records))


def _after_rollback(session: Session, transaction: Any) -> None:
    found = _watched(session)
    changes, records = found.savepoints.pop(transaction, (0, 0)) if transaction.nested else (0, 0)
    del found.changes[changes:], found.records[records:]


def outermost_action() -> str:
    """The name of the action whose transaction this is; empty outside of any."""
    frame, found = sys._getframe(), ""
    while frame is not None:
        if frame.f_code.co_name == "in_one_transaction":
            action = frame.f_locals["action"]
            found = f"{action.__module__}.{action.__qualname__}"
        frame = frame.f_back  # type: ignore[assignment]
    return found


def _before_commit(session: Session) -> None:
    if session.in_nested_transaction():
        return
    found: Watched | None = session.info.pop("recording", None)
    action = outermost_action()
    if found is not None and action.startswith("app."):
        once = not action.startswith(OF_MANY)
        problems.extend(f"{action}: {one}" for one in compared(found, once=once))


def _merged(changes: list[Change]) -> list[Change]:
    """One change for each row: what was made and changed is made, what was made and deleted is nothing."""
    rows: dict[tuple[str, Any], Change] = {}
    for change in changes:
        place = (change.entity, change.id)
        before = rows.get(place)
        if before is None:
            rows[place] = Change(change.entity, change.id, change.verb, set(change.fields), change.owner)
        elif before.verb == "created" and change.verb == "deleted":
            del rows[place]
        elif before.verb == "created":
            continue
        else:
            before.verb = change.verb
            before.fields |= change.fields
    return list(rows.values())


def _is_counting(change: Change) -> bool:
    words = {change.verb} if change.verb == "created" else change.fields
    return bool(words) and {(change.entity, word) for word in words} <= COUNTED


def compared(found: Watched, *, once: bool) -> list[str]:
    """What is wrong with the records of a transaction, in words."""
    told: dict[tuple[str, Any], list[tuple[str, dict[str, Any]]]] = {}
    for record in found.records:
        place = (record["entity"], str(record["entity_id"]))
        told.setdefault(place, []).append((record["action"], json.loads(record["payload"])))
    wrong, changed = [], set()
    for change in _merged(found.changes):
        place = (change.entity, change.id)
        changed |= {place} | ({change.owner} if change.owner else set())
        if _is_counting(change):
            continue
        if place not in told and change.entity == "number_series":
            place = (change.entity, "None")  # its key is no id
        own = told.get(place, [])
        if not own and change.owner in told:
            continue
        name = f"{change.entity} {change.id} was {change.verb}"
        if not own:
            wrong.append(f"{name}, and that is not recorded")
            continue
        known = {key for _action, payload in own for key in payload.get("after", {})}
        missing = change.fields - SECRET - known - {""}
        if change.verb == "changed" and missing:
            wrong.append(f"{name}, but {sorted(missing)} are not recorded")
        if (change.verb == "deleted") != ("deleted" in [action for action, _payload in own]):
            wrong.append(f"{name}, but recorded as {[action for action, _payload in own]}")
    for place, records in told.items():
        verbs = {action for action, _payload in records} & {"created", "changed", "deleted"}
        if verbs and place not in changed and place[1] != "None":
            wrong.append(f"{place} is recorded as {sorted(verbs)}, and nothing happened to it")
    if once:
        counts = Counter({place: len(records) for place, records in told.items() if place[1] != "None"})
        wrong += [f"{place} is recorded {count} times" for place, count in counts.items() if count > 1]
    return wrong


def watch() -> None:
    """Begins to watch every session."""
    event.listen(db.session, "before_flush", _before_flush)
    event.listen(db.session, "after_flush", _after_flush)
    event.listen(db.session, "do_orm_execute", _on_execute)
    event.listen(db.session, "after_transaction_create", _savepoint)
    event.listen(db.session, "after_soft_rollback", _after_rollback)
    event.listen(db.session, "before_commit", _before_commit)
