"""What processes do at the same moment; see test_races."""

from __future__ import annotations

from uuid import UUID

from app.crm import actions as crm
from app.crm.models import Customer
from app.database import db
from app.reminders import actions
from app.reminders.models import Reminder
from app.values.refusals import NotThere
from tests import cast
from tests.reminders.given import NOW


def attach(customer_id: UUID) -> None:
    values = {"title": "R", "linked_module": "customer", "linked_id": customer_id}
    actions.create_reminder(values, by=cast.viewer("admin"))


def delete_customer(id: UUID) -> None:
    found = db.session.get(Customer, id)
    if found is None:
        raise NotThere()
    crm.delete_customer(found, by=cast.viewer("admin"))


def mark_done(id: UUID) -> None:
    found = db.session.get(Reminder, id)
    if found is None:
        raise NotThere()
    actions.mark_done(found, by=cast.viewer("admin"), now=NOW)
