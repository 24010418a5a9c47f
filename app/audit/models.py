"""The record of changes and its head."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import CheckConstraint, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.column_types import Uuid7
from app.database import Model


class AuditRecord(Model):
    """One change. `at` is kept as text, so that no database writes it anew; `payload` is canonical JSON."""

    __tablename__ = "audit_record"

    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[str] = mapped_column(String(40))
    actor_id: Mapped[UUID | None] = mapped_column(Uuid7)
    actor_name: Mapped[str] = mapped_column(String(200))
    action: Mapped[str] = mapped_column(String(40))
    entity: Mapped[str] = mapped_column(String(40))
    entity_id: Mapped[UUID | None] = mapped_column(Uuid7)
    customer_id: Mapped[UUID | None] = mapped_column(Uuid7)
    request_id: Mapped[str | None] = mapped_column(String(64))
    payload: Mapped[str] = mapped_column(Text)
    payload_hash: Mapped[str] = mapped_column(String(64))
    previous: Mapped[str] = mapped_column(String(64), unique=True)
    hash: Mapped[str] = mapped_column(String(64), unique=True)

    __table_args__ = (
        Index("ix_audit_record_entity", "entity", "entity_id", "seq"),
        Index("ix_audit_record_customer", "customer_id", "seq"),
    )


class AuditHead(Model):
    """The last link of the chain, in one row that is locked while links are added."""

    __tablename__ = "audit_head"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    seq: Mapped[int]
    hash: Mapped[str] = mapped_column(String(64))

    __table_args__ = (CheckConstraint("id = 1", name="only_one"),)
