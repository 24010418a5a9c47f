"""Walking the chain: from the shell, before anything happened, and after something was taken back."""

from __future__ import annotations

import json

import pytest
from sqlalchemy import select, text

from app.audit.models import AuditRecord
from app.audit.queries import verify
from app.crm.actions import change_customer, delete_customer
from app.database import atomic, db
from app.people.actions import create_first_roles
from app.people.models import Role
from app.permissions import FIRST_ROLES
from tests import cast, factories

pytestmark = pytest.mark.parametrize("server", ["sqlite"], indirect=True)


@atomic
def forge(*statements: str) -> None:
    """As somebody who may do anything to the file."""
    for name in ("no_update", "no_delete"):
        db.session.execute(text(f"DROP TRIGGER IF EXISTS audit_record_{name}"))
    for statement in statements:
        db.session.execute(text(statement))


def verified(app):
    return app.test_cli_runner().invoke(args=["audit", "verify"])


def test_the_command_says_that_the_chain_holds(app):
    count, _broken = verify()
    told = verified(app)
    assert told.exit_code == 0
    assert f"All {count} records hold" in told.output


def test_the_command_exits_with_1_at_a_record_that_was_changed(app):
    forge("UPDATE audit_record SET actor_name = 'Jemand anders' WHERE seq = 3")
    told = verified(app)
    assert told.exit_code == 1
    assert "Record 3 does not hold" in told.output
    assert "2 records before it hold" in told.output


def test_the_command_exits_with_1_when_the_last_records_are_missing(app):
    forge("DELETE FROM audit_record WHERE seq > 3")
    told = verified(app)
    assert told.exit_code == 1
    assert "the last records are missing" in told.output


def test_an_empty_chain_holds(app):
    forge("DELETE FROM audit_record", "DELETE FROM audit_head")
    assert verify() == (0, None)
    assert verified(app).exit_code == 0


def test_the_first_record_after_an_empty_chain_holds(app):
    forge("DELETE FROM audit_record", "DELETE FROM audit_head")
    factories.customer()
    assert verify() == (1, None)


def test_an_emptied_chain_does_not_hold(app):
    forge("DELETE FROM audit_record")
    assert verified(app).exit_code == 1


def test_what_was_taken_back_is_not_told_by_the_next_commit(app):
    customer = factories.customer()
    before = verify()[0]

    @atomic
    def fails():
        delete_customer(customer, by=cast.viewer("admin"))
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fails()
    change_customer(customer, {"city": "Bonn"}, by=cast.viewer("leitung"))
    since = db.session.scalars(select(AuditRecord.action).where(AuditRecord.seq > before)).all()
    assert since == ["changed"]
    assert verify()[1] is None


def test_the_first_roles_are_recorded_with_what_they_may(app):
    kept = db.session.scalars(select(AuditRecord).where(AuditRecord.entity == "role")).all()
    after = [json.loads(record.payload)["after"] for record in kept]
    assert {one["name"]: one["permissions"] for one in after} == FIRST_ROLES
    assert {record.entity_id for record in kept} == set(db.session.scalars(select(Role.id)))


def test_roles_are_made_and_recorded_once(app):
    before = verify()[0]
    create_first_roles()
    assert verify() == (before, None)
