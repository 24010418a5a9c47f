"""Triggers that keep the record append-only, whoever talks to the database."""

from __future__ import annotations

from typing import Any

from sqlalchemy import event

from app.audit.models import AuditRecord

SQLITE = (
    "CREATE TRIGGER audit_record_no_update BEFORE UPDATE ON audit_record "
    "BEGIN SELECT RAISE(ABORT, 'the audit record is append-only'); END",
    "CREATE TRIGGER audit_record_no_delete BEFORE DELETE ON audit_record "
    "BEGIN SELECT RAISE(ABORT, 'the audit record is append-only'); END",
    # INSERT OR REPLACE would get past the trigger on DELETE.
    "CREATE TRIGGER audit_record_next BEFORE INSERT ON audit_record "
    "WHEN NEW.seq <> (SELECT COALESCE(MAX(seq), 0) + 1 FROM audit_record) "
    "OR EXISTS (SELECT 1 FROM audit_record AS other "
    "WHERE other.previous = NEW.previous OR other.hash = NEW.hash) "
    "BEGIN SELECT RAISE(ABORT, 'the audit record is append-only'); END",
)
POSTGRESQL = (
    "CREATE FUNCTION audit_record_is_append_only() RETURNS trigger LANGUAGE plpgsql AS "
    "$$ BEGIN RAISE EXCEPTION 'the audit record is append-only'; END $$",
    "CREATE TRIGGER audit_record_no_change BEFORE UPDATE OR DELETE ON audit_record "
    "FOR EACH ROW EXECUTE FUNCTION audit_record_is_append_only()",
    "CREATE TRIGGER audit_record_no_truncate BEFORE TRUNCATE ON audit_record "
    "FOR EACH STATEMENT EXECUTE FUNCTION audit_record_is_append_only()",
)


def create(dialect: str) -> tuple[str, ...]:
    """The statements that make the triggers."""
    return POSTGRESQL if dialect == "postgresql" else SQLITE


def _after_create(target: Any, connection: Any, **_: Any) -> None:
    for statement in create(connection.dialect.name):
        connection.exec_driver_sql(statement)


event.listen(AuditRecord.__table__, "after_create", _after_create)
