"""The record of changes: what is kept, that it cannot be changed, and that any change is found."""

from __future__ import annotations

import json

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError

from app.audit.models import AuditRecord
from app.audit.queries import history, verify
from app.crm.actions import change_customer, delete_customer
from app.database import atomic, db
from tests import cast, factories


def test_changes_are_kept_with_before_and_after(app):
    customer = factories.customer()
    values = {"name": "Löwenstein & Söhne", "city": "Bonn"}
    change_customer(customer, values, by=cast.viewer("leitung"))
    change_customer(customer, values, by=cast.viewer("leitung"))
    records = db.session.scalars(select(AuditRecord).where(AuditRecord.entity_id == customer.id)).all()
    assert [record.action for record in records] == ["created", "changed"], "no change, no record"
    assert json.loads(records[1].payload) == {
        "before": {"name": "Bäckerei Löwenstein GmbH", "city": "Lahnstein"},
        "after": {"name": "Löwenstein & Söhne", "city": "Bonn"},
    }
    assert records[1].actor_name == "Tobias Bauer" and records[1].customer_id == customer.id
    assert next(event.changed for event in history("customer", customer.id)) == ("city", "name")
    assert verify()[1] is None


def test_a_rollback_leaves_no_record(app):
    customer = factories.customer()
    count = verify()[0]

    @atomic
    def fails():
        delete_customer(customer, by=cast.viewer("admin"))
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fails()
    assert verify() == (count, None)


def test_the_commit_after_a_rollback_chains_nothing_of_it(app):
    customer = factories.customer()
    count = verify()[0]

    @atomic
    def fails():
        delete_customer(customer, by=cast.viewer("admin"))
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fails()
    assert factories.customer().number == "K-00002"
    assert verify() == (count + 1, None)


def refused(statement: str) -> None:
    """The database says no, and the chain stays whole."""
    with pytest.raises(DBAPIError, match="append-only"):
        atomic(lambda: db.session.execute(text(statement)))()
    assert verify()[1] is None


@pytest.mark.parametrize(
    "statement",
    ["UPDATE audit_record SET actor_name = 'jemand'", "DELETE FROM audit_record WHERE seq = 1"],
)
def test_the_database_refuses_changes(app, statement):
    refused(statement)


@pytest.mark.on("postgresql")  # SQLite has no such statement
def test_the_database_refuses_to_empty_the_record(app):
    refused("TRUNCATE audit_record")


@pytest.mark.on("sqlite")  # PostgreSQL has no such statement
@pytest.mark.parametrize(
    "values",
    [
        "* FROM audit_record WHERE seq = 1",
        "seq + 1, at, actor_id, actor_name, action, entity, entity_id, customer_id, request_id, payload,"
        " payload_hash, previous, 'x' FROM audit_record ORDER BY seq DESC LIMIT 1",
        "seq + 1, at, actor_id, actor_name, action, entity, entity_id, customer_id, request_id, payload,"
        " payload_hash, 'x', hash FROM audit_record ORDER BY seq DESC LIMIT 1",
    ],
    ids=["the same row", "a row with the same predecessor", "a row with the same hash"],
)
def test_the_database_refuses_to_replace_a_record(app, values):
    refused(f"INSERT OR REPLACE INTO audit_record SELECT {values}")


@pytest.mark.parametrize(
    ("change", "place"),
    [
        ("UPDATE audit_record SET payload = '{}' WHERE seq = 3", 3),
        ("UPDATE audit_record SET actor_id = NULL, action = 'x' WHERE seq = 4", 4),
        ("UPDATE audit_record SET actor_name = 'Jemand anders' WHERE seq = 5", 5),
        ("UPDATE audit_record SET request_id = 'forged' WHERE seq = 5", 5),
        ("DELETE FROM audit_record WHERE seq = 2", 3),
    ],
)
def test_verify_finds_what_was_changed(app, server, change, place):
    for _number in range(3):
        factories.customer()

    @atomic
    def tamper():
        if server.kind == "sqlite":
            for name in ("no_update", "no_delete"):
                db.session.execute(text(f"DROP TRIGGER audit_record_{name}"))
        else:
            db.session.execute(text("DROP TRIGGER audit_record_no_change ON audit_record"))
        db.session.execute(text(change))

    tamper()
    _count, broken = verify()
    assert broken is not None and broken.seq == place


def test_lost_last_records_are_found(app, server):
    factories.customer()
    last = verify()[0]

    @atomic
    def tamper():
        if server.kind == "sqlite":
            db.session.execute(text("DROP TRIGGER audit_record_no_delete"))
        else:
            db.session.execute(text("DROP TRIGGER audit_record_no_change ON audit_record"))
        db.session.execute(text(f"DELETE FROM audit_record WHERE seq = {last}"))

    tamper()
    assert verify()[1] is not None


def test_history_is_a_panel_for_whoever_sees_the_record(pages, app):
    customer = factories.customer()
    page = pages("mitarbeit").get(f"/history/customer/{customer.id}", part="panel")
    assert len(page.xpath("//li")) == 1
    pages("mitarbeit").get(f"/history/customer/{cast.department()}", status=404)
    pages("mitarbeit").get(f"/history/secret/{customer.id}", status=404)
    pages("mitarbeit").get(f"/history/role/{cast.employee('admin').role_id}", status=404)
