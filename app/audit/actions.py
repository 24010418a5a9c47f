"""Recording changes: collected while an action runs, chained as the last step of its transaction."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from sqlalchemy import insert, inspect, select, update

from app.audit import triggers as _triggers  # noqa: F401 - they attach themselves to the table
from app.audit.models import AuditHead, AuditRecord
from app.audit.queries import entity_of
from app.audit.rules import GENESIS, canonical, chained, digest, plain
from app.database import before_commit, db, held, is_writing, utc_now
from app.permissions import Viewer
from app.web.logs import request_id

NEVER_KEPT = frozenset(
    {"version", "created_at", "updated_at", "search_text", "sort_name", "password_hash", "token_hash"}
)


@dataclass
class _Entry:
    action: str
    entity: str
    entity_id: UUID | None
    customer_id: UUID | None
    by: Viewer | None
    payload: dict[str, Any] = field(default_factory=dict)


def facts(record: Any) -> dict[str, Any]:
    """The fields of a record as the chain keeps them; secrets and derived fields left out."""
    hidden = NEVER_KEPT | getattr(record, "audit_hidden", frozenset())
    own = {
        attribute.key: plain(getattr(record, attribute.key))
        for attribute in inspect(record).mapper.column_attrs
        if attribute.key not in hidden
    }
    extra = getattr(record, "audit_extra", None)
    return own | ({key: plain(value) for key, value in extra().items()} if extra else {})


def note(
    action: str,
    record: Any,
    *,
    by: Viewer | None,
    text: str | None = None,
    payload: Any = None,
    **params: Any,
) -> None:
    """Records that something happened to a record. `text` is an English sentence for its history."""
    if not is_writing():
        raise RuntimeError("changes are recorded inside @atomic only")
    body: dict[str, Any] = dict(payload or {})
    if text is not None:
        body |= {"text": text, "params": {key: plain(value) for key, value in params.items()}}
    customer_id = getattr(record, "audit_customer_id", None) or getattr(record, "customer_id", None)
    entry = _Entry(action, *entity_of(record), customer_id, by, body)
    db.session().info.setdefault("audit", []).append(entry)


def created(record: Any, *, by: Viewer | None, text: str | None = None, **params: Any) -> None:
    """Records a new record with all its fields."""
    db.session.flush()
    note("created", record, by=by, payload={"after": facts(record)}, text=text, **params)


def deleted(record: Any, *, by: Viewer | None) -> None:
    """Records a deletion; to be called before the record is gone."""
    note("deleted", record, by=by, payload={"before": facts(record)})


@contextmanager
def changing(record: Any, *, by: Viewer | None, action: str = "changed") -> Iterator[None]:
    """Records what a block changes: the fields before and after. Nothing changed, nothing recorded."""
    before = facts(record)
    yield
    db.session.flush()
    after = facts(record)
    differing = [key for key in after if after[key] != before.get(key)]
    if differing:
        payload = {
            "before": {key: before.get(key) for key in differing},
            "after": {key: after[key] for key in differing},
        }
        note(action, record, by=by, payload=payload)


@before_commit
def chain() -> None:
    """Chains what was recorded; the head's row is the last one locked, so that nobody waits for two."""
    entries: list[_Entry] = db.session().info.pop("audit", [])
    if not entries:
        return
    head = db.session.execute(
        held(select(AuditHead.seq, AuditHead.hash).where(AuditHead.id == 1), AuditHead)
    ).one_or_none()
    if head is None:
        db.session.execute(insert(AuditHead).values(id=1, seq=0, hash=GENESIS))
    seq, previous = head or (0, GENESIS)
    at = utc_now().isoformat()
    rows = []
    for entry in entries:
        seq += 1
        payload = canonical(entry.payload)
        row = {
            "seq": seq,
            "at": at,
            "actor_id": entry.by.id if entry.by else None,
            "actor_name": entry.by.name if entry.by else "Kontor",
            "action": entry.action,
            "entity": entry.entity,
            "entity_id": entry.entity_id,
            "customer_id": entry.customer_id,
            "request_id": request_id(),
            "payload": payload,
            "payload_hash": digest(payload),
        }
        own = chained(previous, row)
        rows.append({**row, "previous": previous, "hash": own})
        previous = own
    db.session.execute(insert(AuditRecord), rows)
    db.session.execute(update(AuditHead).where(AuditHead.id == 1).values(seq=seq, hash=previous))
