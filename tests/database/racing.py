"""What processes do at the same moment; see test_races."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import func, select, text

from app.crm import actions as crm
from app.crm.models import Customer
from app.database import atomic, db
from app.invoices.actions import create_draft
from app.people.models import Department
from app.projects import actions as projects
from app.projects.models import Project
from app.time_tracking.actions import create_entry
from app.time_tracking.models import TimeEntry
from app.values.refusals import NotThere
from tests import cast, factories
from tests.invoices.given import NOW, line


def _there(model: Any, id: UUID) -> Any:
    found = db.session.get(model, id)
    if found is None:
        raise NotThere()
    return found


def delete_customer(id: UUID) -> None:
    crm.delete_customer(_there(Customer, id), by=cast.viewer("admin"))


def delete_project(id: UUID) -> None:
    projects.delete_project(_there(Project, id), by=cast.viewer("admin"))


def draft_for(customer_id: UUID) -> None:
    create_draft({"customer_id": customer_id, "line_items": [line()]}, by=cast.viewer("admin"))


def draft_of(project_id: UUID) -> None:
    customer_id = _there(Project, project_id).customer_id
    values = {"customer_id": customer_id, "project_id": project_id, "line_items": [line()]}
    create_draft(values, by=cast.viewer("admin"))


def project_for(customer_id: UUID) -> None:
    values = {
        "customer_id": customer_id,
        "department_id": db.session.scalars(select(Department.id).where(Department.name == "Beratung")).one(),
        "title": "P",
        "start_date": factories.TODAY,
    }
    projects.create_project(values, by=cast.viewer("admin"), now=factories.NOW)


def entry_for(project_id: UUID) -> None:
    day = NOW - timedelta(days=db.session.scalar(select(func.count()).select_from(TimeEntry)) + 1)
    times = {"start_time": day, "end_time": day + timedelta(hours=1)}
    values = {"project_id": project_id, "billable": True, "hourly_rate": Decimal(90), **times}
    create_entry(values, by=cast.viewer("admin"), now=NOW)


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
