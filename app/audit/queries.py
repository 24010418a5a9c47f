"""Walking the chain, and the history of one record."""

from __future__ import annotations

import json
from collections.abc import Collection
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select

from app.audit.models import AuditHead, AuditRecord
from app.audit.rules import GENESIS, HASHED, chained, digest, is_kept_as
from app.database import db
from app.links.changes import Change


@dataclass(frozen=True)
class Broken:
    """Where the chain does not hold, and why."""

    seq: int
    why: str


def _fault(record: AuditRecord, expected_seq: int, previous: str) -> str | None:
    if record.seq != expected_seq:
        return "a record before it is missing"
    if record.previous != previous:
        return "it does not follow the record before it"
    if digest(record.payload) != record.payload_hash:
        return "its content was changed"
    own = chained(previous, {name: getattr(record, name) for name in HASHED})
    return None if own == record.hash else "its author, time or subject was changed"


def verify() -> tuple[int, Broken | None]:
    """Walks the chain: how many records hold, and the first one that does not."""
    previous, seq = GENESIS, 0
    query = select(AuditRecord).order_by(AuditRecord.seq).execution_options(yield_per=1000)
    with closing(db.session.scalars(query)) as records:
        for record in records:
            if fault := _fault(record, seq + 1, previous):
                return seq, Broken(record.seq, fault)
            previous, seq = record.hash, record.seq
    head = db.session.execute(select(AuditHead.seq, AuditHead.hash)).one_or_none()
    if (head or (0, GENESIS)) != (seq, previous):
        return seq, Broken(seq + 1, "the last records are missing")
    return seq, None


def head() -> str:
    """The hash of the last record. Kept outside, it shows later whether the whole chain was made anew."""
    return db.session.scalar(select(AuditHead.hash)) or GENESIS


def entity_of(record: Any) -> tuple[str, UUID | None]:
    """What a record is called in the chain, and its id there."""
    id_ = getattr(record, "id", None)
    return getattr(record, "audit_name", record.__tablename__), id_ if isinstance(id_, UUID) else None


@dataclass(frozen=True)
class Event:
    """One line of a record's history."""

    at: datetime
    actor: str
    action: str
    text: str | None
    params: dict[str, Any]
    changed: tuple[str, ...]


def history(entity: str, entity_id: UUID, *, without: Collection[str] = (), limit: int = 100) -> list[Event]:
    """What happened to a record, newest first; the actions `without` are left out."""
    query = (
        select(AuditRecord.at, AuditRecord.actor_name, AuditRecord.action, AuditRecord.payload)
        .where(AuditRecord.entity == entity, AuditRecord.entity_id == entity_id)
        .where(AuditRecord.action.not_in(without))
        .order_by(AuditRecord.seq.desc())
        .limit(limit)
    )
    events = []
    for at, actor, action, payload in db.session.execute(query):
        body = json.loads(payload)
        changed = tuple(body.get("after", {})) if action == "changed" else ()
        moment = datetime.fromisoformat(at)
        events.append(Event(moment, actor, action, body.get("text"), body.get("params", {}), changed))
    return events


def last_changes(record: Any, versions: int) -> Change | None:
    """The newest change of a record, and what its fields held so many versions ago."""
    entity, id_ = entity_of(record)
    query = (
        select(AuditRecord.at, AuditRecord.actor_name, AuditRecord.actor_id, AuditRecord.payload)
        .where(AuditRecord.entity == entity, AuditRecord.entity_id == id_)
        .order_by(AuditRecord.seq.desc())
        .limit(versions)
    )
    found = db.session.execute(query).all()
    if not found:
        return None
    before: dict[str, Any] = {}
    for row in found:
        before |= json.loads(row.payload).get("before", {})  # the oldest counts
    newest = found[0]
    return Change(
        datetime.fromisoformat(newest.at),
        newest.actor_name,
        newest.actor_id,
        lambda name, value: name in before and is_kept_as(before[name], value),
    )
