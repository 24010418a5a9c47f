"""What processes do at the same moment; see test_races."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from uuid import UUID

from sqlalchemy import func, select, text

from app.accounts.queries import viewer_of
from app.crm.actions import change_customer, delete_customer
from app.crm.models import Customer
from app.database import atomic, db
from app.invoices.actions import create_draft
from app.people.queries import find_by_email
from app.permissions import Viewer
from app.projects.actions import create_project, delete_project
from app.projects.models import Project
from app.time_tracking.actions import create_entry
from app.time_tracking.models import TimeEntry
from app.values.refusals import NotThere
from tests import factories
from tests.invoices.given import NOW, line


def _by() -> Viewer:
    found = find_by_email("admin@example.com")
    assert found is not None
    return viewer_of(found)


def do(what: str, id_: str, department: str) -> bool:
    """One thing to a customer or a project, which somebody else may be deleting."""
    by, id = _by(), UUID(id_)
    if what == "delete customer":
        delete_customer(_there(Customer, id), by=by)
    elif what == "change customer":
        change_customer(_there(Customer, id), {"name": "Neu"}, by=by)
    elif what == "draft":
        create_draft({"customer_id": id, "line_items": [line()]}, by=by)
    elif what == "project":
        values = {
            "customer_id": id,
            "department_id": UUID(department),
            "title": "P",
            "start_date": factories.TODAY,
        }
        create_project(values, by=by, now=factories.NOW)
    elif what == "delete project":
        delete_project(_there(Project, id), by=by)
    elif what == "draft of project":
        project = _there(Project, id)
        values = {"customer_id": project.customer_id, "project_id": id, "line_items": [line()]}
        create_draft(values, by=by)
    elif what == "entry":
        day = NOW - timedelta(days=db.session.scalar(select(func.count()).select_from(TimeEntry)) + 1)
        times = {"start_time": day, "end_time": day + timedelta(hours=1)}
        create_entry(
            {"project_id": id, "billable": True, "hourly_rate": Decimal(90), **times}, by=by, now=NOW
        )
    return True


def _there(model: type, id_: UUID) -> object:
    found = db.session.get(model, id_)
    if found is None:
        raise NotThere()
    return found


def lock_both(first: str, second: str) -> int:
    """Holds two rows in the order that is given, as no action of ours may; how often it was begun."""
    begun = []

    @atomic
    def backwards() -> int:
        begun.append(1)
        for name in (first, second):
            db.session.execute(
                text("UPDATE customer SET version = version + 1 WHERE name = :name"), {"name": name}
            )
            db.session.execute(text("SELECT pg_sleep(0.05)"))
        return len(begun)

    return backwards()
