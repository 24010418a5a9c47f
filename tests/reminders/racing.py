"""What processes do at the same moment; see test_races."""

from __future__ import annotations

from uuid import UUID

from app.accounts.queries import viewer_of
from app.crm.actions import delete_customer
from app.crm.models import Customer
from app.database import db
from app.people.queries import find_by_email
from app.permissions import Viewer
from app.reminders.actions import create_reminder, mark_done
from app.reminders.models import Reminder
from app.values.refusals import NotThere
from tests.reminders.given import NOW


def _by() -> Viewer:
    found = find_by_email("admin@example.com")
    assert found is not None
    return viewer_of(found)


def do(what: str, id_: str) -> bool:
    """One thing to a reminder or a customer, at which somebody else is too."""
    by, id = _by(), UUID(id_)
    if what == "attach":
        create_reminder({"title": "R", "linked_module": "customer", "linked_id": id}, by=by)
        return True
    found = db.session.get(Customer if what == "delete customer" else Reminder, id)
    if found is None:
        raise NotThere()
    if what == "delete customer":
        delete_customer(found, by=by)
    else:
        mark_done(found, by=by, now=NOW)
    return True
